"""Founding an office: its root, its first supervisor, its recovery key, and the three sheets of paper that hold them.

The first people's keys are made here, put into a capsule that only their passphrase opens, and forgotten. Root and recovery
key go onto the sheets and are forgotten too. Everybody who comes later makes their own keys in their own browser.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from storage import desks, rosters, split_keys, staff
from storage.capsules import make_capsule
from storage.contexts import ZERO, digest, fingerprint_of, kid_of
from storage.database import Database
from storage.keystore import Keys
from storage.passphrases import generate_passphrase
from storage.refusal import Refusal
from storage.roster import Delegation, Granted, Member, SignedRoster, delegated, sign_delegation, sign_roster
from storage.sealing import Identity, Signer
from storage.sheets import Kind, Sealed, make_sheets
from storage.vault import VaultPlace

ROSTER_DAYS = 35
DELEGATION_DAYS = 400
RECOVERY_NAME = "復旧用紙"
_DAY = 24 * 3600


class Unacceptable(Refusal, ValueError):
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
    passphrase: str = field(repr=False)


class Sheet(NamedTuple):
    """What one of the three sheets of paper says: a code for the root (A) and one for the recovery key (B)."""

    root: str
    recovery: str


class Founded(NamedTuple):
    """What is told and handed out once, and stored nowhere."""

    fingerprint: bytes
    sign_ins: list[SignIn]
    sheets: list[Sheet]


@dataclass(frozen=True)
class OfficeKey:
    """The keys that exist in one piece only while an office is founded; `roster` is the first supervisor's, others get their own."""

    root: Signer = field(repr=False)
    roster: Signer = field(repr=False)
    delegation: Delegation
    recovery: Identity = field(repr=False)
    recovery_member: Member

    @classmethod
    def generate(cls, *, now: int) -> "OfficeKey":
        """`now` in seconds; the delegation lives 400 days. Nobody keeps a signing key of the recovery member: it never signs."""
        root, roster, recovery = Signer.generate(), Signer.generate(), Identity.generate()
        spk, epk = Signer.generate().public, recovery.recipient.public
        member = Member(kid_of("recovery", spk, epk), "recovery", RECOVERY_NAME, spk, epk)
        delegation = sign_delegation(root, roster.public, now + DELEGATION_DAYS * _DAY, epoch=1)
        return cls(root, roster, delegation, recovery, member)

    @property
    def fingerprint(self) -> bytes:
        return fingerprint_of(self.root.public)


def set_up(
    database: Database,
    keys_dir: Path,
    kek: Path | VaultPlace,
    desk_names: Sequence[tuple[str, str]],
    people: Sequence[Person],
    *,
    hand_out: Callable[[bytes, list[Sheet]], None],
    now: int,
) -> Founded:
    """Everything a new office needs, or nothing: tables, keys, desks, people, sheets. `now` in seconds.

    `hand_out` puts the sheets onto paper (fingerprint, sheets), before anything else stands: without them nobody could ever
    let somebody sign. Raises `Unready` for a database that is away or taken, `KeystoreError` for keys that are there, `Unacceptable`.
    """
    from storage import (
        schema,  # Alembic takes a third of a second to load, and only founding and migrating need it
    )

    office_key = OfficeKey.generate(now=now)
    database.make_room()
    database.require_empty()
    sheets, sealed = split(office_key)
    hand_out(office_key.fingerprint, sheets)
    keys_dir.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = found(office_key, keys_dir, kek)
    schema.upgrade(database.url.render_as_string(hide_password=False))
    with database.transaction() as connection:
        open_desks(connection, desk_names)
        for kind, stored in sealed.items():
            split_keys.put(connection, kind, stored, now=now * 1000)
        sign_ins = add_people(connection, keys, office_key, people, now=now)
    return Founded(keys.fingerprint, sign_ins, sheets)


def sign_in_name(typed: str) -> str:
    """The name as it is stored: lower-case. Raises `Unacceptable` for one that can't be typed at every keyboard."""
    name = typed.strip().lower()
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,31}", name):
        raise Unacceptable(
            "A sign-in name is 1 to 32 of a-z, 0-9, dot, hyphen and underscore.",
            "サインイン名は、半角の英小文字・数字・点（.）・ハイフン（-）・下線（_）で、32文字までです。先頭は英数字にしてください。",
        )
    return name


def found(office_key: OfficeKey, keys_dir: Path, kek: Path | VaultPlace) -> Keys:
    """Makes the server's own keys for this office. `KeystoreError` when there are some already."""
    return Keys.create(keys_dir, kek, office_key.fingerprint, Signer.generate())


def split(office_key: OfficeKey) -> tuple[list[Sheet], dict[Kind, Sealed]]:
    """Root and recovery key, sealed under secrets that stand on the three sheets only."""
    fp, root, recovery = office_key.fingerprint, office_key.root, office_key.recovery
    a = make_sheets("root", fp, root.to_pkcs8(), root.public)
    b = make_sheets("recovery", fp, recovery.to_pkcs8(), recovery.recipient.public)
    sheets = [Sheet(*codes) for codes in zip(a.codes, b.codes, strict=True)]
    return sheets, {"root": a.stored, "recovery": b.stored}


def open_desks(connection: Connection, names: Sequence[tuple[str, str]]) -> None:
    """Adds desks as (id, name), in this order."""
    for position, (desk, name) in enumerate(names):
        desks.add(connection, desk, name=name, position=position)


def add_people(
    connection: Connection, keys: Keys, office_key: OfficeKey, people: Sequence[Person], *, now: int
) -> list[SignIn]:
    """Makes keys, capsules and accounts, and signs the next roster with them in it. `now` in seconds.

    Raises `Unacceptable` for an unknown desk or a name that is taken; nothing is stored then.
    """
    known = _checked(connection, people)
    chain = rosters.chain(connection)
    previous = chain[-1].parsed() if chain else None
    recovery = office_key.recovery_member
    members = list(previous.members.values()) if previous else [_intake(keys), recovery]
    seats = {desk: list(kids) for desk, kids in previous.desks.items()} if previous else {}
    for desk in known:
        seats.setdefault(desk, [recovery.kid])
    told = []
    first = [one.kid for one in previous.delegations if _is_first(office_key, one)] if previous else []
    holders = dict.fromkeys(first, office_key.roster.public)
    for person in people:
        roster_key = None
        if person.role == "supervisor":
            roster_key = Signer.generate() if holders else office_key.roster
        member, sign_in = _enrol(connection, keys, person, roster_key)
        members.append(member)
        if roster_key is not None:
            holders[member.kid] = roster_key.public
        told.append(sign_in)
        for desk in person.desks:
            seats[desk].append(member.kid)
    signed = _sign(keys, office_key, chain, members, seats, holders, now)
    rosters.add(connection, len(chain) + 1, signed)
    return told


def _checked(connection: Connection, people: Sequence[Person]) -> dict[str, str]:
    """The office's desks, id → name. Raises `Unacceptable`."""
    known = desks.names(connection)
    for person in people:
        if not set(person.desks) <= known.keys():
            raise Unacceptable(
                f"There is no such desk; there are: {', '.join(known)}.",
                f"その窓口はありません。あるのは {'、'.join(known)} です。",
            )
        if staff.name_is_taken(connection, person.name):
            raise Unacceptable("This sign-in name is taken.", "このサインイン名は、もう使われています。")
    return known


def _sign(
    keys: Keys,
    office_key: OfficeKey,
    chain: Sequence[SignedRoster],
    members: Sequence[Member],
    seats: dict[str, list[bytes]],
    holders: Mapping[bytes, bytes],
    now: int,
) -> SignedRoster:
    """`holders`: kid and roster key (public) of whom the root lets sign from now on; the first supervisor's key signs this one."""
    epoch, until = len(chain) + 1, now + DELEGATION_DAYS * _DAY
    first = office_key.roster.public
    # Anew each time, so that an office which renews its roster never runs into the delegation's end.
    lets = {
        public: sign_delegation(office_key.root, public, until, epoch=epoch)
        for public in {first, *holders.values()}
    }
    if not chain:
        lets[first] = office_key.delegation
    others = [one for one in chain[-1].parsed().delegations if one.kid not in holders] if chain else []
    return sign_roster(
        office_key.roster,
        office_key.root.public,
        lets[first],
        fp=keys.fingerprint,
        epoch=epoch,
        prev=digest(chain[-1].roster) if chain else ZERO,
        not_before=now,
        not_after=now + ROSTER_DAYS * _DAY,
        members=members,
        desks=seats,
        delegations=[*others, *(Granted(kid, lets[public]) for kid, public in holders.items())],
    )


def _is_first(office_key: OfficeKey, granted: Granted) -> bool:
    """Whether this is the first supervisor, who has the roster key that the office was founded with."""
    return delegated(granted.delegation, office_key.root.public).rpk == office_key.roster.public


def _intake(keys: Keys) -> Member:
    return Member(keys.intake_kid, "intake", "", keys.intake.public, b"")


def _enrol(
    connection: Connection, keys: Keys, person: Person, roster_key: Signer | None
) -> tuple[Member, SignIn]:
    signer, identity = Signer.generate(), Identity.generate()
    spk, epk = signer.public, identity.recipient.public
    kid = kid_of(person.role, spk, epk)
    passphrase = generate_passphrase()
    roster_pkcs8 = roster_key.to_pkcs8() if roster_key is not None else None
    capsule, secret = make_capsule(
        keys.fingerprint, kid, passphrase, signer.to_pkcs8(), identity.to_pkcs8(), roster_pkcs8=roster_pkcs8
    )
    account = staff.Account(kid, person.name, person.display_name, person.role)
    staff.add(connection, keys, account, capsule=capsule, secret=secret)
    member = Member(kid, person.role, person.display_name, spk, epk)
    return member, SignIn(person.name, person.display_name, person.role, passphrase)
