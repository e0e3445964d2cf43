"""Runs of the purge, and rotations of the key-encryption key with the time at which deletion became final."""

import os
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)

from storage.database import metadata
from storage.dialect import insert_ignoring

AHEAD_MS = 3600 * 1000
"""A clock that was set right by less spoils nothing."""
_EVER = 2**63 - 1

purge_runs = Table(
    "purge_runs",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("started_at", BigInteger, nullable=False, index=True),
    Column("finished_at", BigInteger),
    Column("consultations", Integer, nullable=False),
    Column("entries", Integer, nullable=False),
)

rotations = Table(
    "rotations",
    metadata,
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("started_at", BigInteger, nullable=False),
    Column("shipped_at", BigInteger),
    Column("final_at", BigInteger),
)


class Ended(NamedTuple):
    """When a purge last ran to its end, and when a deletion last became final; ms, None for never."""

    last_run: int | None
    final_at: int | None


def begin(connection: Connection, *, now: int) -> bytes:
    """Notes that a run has started; without an end it was killed or hindered. Returns its id."""
    run = os.urandom(16)
    row = {"id": run, "started_at": now, "consultations": 0, "entries": 0}
    connection.execute(insert(purge_runs), row)
    return run


_ADD = (
    update(purge_runs)
    .where(purge_runs.c.id == bindparam("run"))
    .values(
        consultations=purge_runs.c.consultations + bindparam("gone"),
        entries=purge_runs.c.entries + bindparam("with_entries"),
    )
)


def add(connection: Connection, run: bytes, *, consultations: int, entries: int) -> None:
    """Counts what a batch erased, in the transaction that erases it."""
    connection.execute(_ADD, {"run": run, "gone": consultations, "with_entries": entries})


def finish(connection: Connection, run: bytes, *, now: int) -> None:
    connection.execute(update(purge_runs).where(purge_runs.c.id == run).values(finished_at=now))


def ended(connection: Connection, *, now: int | None = None) -> Ended:
    """With `now`, what says that it ended at a time still to come is left out: a clock was wrong, or a run was told another moment."""
    until = _EVER if now is None else now + AHEAD_MS
    run, final = purge_runs.c.finished_at, rotations.c.final_at
    last = connection.scalar(select(func.max(run)).where(run <= until))
    return Ended(last, connection.scalar(select(func.max(final)).where(final <= until)))


def rotation_started(connection: Connection, epoch: int, *, now: int) -> None:
    """Notes that the shred keys move to the KEK of this epoch. One that goes on after it was killed keeps its first time."""
    insert_ignoring(connection, rotations, {"epoch": epoch, "started_at": now})


def rotation_shipped(connection: Connection, epoch: int, *, now: int) -> None:
    connection.execute(update(rotations).where(rotations.c.epoch == epoch).values(shipped_at=now))


def any_shipped(connection: Connection) -> bool:
    """Whether the table of shred keys was ever shipped."""
    shipped = select(rotations.c.epoch).where(rotations.c.shipped_at.is_not(None))
    return connection.execute(shipped.limit(1)).first() is not None


def rotations_not_final(connection: Connection, *, oldest: int) -> list[int]:
    """Rotations whose end nobody noted yet, although no KEK older than `oldest`, and so than theirs, exists any more."""
    ended = select(rotations.c.epoch).where(rotations.c.final_at.is_(None), rotations.c.epoch <= oldest)
    return list(connection.scalars(ended.order_by(rotations.c.epoch)))


def rotation_final(connection: Connection, epoch: int, *, now: int) -> bool:
    """Notes when the KEK before this one was destroyed; True the first time."""
    row = connection.execute(
        update(rotations)
        .where(rotations.c.epoch == epoch, rotations.c.final_at.is_(None))
        .values(final_at=now)
        .returning(rotations.c.epoch)
    ).first()
    return row is not None
