"""Records that a room's resident has sealed, on their way into its transcript: verified without being read, each stored once."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from storage import generations, inbound, rooms, shred, summaries, transcripts
from storage.casekeys import current_key
from storage.contexts import Rejected
from storage.genesis import Genesis
from storage.record import FROM_RESIDENT, Record
from storage.records import Head
from storage.rosters import Office
from storage.shred import ShredKey

_OUT_OF_PLACE = ("replay", "gap", "reorder", "order")


class Behind(Exception):
    """The transcript has grown since the records were made, or another page of the resident's was first: seal them anew."""


class Outdated(Exception):
    """There is a newer case key to seal to."""


class Stored(NamedTuple):
    """Where each of the records stands; `new` of them, the last ones, were not there before."""

    positions: list[int]
    new: int


def head_of(row: Row[Any]) -> Head:
    """What the resident's next record must name. `row`: of `rooms.find`."""
    return Head(row.seq + 1, bytes(row.head), bytes(row.last_record))


def append(
    connection: Connection,
    office: Office,
    row: Row[Any],
    records: Sequence[Record],
    *,
    now: int,
    flagged: bool,
) -> Stored:
    """Stores what is not there yet. `row`: of `rooms.find(..., hold=True)`. Changes nothing when it raises `Behind`, `Outdated` or
    `Rejected`, which says what the desk's browsers would refuse too.
    """
    case = shred.open_key(connection, office.keys.kek, bytes(row.id))
    there = [record for record in records if record.seq <= row.seq]
    positions = _places(connection, office, case, there) if there else []
    new = records[len(there) :]
    if not new:
        return Stored(positions, 0)
    ids = _accepted(connection, office, case, row, new, now)
    put(connection, case, int(row.entries), new, ids, now=now, flagged=flagged)
    grown = rooms.Head(row.seq + len(new), ids[-1])
    if not rooms.move_head(connection, case.owner, grown, before=row.seq):
        raise Behind
    first = int(row.entries) + 1
    return Stored([*positions, *range(first, first + len(new))], len(new))


def put(
    connection: Connection,
    case: ShredKey,
    entries: int,
    records: Sequence[Record],
    ids: Sequence[bytes],
    *,
    now: int,
    flagged: bool,
) -> None:
    """Stores verified records after so many entries, and sums them up: they wait to be read."""
    for position, record in enumerate(records, entries + 1):
        transcripts.append(connection, case, position, record)
    if records:
        summaries.note_arrived(
            connection, case.owner, ids[-1], entries=len(records), now=now, flagged=flagged
        )


def own_position(connection: Connection, office: Office, row: Row[Any], position: int) -> bool:
    """Whether the resident sealed what stands there. What came from the talk is taken back there, wherever it has got to."""
    if not 1 <= position <= row.entries:
        return False
    case = shred.open_key(connection, office.keys.kek, bytes(row.id))
    genesis = Genesis.from_json(case.unwrap("genesis", 0, bytes(row.sealed_genesis)))
    record = transcripts.record_at(connection, case, position)
    return (record.dir, record.sender) == (FROM_RESIDENT, genesis.in_kid)


def _accepted(
    connection: Connection, office: Office, case: ShredKey, row: Row[Any], new: Sequence[Record], now: int
) -> list[bytes]:
    generation, sealed = generations.wrapsets(connection, case.owner, inside=False)[-1]
    key = current_key(connection, office, case, generation, sealed, now=now)
    first, head = new[0], head_of(row)
    if first.key_id != key.key_id:
        raise Outdated
    genesis = Genesis.from_json(case.unwrap("genesis", 0, bytes(row.sealed_genesis)))
    trust = office.trust(connection, now=now)
    try:
        return inbound.accept_records(trust, genesis, key.key_id, head, new)
    except Rejected as refused:
        if refused.code in _OUT_OF_PLACE and Head(first.seq, first.prev, first.ack) != head:
            raise Behind from None
        raise


def _places(connection: Connection, office: Office, case: ShredKey, there: Sequence[Record]) -> list[int]:
    """Where they stand already. Raises `Behind` for what has the number of another record."""
    fingerprint = office.keys.fingerprint
    stored = {entry.record.id(fingerprint): entry.position for entry in transcripts.read(connection, case)}
    try:
        return [stored[record.id(fingerprint)] for record in there]
    except KeyError:
        raise Behind from None
