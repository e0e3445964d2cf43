"""Sealed pieces of one attachment as one answer."""

import struct
from collections.abc import Sequence

from flask import Response


def framed(pieces: Sequence[bytes]) -> Response:
    """Each piece after its length (u32, big-endian)."""
    body = b"".join(struct.pack(">I", len(piece)) + piece for piece in pieces)
    return Response(body, mimetype="application/octet-stream")
