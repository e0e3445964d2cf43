"""Slips of the survey: which question comes next on a slip that nobody can join to a person.

A slip is random, travels in the buttons of its questions, and is stored as a hash only.
"""

import os

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Table,
    delete,
    insert,
    select,
    update,
)

from storage.contexts import ctx, digest
from storage.database import metadata

survey_slips = Table(
    "survey_slips",
    metadata,
    Column("slip", LargeBinary(32), primary_key=True),
    Column("next", Integer, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
)


def issue(connection: Connection, *, expires_at: int) -> bytes:
    """A new slip (16 bytes), before its first question."""
    slip = os.urandom(16)
    row = {"slip": _hash(slip), "next": 1, "expires_at": expires_at}
    connection.execute(insert(survey_slips), row)
    return slip


def answer(connection: Connection, slip: bytes, number: int, *, now: int) -> bool:
    """Ticks off a question; False when it was answered already, is not the next one, or the slip is not valid."""
    row = connection.execute(
        update(survey_slips)
        .where(_valid(slip, now), survey_slips.c.next == number)
        .values(next=number + 1)
        .returning(survey_slips.c.next)
    ).first()
    return row is not None


def next_question(connection: Connection, slip: bytes, *, now: int) -> int | None:
    """The number of the next question, one beyond the last when all are answered; None for a slip that is not valid."""
    return connection.execute(select(survey_slips.c.next).where(_valid(slip, now))).scalar()


def erase_before(connection: Connection, *, now: int) -> int:
    """Deletes what has expired; returns how many."""
    gone = connection.execute(
        delete(survey_slips).where(survey_slips.c.expires_at <= now).returning(survey_slips.c.slip)
    )
    return len(gone.all())


def _valid(slip: bytes, now: int) -> ColumnElement[bool]:
    return (survey_slips.c.slip == _hash(slip)) & (survey_slips.c.expires_at > now)


def _hash(slip: bytes) -> bytes:
    return digest(ctx("survey-slip", slip))
