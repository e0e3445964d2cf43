"""Attachments: pictures, voices and files, sealed in chunks (storage/chunks.py), each once more under its consultation's key.

`position` is that of the attachment's record in the transcript; with the record, or with the consultation, the rows go.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from storage import owned
from storage.database import metadata
from storage.shred import ShredKey

attachments = Table(
    "attachments",
    metadata,
    Column("consultation_id", LargeBinary(16), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)


def put(connection: Connection, case: ShredKey, position: int, chunks: Sequence[bytes]) -> None:
    """Stores the chunks of the attachment whose record stands at that position. Nothing for an empty list."""
    rows = [
        {
            "consultation_id": case.owner,
            "position": position,
            "number": number,
            "sealed": case.wrap("attachment", _place(position, number), chunk),
        }
        for number, chunk in enumerate(chunks)
    ]
    if rows:
        connection.execute(insert(attachments), rows)


def read(connection: Connection, case: ShredKey, position: int) -> list[bytes]:
    """The chunks in their order, still sealed to the counselors; empty when there are none (any more).

    Raises `Rejected("outer")` for a row that was altered or moved.
    """
    rows = connection.execute(
        select(attachments.c.number, attachments.c.sealed)
        .where(attachments.c.consultation_id == case.owner, attachments.c.position == position)
        .order_by(attachments.c.number)
    )
    return [case.unwrap("attachment", _place(position, row.number), bytes(row.sealed)) for row in rows]


_COUNT = (
    select(attachments.c.consultation_id, func.count())
    .where(attachments.c.consultation_id.in_(bindparam("owners", expanding=True)))
    .group_by(attachments.c.consultation_id)
)


def count(connection: Connection, owners: Iterable[bytes]) -> dict[bytes, int]:
    """How many chunks each of these consultations has; those that have none are left out."""
    counted = connection.execute(_COUNT, {"owners": list(owners)})
    return {bytes(owner): int(number) for owner, number in counted}


def erase_position(connection: Connection, consultation: bytes, position: int) -> None:
    """Deletes what belongs to one record; nothing happens where there is nothing."""
    connection.execute(
        delete(attachments).where(
            attachments.c.consultation_id == consultation, attachments.c.position == position
        )
    )


def erase(connection: Connection, owners: Iterable[bytes]) -> None:
    """Deletes every attachment of these consultations."""
    owned.erase(connection, attachments.c.consultation_id, owners)


def _place(position: int, number: int) -> int:
    return (position << 20) | number
