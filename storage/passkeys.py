"""Passkeys of the staff, and the challenges that they answer once.

What signs somebody in lies under the staff's shred key and is bound to its person: whoever writes into the database can't
turn one person's passkey into another's.
"""

import json
import os
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from storage import shred
from storage.contexts import b64, ctx, digest, unb64
from storage.database import metadata
from storage.dialect import insert_ignoring
from storage.keystore import Keys
from storage.webauthn import Assertion, Registration, RelyingParty, Unproven

CHALLENGE = 32
CHALLENGE_MS = 2 * 60 * 1000
MOST = 10

Purpose = Literal["sign-in", "create", "confirm"]
"""What an answer is good for: a new session; a new passkey; a proof that it is still the same person."""

passkeys = Table(
    "passkeys",
    metadata,
    Column("credential_id", LargeBinary(1023), primary_key=True),
    Column("kid", LargeBinary(16), nullable=False, index=True),
    Column("label", String(64), nullable=False),
    Column("prf", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
)

challenges = Table(
    "challenges",
    metadata,
    Column("challenge", LargeBinary(32), primary_key=True),
    Column("purpose", String(16), nullable=False),
    Column("kid", LargeBinary(16)),
    Column("expires_at", BigInteger, nullable=False, index=True),
)


class Passkey(NamedTuple):
    """One passkey as its owner sees it. `prf`: it also opens the owner's keys."""

    credential_id: bytes
    label: str
    prf: bool
    created_at: int
    used_at: int | None


def prf_salt(fingerprint: bytes) -> bytes:
    """What every passkey of the office is asked to turn into its secret: 32 bytes, public, always the same."""
    return digest(ctx("prf-salt", fingerprint))


def challenge(connection: Connection, purpose: Purpose, kid: bytes | None, *, now: int) -> bytes:
    """A fresh challenge for two minutes; those that are over are forgotten."""
    connection.execute(delete(challenges).where(challenges.c.expires_at < now))
    made = os.urandom(CHALLENGE)
    row = {"challenge": made, "purpose": purpose, "kid": kid, "expires_at": now + CHALLENGE_MS}
    connection.execute(insert(challenges), row)
    return made


def take(connection: Connection, made: bytes, purpose: Purpose, kid: bytes | None, *, now: int) -> bool:
    """True once, for a challenge of this purpose and person that is not over."""
    ours = (
        (challenges.c.challenge == made)
        & (challenges.c.purpose == purpose)
        & (challenges.c.expires_at >= now)
    )
    taken = delete(challenges).where(ours, challenges.c.kid.is_not_distinct_from(kid))
    return connection.execute(taken.returning(challenges.c.challenge)).first() is not None


def add(
    connection: Connection, keys: Keys, kid: bytes, made: Registration, *, label: str, prf: bool, now: int
) -> bool:
    """Stores a verified passkey; False when there is one of that id."""
    sealed = _seal(connection, keys, kid, made.credential_id, made.public_key, made.sign_count)
    row = {"credential_id": made.credential_id, "kid": kid, "label": label, "prf": prf, "sealed": sealed}
    return insert_ignoring(connection, passkeys, row | {"created_at": now})


def of(connection: Connection, kid: bytes) -> list[Passkey]:
    """A person's passkeys, the oldest first."""
    found = select(passkeys).where(passkeys.c.kid == kid).order_by(passkeys.c.created_at)
    return [
        Passkey(bytes(row.credential_id), row.label, row.prf, row.created_at, row.used_at)
        for row in connection.execute(found)
    ]


def counts(connection: Connection) -> dict[bytes, tuple[int, int]]:
    """By person: how many passkeys, and how many of them also open the keys."""
    found = select(passkeys.c.kid, func.count(), func.count().filter(passkeys.c.prf)).group_by(passkeys.c.kid)
    return {bytes(kid): (every, opening) for kid, every, opening in connection.execute(found)}


def answer(
    connection: Connection,
    keys: Keys,
    office: RelyingParty,
    given: Assertion,
    *,
    purpose: Literal["sign-in", "confirm"],
    kid: bytes | None,
    now: int,
) -> bytes:
    """Whose passkey answered, as kid; `kid` is who must have answered where that is known. Raises `Unproven`.

    The challenge is used up whatever comes of it.
    """
    if not take(connection, given.challenge, purpose, kid, now=now):
        raise Unproven
    found = select(passkeys).where(passkeys.c.credential_id == given.credential_id).with_for_update()
    row = connection.execute(found).first()
    if row is None:
        raise Unproven
    owner, public_key, sign_count = _unseal(connection, keys, given.credential_id, row.sealed)
    if owner != bytes(row.kid) or kid not in (None, owner) or given.user_handle not in (None, owner):
        raise Unproven
    counted = given.verify(office, public_key, sign_count)
    sealed = _seal(connection, keys, owner, given.credential_id, public_key, counted)
    noted = update(passkeys).where(passkeys.c.credential_id == given.credential_id)
    connection.execute(noted.values(sealed=sealed, used_at=now))
    return owner


def remove(connection: Connection, kid: bytes, credential_id: bytes) -> bool:
    """False when this person has no such passkey."""
    gone = delete(passkeys).where(passkeys.c.kid == kid, passkeys.c.credential_id == credential_id)
    return connection.execute(gone.returning(passkeys.c.credential_id)).first() is not None


def forget(connection: Connection, kid: bytes) -> None:
    """Everything here of a person who leaves."""
    connection.execute(delete(passkeys).where(passkeys.c.kid == kid))
    connection.execute(delete(challenges).where(challenges.c.kid == kid))


def _seal(
    connection: Connection, keys: Keys, kid: bytes, credential_id: bytes, public_key: bytes, sign_count: int
) -> bytes:
    known = {"kid": b64(kid), "key": b64(public_key), "count": sign_count}
    case = shred.open_key(connection, keys.kek, shred.STAFF)
    return case.wrap("passkey", _number(credential_id), json.dumps(known).encode())


def _unseal(
    connection: Connection, keys: Keys, credential_id: bytes, sealed: bytes
) -> tuple[bytes, bytes, int]:
    case = shred.open_key(connection, keys.kek, shred.STAFF)
    known: dict[str, Any] = json.loads(case.unwrap("passkey", _number(credential_id), sealed))
    return unb64(known["kid"]), unb64(known["key"]), int(known["count"])


def _number(credential_id: bytes) -> int:
    return int.from_bytes(digest(credential_id)[:8], "big")
