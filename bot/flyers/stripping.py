"""The bytes of pictures and of packed streams, without what is written beside them: cameras' notes, thumbnails, tails."""

import zlib
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from bot.flyers.unreadable import Unreadable

LARGEST_UNPACKED = 256 * 1024 * 1024
_PIECE = 1 << 20
_END = 0xD9
_ALONE = {0x01, *range(0xD0, 0xD9)}
_NOTES = {*range(0xE1, 0xEE), 0xEF, 0xFE}
"""APP1 to APP15 and COM; APP0 (JFIF) and APP14 (Adobe) say how the colours are meant."""


def require_small(stream: Stream) -> None:
    """Raises `Unreadable` "big" for what would unpack to too much."""
    if _listed(stream.get("/Filter"))[:1] == [Name.FlateDecode]:
        deflated(bytes(stream.read_raw_bytes()))


def strip(stream: Stream) -> None:
    """Writes it anew if there was something."""
    filters, parameters = _listed(stream.get("/Filter")), _listed(stream.get("/DecodeParms"))
    content = before = bytes(stream.read_raw_bytes())
    if filters and filters[0] == Name.FlateDecode:
        content = deflated(content)
        if len(filters) > 1 and not any(isinstance(one, Dictionary) for one in parameters):
            content, filters, parameters = zlib.decompress(content), filters[1:], parameters[1:]
    if filters == [Name.DCTDecode]:
        content = jpeg(content)
    elif filters == [Name.JPXDecode]:
        content = jpeg2000(content)
    if content != before:
        stream.write(content, filter=Array(filters), decode_parms=Array(parameters) if parameters else None)


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def jpeg(content: bytes) -> bytes:
    """Without notes, and without what follows its end; as it is where it is no JPEG."""
    if content[:2] != b"\xff\xd8":
        return content
    kept, at = bytearray(content[:2]), 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        end = at + 2 if mark in _ALONE or mark == _END else at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if mark == 0xDA:
            end = _scan_end(content, end)
        if mark not in _NOTES:
            kept += content[at:end]
        if mark == _END:
            return bytes(kept)
        at = end
    return bytes(kept + content[at : at + 2] if content[at : at + 2] == b"\xff\xd9" else kept)


def _scan_end(content: bytes, at: int) -> int:
    """Where the next mark stands that is none of the picture's own."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] != 0 and content[at + 1] not in _ALONE:
            return at
        at += 2
    return len(content)


def jpeg2000(content: bytes) -> bytes:
    """Without boxes and lines of notes, and without what follows its last box."""
    if content[4:8] != b"jP  ":
        return _codestream(content)
    kept, at = bytearray(), 0
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if wide := size == 1 and at + 16 <= len(content):
            size = int.from_bytes(content[at + 8 : at + 16])
        elif size == 0:
            size = len(content) - at
        if size < 8:
            break
        if kind in (b"jP  ", b"ftyp", b"jp2h"):
            kept += content[at : at + size]
        elif kind == b"jp2c":
            # Of length 0: to the end of the file.
            kept += b"\0\0\0\0jp2c" + _codestream(content[at + (16 if wide else 8) : at + size])
            break
        at += size
    return bytes(kept)


def _codestream(content: bytes) -> bytes:
    """ISO 15444-1, annex A: the notes stand in the head, among what the picture needs."""
    if content[:4] != b"\xff\x4f\xff\x51":
        return content
    kept, at = bytearray(content[:2]), 2
    while at + 4 <= len(content) and content[at : at + 2] != b"\xff\x90":
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if content[at : at + 2] != b"\xff\x64":
            kept += content[at:end]
        at = end
    last = content.rfind(b"\xff\xd9")
    return bytes(kept + content[at : last + 2 if last > at else len(content)])


def deflated(content: bytes) -> bytes:
    """Without a tail behind its end. Raises `Unreadable` "big" for what would unpack to too much."""
    unpacker, total, waiting = zlib.decompressobj(), 0, content
    try:
        while waiting and not unpacker.eof:
            total += len(unpacker.decompress(waiting, _PIECE))
            waiting = unpacker.unconsumed_tail
            if total > LARGEST_UNPACKED:
                raise Unreadable("big")
    except zlib.error:
        # Some writers end it badly, and every reader makes of it what it can.
        return content
    return content[: len(content) - len(unpacker.unused_data)]
