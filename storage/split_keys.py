"""The two keys that only two of three people together can use: the office root, and the recovery key.

Stored is the private key sealed under a secret that exists on paper only, in three shares. It lies outside the KEK, so that
losing the KEK does not lose the office.
"""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from storage.database import metadata
from storage.sheets import Kind, Sealed

split_keys = Table(
    "split_keys",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("set_id", LargeBinary(1), nullable=False),
    Column("public", LargeBinary(65), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("rehearsed_at", BigInteger),
)


class SplitKey(NamedTuple):
    """What is stored of one, when it was made and when two sheets were last tried on it (ms)."""

    stored: Sealed
    made_at: int
    rehearsed_at: int | None


def put(connection: Connection, kind: Kind, stored: Sealed, *, now: int) -> None:
    """Puts this one in the place of the one before, whose sheets open nothing from now on."""
    connection.execute(delete(split_keys).where(split_keys.c.kind == kind))
    row = {"kind": kind, "set_id": stored.set_id, "public": stored.public, "sealed": stored.sealed}
    connection.execute(insert(split_keys), row | {"made_at": now})


def find(connection: Connection, kind: Kind) -> SplitKey | None:
    row = connection.execute(select(split_keys).where(split_keys.c.kind == kind)).first()
    if row is None:
        return None
    return SplitKey(
        Sealed(bytes(row.set_id), bytes(row.public), bytes(row.sealed)), row.made_at, row.rehearsed_at
    )


def note_rehearsed(connection: Connection, kind: Kind, *, now: int) -> None:
    connection.execute(update(split_keys).where(split_keys.c.kind == kind).values(rehearsed_at=now))
