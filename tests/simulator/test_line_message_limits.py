"""What the platform takes and what it refuses, object by object."""

from typing import Any

import pytest

from simulator.limits.messages import push_problems, reply_problems, validate_problems
from simulator.limits.units import graphemes, utf16

Message = dict[str, Any]
ASK = {"type": "message", "label": "はい", "text": "はい"}
TAP = {"type": "postback", "label": "予約する", "data": "v1:book"}
LINK = {"type": "uri", "label": "ひらく", "uri": "https://example.org/a"}
PICTURE = "https://example.org/picture.png"


def text(words: str = "こんにちは", **more: Any) -> Message:
    return {"type": "text", "text": words, **more}


def chips(*actions: Message) -> Message:
    return text(quickReply={"items": [{"type": "action", "action": action} for action in actions]})


def template(kind: str, **parts: Any) -> Message:
    return {"type": "template", "altText": "お知らせ", "template": {"type": kind, **parts}}


def buttons(*actions: Message, **parts: Any) -> Message:
    return template("buttons", **{"text": "どうしますか", "actions": list(actions), **parts})


def column(**parts: Any) -> Message:
    return {"text": "ひとつ", "actions": [ASK], **parts}


def carousel(*columns: Message) -> Message:
    return template("carousel", columns=list(columns))


def flex(contents: Message, alt: str = "お知らせ") -> Message:
    return {"type": "flex", "altText": alt, "contents": contents}


def bubble(*contents: Message, layout: str = "vertical", **parts: Any) -> Message:
    return {"type": "bubble", "body": {"type": "box", "layout": layout, "contents": list(contents)}, **parts}


def part(kind: str, **parts: Any) -> Message:
    return {"type": kind, **parts}


def problems(message: Any) -> list[str]:
    """The properties that are wrong, seen from the message."""
    return [where.removeprefix("messages[0].") for where, _ in validate_problems({"messages": [message]})]


GOOD: list[Message] = [
    text("あ" * 5_000),
    text("😀" * 2_500),
    text("$ 元気ですか", emojis=[{"index": 0, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}]),
    text(sender={"name": "相談員A", "iconUrl": PICTURE}),
    chips(ASK, TAP, LINK, {"type": "camera", "label": "カメラ"}, {"type": "location", "label": "ばしょ"}),
    chips({"type": "datetimepicker", "label": "日", "data": "d", "mode": "date", "min": "2026-12-01"}),
    chips({"type": "clipboard", "label": "写す", "clipboardText": "AB12"}),
    {
        "type": "textV2",
        "text": "{who}さん {{笑}}",
        "substitution": {"who": {"type": "mention", "mentionee": {"type": "all"}}},
    },
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    {"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE},
    {"type": "video", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE, "trackingId": "t"},
    {"type": "audio", "originalContentUrl": PICTURE, "duration": 60_000},
    {"type": "location", "title": "市役所", "address": "7条通9丁目", "latitude": 43.77, "longitude": 142.36},
    {
        "type": "imagemap",
        "baseUrl": "https://example.org/map",
        "altText": "地図",
        "baseSize": {"width": 1040, "height": 700},
        "actions": [{"type": "uri", "linkUri": PICTURE, "area": {"x": 0, "y": 0, "width": 9, "height": 9}}],
    },
    buttons(ASK, TAP, LINK, ASK),
    buttons(ASK, title="題", text="あ" * 60, thumbnailImageUrl=PICTURE, imageSize="cover"),
    template("confirm", text="よろしいですか", actions=[ASK, TAP]),
    carousel(column(), column()),
    template("image_carousel", columns=[{"imageUrl": PICTURE, "action": LINK}]),
    flex(
        bubble(
            part("text", text="本文", wrap=True),
            part("separator"),
            part("button", action=TAP, style="primary"),
        )
    ),
    flex(bubble(part("icon", url=PICTURE), part("text", text="星"), layout="baseline")),
    flex(bubble(part("text", contents=[part("span", text="一部", weight="bold")]), size="kilo")),
    flex(
        bubble(part("box", layout="horizontal", contents=[], paddingAll="12px", backgroundColor="#FFEEDDCC"))
    ),
    flex(part("carousel", contents=[bubble(part("text", text="一")), bubble(part("text", text="二"))])),
    flex(
        part("bubble", hero=part("image", url=PICTURE, size="full", aspectRatio="20:13", aspectMode="cover"))
    ),
]

ACTION, PART = "template.actions[0]", "contents.body.contents[0]"
BAD: list[tuple[Any, str]] = [
    ("text", "type"),
    (None, "type"),
    ({"text": "種類がない"}, "type"),
    ({"type": "nonsense", "text": "?"}, "type"),
    ({"type": "text"}, "text"),
    (text(""), "text"),
    (text(" \n　"), "text"),
    (text("あ" * 5_001), "text"),
    (text("😀" * 2_501), "text"),
    ({"type": "text", "text": 5}, "text"),
    ({"type": "text", "text": None}, "text"),
    (text(quickreply={"items": []}), "quickreply"),
    (text(quickReply={"items": []}), "quickReply.items"),
    (chips(*[ASK] * 14), "quickReply.items"),
    (chips(ASK | {"label": "あ" * 21}), "quickReply.items[0].action.label"),
    (chips({"type": "message", "text": "はい"}), "quickReply.items[0].action.label"),
    (text(quickReply={"items": [{"action": ASK}]}), "quickReply.items[0].type"),
    (text(sender={"name": "あ" * 21}), "sender.name"),
    (text(sender={"name": "LINE事務局"}), "sender.name"),
    (text(sender={"iconUrl": "http://example.org/i.png"}), "sender.iconUrl"),
    (text("あ$", emojis=[{"index": 0, "productId": "p", "emojiId": "1"}]), "emojis[0].index"),
    ({"type": "textV2", "text": "{who}さん"}, "substitution"),
    ({"type": "textV2", "text": "笑}"}, "text"),
    ({"type": "sticker", "packageId": "a", "stickerId": "1"}, "packageId"),
    (
        {"type": "image", "originalContentUrl": "http://e.org/a", "previewImageUrl": PICTURE},
        "originalContentUrl",
    ),
    (
        {"type": "image", "originalContentUrl": "https://e.org/あ", "previewImageUrl": PICTURE},
        "originalContentUrl",
    ),
    ({"type": "audio", "originalContentUrl": PICTURE, "duration": 0}, "duration"),
    ({"type": "location", "title": "", "address": "a", "latitude": 0, "longitude": 0}, "title"),
    ({"type": "location", "title": "t", "address": "a", "latitude": 91, "longitude": 0}, "latitude"),
    ({"type": "flex", "contents": bubble(part("text", text="一"))}, "altText"),
    (flex(bubble(part("text", text="一")), ""), "altText"),
    (flex(bubble(part("text", text="一")), "あ" * 1_501), "altText"),
    (buttons(), "template.actions"),
    (buttons(*[ASK] * 5), "template.actions"),
    (buttons(ASK, text="あ" * 161), "template.text"),
    (buttons(ASK, text="あ" * 61, title="題"), "template.text"),
    (buttons(ASK, title="あ" * 41), "template.title"),
    (buttons({"type": "camera", "label": "カメラ"}), ACTION + ".type"),
    (buttons(TAP | {"data": "d" * 301}), ACTION + ".data"),
    (buttons({"type": "postback", "label": "x"}), ACTION + ".data"),
    (buttons(TAP | {"displayText": "a", "text": "b"}), ACTION + ".displayText"),
    (buttons(TAP | {"fillInText": "a"}), ACTION + ".fillInText"),
    (buttons(TAP | {"inputOption": "openDoor"}), ACTION + ".inputOption"),
    (buttons(ASK | {"text": "あ" * 301}), ACTION + ".text"),
    (buttons(LINK | {"uri": "javascript:alert(1)"}), ACTION + ".uri"),
    (buttons(LINK | {"uri": "https://e.org/" + "a" * 990}), ACTION + ".uri"),
    (
        buttons({"type": "datetimepicker", "label": "日", "data": "d", "mode": "date", "initial": "12/01"}),
        ACTION + ".initial",
    ),
    (
        buttons(
            {
                "type": "datetimepicker",
                "label": "日",
                "data": "d",
                "mode": "time",
                "min": "12:00",
                "max": "12:00",
            }
        ),
        ACTION + ".min",
    ),
    (template("confirm", text="?", actions=[ASK]), "template.actions"),
    (template("confirm", text="あ" * 241, actions=[ASK, ASK]), "template.text"),
    (carousel(*[column()] * 11), "template.columns"),
    (carousel(column(), column(actions=[ASK, ASK])), "template.columns"),
    (carousel(column(title="題"), column()), "template.columns"),
    (carousel(column(text="あ" * 121)), "template.columns[0].text"),
    (
        template("image_carousel", columns=[{"imageUrl": PICTURE, "action": LINK | {"label": "あ" * 13}}]),
        "template.columns[0].action.label",
    ),
    (template("wizard"), "template.type"),
    (flex(part("bubble")), "contents"),
    (flex(part("box", layout="vertical", contents=[])), "contents.type"),
    (flex(bubble(part("text"))), PART + ".text"),
    (flex(bubble(part("text", text="一", colour="#000000"))), PART + ".colour"),
    (flex(bubble(part("text", text="一", color="red"))), PART + ".color"),
    (flex(bubble(part("text", text="一", size="huge"))), PART + ".size"),
    (flex(bubble(part("span", text="一"))), PART + ".type"),
    (flex(bubble(part("icon", url=PICTURE))), PART + ".type"),
    (flex(bubble(part("button", action=TAP), layout="baseline")), PART + ".type"),
    (flex(bubble(part("button", action=ASK | {"label": "あ" * 41}))), PART + ".action.label"),
    (flex(bubble(part("button", action={"type": "message", "text": "a"}))), PART + ".action.label"),
    (flex(bubble(part("text", text="あ" * 2_000), *[part("text", text="あ" * 2_000)] * 5)), "contents"),
    (flex(part("carousel", contents=[bubble(part("text", text="一"))] * 13)), "contents.contents"),
    (
        flex(
            part(
                "carousel",
                contents=[bubble(part("text", text="あ" * 1_900), part("text", text="い" * 1_900))] * 5,
            )
        ),
        "contents",
    ),
    (
        flex(
            part(
                "carousel",
                contents=[bubble(part("text", text="一")), bubble(part("text", text="二"), size="nano")],
            )
        ),
        "contents.contents",
    ),
]


@pytest.mark.parametrize("message", GOOD, ids=range(len(GOOD)))
def test_taken(message: Message) -> None:
    assert problems(message) == []


@pytest.mark.parametrize(("message", "where"), BAD, ids=range(len(BAD)))
def test_refused(message: Any, where: str) -> None:
    assert where in problems(message)


@pytest.mark.parametrize("messages", [[], [text()] * 6, {}, None, "text"])
def test_one_to_five_objects(messages: Any) -> None:
    assert [where for where, _ in validate_problems({"messages": messages})] == ["messages"]


def test_the_bodies_around_them() -> None:
    push = {"to": "U" + "0" * 32, "messages": [text()]}
    assert list(push_problems(push | {"notificationDisabled": True})) == []
    assert [where for where, _ in push_problems(push | {"toAll": True})] == ["toAll"]
    assert [where for where, _ in push_problems(push | {"notificationDisabled": "no"})] == [
        "notificationDisabled"
    ]
    assert [where for where, _ in push_problems({})] == ["to", "messages"]
    assert [where for where, _ in reply_problems({"messages": [text()]})] == ["replyToken"]
    assert [where for where, _ in validate_problems(push)] == ["to"]


def test_lines_units() -> None:
    assert [utf16("あ"), utf16("😀"), utf16("👨‍👩‍👧")] == [1, 2, 8]
    for one in ("が", "が", "😀", "👨‍👩‍👧", "👍🏽", "🇯🇵", "❤️", "각", "각", "\r\n", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"):
        assert graphemes(one) == 1, one
    assert [graphemes("🇯🇵🇫🇷"), graphemes("あいう"), graphemes("")] == [2, 3, 0]
