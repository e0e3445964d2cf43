"""What a room's secret (16 random bytes in the resident's browser) gives: access, the key of the capsule, the resume code.

The server never has the secret: it stores the hash of `access`, and the capsule under the consultation's shred key, so that
deletion makes the resume code worthless. All of it but `access_hash` is here for tests and kept vectors. The browser's twin
is `static/js/crypto/room_keys.js`. Reasons: docs/decisions/room-keys.md.
"""

import base64
import json
import re
import unicodedata
from typing import NamedTuple

from storage import sealing
from storage.contexts import Fields, Rejected, b64, ctx, digest
from storage.genesis import Guest
from storage.sealing import Identity, Signer

SECRET = 16

_LETTERS = 26
_SPACING = re.compile(r"[\s\-‐‑‒–—―−ー]+")
_HANDWRITTEN = str.maketrans("018", "OIB")


class RoomKeys(NamedTuple):
    """The resident's two private keys."""

    signer: Signer
    identity: Identity


def access_of(secret: bytes, fp: bytes) -> bytes:
    """The bearer token of a room, 32 bytes."""
    return sealing.hkdf(secret, fp, ctx("room-secret", "access"), 32)


def access_hash(access: bytes) -> bytes:
    """What the server keeps of the token: it can't be shown in its place."""
    return digest(ctx("room-access", access))


def seal_capsule(secret: bytes, fp: bytes, kid: bytes, keys: RoomKeys) -> bytes:
    """The private keys under the secret: nonce (12) | AES-256-GCM."""
    inside = {
        "v": 1,
        "sign": b64(keys.signer.to_pkcs8()),
        "enc": b64(keys.identity.to_pkcs8()),
        "spk": b64(keys.signer.public),
        "epk": b64(keys.identity.recipient.public),
    }
    return sealing.encrypt(
        _capsule_key(secret, fp), json.dumps(inside).encode(), aad=ctx("room-capsule", fp, kid)
    )


def open_capsule(secret: bytes, fp: bytes, guest: Guest, capsule: bytes) -> RoomKeys:
    """Rejected "capsule" for another secret, office or room, and for keys that are not those of the room's first page."""
    aad = ctx("room-capsule", fp, guest.kid)
    try:
        fields = Fields(sealing.decrypt(_capsule_key(secret, fp), capsule, aad=aad), "capsule")
    except Rejected as refused:
        raise Rejected("capsule", refused.code) from None
    if fields.number("v") != 1 or (fields.binary("spk"), fields.binary("epk")) != (guest.spk, guest.epk):
        raise Rejected("capsule", "of another room")
    try:
        return RoomKeys(Signer.from_pkcs8(fields.binary("sign")), Identity.from_pkcs8(fields.binary("enc")))
    except ValueError:
        raise Rejected("capsule", "no keys") from None


def resume_code(secret: bytes) -> str:
    """The secret to write down: 26 letters of base32 (128 bits and 2 that notice a slip of the pen), in groups of four."""
    letters = base64.b32encode(secret + bytes([_check_bits(secret)])).decode()[:_LETTERS]
    return " ".join(letters[at : at + 4] for at in range(0, _LETTERS, 4))


def read_resume_code(text: str) -> bytes:
    """The secret, however the code is typed: any width and case, spaces and hyphens, 0 1 8 for O I B.

    Rejected "resume-code" for anything that no code says.
    """
    letters = _SPACING.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_HANDWRITTEN)
    if not re.fullmatch(f"[A-Z2-7]{{{_LETTERS}}}", letters):
        raise Rejected("resume-code")
    content = base64.b32decode(f"{letters}AA====")
    secret, check = content[:SECRET], content[SECRET]
    if check != _check_bits(secret):
        raise Rejected("resume-code")
    return secret


def _capsule_key(secret: bytes, fp: bytes) -> bytes:
    return sealing.hkdf(secret, fp, ctx("room-secret", "capsule"), 32)


def _check_bits(secret: bytes) -> int:
    """The first two bits of a hash, as the two upper bits of a byte."""
    return digest(ctx("resume-code", secret))[0] & 0xC0
