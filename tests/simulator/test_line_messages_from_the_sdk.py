"""Messages as the SDK makes them, and how they are refused."""

import pytest
from linebot.v3.messaging import (
    ButtonsTemplate,
    FlexBox,
    FlexBubble,
    FlexButton,
    FlexMessage,
    FlexText,
    MessageAction,
    MessagingApi,
    PostbackAction,
    PushMessageRequest,
    QuickReply,
    QuickReplyItem,
    Sender,
    TemplateMessage,
    TextMessage,
    URIAction,
    ValidateMessageRequest,
)
from linebot.v3.messaging.exceptions import ApiException

from simulator.platform import Platform
from simulator.talks import Resident


def test_the_refusal_names_every_fault(bot: MessagingApi, hanako: Resident, platform: Platform) -> None:
    request = PushMessageRequest(
        to=hanako.id, messages=[TextMessage(text=""), TextMessage(text="あ" * 5_001)]
    )
    with pytest.raises(ApiException) as caught:
        bot.push_message(request)
    assert caught.value.status == 400
    assert '"message":"The request body has 2 error(s)"' in caught.value.body
    assert '"property":"messages[1].text"' in caught.value.body
    assert platform.accepted == []


def test_what_the_sdk_makes_is_taken(bot: MessagingApi, hanako: Resident, platform: Platform) -> None:
    ask, tap = (
        MessageAction(label="はい", text="はい"),
        PostbackAction(label="予約", data="v1", displayText="予約"),
    )
    link = URIAction(label="ひらく", uri="tel:0120-000-000")
    body = FlexBox(layout="vertical", contents=[FlexText(text="本文", wrap=True), FlexButton(action=link)])
    messages = [
        TextMessage(text="選んでください", quickReply=QuickReply(items=[QuickReplyItem(action=ask)])),
        TemplateMessage(
            altText="お知らせ", template=ButtonsTemplate(text="どうしますか", actions=[ask, tap, link])
        ),
        FlexMessage(altText="お知らせ", contents=FlexBubble(body=body)),
        TextMessage(text="担当です", sender=Sender(name="相談員A")),
    ]
    bot.validate_push(ValidateMessageRequest(messages=messages))
    assert platform.accepted == []
    bot.push_message(PushMessageRequest(to=hanako.id, messages=messages))
    assert [message["type"] for message in platform.shown(hanako.id)] == ["text", "template", "flex", "text"]
    with pytest.raises(ApiException):
        bot.validate_reply(ValidateMessageRequest(messages=[TextMessage(text="")]))


def test_only_known_messages_can_be_quoted(bot: MessagingApi, hanako: Resident, platform: Platform) -> None:
    platform.say(hanako.id, "これのこと")
    token = hanako.entries[0].message["quoteToken"]
    bot.push_message(PushMessageRequest(to=hanako.id, messages=[TextMessage(text="はい", quoteToken=token)]))
    invented = PushMessageRequest(to=hanako.id, messages=[TextMessage(text="はい", quoteToken="invented")])
    with pytest.raises(ApiException) as caught:
        bot.push_message(invented)
    assert caught.value.status == 400
