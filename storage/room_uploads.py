"""Sealed pieces of a picture or a voice on their way into a room, until the record that opens them has come.

Each lies once more under the consultation's shred key, as everything of it does. A piece that is sent twice is stored once.
"""

from collections.abc import Iterable

from sqlalchemy import BigInteger, Column, Connection, Integer, LargeBinary, Table, delete, func, select

from storage import attachments, chunks, owned
from storage.database import metadata
from storage.dialect import insert_ignoring
from storage.shred import ShredKey

KEPT_MS = 24 * 3600 * 1000
"""So long pieces wait for their record."""

TAG = 16
LARGEST_PIECE = chunks.CHUNK + 2 * TAG
"""Bytes; a little more than a sealed piece has."""

UNDER_WAY = 2
"""So many of the largest files may be on their way into one room."""

room_uploads = Table(
    "room_uploads",
    metadata,
    Column("consultation_id", LargeBinary(16), primary_key=True),
    Column("ref", LargeBinary(16), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("stored_at", BigInteger, nullable=False, index=True),
)


class Incomplete(Exception):
    """A piece is missing: send it first."""


def most_pieces(largest: int) -> int:
    """How many pieces a file of so many bytes has at most."""
    return max(1, -(-chunks.padme(largest) // chunks.CHUNK))


def put(
    connection: Connection, case: ShredKey, ref: bytes, number: int, piece: bytes, *, most: int, now: int
) -> bool:
    """Stores one sealed piece (from 0); a piece that is there stays as it is. False when the room has too much under way.

    `most`: pieces of the largest file. Hold the consultation first.
    """
    if number >= most:
        return False
    ours = room_uploads.c.consultation_id == case.owner
    if connection.scalars(select(func.count()).where(ours)).one() >= UNDER_WAY * most:
        return _is_there(connection, case.owner, ref, number)
    sealed = case.wrap("upload", _place(ref, number), piece)
    row = {"consultation_id": case.owner, "ref": ref, "number": number, "sealed": sealed, "stored_at": now}
    insert_ignoring(connection, room_uploads, row)
    return True


def settle(connection: Connection, case: ShredKey, ref: bytes, position: int) -> None:
    """The record that opens them stands at that position: its pieces are an attachment now. Raises `Incomplete`."""
    ours = (room_uploads.c.consultation_id == case.owner) & (room_uploads.c.ref == ref)
    rows = connection.execute(
        select(room_uploads.c.number, room_uploads.c.sealed).where(ours).order_by(room_uploads.c.number)
    ).all()
    if not rows or [row.number for row in rows] != list(range(len(rows))):
        raise Incomplete
    pieces = [case.unwrap("upload", _place(ref, row.number), bytes(row.sealed)) for row in rows]
    attachments.put(connection, case, position, pieces)
    connection.execute(delete(room_uploads).where(ours))


def erase_before(connection: Connection, cutoff: int) -> int:
    """Deletes pieces older than the cutoff, whose record never came; returns how many."""
    gone = delete(room_uploads).where(room_uploads.c.stored_at < cutoff)
    return len(connection.execute(gone.returning(room_uploads.c.number)).all())


def erase(connection: Connection, owners: Iterable[bytes]) -> None:
    owned.erase(connection, room_uploads.c.consultation_id, owners)


def _is_there(connection: Connection, owner: bytes, ref: bytes, number: int) -> bool:
    wanted = select(room_uploads.c.number).where(
        room_uploads.c.consultation_id == owner, room_uploads.c.ref == ref, room_uploads.c.number == number
    )
    return connection.execute(wanted).first() is not None


def _place(ref: bytes, number: int) -> int:
    return int.from_bytes(ref[:5], "big") << 20 | number
