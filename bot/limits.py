"""LINE's limits for the messages that we send (LINE Messaging API reference, Message objects; guide, Text character count)."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

LONGEST_TEXT = 5000
"""UTF-16 code units in one text message."""
LONGEST_ALT = 1500
BUBBLE_BYTES, CAROUSEL_BYTES = 30 * 1024, 50 * 1024
BUBBLES, QUICK_REPLIES, MESSAGES = 12, 13, 5
QUICK_LABEL, FLEX_LABEL = 20, 40
_SHOWN, _SENT, _URI = 300, 300, 1000
_PICKED = {
    "date": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "datetime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII),
}
_LINK = re.compile(r"(https://|http://127\.0\.0\.1[:/]|tel:)[!-~]+")
_ONE_EACH = re.compile(r"[ -~ぁ-ゖァ-ヿ一-鿿、。〈-】〜・！（），．：？]*")
"""Characters that neither join the one before nor take the one after along."""
_PICTURE = re.compile(r"(https://|http://127\.0\.0\.1[:/])[!-~]{1,1900}")


def text_length(text: str) -> int:
    """UTF-16 code units: 「あ」 is 1, 😀 is 2. UnicodeEncodeError (a ValueError) for half a surrogate pair."""
    return len(text.encode("utf-16-le")) // 2


def graphemes(text: str) -> list[str]:
    """What a reader calls characters: 👨‍👩‍👧 is one."""
    if _ONE_EACH.fullmatch(text):
        return list(text)
    # Only now: its tables take longer to load than most of what a process starts with, and few texts need them.
    import regex

    found: list[str] = regex.findall(r"\X", text)
    return found


def problems(message: Mapping[str, Any]) -> Iterator[str]:
    """What LINE would refuse in a message object; the sentences name no content."""
    match message:
        case {"type": "text", "text": str(text)}:
            yield from _text(text, "text", LONGEST_TEXT)
        case {"type": "image", "originalContentUrl": str(original), "previewImageUrl": str(preview)}:
            if not (_PICTURE.fullmatch(original) and _PICTURE.fullmatch(preview)):
                yield "a picture has an https address (on one's own machine also http), ASCII, and not too long"
        case {"type": "flex", "altText": str(alt), "contents": {"type": "bubble"} as bubble}:
            yield from _text(alt, "altText", LONGEST_ALT)
            yield from _bubble(bubble)
        case {
            "type": "flex",
            "altText": str(alt),
            "contents": {"type": "carousel", "contents": list(bubbles)} as whole,
        }:
            yield from _text(alt, "altText", LONGEST_ALT)
            yield from _carousel(whole, bubbles)
        case _:
            yield "no message that we send"
    if "quickReply" in message:
        yield from _quick_replies(message["quickReply"]["items"])


def _text(text: str, name: str, most: int) -> Iterator[str]:
    if not text.strip():
        yield f"{name} is blank"
    elif text_length(text) > most:
        yield f"{name} has more than {most} UTF-16 units"


def _quick_replies(items: list[dict[str, Any]]) -> Iterator[str]:
    if not 1 <= len(items) <= QUICK_REPLIES:
        yield f"between 1 and {QUICK_REPLIES} quick replies"
    for item in items:
        yield from _action(item["action"], QUICK_LABEL)


def _carousel(whole: Mapping[str, Any], bubbles: list[dict[str, Any]]) -> Iterator[str]:
    if not 1 <= len(bubbles) <= BUBBLES:
        yield f"between 1 and {BUBBLES} bubbles"
    if len({bubble.get("size", "mega") for bubble in bubbles}) > 1:
        yield "bubbles of one size"
    if weight(whole) > CAROUSEL_BYTES:
        yield f"a carousel has at most {CAROUSEL_BYTES} bytes"
    for bubble in bubbles:
        yield from _bubble(bubble)


def _bubble(bubble: Mapping[str, Any]) -> Iterator[str]:
    if weight(bubble) > BUBBLE_BYTES:
        yield f"a bubble has at most {BUBBLE_BYTES} bytes"
    for block in ("header", "body", "footer"):
        if block in bubble:
            yield from _component(bubble[block])


def _component(part: Mapping[str, Any]) -> Iterator[str]:
    match part:
        case {"type": "box", "contents": list(contents)}:
            if not contents:
                yield "an empty box"
            for one in contents:
                yield from _component(one)
        case {"type": "text" | "span", "text": str(text)}:
            yield from _text(text, "text", 2000)
            for span in part.get("contents", ()):
                yield from _component(span)
        case {"type": "button", "action": dict(action)}:
            yield from _action(action, FLEX_LABEL)
        case {"type": "separator" | "filler"}:
            return
        case _:
            yield "no component that we use"


def _action(action: Mapping[str, Any], most_label: int) -> Iterator[str]:
    label = str(action.get("label", ""))
    if not label.strip() or len(graphemes(label)) > most_label:
        yield f"a label has 1 to {most_label} characters"
    match action:
        case {"type": "message", "text": str(text)}:
            yield from _short(text, "the text of a button")
        case {"type": "postback", "data": str(sent)}:
            if not 0 < text_length(sent) <= _SENT:
                yield f"what a button sends has 1 to {_SENT} units"
            if "displayText" in action:
                yield from _short(str(action["displayText"]), "displayText")
        case {"type": "datetimepicker", "data": str(sent), "mode": str(mode)}:
            if not 0 < text_length(sent) <= _SENT:
                yield f"what a button sends has 1 to {_SENT} units"
            first, initial, last = (str(action.get(name, "")) for name in ("min", "initial", "max"))
            if not all(_PICKED[mode].fullmatch(one) for one in (first, initial, last)) or not (
                first <= initial <= last and first < last
            ):
                yield "days and moments to pick from are in order"
        case {"type": "uri", "uri": str(uri)}:
            if not _LINK.fullmatch(uri) or len(uri) > _URI:
                yield "a link is https (on one's own machine also http) or tel, ASCII, and at most 1000 long"
        case _:
            yield "no action that we use"


def _short(text: str, name: str) -> Iterator[str]:
    if not text.strip() or len(graphemes(text)) > _SHOWN:
        yield f"{name} has 1 to {_SHOWN} characters"


def weight(part: Mapping[str, Any]) -> int:
    """Bytes of its JSON (LINE: a bubble has at most 30 KB, a carousel 50 KB)."""
    return len(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode())
