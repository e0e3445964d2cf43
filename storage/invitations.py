"""Invitations: somebody is asked to join, makes their own keys in their own browser, and waits to be confirmed in person.

The id is a hash of the one-time code on the card; the code itself is stored nowhere. `kid` and what follows are empty until
the invited person has enrolled; capsule and verifier move to their account when a roster names them. What is left then only
tells their waiting browser so, until it expires.
"""

import base64
import json
import os
import re
from collections.abc import Collection
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from storage import rosters, staff
from storage.contexts import ctx, digest
from storage.database import metadata
from storage.roster import Roster

LIFE_MS = 72 * 3600 * 1000

ROLES = {"counselor": True, "supervisor": True, "clerk": False, "auditor": False}
"""Who can be asked to join, and whether they sit at desks: who does, reads."""

invitations = Table(
    "invitations",
    metadata,
    Column("id", LargeBinary(32), primary_key=True),
    Column("name", String(32), nullable=False),
    Column("display_name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("desks", Text, nullable=False),
    Column("replaces", LargeBinary(16)),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("kid", LargeBinary(16), unique=True),
    Column("spk", LargeBinary(65)),
    Column("epk", LargeBinary(65)),
    Column("rpk", LargeBinary(65)),
    Column("rpk_sig", LargeBinary(64)),
    Column("sealed_capsule", LargeBinary),
    Column("sealed_verifier", LargeBinary),
    Column("enrolled_at", BigInteger),
)


class Uninvitable(ValueError):
    """Why somebody can't be asked like this: a name nobody can type or that is taken, no name to show, role, desks, nobody."""

    def __init__(self, code: Literal["name", "taken", "display-name", "role", "desks", "nobody"]) -> None:
        super().__init__(code)
        self.code = code


class Guest(NamedTuple):
    """Who is asked: sign-in name, name shown, role, desks; `replaces` is the kid whose passphrase was lost."""

    name: str
    display_name: str
    role: str
    desks: tuple[str, ...]
    replaces: bytes | None = None


class PublicKeys(NamedTuple):
    """What an enrolled person's browser made: kid, signing key, encryption key; of a supervisor also a roster key, and the
    signing key's word for it (`roster_key_claim`).
    """

    kid: bytes
    spk: bytes
    epk: bytes
    rpk: bytes | None
    rpk_sig: bytes | None


class Invitation(NamedTuple):
    """`keys` is None until they have enrolled. Times in ms."""

    id: bytes
    guest: Guest
    expires_at: int
    keys: PublicKeys | None


def invite(connection: Connection, roster: Roster, guest: Guest, *, now: int) -> tuple[Invitation, str]:
    """Asks somebody new, for 72 hours; with the code for their card. Raises `Uninvitable`."""
    rosters.hold(connection)
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,31}", guest.name):
        raise Uninvitable("name")
    # The wide space between two names is what a Japanese keyboard types; Python calls it unprintable.
    shown = guest.display_name.replace("\u3000", " ")
    if not 1 <= len(shown.strip()) <= 64 or not shown.isprintable():
        raise Uninvitable("display-name")
    if guest.role not in ROLES:
        raise Uninvitable("role")
    seats = set(guest.desks)
    if not seats <= roster.desks.keys() or bool(seats) != ROLES[guest.role]:
        raise Uninvitable("desks")
    if staff.name_is_taken(connection, guest.name):
        raise Uninvitable("taken")
    return _create(connection, roster, guest, now)


def invite_again(connection: Connection, roster: Roster, kid: bytes, *, now: int) -> tuple[Invitation, str]:
    """Asks somebody who lost their passphrase to make new keys, for the same name, role and desks. Raises `Uninvitable`."""
    rosters.hold(connection)
    account, member = staff.account(connection, kid), roster.members.get(kid)
    if account is None or member is None:
        raise Uninvitable("nobody")
    seats = tuple(desk for desk in roster.desks if roster.sits_at(desk, kid))
    guest = Guest(account.name, member.name, member.role, seats, kid)
    return _create(connection, roster, guest, now)


def _create(connection: Connection, roster: Roster, guest: Guest, now: int) -> tuple[Invitation, str]:
    erase_before(connection, now=now)
    waiting = (one for one in listed(connection, now=now) if not is_approved(one, roster))
    if any(one.guest.name == guest.name for one in waiting):
        raise Uninvitable("taken")
    letters = base64.b32encode(os.urandom(10)).decode()
    row = guest._asdict() | {"id": id_of(letters), "desks": json.dumps(guest.desks)}
    connection.execute(insert(invitations), row | {"created_at": now, "expires_at": now + LIFE_MS})
    code = " ".join(letters[at : at + 4] for at in range(0, 16, 4))
    return Invitation(id_of(letters), guest, now + LIFE_MS, None), code


def is_approved(invitation: Invitation, roster: Roster) -> bool:
    """Whether the roster names the keys that were made for it."""
    return invitation.keys is not None and invitation.keys.kid in roster.members


def id_of(code: str) -> bytes:
    """The id that belongs to a code, however it is typed; for what is no code, an id that nobody has."""
    return digest(ctx("invitation", "".join(code.split()).replace("-", "").upper()))


def find(connection: Connection, invitation: bytes, *, now: int) -> Invitation | None:
    """None for one that is not there or has expired."""
    row = connection.execute(select(invitations).where(_live(now), invitations.c.id == invitation)).first()
    return _read(row) if row else None


def listed(connection: Connection, *, now: int) -> list[Invitation]:
    """Every one that has not expired, the oldest first."""
    rows = connection.execute(select(invitations).where(_live(now)).order_by(invitations.c.created_at))
    return [_read(row) for row in rows]


def enrol(
    connection: Connection, invitation: bytes, keys: PublicKeys, sealed: staff.Sealed, *, now: int
) -> bool:
    """Stores what the invited person's browser made. False when somebody has enrolled with this code already."""
    row = connection.execute(
        update(invitations)
        .where(_live(now), invitations.c.id == invitation, invitations.c.kid.is_(None))
        .values(
            **keys._asdict(),
            sealed_capsule=sealed.capsule,
            sealed_verifier=sealed.verifier,
            enrolled_at=now,
        )
        .returning(invitations.c.id)
    ).first()
    return row is not None


def settle(connection: Connection, invitation: bytes) -> staff.Sealed | None:
    """Takes capsule and verifier out, for the account; None when they were taken already."""
    sealed = (invitations.c.sealed_capsule, invitations.c.sealed_verifier)
    found = select(*sealed).where(invitations.c.id == invitation).with_for_update()
    row = connection.execute(found).first()
    emptied = update(invitations).where(invitations.c.id == invitation)
    connection.execute(emptied.values(sealed_capsule=None, sealed_verifier=None))
    if row is None or row.sealed_capsule is None:
        return None
    return staff.Sealed(bytes(row.sealed_capsule), bytes(row.sealed_verifier))


def withdraw(connection: Connection, invitation: bytes) -> bool:
    """False when there is none."""
    gone = delete(invitations).where(invitations.c.id == invitation)
    return connection.execute(gone.returning(invitations.c.id)).first() is not None


def forget(connection: Connection, kids: Collection[bytes], *, but: Collection[bytes] = ()) -> None:
    """Everything here of people who leave: by which they came and, except for `but`, by which they were to be replaced."""
    replacing = invitations.c.replaces.in_(kids) & invitations.c.id.not_in(but)
    connection.execute(delete(invitations).where(invitations.c.kid.in_(kids) | replacing))


def erase_before(connection: Connection, *, now: int) -> None:
    """Forgets the expired ones."""
    connection.execute(delete(invitations).where(~_live(now)))


def _live(now: int) -> Any:
    return invitations.c.expires_at > now


def _read(row: Row[Any]) -> Invitation:
    replaces = bytes(row.replaces) if row.replaces is not None else None
    guest = Guest(row.name, row.display_name, row.role, tuple(json.loads(row.desks)), replaces)
    rpk, rpk_sig = (bytes(one) if one is not None else None for one in (row.rpk, row.rpk_sig))
    keys = None
    if row.kid is not None:
        keys = PublicKeys(bytes(row.kid), bytes(row.spk), bytes(row.epk), rpk, rpk_sig)
    return Invitation(bytes(row.id), guest, row.expires_at, keys)
