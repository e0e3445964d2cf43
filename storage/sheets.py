"""A private key that only two of three people together can use: its secret exists in three shares, each on a sheet of paper.

A share is a point on a line over GF(2^8), byte by byte: two points give the line and so the secret at x = 0, one gives
nothing. A code on paper is 32 letters and digits in groups of four, 20 bytes: kind and index | set | y (16) | checksum (2),
so that a slip of the pen is told from the wrong sheet. Source: Shamir, How to share a secret (1979), with the field of
FIPS 197 section 4. The browser's twin is `static/js/crypto/sheets.js`.
"""

import base64
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from storage.contexts import Rejected, ctx, digest
from storage.sealing import decrypt, encrypt, hkdf

Kind = Literal["root", "recovery"]

SHEETS = 3
SECRET = 16

_NIBBLES: dict[int, Kind] = {1: "root", 2: "recovery"}
_HANDWRITTEN = str.maketrans("018", "OIB")
_SPACING = re.compile(r"[\s\-‐‑‒–—―−ー]+")


class Share(NamedTuple):
    """What one code says: kind of key, number of the sheet 1 to 3, the set it belongs to, and 16 bytes."""

    kind: Kind
    number: int
    set_id: int
    y: bytes


@dataclass(frozen=True)
class Sealed:
    """What is stored: the set's number (1 byte), the public key (65), the private key sealed under the secret on paper."""

    set_id: bytes
    public: bytes
    sealed: bytes


@dataclass(frozen=True)
class Split:
    """Three codes to be printed and forgotten, and what is stored."""

    codes: tuple[str, ...] = field(repr=False)
    stored: Sealed


def make_sheets(kind: Kind, fp: bytes, pkcs8: bytes, public: bytes) -> Split:
    """Seals a private key (PKCS#8) of the office with this fingerprint under a new secret, and splits the secret."""
    secret, slope, set_id = os.urandom(SECRET), os.urandom(SECRET), os.urandom(1)
    shares = [Share(kind, number, set_id[0], y) for number, y in split(secret, slope)]
    sealed = encrypt(_key(kind, fp, secret), pkcs8, aad=ctx("sheet-sealed", kind, fp, public))
    return Split(tuple(write_code(share) for share in shares), Sealed(set_id, public, sealed))


def open_sheets(kind: Kind, fp: bytes, codes: Sequence[str], stored: Sealed) -> bytes:
    """The private key (PKCS#8), from any two codes as typed.

    Rejected "sheet-typo", "sheet-kind" (of the other key), "sheet-set" (of another printing), "sheet-same" (one sheet twice)
    or "sheet-secret" (well-formed, but together they open nothing: of another office, or only one).
    """
    shares: dict[int, bytes] = {}
    for share in map(parse_code, codes):
        if share.kind != kind:
            raise Rejected("sheet-kind")
        if share.set_id != stored.set_id[0]:
            raise Rejected("sheet-set")
        if share.number in shares:
            raise Rejected("sheet-same")
        shares[share.number] = share.y
    try:
        key = _key(kind, fp, join(shares.items()))
        return decrypt(key, stored.sealed, aad=ctx("sheet-sealed", kind, fp, stored.public))
    except Rejected:
        raise Rejected("sheet-secret") from None


def parse_code(text: str) -> Share:
    """Reads a code however it is typed: full-width letters, lower case, spaces and hyphens, 0 1 8 for O I B.

    Rejected "sheet-typo" for anything that no sheet says.
    """
    typed = _SPACING.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_HANDWRITTEN)
    try:
        content = base64.b32decode(typed) if len(typed) == 32 else b""
    except ValueError:
        raise Rejected("sheet-typo") from None
    if len(content) != 20 or _checksum(content[:18]) != content[18:]:
        raise Rejected("sheet-typo")
    kind, number = _NIBBLES.get(content[0] >> 4), content[0] & 15
    if kind is None or not 1 <= number <= SHEETS:
        raise Rejected("sheet-typo")
    return Share(kind, number, content[1], content[2:18])


def write_code(share: Share) -> str:
    """As printed: eight groups of four."""
    nibble = next(number for number, kind in _NIBBLES.items() if kind == share.kind)
    content = bytes([nibble << 4 | share.number, share.set_id]) + share.y
    letters = base64.b32encode(content + _checksum(content)).decode()
    return " ".join(letters[at : at + 4] for at in range(0, 32, 4))


def split(secret: bytes, slope: bytes) -> list[tuple[int, bytes]]:
    """The three points (index, y) of the line that begins at `secret`; `slope` is as long, random and used once."""
    return [
        (x, bytes(start ^ _times(rise, x) for start, rise in zip(secret, slope, strict=True)))
        for x in range(1, SHEETS + 1)
    ]


def join(shares: Iterable[tuple[int, bytes]]) -> bytes:
    """The secret that two of the points lie over; with fewer or others, 16 bytes that open nothing."""
    points = list(shares)
    secret = bytes(SECRET)
    for x, y in points:
        weight = 1
        for other, _ in points:
            if other != x:
                weight = _times(weight, _times(other, _inverse(x ^ other)))
        secret = bytes(sum_ ^ _times(part, weight) for sum_, part in zip(secret, y, strict=True))
    return secret


def _times(a: int, b: int) -> int:
    """The product in GF(2^8), polynomial 0x11b. Only `b` may be seen in how long it takes: it is never secret."""
    product = 0
    while b:
        product ^= a * (b & 1)
        a = a << 1 ^ 0x11B * (a >> 7)
        b >>= 1
    return product


def _inverse(a: int) -> int:
    return next(b for b in range(256) if _times(a, b) == 1)


def _key(kind: Kind, fp: bytes, secret: bytes) -> bytes:
    return hkdf(secret, b"", ctx("sheet-key", kind, fp), 32)


def _checksum(content: bytes) -> bytes:
    return digest(ctx("sheet", content))[:2]
