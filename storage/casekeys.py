"""Case keys: to which public key a consultation is sealed, and why the server may believe it.

The server seals only to a key whose wrap set was signed by somebody in the roster of its own office; a public key that
somebody wrote into the database is refused before anything is sealed to it.
"""

import os
from dataclasses import dataclass

from sqlalchemy import Connection, select

from storage import genesis, prekeys, wrapsets
from storage.consultations import consultations
from storage.contexts import Rejected, digest
from storage.genesis import Genesis, Guest
from storage.keystore import Keys
from storage.roster import Trust
from storage.rosters import Office
from storage.sealing import Identity
from storage.shred import ShredKey
from storage.wrapsets import WrapSet

_REMEMBERED = 20_000


@dataclass(frozen=True)
class CaseKey:
    """The public half of a case key, and the roster epoch that the next record names."""

    key_id: bytes
    case_pk: bytes
    epoch: int


@dataclass(frozen=True)
class Opened:
    """What the first record of a consultation stands on, both signed by the intake key."""

    genesis: Genesis
    wrapset: WrapSet


def new_key(
    connection: Connection, office: Office, case: ShredKey, desk: str, *, now: int
) -> tuple[CaseKey, Opened]:
    """A case key for a new consultation: one that a console of the desk has prepared or, when none is left, one made here.

    Either way it is wrapped to every member of the desk in the verified roster. That the server held one for a moment shows in
    its wrap set: the creator is the intake key.
    """
    keys = office.keys
    trust = office.trust(connection, now=now)
    trust.member(trust.epoch, keys.intake_kid, ("intake",))
    if not any(trust.current.members[kid].role != "recovery" for kid in trust.current.desks.get(desk, [])):
        raise Rejected("roster", "nobody sits at the desk")
    wrapset = prekeys.take(connection, keys, trust, desk, now=now) or _server_made(keys, trust, desk)
    first = genesis.make_genesis(
        keys.fingerprint, keys.intake, keys.intake_kid, case=case.owner, desk=desk, key_id=wrapset.key_id
    )
    return CaseKey(wrapset.key_id, wrapset.case_pk, trust.epoch), Opened(first, wrapset)


def _server_made(keys: Keys, trust: Trust, desk: str) -> WrapSet:
    """The private half is forgotten as soon as it is wrapped."""
    return wrapsets.make_wrapset(
        keys.fingerprint, keys.intake, keys.intake_kid, Identity.generate(),
        key_id=os.urandom(16), desk=desk, epoch=trust.epoch, members=trust.current.desk_members(desk),
    )  # fmt: skip


def current_key(
    connection: Connection,
    office: Office,
    case: ShredKey,
    generation: int,
    sealed: bytes,
    *,
    now: int,
    inside: bool = False,
    newest: int | None = None,
) -> CaseKey:
    """The case key of an open consultation, after verifying its wrap set against the roster and, in a room, its first page.

    Raises `Rejected`; "generation" for a key of a room that is the desk's alone, unless that is what is asked for (`inside`).
    `newest` as for `Office.trust`.
    """
    stored = case.unwrap("wrapset", generation, bytes(sealed))
    trust = office.trust(connection, now=now, newest=newest)
    mark = digest(case.owner + bytes([inside]) + stored)
    known = office.verified.get(mark)
    if known is None:
        wrapset = WrapSet.from_json(stored)
        guest = guest_of(connection, case, trust)
        wrapsets.accept_wrapset(trust, wrapset, guest)
        if wrapsets.is_inside(wrapset, guest) != inside:
            raise Rejected("generation", "for other readers")
        if len(office.verified) >= _REMEMBERED:
            office.verified.clear()
        known = office.verified[mark] = (wrapset.key_id, wrapset.case_pk)
    return CaseKey(*known, trust.epoch)


def guest_of(connection: Connection, case: ShredKey, trust: Trust) -> Guest | None:
    """The resident of a room, from its verified first page; None for a talk. Raises `Rejected`."""
    wanted = select(consultations.c.sealed_genesis).where(consultations.c.id == case.owner)
    stored = bytes(connection.scalars(wanted).one())
    first = Genesis.from_json(case.unwrap("genesis", 0, stored))
    if first.lane == genesis.TALK:
        return None
    genesis.verify_genesis(trust, first)
    return first.guest
