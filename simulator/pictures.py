"""Small pictures to send from the phone, drawn here so that no binary file is needed."""

import math
import struct
import zlib
from collections.abc import Callable

Colour = tuple[int, int, int]
Painter = Callable[[float, float], Colour]
WIDTH, HEIGHT = 240, 180


def png(paint: Painter, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """A PNG (RFC 2083, 8-bit RGB) painted by a function of x and y in 0…1."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += bytes(paint(x / width, y / height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _between(one: Colour, other: Colour, share: float) -> Colour:
    r, g, b = (round(a + (z - a) * share) for a, z in zip(one, other, strict=True))
    return r, g, b


def _dawn(x: float, y: float) -> Colour:
    if y > 0.72 + 0.06 * math.sin(x * 5):
        return _between((104, 146, 96), (66, 104, 74), y)
    if math.hypot(x - 0.68, (y - 0.42) * 0.75) < 0.11:
        return 255, 236, 178
    return _between((126, 176, 214), (255, 205, 160), y / 0.78)


def _tea(x: float, y: float) -> Colour:
    cup = 0.34 < x < 0.66 and 0.46 < y < 0.80 - 0.6 * (x - 0.5) ** 2
    tea = math.hypot((x - 0.5) / 0.16, (y - 0.46) / 0.05) < 1
    steam = y < 0.38 and abs(x - 0.5 - 0.03 * math.sin(y * 26)) < 0.008
    if tea:
        return 176, 128, 72
    if cup:
        return _between((250, 246, 238), (214, 204, 190), x)
    return (246, 240, 230) if steam else _between((226, 206, 180), (196, 166, 132), y)


def _flower(x: float, y: float) -> Colour:
    dx, dy = (x - 0.5) * 1.33, y - 0.42
    radius, turn = math.hypot(dx, dy), math.atan2(dy, dx)
    if radius < 0.07:
        return 240, 190, 70
    if radius < 0.16 + 0.09 * abs(math.cos(turn * 2.5)):
        return _between((255, 214, 222), (236, 138, 160), radius * 3)
    if abs(dx) < 0.012 and y > 0.42:
        return 92, 140, 86
    return _between((234, 244, 236), (200, 224, 204), y)


_DRAWN: dict[str, Painter] = {"dawn": _dawn, "tea": _tea, "flower": _flower}
NAMES = tuple(_DRAWN)
_cache: dict[str, bytes] = {}


def picture(name: str) -> bytes:
    """The PNG of that name; KeyError for a name that is not in `NAMES`."""
    if name not in _cache:
        _cache[name] = png(_DRAWN[name])
    return _cache[name]
