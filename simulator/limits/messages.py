"""Message objects, and the bodies of reply, push and validate."""

import re
from collections.abc import Iterator
from typing import Any

from simulator.limits import imagemap
from simulator.limits.actions import actions
from simulator.limits.flex import CONTAINER
from simulator.limits.shapes import (
    Check,
    Problem,
    flag,
    kinds,
    like,
    listing,
    number,
    one_of,
    shape,
    text,
    whole,
)
from simulator.limits.templates import TEMPLATE
from simulator.limits.units import graphemes, utf16
from simulator.limits.values import RECIPIENT, USER, fetched, https

LONGEST_TEXT = 5_000
"""UTF-16 units in one text message."""
_ID = like(r"\S+", most=100)
_DIGITS = like(r"\d+", most=20)
_QUOTE = {"quoteToken": text(1_000)}
_ALT = text(1_500)


def _no_borrowed_name(value: dict[str, Any], where: str) -> Iterator[Problem]:
    if "line" in str(value.get("name", "")).casefold():
        yield f"{where}.name", "The name contains a word that may not be used"


def _dollars_for_emojis(value: dict[str, Any], where: str) -> Iterator[Problem]:
    units = value["text"].encode("utf-16-le", "surrogatepass")
    for place, emoji in enumerate(value.get("emojis", ())):
        at = emoji["index"] * 2
        if units[at : at + 2] != b"$\0":
            yield f"{where}.emojis[{place}].index", "There is no $ at this place of the text"


def _substitutions_known(value: dict[str, Any], where: str) -> Iterator[Problem]:
    left = value["text"].replace("{{", "").replace("}}", "")
    names = set(re.findall(r"\{([^{}]*)\}", left))
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", left)):
        yield f"{where}.text", "Braces must be written twice"
    for name in sorted(names ^ set(value.get("substitution", {}))):
        yield f"{where}.substitution", f"{name} stands in the text or in substitution, but not in both"


def _substitution(value: Any, where: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield where, "Must be an object"
        return
    whom = kinds({"user": shape({"userId": USER}), "all": shape({})})
    what = kinds({"mention": shape({"mentionee": whom}), "emoji": shape({"productId": _ID, "emojiId": _ID})})
    for name, part in value.items():
        yield from what(part, f"{where}.{name}")


_CHIP = shape({"action": actions(20, in_quick_reply=True)}, {"imageUrl": https(), "type": one_of("action")})


def _chip(value: Any, where: str) -> Iterator[Problem]:
    if not isinstance(value, dict) or value.get("type") != "action":
        yield f"{where}.type", "Must be one of the following values: [action]"
    else:
        yield from _CHIP(value, where)


_COMMON: dict[str, Check] = {
    "quickReply": shape({"items": listing(_chip, 1, 13)}),
    "sender": shape({}, {"name": text(20, count=graphemes), "iconUrl": https()}, _no_borrowed_name),
}
_EMOJI = shape({"index": whole(0, LONGEST_TEXT), "productId": _ID, "emojiId": _ID})
_TITLE = text(100, count=utf16)

MESSAGE = kinds(
    {
        "text": shape(
            {"text": text(LONGEST_TEXT)},
            {"emojis": listing(_EMOJI, 1, 20)} | _QUOTE | _COMMON,
            _dollars_for_emojis,
        ),
        "textV2": shape(
            {"text": text(LONGEST_TEXT)},
            {"substitution": _substitution} | _QUOTE | _COMMON,
            _substitutions_known,
        ),
        "sticker": shape({"packageId": _DIGITS, "stickerId": _DIGITS}, _QUOTE | _COMMON),
        "image": shape({"originalContentUrl": fetched(), "previewImageUrl": fetched()}, _COMMON),
        "video": shape(
            {"originalContentUrl": https(), "previewImageUrl": https()}, {"trackingId": text(100)} | _COMMON
        ),
        "audio": shape({"originalContentUrl": https(), "duration": whole(1, 86_400_000)}, _COMMON),
        "location": shape(
            {"title": _TITLE, "address": _TITLE, "latitude": number(-90, 90), "longitude": number(-180, 180)},
            _COMMON,
        ),
        "imagemap": shape(imagemap.REQUIRED, imagemap.OPTIONAL | _COMMON),
        "template": shape({"altText": _ALT, "template": TEMPLATE}, _COMMON),
        "flex": shape({"altText": _ALT, "contents": CONTAINER}, _COMMON),
    }
)
_MESSAGES = listing(MESSAGE, 1, 5)
_QUIET: dict[str, Check] = {"notificationDisabled": flag}
_REPLY = shape({"replyToken": text(200), "messages": _MESSAGES}, _QUIET)
_PUSH = shape(
    {"to": RECIPIENT, "messages": _MESSAGES},
    _QUIET | {"customAggregationUnits": listing(like(r"\w{1,30}"), 1, 1)},
)
_VALIDATE = shape({"messages": _MESSAGES})


def reply_problems(body: Any) -> Iterator[Problem]:
    return _REPLY(body, "")


def push_problems(body: Any) -> Iterator[Problem]:
    return _PUSH(body, "")


def validate_problems(body: Any) -> Iterator[Problem]:
    return _VALIDATE(body, "")
