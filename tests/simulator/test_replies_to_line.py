"""Reply tokens, with the SDK as the bot."""

import pytest
import urllib3
from linebot.v3.messaging import MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.messaging.exceptions import ApiException

from simulator.platform import Platform
from simulator.rehearsal import Callback, Clock
from simulator.talks import Resident


def answer(text: str, token: str) -> ReplyMessageRequest:
    return ReplyMessageRequest(replyToken=token, messages=[TextMessage(text=text)])


@pytest.fixture
def token(platform: Platform, callback: Callback, hanako: Resident) -> str:
    """The reply token of a message from Hanako, just received."""
    platform.say(hanako.id, "こんにちは")
    platform.webhooks.settle()
    return str(callback.events[-1]["replyToken"])


def refused(bot: MessagingApi, token: str) -> bool:
    with pytest.raises(ApiException) as caught:
        bot.reply_message(answer("遅れました", token))
    assert (caught.value.status, caught.value.body) == (400, '{"message":"Invalid reply token"}\n')
    return True


def test_a_reply_is_shown_and_costs_nothing(
    platform: Platform, bot: MessagingApi, hanako: Resident, token: str
) -> None:
    answered = bot.reply_message_with_http_info(answer("届きました", token))
    assert platform.shown(hanako.id) == [{"type": "text", "text": "届きました"}]
    assert answered.data.sent_messages[0].id.isdigit()
    assert answered.data.sent_messages[0].quote_token
    assert answered.headers["x-line-request-id"] == platform.calls.to("/message/reply")[-1].request_id
    assert platform.quota.used(platform.clock()) == 0


def test_a_token_answers_once(bot: MessagingApi, token: str) -> None:
    bot.reply_message(answer("一度", token))
    assert refused(bot, token)


def test_an_invented_token_is_refused(bot: MessagingApi, hanako: Resident) -> None:
    assert refused(bot, "0" * 32)


def test_a_token_lives_for_a_minute_after_receipt(bot: MessagingApi, clock: Clock, token: str) -> None:
    clock.pass_(seconds=60.001)
    assert refused(bot, token)


def test_sixty_seconds_are_just_in_time(bot: MessagingApi, clock: Clock, token: str) -> None:
    clock.pass_(seconds=60)
    bot.reply_message(answer("間に合いました", token))


def test_a_redelivery_gives_another_minute(
    platform: Platform, bot: MessagingApi, clock: Clock, token: str
) -> None:
    clock.pass_(minutes=19)
    platform.redeliver(platform.last_delivery().event_id)
    bot.reply_message(answer("もう一分", token))


def test_but_never_past_twenty_minutes(
    platform: Platform, bot: MessagingApi, clock: Clock, token: str
) -> None:
    clock.pass_(minutes=20, seconds=0.001)
    platform.redeliver(platform.last_delivery().event_id)
    assert refused(bot, token)


def test_a_redelivery_does_not_revive_a_spent_token(
    platform: Platform, bot: MessagingApi, token: str
) -> None:
    bot.reply_message(answer("一度", token))
    platform.redeliver(platform.last_delivery().event_id)
    assert refused(bot, token)


def test_a_token_nobody_was_sent_is_worthless(
    platform: Platform, bot: MessagingApi, hanako: Resident
) -> None:
    platform.webhooks.hold()
    platform.say(hanako.id, "まだ届かない")
    assert refused(bot, platform.last_delivery().events[0]["replyToken"])
    platform.webhooks.release()


def test_a_refused_message_leaves_the_token_good(
    platform: Platform, bot: MessagingApi, hanako: Resident, token: str
) -> None:
    with pytest.raises(ApiException):
        bot.reply_message(answer("あ" * 5_001, token))
    bot.reply_message(answer("短く", token))
    assert platform.shown_texts(hanako.id) == ["短く"]


def test_a_reply_takes_no_retry_key(platform: Platform, origin: str, token: str) -> None:
    headers = {
        "Authorization": "Bearer long-lived",
        "X-Line-Retry-Key": "123e4567-e89b-12d3-a456-426614174000",
    }
    body = {"replyToken": token, "messages": [{"type": "text", "text": "一度"}]}
    refused = urllib3.request("POST", f"{origin}/line/v2/bot/message/reply", json=body, headers=headers)
    assert refused.status == 400
    assert platform.accepted == []


def test_a_reply_after_a_block_is_accepted_and_not_shown(
    platform: Platform, bot: MessagingApi, hanako: Resident, token: str
) -> None:
    platform.block(hanako.id)
    bot.reply_message(answer("さようなら", token))
    assert platform.shown(hanako.id) == []
    assert [done.shown for done in platform.accepted] == [False]
