"""The tables of slots and seats, and the conditions under which their rows are asked for. Why they are so: storage/slots.py."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
)

from storage.database import metadata

slots = Table(
    "slots",
    metadata,
    Column("place", String(32), primary_key=True),
    Column("starts_at", BigInteger, primary_key=True),
    Column("ends_at", BigInteger, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("kinds", String(250)),
    Column("origin", String(8), nullable=False),
    UniqueConstraint("place", "starts_at", "capacity", name="uq_slots_capacity"),
    CheckConstraint("capacity >= 0", name="capacity"),
    CheckConstraint("ends_at > starts_at", name="ends_at"),
)
"""`kinds`: "oath,ask", or NULL for all. `origin`: "pattern", "day" (a day that differs), or "desk" (made for one booking)."""

seats = Table(
    "seats",
    metadata,
    Column("place", String(32), primary_key=True),
    Column("starts_at", BigInteger, primary_key=True),
    Column("seat", Integer, primary_key=True),
    Column("capacity", Integer, nullable=False),
    Column("booking", LargeBinary(16), nullable=False, unique=True),
    Column("held_until", BigInteger),
    ForeignKeyConstraint(
        ["place", "starts_at", "capacity"],
        ["slots.place", "slots.starts_at", "slots.capacity"],
        onupdate="CASCADE",
        name="fk_seats_slots",
    ),
    CheckConstraint("seat >= 1 AND seat <= capacity", name="seat"),
)
"""`held_until` (ms) is NULL once the visit is agreed."""

DESK = "desk"
"""The origin of a slot that stands outside of what is open: made for one booking, or left over for who had booked before a change."""


def living(now: int | BindParameter[int]) -> ColumnElement[bool]:
    """Seats that nobody may take over."""
    return or_(seats.c.held_until.is_(None), seats.c.held_until > now)


NOW = bindparam("now", type_=BigInteger)
TAKEN = (
    select(func.count())
    .where(seats.c.place == slots.c.place, seats.c.starts_at == slots.c.starts_at, living(NOW))
    .scalar_subquery()
)
"""How many seats of a slot nobody may take over at `NOW`."""
IN_RANGE = (
    slots.c.place.in_(bindparam("places", expanding=True))
    & (slots.c.starts_at >= bindparam("first", type_=BigInteger))
    & (slots.c.starts_at < bindparam("last", type_=BigInteger))
)
TAKES = or_(
    slots.c.kinds.is_(None), (literal(",") + slots.c.kinds + literal(",")).like(bindparam("kind"), escape="/")
)
"""Slots for visits of a kind, as `listed` says it."""


def listed(kind: str) -> str:
    escaped = kind.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return f"%,{escaped},%"


def is_slot(table: Table, place: Any, starts_at: Any) -> ColumnElement[bool]:
    return and_(table.c.place == place, table.c.starts_at == starts_at)
