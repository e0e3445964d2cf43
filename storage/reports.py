"""Reports for employers and the council: totals and themes written by people, released by a second person."""

import os
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from storage.database import metadata

reports = Table(
    "reports",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("title", String(120), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("first_month", String(7), nullable=False),
    Column("last_month", String(7), nullable=False),
    Column("people", Integer, nullable=False),
    Column("themes", Text, nullable=False),
    Column("drafted_by", LargeBinary(16), nullable=False),
    Column("drafted_at", BigInteger, nullable=False),
    Column("released_by", LargeBinary(16)),
    Column("released_at", BigInteger),
    CheckConstraint("released_by IS NULL OR released_by <> drafted_by", name="two_people"),
)

FEWEST_PEOPLE = 10
"""A report about fewer could be about somebody."""

AUDIENCES = ("employers", "council", "public")


class Draft(NamedTuple):
    """What a report says: months "YYYY-MM", how many people, and themes in somebody's own words."""

    title: str
    audience: str
    first_month: str
    last_month: str
    people: int
    themes: str


def add(connection: Connection, draft: Draft, kid: bytes, *, now: int) -> bytes:
    """Keeps a draft; returns its id."""
    made = os.urandom(16)
    connection.execute(insert(reports), draft._asdict() | {"id": made, "drafted_by": kid, "drafted_at": now})
    return made


def newest(connection: Connection) -> list[Row[Any]]:
    """All of them, the newest first."""
    return list(connection.execute(select(reports).order_by(reports.c.drafted_at.desc(), reports.c.id)))


def find(connection: Connection, report: bytes) -> Row[Any] | None:
    return connection.execute(select(reports).where(reports.c.id == report)).first()


def release(connection: Connection, report: bytes, kid: bytes, *, now: int) -> bool:
    """False when it is released already, was drafted by the same person, or is not there."""
    released = connection.execute(
        update(reports)
        .where(reports.c.id == report, reports.c.released_by.is_(None), reports.c.drafted_by != kid)
        .values(released_by=kid, released_at=now)
        .returning(reports.c.id)
    ).first()
    return released is not None


def erase(connection: Connection, report: bytes) -> bool:
    """False when it is not there."""
    gone = connection.execute(delete(reports).where(reports.c.id == report).returning(reports.c.id)).first()
    return gone is not None
