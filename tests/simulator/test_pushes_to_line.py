"""Pushes, retry keys and the quota, with the SDK as the bot."""

import json
from typing import Any

import pytest
from linebot.v3.messaging import MessagingApi, PushMessageRequest, TextMessage
from linebot.v3.messaging.exceptions import ApiException

from simulator.platform import Platform
from simulator.rehearsal import Clock
from simulator.talks import Resident

KEY = "123e4567-e89b-12d3-a456-426614174000"


def words(to: str, text: str = "お返事です", *, quiet: bool = False) -> PushMessageRequest:
    return PushMessageRequest(to=to, messages=[TextMessage(text=text)], notificationDisabled=quiet)


def refusal(bot: MessagingApi, request: PushMessageRequest, key: str | None = None) -> tuple[int, Any]:
    with pytest.raises(ApiException) as caught:
        bot.push_message(request, x_line_retry_key=key)
    return caught.value.status, json.loads(caught.value.body)


def test_a_push_is_shown_and_counted(platform: Platform, bot: MessagingApi, hanako: Resident) -> None:
    bot.push_message(
        PushMessageRequest(to=hanako.id, messages=[TextMessage(text="ひとつ"), TextMessage(text="ふたつ")])
    )
    assert platform.shown_texts(hanako.id) == ["ひとつ", "ふたつ"]
    assert bot.get_message_quota_consumption().total_usage == 1


def test_a_blocked_resident_gets_200_and_nothing(
    platform: Platform, bot: MessagingApi, hanako: Resident
) -> None:
    platform.block(hanako.id)
    assert bot.push_message(words(hanako.id)).sent_messages[0].id
    assert platform.shown(hanako.id) == []
    assert platform.accepted[0].to == hanako.id
    assert bot.get_message_quota_consumption().total_usage == 0


def test_without_friendship_a_push_arrives_for_seven_days(
    platform: Platform, bot: MessagingApi, clock: Clock
) -> None:
    mori = platform.add_resident("Mori").id
    bot.push_message(words(mori, "まだ知らない"))
    platform.say(mori, "友だちではないけれど")
    clock.pass_(days=7)
    bot.push_message(words(mori, "七日め"))
    clock.pass_(seconds=1)
    bot.push_message(words(mori, "遅すぎた"))
    assert platform.shown_texts(mori) == ["七日め"]


@pytest.mark.parametrize("to", ["U" + "0" * 32, "C" + "0" * 32])
def test_nobody_is_refused(bot: MessagingApi, to: str) -> None:
    assert refusal(bot, words(to)) == (400, {"message": "Failed to send messages"})


@pytest.mark.parametrize("to", ["hanako", "U" + "0" * 31, "U" + "G" * 32])
def test_what_is_no_recipient_is_refused(bot: MessagingApi, to: str) -> None:
    status, body = refusal(bot, words(to))
    assert (status, body["details"][0]["property"]) == (400, "to")


def test_the_same_retry_key_sends_once(platform: Platform, bot: MessagingApi, hanako: Resident) -> None:
    first = bot.push_message_with_http_info(words(hanako.id), x_line_retry_key=KEY)
    with pytest.raises(ApiException) as caught:
        bot.push_message(words(hanako.id), x_line_retry_key=KEY.upper())
    assert caught.value.status == 409
    assert caught.value.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert caught.value.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    sent = json.loads(caught.value.body)["sentMessages"]
    assert [one["id"] for one in sent] == [one.id for one in first.data.sent_messages]
    assert platform.shown_texts(hanako.id) == ["お返事です"]
    assert platform.quota.used(platform.clock()) == 1
    assert platform.accepted[0].retry_key == KEY


def test_a_retry_key_is_remembered_for_a_day(
    platform: Platform, bot: MessagingApi, clock: Clock, hanako: Resident
) -> None:
    bot.push_message(words(hanako.id), x_line_retry_key=KEY)
    clock.pass_(hours=24)
    assert refusal(bot, words(hanako.id), KEY)[0] == 409
    clock.pass_(seconds=1)
    bot.push_message(words(hanako.id), x_line_retry_key=KEY)
    assert len(platform.shown(hanako.id)) == 2


def test_a_refused_push_leaves_its_key_free(platform: Platform, bot: MessagingApi, hanako: Resident) -> None:
    platform.faults.refuse(500)
    assert refusal(bot, words(hanako.id), KEY)[0] == 500
    assert refusal(bot, words(hanako.id, " "), KEY)[0] == 400
    bot.push_message(words(hanako.id), x_line_retry_key=KEY)
    assert len(platform.shown(hanako.id)) == 1


@pytest.mark.parametrize("key", ["not-a-uuid", KEY.replace("-", ""), KEY + "0", f"{{{KEY}}}"])
def test_a_malformed_retry_key_is_refused(
    platform: Platform, bot: MessagingApi, hanako: Resident, key: str
) -> None:
    assert refusal(bot, words(hanako.id), key)[0] == 400
    assert platform.accepted == []


def test_a_retry_key_belongs_to_one_request(platform: Platform, bot: MessagingApi, hanako: Resident) -> None:
    bot.push_message(words(hanako.id), x_line_retry_key=KEY)
    assert refusal(bot, words(hanako.id, "べつの返事"), KEY)[0] == 400
    assert refusal(bot, words(platform.add_resident(following=True).id), KEY)[0] == 400


def test_the_monthly_quota_is_counted(
    platform: Platform, bot: MessagingApi, clock: Clock, hanako: Resident
) -> None:
    platform.quota.limit = 2
    assert (bot.get_message_quota().type, bot.get_message_quota().value) == ("limited", 2)
    for _ in range(2):
        bot.push_message(words(hanako.id))
    assert refusal(bot, words(hanako.id), KEY) == (429, {"message": "You have reached your monthly limit."})
    platform.block(hanako.id)
    bot.push_message(words(hanako.id))
    platform.unblock(hanako.id)
    clock.pass_(days=10)
    bot.push_message(words(hanako.id), x_line_retry_key=KEY)
    assert len(platform.shown(hanako.id)) == 3
    assert bot.get_message_quota_consumption().total_usage == 1


def test_the_month_turns_at_midnight_in_japan(
    platform: Platform, bot: MessagingApi, clock: Clock, hanako: Resident
) -> None:
    platform.quota.limit = 1
    clock.pass_(days=9, hours=14, minutes=59)
    bot.push_message(words(hanako.id))
    assert refusal(bot, words(hanako.id))[0] == 429
    clock.pass_(minutes=1)
    bot.push_message(words(hanako.id))


def test_no_quota_is_none(platform: Platform, bot: MessagingApi) -> None:
    platform.quota.limit = None
    assert bot.get_message_quota().type == "none"


def test_a_quiet_push_rings_no_bell(platform: Platform, bot: MessagingApi, hanako: Resident) -> None:
    bot.push_message(words(hanako.id, quiet=True))
    assert [entry.silent for entry in hanako.entries] == [True]
