"""The words of protocol consult/1: what is hashed, signed and bound to a seal, byte for byte.

Pure: no key material is used here, so any module may import it. The browser's twin is
`static/js/crypto/context.js`.
"""

import base64
import binascii
import hashlib
import json
import struct
from collections.abc import Callable, Collection, Mapping
from typing import Literal

SUITE = 1
"""DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM (RFC 9180) with ECDSA P-256/SHA-256. Bound into every
context.
"""

ZERO = bytes(32)
"""Stands for "no record yet" in `prev` and `ack`."""

BUCKETS = (512, 2048, 8192, 20480)
"""The only lengths, in bytes, that a padded payload can have: a length tells which bucket, nothing finer."""

LARGEST_NUMBER = 2**53 - 1
"""Beyond this a browser's numbers lose exactness, so no counter, epoch or time may pass it."""

Code = Literal[
    "point", "signature", "header", "blob-hash", "decrypt", "padding", "too-long", "transplant", "generation",
    "inbound-key", "sender", "replay", "gap", "reorder", "order", "wrap", "not-entitled", "key-mismatch",
    "key-reuse", "fingerprint", "delegation", "roster", "rollback", "equivocation", "history", "stale", "kid",
    "suite", "genesis", "intake-key", "kdf-parameters", "wrong-secret", "capsule", "outer", "epoch-destroyed",
    "sheet-typo", "sheet-set", "sheet-kind", "sheet-same", "sheet-secret", "room-id", "resume-code",
]  # fmt: skip


class Rejected(Exception):
    """Something presented as genuine is not. `code` is the same word in Python and in the browser.

    `str()` never carries content, keys or identifiers, so it may be logged.
    """

    def __init__(self, code: Code, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code: Code = code


def digest(content: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    return hashlib.sha256(content).digest()


def ctx(label: str, *fields: bytes | str | int) -> bytes:
    """Encode a labelled list of fields so that two different lists can never give the same bytes.

    u16 length | "consult/1|" label, then for each field u32 length | bytes; numbers are u64; all big-endian.
    """
    name = b"consult/1|" + label.encode()
    encoded = [len(name).to_bytes(2, "big"), name]
    for field in fields:
        if isinstance(field, int):
            encoded.append(_NUMBER(8, field))
        else:
            content = field.encode() if isinstance(field, str) else field
            encoded += (len(content).to_bytes(4, "big"), content)
    return b"".join(encoded)


_NUMBER = struct.Struct(">IQ").pack
"""A number with its length, which is always 8."""


def kid_of(role: str, spk: bytes, epk: bytes) -> bytes:
    """The 16-byte name of a key holder: a commitment to role and both public keys (65 bytes, or empty)."""
    return digest(ctx("kid", role, spk, epk))[:16]


def fingerprint_of(root: bytes) -> bytes:
    """The 20-byte fingerprint of an office, from its root public key (65 bytes)."""
    return digest(ctx("office-root", root))[:20]


def fingerprint_text(fingerprint: bytes) -> str:
    """The fingerprint as printed on paper: 32 characters of RFC 4648 base32."""
    return base64.b32encode(fingerprint).decode()


def parse_fingerprint(text: str) -> bytes:
    """Read a printed fingerprint; case, spaces and hyphens do not matter. ValueError when it is not one."""
    try:
        fingerprint = base64.b32decode("".join(text.split()).replace("-", "").upper())
    except ValueError:
        raise ValueError("an office fingerprint is 32 base32 characters") from None
    if len(fingerprint) != 20:
        raise ValueError("an office fingerprint is 32 base32 characters")
    return fingerprint


def check_number(fp: bytes, kid: bytes) -> str:
    """What two people compare in person: 32 digits in groups of four that stand for the office and the newcomer's keys."""
    number = int.from_bytes(digest(ctx("enrolment-check", fp, kid))[:14], "big") % 10**32
    digits = f"{number:032d}"
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def b64(content: bytes) -> str:
    """base64url without padding (RFC 4648 section 5): how bytes travel inside JSON."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Read what `b64` writes. ValueError for any other spelling, even of the same bytes."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as fault:
        raise ValueError("not base64url") from fault
    if b64(content) != text:
        raise ValueError("not canonical base64url")
    return content


def unhex(text: str) -> bytes:
    """Read lower-case hex. ValueError for anything else."""
    content = bytes.fromhex(text)
    if content.hex() != text:
        raise ValueError("not lower-case hex")
    return content


def pad(payload: bytes) -> bytes:
    """u32 length | payload | zeros, up to the next of `BUCKETS`. Rejected "too-long" above 20,476 bytes."""
    for bucket in BUCKETS:
        if len(payload) + 4 <= bucket:
            return struct.pack(">I", len(payload)) + payload + bytes(bucket - 4 - len(payload))
    raise Rejected("too-long")


def unpad(padded: bytes) -> bytes:
    """Undo `pad`. Rejected "padding" for a wrong length, an impossible count or bytes after the payload."""
    if len(padded) not in BUCKETS:
        raise Rejected("padding", "not a bucket length")
    end = 4 + int.from_bytes(padded[:4], "big")
    if end > len(padded) or any(padded[end:]):
        raise Rejected("padding")
    return padded[4:end]


class Fields:
    """Takes typed fields out of one JSON object; what is missing or misshapen is Rejected with `code`."""

    def __init__(
        self, source: bytes | str | Mapping[str, object], code: Code, only: Collection[str] | None = None
    ) -> None:
        """`only` names the exact set of fields the object may have; None lets it have others."""
        self.code = code
        self._fields = source if isinstance(source, Mapping) else self._parse(source)
        if only is not None and set(self._fields) != set(only):
            raise Rejected(code, "other fields than expected")

    def _parse(self, source: bytes | str) -> Mapping[str, object]:
        try:
            parsed = json.loads(source if isinstance(source, str) else source.decode("utf-8"))
        except (ValueError, RecursionError):
            raise Rejected(self.code, "not JSON") from None
        if not isinstance(parsed, dict):
            raise Rejected(self.code, "not an object")
        return parsed

    def has(self, name: str) -> bool:
        """Whether the object has this field."""
        return name in self._fields

    def number(self, name: str) -> int:
        """A whole number from 0 to 2^53 - 1."""
        match self._fields.get(name):
            case bool():
                pass
            case int(number) if 0 <= number <= LARGEST_NUMBER:
                return number
        raise Rejected(self.code, name)

    def text(self, name: str) -> str:
        """Any text."""
        match self._fields.get(name):
            case str(text):
                return text
        raise Rejected(self.code, name)

    def binary(self, name: str, *lengths: int) -> bytes:
        """Bytes from base64url, of one of `lengths` where given."""
        return self._sized(name, unb64, lengths)

    def hex(self, name: str, *lengths: int) -> bytes:
        """Bytes from lower-case hex, of one of `lengths` where given."""
        return self._sized(name, unhex, lengths)

    def optional_binary(self, name: str) -> bytes | None:
        """Bytes from base64url, or None where the JSON says null."""
        return None if name in self._fields and self._fields[name] is None else self.binary(name)

    def listed(self, name: str) -> list[object]:
        """A JSON array."""
        match self._fields.get(name):
            case list(items):
                return items
        raise Rejected(self.code, name)

    def mapping(self, name: str) -> dict[str, object]:
        """A JSON object."""
        match self._fields.get(name):
            case dict(items):
                return items
        raise Rejected(self.code, name)

    def _sized(self, name: str, read: Callable[[str], bytes], lengths: tuple[int, ...]) -> bytes:
        try:
            content = read(self.text(name))
        except ValueError:
            raise Rejected(self.code, name) from None
        if lengths and len(content) not in lengths:
            raise Rejected(self.code, name)
        return content
