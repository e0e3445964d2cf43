"""Somebody's private keys, kept on the server in a form that only they open: by passphrase, or by a passkey that can.

The passphrase gives two independent secrets: one opens the capsule and never leaves the person's machine, the
other is shown to the server at sign-in. A passkey opens it with its PRF output (WebAuthn), which never leaves the
machine either. Every unlocker wraps the same capsule key and commits to its own before anything is decrypted, so that
no ciphertext opens under two passphrases (partitioning oracle), and the reader pins how much work a passphrase must
cost. A capsule is bound to the office's fingerprint: a server that shows another office cannot use it. Twins:
`static/js/crypto/capsule.js` and `capsule_making.js`.
"""

import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from storage.contexts import Fields, Rejected, b64, ctx
from storage.passphrases import normalise
from storage.sealing import decrypt, encrypt, hkdf, pbkdf2

LEAST_ITERATIONS = 1_000_000
MOST_ITERATIONS = 20_000_000
SALT = 16
PRF_OUTPUT = 32

Kind = Literal["pass", "prf"]
Capsule = dict[str, object]

_KEYS = ("sign", "enc", "roster")
_SHAPES = {
    "pass": ("kind", "iters", "salt", "commit", "blob"),
    "prf": ("kind", "iters", "salt", "commit", "blob", "credential"),
}


@dataclass(frozen=True)
class Unlock:
    """What a passphrase or a passkey gives with one salt, 32 bytes each: sign-in secret (a passkey has none), capsule key,
    its commitment.
    """

    secret: bytes = field(repr=False)
    key: bytes = field(repr=False)
    commit: bytes = field(repr=False)
    kind: Kind = "pass"


def derive_unlock(passphrase: str, salt: bytes, iters: int) -> Unlock:
    """PBKDF2-SHA256, then HKDF-SHA256 with a label for each purpose. Takes about half a second.

    Rejected "kdf-parameters" outside 1,000,000 to 20,000,000 iterations or for a salt that is not 16 bytes.
    """
    _check_cost("pass", salt, iters)
    raw = pbkdf2(normalise(passphrase), salt, iters)
    unlock = hkdf(raw, salt, ctx("unlock", f"pass|{iters}"), 64)
    return Unlock(hkdf(raw, salt, ctx("sign-in", f"pass|{iters}"), 32), unlock[:32], unlock[32:])


def derive_unlock_from_prf(output: bytes, salt: bytes) -> Unlock:
    """What a passkey's PRF output gives with the salt of its unlocker. Rejected "kdf-parameters" for other lengths."""
    _check_cost("prf", salt, 0)
    if len(output) != PRF_OUTPUT:
        raise Rejected("kdf-parameters")
    unlock = hkdf(output, salt, ctx("unlock", "prf|0"), 64)
    return Unlock(b"", unlock[:32], unlock[32:], "prf")


def make_capsule(
    fp: bytes,
    kid: bytes,
    passphrase: str,
    sign_pkcs8: bytes,
    enc_pkcs8: bytes,
    *,
    roster_pkcs8: bytes | None = None,
    iters: int = LEAST_ITERATIONS,
    capsule_key: bytes | None = None,
) -> tuple[Capsule, bytes]:
    """The capsule, ready for JSON, and the sign-in secret (32 bytes; the server keeps a keyed hash of it).

    `capsule_key` is 32 random bytes; given only by who wants to wrap it for another unlocker as well.
    """
    salt, capsule_key = os.urandom(SALT), capsule_key or os.urandom(32)
    unlock = derive_unlock(passphrase, salt, iters)
    private = {"sign": sign_pkcs8, "enc": enc_pkcs8} | ({"roster": roster_pkcs8} if roster_pkcs8 else {})
    body = json.dumps({name: b64(key) for name, key in private.items()}).encode()
    wrapped = encrypt(unlock.key, capsule_key, aad=ctx("capsule", kid, "pass", unlock.commit))
    unlocker = {
        "kind": "pass",
        "iters": iters,
        "salt": b64(salt),
        "commit": b64(unlock.commit),
        "blob": b64(wrapped),
    }
    keys = encrypt(capsule_key, body, aad=ctx("capsule-keys", kid, fp))
    return {"v": 1, "kid": b64(kid), "keys": b64(keys), "unlockers": [unlocker]}, unlock.secret


def open_capsule(fp: bytes, capsule: Mapping[str, object], passphrase: str) -> dict[str, bytes]:
    """The private keys as PKCS#8 under "sign", "enc" and, for who signs rosters, "roster".

    Rejected "kdf-parameters", "wrong-secret" (the commitment differs) or "capsule" (altered, or of another
    office).
    """
    unlocker = _of_kind(capsule, "pass")[0]
    unlock = derive_unlock(passphrase, unlocker.binary("salt"), unlocker.number("iters"))
    return open_capsule_with(fp, capsule, unlock)


def open_capsule_with(fp: bytes, capsule: Mapping[str, object], unlock: Unlock) -> dict[str, bytes]:
    """`open_capsule` with what was derived already, from a passphrase or from a passkey."""
    unlockers = _of_kind(capsule, unlock.kind)
    found = [one for one in unlockers if hmac.compare_digest(unlock.commit, one.binary("commit"))]
    if not found:
        raise Rejected("wrong-secret")
    fields = Fields(capsule, "capsule")
    kid = fields.binary("kid", 16)
    aad = ctx("capsule", kid, unlock.kind, unlock.commit)
    capsule_key = _decrypt(unlock.key, found[0].binary("blob"), aad)
    private = Fields(_decrypt(capsule_key, fields.binary("keys"), ctx("capsule-keys", kid, fp)), "capsule")
    return {name: private.binary(name) for name in _KEYS if name != "roster" or private.has(name)}


def check_capsule(capsule: Mapping[str, object], kid: bytes) -> None:
    """What can be said of a capsule without opening it. Rejected "capsule" for another shape or another person's, no
    passphrase or two; "kdf-parameters" for one that is too cheap or too dear to open.
    """
    found = _unlockers(capsule)
    if all(one.text("kind") != "pass" for one in found):
        raise Rejected("capsule", "no passphrase opens it")
    for unlocker in found:
        _check_cost(unlocker.text("kind"), unlocker.binary("salt"), unlocker.number("iters"))
        unlocker.binary("commit", 32)
        unlocker.binary("blob", 12 + 32 + 16)
    fields = Fields(capsule, "capsule")
    fields.binary("keys")
    if fields.binary("kid", 16) != kid:
        raise Rejected("capsule", "of somebody else")


def _check_cost(kind: str, salt: bytes, iters: int) -> None:
    allowed = iters == 0 if kind == "prf" else LEAST_ITERATIONS <= iters <= MOST_ITERATIONS
    if not allowed or len(salt) != SALT:
        raise Rejected("kdf-parameters")


def _of_kind(capsule: Mapping[str, object], kind: Kind) -> list[Fields]:
    found = [one for one in _unlockers(capsule) if one.text("kind") == kind]
    if not found:
        raise Rejected("capsule", "nothing of this kind opens it")
    for unlocker in found:
        _check_cost(kind, unlocker.binary("salt"), unlocker.number("iters"))
    return found


def _unlockers(capsule: Mapping[str, object]) -> list[Fields]:
    """Of a passphrase there may be one, of passkeys several; some unlocker there must be."""
    fields = Fields(capsule, "capsule", only=("v", "kid", "keys", "unlockers"))
    if fields.number("v") != 1:
        raise Rejected("capsule", "version")
    found = [_unlocker(entry) for entry in fields.listed("unlockers")]
    if not found or sum(one.text("kind") == "pass" for one in found) > 1:
        raise Rejected("capsule", "unlockers")
    return found


def _unlocker(entry: object) -> Fields:
    kind = entry.get("kind") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(kind, str) or kind not in _SHAPES:
        raise Rejected("capsule", "an unknown unlocker")
    return Fields(entry, "capsule", only=_SHAPES[kind])


def _decrypt(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    try:
        return decrypt(key, sealed, aad=aad)
    except Rejected:
        raise Rejected("capsule") from None
