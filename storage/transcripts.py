"""Transcript entries: records as protocol consult/1 defines them, each under its consultation's shred key.

Clustered by consultation, and their index too, so that a transcript is read, and a consultation erased, in one stretch of the
file. By the random hash of a message alone, each entry that goes would have to be looked for on a page of its own.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Table,
    bindparam,
    insert,
    select,
    text,
    update,
)

from storage import owned, records
from storage.consultations import consultations
from storage.database import metadata
from storage.prepared import Prepared
from storage.records import Record
from storage.shred import ShredKey

transcript_entries = Table(
    "transcript_entries",
    metadata,
    Column("consultation_id", LargeBinary(16), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("message_ref", LargeBinary(32)),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
Index(
    "ix_transcript_entries_message",
    transcript_entries.c.consultation_id,
    transcript_entries.c.message_ref,
    sqlite_where=text("message_ref IS NOT NULL"),
    postgresql_where=text("message_ref IS NOT NULL"),
)

staff_heads = Table(
    "staff_heads",
    metadata,
    Column("consultation_id", LargeBinary(16), primary_key=True),
    Column("kid", LargeBinary(16), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("head", LargeBinary(32), nullable=False),
    sqlite_with_rowid=False,
)


class Entry(NamedTuple):
    """One stored record at its place (from 1, in the order of commits)."""

    position: int
    record: Record


class Head(NamedTuple):
    """The end of one sender's chain: how many records, and the id of the last."""

    seq: int
    prev: bytes


_APPEND = Prepared(insert(transcript_entries), *transcript_entries.c.keys())


def append(
    connection: Connection, key: ShredKey, position: int, record: Record, *, message_ref: bytes | None = None
) -> None:
    """Stores one record. A position taken twice is an IntegrityError, by the commit at the latest: two writers can't both be next."""
    row = {
        "consultation_id": key.owner,
        "position": position,
        "message_ref": message_ref,
        "sealed": key.wrap("record", position, record.to_bytes()),
    }
    _APPEND.later(connection, row)


_READ = (
    select(transcript_entries.c.position, transcript_entries.c.sealed)
    .where(
        transcript_entries.c.consultation_id == bindparam("consultation"),
        transcript_entries.c.position > bindparam("after"),
    )
    .order_by(transcript_entries.c.position)
)


def read(connection: Connection, key: ShredKey, *, after: int = 0) -> list[Entry]:
    """The whole transcript in stored order, or what stands after that position, still sealed to who may read it."""
    rows = connection.execute(_READ, {"consultation": key.owner, "after": after})
    return [Entry(r.position, Record.from_bytes(key.unwrap("record", r.position, r.sealed))) for r in rows]


def record_at(connection: Connection, key: ShredKey, position: int) -> Record:
    """The record at that position, still sealed to the counselors."""
    wanted = select(transcript_entries.c.sealed).where(
        transcript_entries.c.consultation_id == key.owner, transcript_entries.c.position == position
    )
    sealed = connection.execute(wanted).scalar_one()
    return Record.from_bytes(key.unwrap("record", position, sealed))


_FIND = (
    select(transcript_entries.c.consultation_id, transcript_entries.c.position)
    .join(consultations, consultations.c.id == transcript_entries.c.consultation_id)
    .where(
        consultations.c.pseudonym == bindparam("whose"),
        transcript_entries.c.message_ref == bindparam("message_ref"),
    )
)


def find_message(connection: Connection, pseudonym: bytes, message_ref: bytes) -> list[tuple[bytes, int]]:
    """Where this resident's LINE message with this keyed hash is stored: (consultation, position), the first entry first."""
    rows = connection.execute(_FIND, {"whose": pseudonym, "message_ref": message_ref})
    return sorted((bytes(row.consultation_id), row.position) for row in rows)


def later_parts(connection: Connection, consultation: bytes) -> dict[int, int]:
    """Of every LINE message that has several entries: the position of each later one, with that of the first."""
    rows = connection.execute(
        select(transcript_entries.c.position, transcript_entries.c.message_ref)
        .where(
            transcript_entries.c.consultation_id == consultation,
            transcript_entries.c.message_ref.is_not(None),
        )
        .order_by(transcript_entries.c.position)
    )
    first: dict[bytes, int] = {}
    places = [(row.position, first.setdefault(bytes(row.message_ref), row.position)) for row in rows]
    return {later: earlier for later, earlier in places if later != earlier}


def erase_content(connection: Connection, key: ShredKey, position: int) -> None:
    """Destroys what one entry said and keeps that it was there: header and signature, so that the chain still verifies."""
    place = (transcript_entries.c.consultation_id == key.owner) & (transcript_entries.c.position == position)
    sealed = connection.execute(select(transcript_entries.c.sealed).where(place)).scalar_one()
    record = records.erase(Record.from_bytes(key.unwrap("record", position, sealed)))
    sealed_again = key.wrap("record", position, record.to_bytes())
    connection.execute(update(transcript_entries).where(place).values(sealed=sealed_again))


def staff_head(connection: Connection, consultation: bytes, kid: bytes) -> Head:
    """The end of this counselor's chain in this consultation; `Head(0, 32 zero bytes)` before the first reply."""
    row = connection.execute(
        select(staff_heads.c.seq, staff_heads.c.head).where(
            staff_heads.c.consultation_id == consultation, staff_heads.c.kid == kid
        )
    ).first()
    return Head(row.seq, bytes(row.head)) if row else Head(0, bytes(32))


def set_staff_head(connection: Connection, consultation: bytes, kid: bytes, head: Head) -> None:
    """Moves the end of the chain one on; the row of a first reply is inserted."""
    values = {"seq": head.seq, "head": head.prev}
    if head.seq == 1:
        connection.execute(insert(staff_heads), {"consultation_id": consultation, "kid": kid} | values)
        return
    connection.execute(
        update(staff_heads)
        .where(staff_heads.c.consultation_id == consultation, staff_heads.c.kid == kid)
        .values(**values)
    )


def erase(connection: Connection, owners: Iterable[bytes]) -> int:
    """Deletes every entry of these consultations; returns how many."""
    wanted = list(owners)
    owned.erase(connection, staff_heads.c.consultation_id, wanted)
    return owned.erase(connection, transcript_entries.c.consultation_id, wanted)
