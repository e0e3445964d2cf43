"""A new room: what the resident's browser made, as this server stores it. Every byte of it under the room's shred key."""

from typing import NamedTuple

from sqlalchemy import Connection

from storage import (
    consultations,
    desks,
    generations,
    inbound,
    prekeys,
    room_entries,
    rooms,
    sealing,
    shred,
)
from storage.contexts import ZERO, Rejected, ctx
from storage.generations import Generation
from storage.genesis import Genesis
from storage.keystore import Keys
from storage.record import Record
from storage.records import Head
from storage.roster import Trust
from storage.shred import ShredKey
from storage.wrapsets import WrapSet


class Opening(NamedTuple):
    """What is handed in. `access_hash` (32 bytes) is of the token that will show that it is the resident; `capsule` holds their
    keys under a secret that never leaves their browser.
    """

    genesis: Genesis
    wrapset: WrapSet
    records: list[Record]
    capsule: bytes
    access_hash: bytes
    language: str
    erase_on_close: bool
    flagged: bool


class Whose(NamedTuple):
    """What the link says of them: their pseudonym, their LINE id, and when (ms) another browser tried it too. Without a link there
    is no id.
    """

    pseudonym: bytes
    address: bytes = b""
    contested_at: int | None = None


def pseudonym_of(keys: Keys, consultation: bytes) -> bytes:
    """Of a room that was reached without LINE: nobody can join it to anything."""
    return sealing.hmac_sha256(keys.pseudonym, ctx("pseudonym", "room", consultation))


def verify(connection: Connection, trust: Trust, opening: Opening, *, lane: str) -> list[bytes]:
    """The ids of its records, once all of it is as the desk's browsers demand. Raises `Rejected`; "stale" for an older roster."""
    if (opening.genesis.lane, opening.genesis.desk) != (lane, desks.intake_desk(connection)):
        raise Rejected("genesis", "another lane or desk")
    inbound.accept_room(trust, opening.genesis, opening.wrapset)
    key_id = opening.wrapset.key_id
    if generations.is_used(connection, key_id) or prekeys.is_stored(connection, key_id):
        raise Rejected("key-reuse")
    return inbound.accept_records(trust, opening.genesis, key_id, Head(1, ZERO, ZERO), opening.records)


def store(
    connection: Connection,
    keys: Keys,
    opening: Opening,
    ids: list[bytes],
    whose: Whose,
    *,
    now: int,
) -> None:
    """Stores what `verify` found good. Hold the resident first.

    Raises `shred.Erased` for a room that was destroyed: it never comes back.
    """
    genesis = opening.genesis
    case = shred.create(connection, keys.kek, genesis.case)
    consultations.open_new(
        connection,
        consultations.Opening(
            id=case.owner,
            desk=genesis.desk,
            lane=genesis.lane,
            pseudonym=whose.pseudonym,
            sealed_genesis=case.wrap("genesis", 0, genesis.to_json()),
            sealed_address=case.wrap("address", 0, whose.address),
            generation=_first(case, opening.wrapset),
            language=opening.language,
            erase_on_close=opening.erase_on_close,
        ),
        now=now,
    )
    rooms.add(
        connection,
        case.owner,
        access_hash=opening.access_hash,
        sealed_capsule=case.wrap("room-capsule", 0, opening.capsule),
        head=rooms.Head(len(ids), ids[-1] if ids else ZERO),
        contested_at=whose.contested_at,
        now=now,
    )
    room_entries.put(connection, case, 0, opening.records, ids, now=now, flagged=opening.flagged)


def _first(case: ShredKey, wrapset: WrapSet) -> Generation:
    """The resident's own key, as the first of the room."""
    sealed = case.wrap("wrapset", 1, wrapset.to_json())
    return Generation(wrapset.key_id, sealed, wrapset.epoch, wrapset.epoch, server_made=False)
