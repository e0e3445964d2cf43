"""Sentences → LINE message objects, with the limits counted as LINE counts them."""

LONGEST_TEXT = 5000
"""UTF-16 code units in one text message (LINE, "Text character count")."""


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
