"""Generations of a consultation's case key, each as a wrap set under the consultation's shred key.

`epoch` is that of the roster by which the present wraps were made, `made_epoch` that by which the key itself was made;
`server_made` says that the server held the key for a moment, because no console had prepared one.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    delete,
    insert,
    select,
    true,
)

from storage.database import metadata

case_keys = Table(
    "case_keys",
    metadata,
    Column("consultation_id", LargeBinary(16), primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("key_id", LargeBinary(16), nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("epoch", Integer, nullable=False, server_default="1"),
    Column("made_epoch", Integer, nullable=False, server_default="1"),
    Column("server_made", Boolean, nullable=False, server_default=true()),
    sqlite_with_rowid=False,
)


class Generation(NamedTuple):
    """One generation as it is stored; `sealed` is its wrap set, already under the shred key."""

    key_id: bytes
    sealed: bytes
    epoch: int
    made_epoch: int
    server_made: bool


def add(connection: Connection, consultation: bytes, number: int, generation: Generation) -> None:
    """Stores a generation. A number or a key id taken twice is an IntegrityError."""
    row = {"consultation_id": consultation, "generation": number} | generation._asdict()
    connection.execute(insert(case_keys), row)


def wrapsets(connection: Connection, consultation: bytes) -> list[tuple[int, bytes]]:
    """(generation, stored wrap set) of every generation, the newest last."""
    rows = connection.execute(
        select(case_keys.c.generation, case_keys.c.sealed)
        .where(case_keys.c.consultation_id == consultation)
        .order_by(case_keys.c.generation)
    )
    return [(row.generation, bytes(row.sealed)) for row in rows]


def erase(connection: Connection, consultations: Iterable[bytes]) -> None:
    connection.execute(delete(case_keys).where(case_keys.c.consultation_id.in_(list(consultations))))
