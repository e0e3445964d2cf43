"""Sentences → LINE message objects, with the limits counted as LINE counts them."""

import json

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


def text_message(text: str) -> dict[str, str]:
    """A text message object. ValueError for a blank or overlong text, or one with a lone surrogate."""
    if not text.strip():
        raise ValueError("a text message can't be blank")
    if text_length(text) > LONGEST_TEXT:
        raise ValueError(f"a text message has at most {LONGEST_TEXT} UTF-16 units")
    return {"type": "text", "text": text}
