"""A short sound to send from the phone, made here so that no binary file is needed."""

import math
import struct

RATE, SECONDS = 8_000, 1.2
_NOTES = (392.0, 523.25, 659.25)


def chime() -> bytes:
    """Three soft notes as a WAV file: 8 kHz, 16 bits, one channel."""
    count = int(RATE * SECONDS)
    samples = b"".join(struct.pack("<h", round(9_000 * _loudness(n / RATE))) for n in range(count))
    form = struct.pack("<HHIIHH", 1, 1, RATE, RATE * 2, 2, 16)
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", samples)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _loudness(at: float) -> float:
    """The sum of the notes at `at` seconds, -1…1; each begins a little after the one before and fades."""
    begun = ((at - number * 0.2, note) for number, note in enumerate(_NOTES))
    return sum(
        math.sin(math.tau * note * since) * math.exp(-5 * since) / 3 for since, note in begun if since > 0
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content
