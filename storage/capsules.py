"""A counselor's private keys, kept on the server in a form that only their passphrase opens.

The passphrase gives two independent secrets: one opens the capsule and never leaves the person's machine, the
other is shown to the server at sign-in. The capsule commits to its key before anything is decrypted, so that
no ciphertext opens under two passphrases (partitioning oracle), and the reader pins how much work the
passphrase must cost. It is bound to the office's fingerprint: a server that shows another office cannot use
it. Twin: `static/js/crypto/capsule.js`.
"""

import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from storage.contexts import Fields, Rejected, b64, ctx
from storage.passphrases import normalise
from storage.sealing import decrypt, encrypt, hkdf, pbkdf2

LEAST_ITERATIONS = 1_000_000
MOST_ITERATIONS = 20_000_000
SALT = 16

_KEYS = ("sign", "enc", "roster")


@dataclass(frozen=True)
class Unlock:
    """What a passphrase gives with one salt: sign-in secret, capsule key, its commitment; 32 bytes each."""

    secret: bytes = field(repr=False)
    key: bytes = field(repr=False)
    commit: bytes = field(repr=False)


def derive_unlock(passphrase: str, salt: bytes, iters: int) -> Unlock:
    """PBKDF2-SHA256, then HKDF-SHA256 with a label for each purpose. Takes about half a second.

    Rejected "kdf-parameters" outside 1,000,000 to 20,000,000 iterations or for a salt that is not 16 bytes.
    """
    _check_cost(salt, iters)
    raw = pbkdf2(normalise(passphrase), salt, iters)
    unlock = hkdf(raw, salt, ctx("unlock", f"pass|{iters}"), 64)
    return Unlock(hkdf(raw, salt, ctx("sign-in", f"pass|{iters}"), 32), unlock[:32], unlock[32:])


def make_capsule(
    fp: bytes,
    kid: bytes,
    passphrase: str,
    sign_pkcs8: bytes,
    enc_pkcs8: bytes,
    *,
    roster_pkcs8: bytes | None = None,
    iters: int = LEAST_ITERATIONS,
) -> tuple[dict[str, object], bytes]:
    """The capsule, ready for JSON, and the sign-in secret (32 bytes; the server keeps a keyed hash of it)."""
    salt, capsule_key = os.urandom(SALT), os.urandom(32)
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
    fields = Fields(capsule, "capsule", only=("v", "kid", "keys", "unlockers"))
    unlocker = _passphrase_unlocker(fields)
    unlock = derive_unlock(passphrase, unlocker.binary("salt"), unlocker.number("iters"))
    if not hmac.compare_digest(unlock.commit, unlocker.binary("commit")):
        raise Rejected("wrong-secret")
    kid = fields.binary("kid", 16)
    capsule_key = _decrypt(unlock.key, unlocker.binary("blob"), ctx("capsule", kid, "pass", unlock.commit))
    private = Fields(_decrypt(capsule_key, fields.binary("keys"), ctx("capsule-keys", kid, fp)), "capsule")
    return {name: private.binary(name) for name in _KEYS if name != "roster" or private.has(name)}


def _check_cost(salt: bytes, iters: int) -> None:
    if not LEAST_ITERATIONS <= iters <= MOST_ITERATIONS or len(salt) != SALT:
        raise Rejected("kdf-parameters")


def _passphrase_unlocker(fields: Fields) -> Fields:
    if fields.number("v") != 1:
        raise Rejected("capsule", "version")
    for entry in fields.listed("unlockers"):
        if isinstance(entry, dict) and entry.get("kind") == "pass":
            return Fields(entry, "capsule", only=("kind", "iters", "salt", "commit", "blob"))
    raise Rejected("capsule", "no passphrase opens it")


def _decrypt(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    try:
        return decrypt(key, sealed, aad=aad)
    except Rejected:
        raise Rejected("capsule") from None
