"""A picture, voice or file in sealed chunks: what the payload of its record carries, and what is stored beside it. Pure.

A random key seals one file only. Its bytes are padded with zeros to Padmé's length (Nikitin et al., "Reducing Metadata
Leakage from Encrypted Files", 2019: at most 12 % more, and only the order of the size shows) and cut into pieces of 64 KiB,
each under AES-256-GCM with the nonce prefix (7) | number (u32) | last (1 for the last piece, else 0), so that none can be
swapped, dropped or added. The browser's twin is `static/js/crypto/attachment.js`.
"""

import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from storage import sealing
from storage.contexts import Fields, Rejected, b64, ctx, digest

CHUNK = 64 * 1024
"""Bytes of padded content in every piece but the last, which may be shorter."""


class Cover(NamedTuple):
    """What opens the chunks: it travels inside the sealed record. `size` is the true one, `sha256` of the unpadded bytes."""

    key: bytes
    prefix: bytes
    size: int
    sha256: bytes
    chunks: int

    def as_dict(self) -> dict[str, Any]:
        """Its fields in the payload of an attachment record."""
        return {
            "key": b64(self.key),
            "prefix": b64(self.prefix),
            "size": self.size,
            "sha256": b64(self.sha256),
            "chunks": self.chunks,
        }

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> "Cover":
        """Rejected "padding" for what is none."""
        read = Fields(payload, "padding")
        return cls(
            read.binary("key", 32),
            read.binary("prefix", 7),
            read.number("size"),
            read.binary("sha256", 32),
            read.number("chunks"),
        )


def padme(size: int) -> int:
    """The padded length of so many bytes."""
    if size < 2:
        return size
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def seal(
    content: bytes, fingerprint: bytes, case: bytes, ref: bytes, *, key: bytes = b"", prefix: bytes = b""
) -> tuple[Cover, list[bytes]]:
    """Seals a file that belongs to the message `ref` (16 bytes) of that consultation. Only vectors give key and prefix."""
    key, prefix, size = key or os.urandom(32), prefix or os.urandom(7), len(content)
    count = _count(size)
    cover = Cover(key, prefix, size, digest(content), count)
    aad = ctx("attachment", fingerprint, case, ref, size)
    sealed = []
    for number in range(count):
        length = min(CHUNK, padme(size) - number * CHUNK)
        piece = content[number * CHUNK : number * CHUNK + length].ljust(length, b"\0")
        sealed.append(sealing.encrypt_at(key, _nonce(cover, number), piece, aad=aad))
    return cover, sealed


def open_(cover: Cover, sealed: Sequence[bytes], fingerprint: bytes, case: bytes, ref: bytes) -> bytes:
    """Undo `seal`: the whole file, or Rejected "decrypt" (a piece), "padding" (their number or length), "blob-hash"."""
    if cover.chunks != _count(cover.size) or len(sealed) != cover.chunks:
        raise Rejected("padding", "chunks")
    aad = ctx("attachment", fingerprint, case, ref, cover.size)
    opened = b"".join(
        sealing.decrypt_at(cover.key, _nonce(cover, number), piece, aad=aad)
        for number, piece in enumerate(sealed)
    )
    content = opened[: cover.size]
    if len(opened) != padme(cover.size) or any(opened[cover.size :]):
        raise Rejected("padding")
    if digest(content) != cover.sha256:
        raise Rejected("blob-hash")
    return content


def _count(size: int) -> int:
    return max(1, -(-padme(size) // CHUNK))


def _nonce(cover: Cover, number: int) -> bytes:
    return cover.prefix + number.to_bytes(4, "big") + bytes([number == cover.chunks - 1])
