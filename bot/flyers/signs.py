"""Which signs the fonts of paper can write, read from the fonts themselves."""

import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent.parent / "fonts" / "paper"
_WINDOWS = 3
_BMP, _LAST = 4, 0xFFFF


def unwritable(text: str) -> str:
    """The first sign that paper can't show, such as an emoji or one that steers text; "" when there is none."""
    known = _known()
    # The wide space is what a Japanese keyboard types; Python calls it unprintable.
    shown = (sign for sign in text if sign not in "\n\u3000")
    return next((sign for sign in shown if ord(sign) not in known or not sign.isprintable()), "")


@cache
def _known() -> frozenset[int]:
    """What both weights have."""
    regular, bold = (
        _signs((FONTS / f"BIZUDPGothic-{weight}.ttf").read_bytes()) for weight in ("Regular", "Bold")
    )
    return frozenset(regular & bold)


def _signs(font: bytes) -> set[int]:
    """Code points of the basic plane (OpenType, cmap format 4)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    for number in range(subtables):
        platform, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * number)
        if platform == _WINDOWS and struct.unpack_from(">H", font, start + offset)[0] == _BMP:
            return _segments(font, start + offset)
    raise ValueError("a font without a table of signs")


def _segments(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    begins = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    spans = zip(begins, ends, strict=True)
    return {sign for begin, end in spans if end != _LAST for sign in range(begin, end + 1)}
