"""Founding an office and adding people to it, from the command line.

Everybody's keys are made here, put into a capsule that only their passphrase opens, and forgotten. The office's own
signing keys (root and roster key) are returned as a file for the operator to keep away from the server.
"""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from storage import desks, rosters, staff
from storage.capsules import make_capsule
from storage.contexts import ZERO, b64, digest, fingerprint_of, kid_of, unb64
from storage.database import Database
from storage.keystore import Keys
from storage.passphrases import generate_passphrase
from storage.roster import Delegation, Member, SignedRoster, sign_delegation, sign_roster
from storage.sealing import Identity, Signer

ROSTER_DAYS = 35
DELEGATION_DAYS = 400
_DAY = 24 * 3600


class Unacceptable(ValueError):
    """One sentence for the operator."""


@dataclass(frozen=True)
class Person:
    """Somebody who is to get an account: sign-in name, the name shown to colleagues, role, desks."""

    name: str
    display_name: str
    role: str
    desks: tuple[str, ...]


@dataclass(frozen=True)
class SignIn:
    """What a new person is told once, in person. The passphrase is stored nowhere."""

    name: str
    display_name: str
    role: str
    passphrase: str


@dataclass(frozen=True)
class OfficeKey:
    """The office's signing keys. They belong offline: with them somebody could add members to the roster."""

    root: Signer
    roster: Signer
    delegation: Delegation

    @classmethod
    def generate(cls, *, now: int) -> "OfficeKey":
        """`now` in seconds; the delegation lives 400 days."""
        root, roster = Signer.generate(), Signer.generate()
        return cls(root, roster, sign_delegation(root, roster.public, now + DELEGATION_DAYS * _DAY))

    @property
    def fingerprint(self) -> bytes:
        return fingerprint_of(self.root.public)

    def to_json(self) -> bytes:
        keys = {"v": 1, "root": b64(self.root.to_pkcs8()), "roster": b64(self.roster.to_pkcs8())}
        return json.dumps(
            keys | {"delegation": b64(self.delegation.body), "delegation_sig": b64(self.delegation.sig)}
        ).encode()

    @classmethod
    def from_json(cls, source: bytes) -> "OfficeKey":
        """Raises ValueError or KeyError for anything that `to_json` did not write."""
        stored = {name: unb64(value) for name, value in json.loads(source).items() if name != "v"}
        return cls(
            Signer.from_pkcs8(stored["root"]),
            Signer.from_pkcs8(stored["roster"]),
            Delegation(stored["delegation"], stored["delegation_sig"]),
        )


def set_up(
    database: Database,
    keys_dir: Path,
    kek_file: Path,
    desk_names: Sequence[tuple[str, str]],
    people: Sequence[Person],
    *,
    kept_in: Path | None,
    now: int,
) -> tuple[OfficeKey, list[SignIn]]:
    """Everything a new office needs, or nothing: tables, keys, desks, people. `now` in seconds.

    The office key goes to `kept_in` first, and away again when something fails: without it nobody could ever sign. Raises
    `Unready` for a database that is away or taken, `KeystoreError` for keys that are there, `Unacceptable`.
    """
    from storage import (
        schema,  # Alembic takes a third of a second to load, and only founding and migrating need it
    )

    office_key = OfficeKey.generate(now=now)
    database.make_room()
    database.require_empty()
    if kept_in is not None:
        _keep(office_key, kept_in)
    try:
        keys_dir.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keys = found(office_key, keys_dir, kek_file)
        schema.upgrade(database.url.render_as_string(hide_password=False))
        with database.transaction() as connection:
            open_desks(connection, desk_names)
            return office_key, add_people(connection, keys, office_key, people, now=now)
    except BaseException:
        if kept_in is not None:
            kept_in.unlink()
        raise


def sign_in_name(typed: str) -> str:
    """The name as it is stored: lower-case. Raises `Unacceptable` for one that can't be typed at every keyboard."""
    name = typed.strip().lower()
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,31}", name):
        raise Unacceptable("A sign-in name is 1 to 32 of a-z, 0-9, dot, hyphen and underscore.")
    return name


def found(office_key: OfficeKey, keys_dir: Path, kek_file: Path) -> Keys:
    """Makes the server's own keys for this office. `KeystoreError` when there are some already."""
    return Keys.create(keys_dir, kek_file, office_key.fingerprint, Signer.generate())


def open_desks(connection: Connection, names: Sequence[tuple[str, str]]) -> None:
    """Adds desks as (id, name), in this order."""
    for position, (desk, name) in enumerate(names):
        desks.add(connection, desk, name=name, position=position)


def add_people(
    connection: Connection, keys: Keys, office_key: OfficeKey, people: Sequence[Person], *, now: int
) -> list[SignIn]:
    """Makes keys, capsules and accounts, and signs the next roster with them in it. `now` in seconds.

    Raises `Unacceptable` for an unknown desk, a name that is taken, or the key of another office; nothing is stored then.
    """
    if office_key.fingerprint != keys.fingerprint:
        raise Unacceptable("This key file belongs to another office.")
    known = desks.names(connection)
    for person in people:
        if not set(person.desks) <= known.keys():
            raise Unacceptable(f"There is no such desk; there are: {', '.join(known)}.")
        if staff.name_is_taken(connection, person.name):
            raise Unacceptable("This sign-in name is taken.")
    chain = rosters.chain(connection)
    previous = chain[-1].parsed() if chain else None
    members = list(previous.members.values()) if previous else [_intake(keys)]
    seats = {desk: list(kids) for desk, kids in previous.desks.items()} if previous else {}
    for desk in known:
        seats.setdefault(desk, [])
    told = []
    for person in people:
        member, sign_in = _enrol(connection, keys, person)
        members.append(member)
        told.append(sign_in)
        for desk in person.desks:
            seats[desk].append(member.kid)
    signed = _sign(keys, office_key, chain, members, seats, now)
    rosters.add(connection, len(chain) + 1, signed)
    return told


def _sign(
    keys: Keys,
    office_key: OfficeKey,
    chain: Sequence[SignedRoster],
    members: Sequence[Member],
    seats: dict[str, list[bytes]],
    now: int,
) -> SignedRoster:
    return sign_roster(
        office_key.roster,
        office_key.root.public,
        # Anew each time, so that an office which renews its roster never runs into the delegation's end.
        sign_delegation(office_key.root, office_key.roster.public, now + DELEGATION_DAYS * _DAY),
        fp=keys.fingerprint,
        epoch=len(chain) + 1,
        prev=digest(chain[-1].roster) if chain else ZERO,
        not_before=now,
        not_after=now + ROSTER_DAYS * _DAY,
        members=members,
        desks=seats,
    )


def _intake(keys: Keys) -> Member:
    return Member(keys.intake_kid, "intake", "", keys.intake.public, b"")


def _enrol(connection: Connection, keys: Keys, person: Person) -> tuple[Member, SignIn]:
    signer, identity = Signer.generate(), Identity.generate()
    spk, epk = signer.public, identity.recipient.public
    kid = kid_of(person.role, spk, epk)
    passphrase = generate_passphrase()
    capsule, secret = make_capsule(keys.fingerprint, kid, passphrase, signer.to_pkcs8(), identity.to_pkcs8())
    account = staff.Account(kid, person.name, person.display_name, person.role)
    staff.add(connection, keys, account, capsule=capsule, secret=secret)
    member = Member(kid, person.role, person.display_name, spk, epk)
    return member, SignIn(person.name, person.display_name, person.role, passphrase)


def _keep(office_key: OfficeKey, path: Path) -> None:
    """Into a new file that only its owner can read."""
    try:
        file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise Unacceptable("The office key file can't be written there.") from error
    with os.fdopen(file, "wb") as opened:
        opened.write(office_key.to_json())
