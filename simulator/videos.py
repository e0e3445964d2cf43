"""A short film to send from the phone: H.264 in MP4, written here so that no binary file is needed.

Every picture is stored uncompressed (macroblocks of type I_PCM, ITU-T H.264 7.3.5), so no encoder is needed; the boxes
around them are those of ISO/IEC 14496-12 and 14496-15.
"""

import struct

ACROSS, DOWN = 6, 4
"""Macroblocks of 16 × 16 pixels."""
FRAMES, TICKS, SCALE = 6, 40, 100
"""Each frame is shown for TICKS / SCALE seconds."""


class _Bits:
    """Bits in the order they are written."""

    def __init__(self) -> None:
        self._bits: list[str] = []

    def u(self, width: int, value: int) -> None:
        self._bits.append(f"{value:0{width}b}")

    def ue(self, value: int) -> None:
        """Exp-Golomb, 9.1."""
        coded = f"{value + 1:b}"
        self._bits.append("0" * (len(coded) - 1) + coded)

    def aligned(self) -> bytes:
        bits = "".join(self._bits)
        bits += "0" * (-len(bits) % 8)
        return int(bits, 2).to_bytes(len(bits) // 8, "big")


def dusk() -> bytes:
    """2.4 seconds of an evening sky, 96 × 64 pixels."""
    frames = [_frame(number) for number in range(FRAMES)]
    media = b"".join(struct.pack(">I", len(frame)) + frame for frame in frames)
    opening = _box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41")
    sizes = [len(frame) + 4 for frame in frames]
    start = len(opening) + len(_movie(sizes, 0)) + 8
    return opening + _movie(sizes, start) + _box(b"mdat", media)


def _sps() -> bytes:
    """7.3.2.1: baseline profile, level 1.0, no reference frames, picture order as decoded."""
    bits = _Bits()
    for value in (0, 0, 2, 0):
        bits.ue(value)
    bits.u(1, 0)
    bits.ue(ACROSS - 1)
    bits.ue(DOWN - 1)
    bits.u(5, 0b11001)
    return b"\x67\x42\xc0\x0a" + bits.aligned()


def _pps() -> bytes:
    """7.3.2.2: CAVLC, one slice group."""
    bits = _Bits()
    bits.ue(0)
    bits.ue(0)
    bits.u(2, 0)
    for value in (0, 0, 0):
        bits.ue(value)
    bits.u(3, 0)
    for value in (0, 0, 0):
        bits.ue(value)
    bits.u(4, 0b1001)
    return b"\x68" + bits.aligned()


def _frame(number: int) -> bytes:
    """An IDR slice. No byte is zero where it could be taken for a start code."""
    head = _Bits()
    for value in (0, 7, 0):
        head.ue(value)
    head.u(4, 0)
    head.ue(number % 2)
    head.u(2, 0)
    head.ue(0)
    made = bytearray(b"\x65")
    for place in range(ACROSS * DOWN):
        head.ue(25)
        made += head.aligned() + _pixels(place // ACROSS, number)
        head = _Bits()
    return bytes(made) + b"\x80"


def _pixels(row: int, number: int) -> bytes:
    """One macroblock: 256 samples of light, 64 of blue, 64 of red."""
    light = bytes(max(40, 190 - 6 * (row * 16 + y) // 4 - 12 * number) for y in range(16) for _ in range(16))
    return light + bytes([118 - 4 * row]) * 64 + bytes([150 + 8 * row]) * 64


def _box(kind: bytes, *contents: bytes) -> bytes:
    body = b"".join(contents)
    return struct.pack(">I", len(body) + 8) + kind + body


def _full(kind: bytes, flags: int, *contents: bytes) -> bytes:
    return _box(kind, struct.pack(">I", flags), *contents)


def _movie(sizes: list[int], start: int) -> bytes:
    length, width, height = FRAMES * TICKS, ACROSS * 16, DOWN * 16
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    head = struct.pack(">4I", 0, 0, SCALE, length) + struct.pack(">IHHQ", 0x10000, 0x100, 0, 0)
    track = struct.pack(">5I", 0, 0, 1, 0, length) + bytes(16) + matrix
    handler = _full(b"hdlr", 0, bytes(4), b"vide", bytes(12), b"film\0")
    here = _box(b"dinf", _full(b"dref", 0, struct.pack(">I", 1), _full(b"url ", 1)))
    media = _box(
        b"mdia",
        _full(b"mdhd", 0, struct.pack(">4I", 0, 0, SCALE, length), b"\x55\xc4\0\0"),
        handler,
        _box(b"minf", _full(b"vmhd", 1, bytes(8)), here, _samples(sizes, start)),
    )
    pixels = struct.pack(">II", width << 16, height << 16)
    return _box(
        b"moov",
        _full(b"mvhd", 0, head, matrix, bytes(24), struct.pack(">I", 2)),
        _box(b"trak", _full(b"tkhd", 3, track, pixels), media),
    )


def _samples(sizes: list[int], start: int) -> bytes:
    sps, pps = _sps(), _pps()
    lengths = struct.pack(">H", len(sps)), struct.pack(">H", len(pps))
    settings = b"\x01\x42\xc0\x0a\xff\xe1" + lengths[0] + sps + b"\x01" + lengths[1] + pps
    looks = bytes(6) + b"\0\1" + bytes(16) + struct.pack(">HH", ACROSS * 16, DOWN * 16)
    looks += struct.pack(">IIIH", 0x480000, 0x480000, 0, 1) + bytes(32) + b"\0\x18\xff\xff"
    return _box(
        b"stbl",
        _full(b"stsd", 0, struct.pack(">I", 1), _box(b"avc1", looks, _box(b"avcC", settings))),
        _full(b"stts", 0, struct.pack(">3I", 1, len(sizes), TICKS)),
        _full(b"stsc", 0, struct.pack(">4I", 1, 1, len(sizes), 1)),
        _full(b"stsz", 0, struct.pack(">II", 0, len(sizes)), struct.pack(f">{len(sizes)}I", *sizes)),
        _full(b"stco", 0, struct.pack(">II", 1, start)),
    )
