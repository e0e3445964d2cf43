"""Case keys: to which public key a consultation is sealed, and why the server may believe it.

The server seals only to a key whose wrap set was signed by somebody in the roster of its own office; a public key that
somebody wrote into the database is refused before anything is sealed to it.
"""

import os
from dataclasses import dataclass

from sqlalchemy import Connection

from storage import genesis, wrapsets
from storage.contexts import Rejected, digest
from storage.genesis import Genesis
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
    """Makes a case key, wraps it to every member of the desk in the verified roster, and forgets the private half.

    That the server held it for a moment shows in the wrap set: its creator is the intake key.
    """
    keys = office.keys
    trust = office.trust(connection, now=now)
    trust.member(trust.epoch, keys.intake_kid, ("intake",))
    members = trust.current.desk_members(desk)
    if not members:
        raise Rejected("roster", "the desk has no members")
    identity, key_id, epoch = Identity.generate(), os.urandom(16), trust.epoch
    wrapset = wrapsets.make_wrapset(
        keys.fingerprint, keys.intake, keys.intake_kid, identity,
        key_id=key_id, desk=desk, epoch=epoch, members=members,
    )  # fmt: skip
    first = genesis.make_genesis(
        keys.fingerprint, keys.intake, keys.intake_kid, case=case.owner, desk=desk, key_id=key_id
    )
    return CaseKey(key_id, wrapset.case_pk, epoch), Opened(first, wrapset)


def current_key(
    connection: Connection, office: Office, case: ShredKey, generation: int, sealed: bytes, *, now: int
) -> CaseKey:
    """The case key of an open consultation, after verifying its wrap set against the roster. Raises `Rejected`."""
    stored = case.unwrap("wrapset", generation, bytes(sealed))
    trust = office.trust(connection, now=now)
    wrapset = WrapSet.from_json(stored)
    mark = digest(case.owner + stored)
    if mark not in office.verified:
        wrapsets.accept_wrapset(trust, wrapset)
        if len(office.verified) >= _REMEMBERED:
            office.verified.clear()
        office.verified.add(mark)
    return CaseKey(wrapset.key_id, wrapset.case_pk, trust.epoch)
