"""Proof of work instead of a riddle: whoever orders paper lets their browser count for a moment. Pure.

ALTCHA's protocol, version 2 (https://altcha.org/docs/v2/): the server derives a key from a counter that it does not tell, signs the
challenge, and keeps nothing; the browser tries counters until the derived key begins as it should. Verifying takes two HMACs.
"""

import secrets
from typing import Any, NamedTuple

from altcha import Challenge, Payload, create_challenge, verify_solution

from storage import sealing
from storage.contexts import ctx, digest
from storage.keystore import Keys

LASTS_MS = 10 * 60 * 1000
ALGORITHM, COST, MOST = "PBKDF2/SHA-256", 2000, 1500
"""Rounds for each counter, and the last counter (docs/decisions/proof-of-work.md). Making a challenge costs half a millisecond."""

_LONGEST = 4096


class Proof(NamedTuple):
    """A proof that holds. `name` (32 bytes) stands for its challenge, however the proof is spelt."""

    name: bytes
    expires_at: int


class Refused(Exception):
    """`code`: "proof-expired" for what was right once, "proof" for everything else."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def challenge(keys: Keys, *, now: int) -> dict[str, Any]:
    """{"parameters", "signature"}, to be solved within `LASTS_MS`. `parameters.data`: {"until": ms, "most": the last counter to try}."""
    made = create_challenge(
        ALGORITHM,
        COST,
        counter=1 + secrets.randbelow(MOST),
        # Not as `expiresAt`: that is held against the machine's own clock, and here the time is told.
        data={"until": now + LASTS_MS, "most": MOST},
        hmac_secret=_secret(keys, "challenge"),
        hmac_key_secret=_secret(keys, "solution"),
    )
    told: dict[str, Any] = made.to_dict()
    return told


def check(keys: Keys, solved: object, *, now: int) -> Proof:
    """What a browser shows: base64 of JSON {"challenge", "solution"}. Raises `Refused`."""
    if not isinstance(solved, str) or len(solved) > _LONGEST:
        raise Refused("proof")
    found = verify_solution(solved, _secret(keys, "challenge"), hmac_key_secret=_secret(keys, "solution"))
    if not found.verified:
        raise Refused("proof")
    asked: Challenge = Payload.from_base64(solved).challenge
    until: int = (asked.parameters.data or {})["until"]
    if until <= now:
        raise Refused("proof-expired")
    return Proof(digest(ctx("spent-proof", asked.signature or "")), until)


def _secret(keys: Keys, part: str) -> bytes:
    return sealing.hmac_sha256(keys.pepper, ctx("proof-of-work", part))
