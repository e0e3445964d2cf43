"""Sentences → LINE message objects, with the limits counted as LINE counts them."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

LONGEST_TEXT = 5000
"""UTF-16 code units in one text message (LINE, "Text character count")."""


_FITS = 20_000
"""Bytes of JSON that surely fit into the largest bucket of a sealed payload (20,476)."""


def parts(text: str) -> list[str]:
    """A received text in as many parts as sealing needs: one, but for the longest that LINE lets somebody type."""
    if len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")) <= _FITS:
        return [text]
    middle = len(text) // 2
    return parts(text[:middle]) + parts(text[middle:])


def text_length(text: str) -> int:
    """UTF-16 code units: 「あ」 is 1, 😀 is 2."""
    return len(text.encode("utf-16-le")) // 2


def text_message(text: str, choices: Sequence[str] = ()) -> dict[str, Any]:
    """A text message object; each of `choices` (at most 20 characters) is a button that sends itself.

    ValueError for a blank or overlong text, or one with a lone surrogate.
    """
    if not text.strip():
        raise ValueError("a text message can't be blank")
    if text_length(text) > LONGEST_TEXT:
        raise ValueError(f"a text message has at most {LONGEST_TEXT} UTF-16 units")
    message: dict[str, Any] = {"type": "text", "text": text}
    if choices:
        actions = [{"type": "message", "label": choice, "text": choice} for choice in choices]
        message["quickReply"] = {"items": [{"type": "action", "action": action} for action in actions]}
    return message


def day_words(at: int, timezone: dt.tzinfo) -> str:
    """A moment (ms) as 「12月1日」."""
    local = dt.datetime.fromtimestamp(at / 1000, timezone)
    return f"{local.month}月{local.day}日"


def moment_words(at: int, timezone: dt.tzinfo) -> str:
    """A moment (ms) as 「12月1日 9時05分」."""
    local = dt.datetime.fromtimestamp(at / 1000, timezone)
    return f"{local.month}月{local.day}日 {local.hour}時{local.minute:02}分"
