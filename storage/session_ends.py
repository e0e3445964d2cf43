"""Whose sessions a supervisor has ended: kept until the person concerned has seen it. The audit log keeps it for longer."""

from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Table, delete, select

from storage import sessions
from storage.database import metadata
from storage.dialect import inserting

session_ends = Table(
    "session_ends",
    metadata,
    Column("kid", LargeBinary(16), primary_key=True),
    Column("by", LargeBinary(16), nullable=False),
    Column("at", BigInteger, nullable=False),
)


class End(NamedTuple):
    """Who ended all of somebody's sessions, and when (ms): the last time, if it was more than once."""

    by: bytes
    at: int


def end_all(connection: Connection, kid: bytes, *, by: bytes, now: int) -> int:
    """Ends every session of somebody else; returns how many were open. Of none nobody is told."""
    open_ones = len(sessions.of(connection, kid, now=now))
    sessions.end_all(connection, kid)
    if open_ones:
        values = {"by": by, "at": now}
        connection.execute(
            inserting(session_ends, connection.dialect.name)
            .values(kid=kid, **values)
            .on_conflict_do_update(index_elements=[session_ends.c.kid], set_=values)
        )
    return open_ones


def find(connection: Connection, kid: bytes) -> End | None:
    """What this person has not yet said they have seen."""
    row = connection.execute(select(session_ends).where(session_ends.c.kid == kid)).first()
    return End(bytes(row.by), row.at) if row else None


def forget(connection: Connection, kid: bytes) -> None:
    """They have seen it, or they leave."""
    connection.execute(delete(session_ends).where(session_ends.c.kid == kid))
