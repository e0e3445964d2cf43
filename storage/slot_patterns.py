"""When a place takes visits: weekly patterns, and days that differ. bot/visits/laying.py makes slots of them."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    insert,
    select,
)

from storage.database import metadata

slot_patterns = Table(
    "slot_patterns",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("place", String(32), nullable=False, index=True),
    Column("weekday", Integer, nullable=False),
    Column("nth", String(16)),
    Column("opens", Integer, nullable=False),
    Column("closes", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("kinds", String(250)),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("holidays", Boolean, nullable=False),
)

unusual_days = Table(
    "unusual_days",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("place", String(32), nullable=False, index=True),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("opens", Integer),
    Column("closes", Integer),
    Column("minutes", Integer),
    Column("capacity", Integer),
    Column("kinds", String(250)),
    Column("note", String(100), nullable=False),
)


class Pattern(NamedTuple):
    """Slots of `minutes` from `opens` to `closes` (minutes from midnight) on one weekday (0 is Monday), of all weeks or only the `nth`.

    `nth` is "1,3" or "-1" for the last; `kinds` "oath,ask" or None for all; days (YYYY-MM-DD) both included. With `holidays` also
    on public holidays and at the year's end. `capacity` visits can stand at the same time.
    """

    id: bytes
    weekday: int
    nth: str | None
    opens: int
    closes: int
    minutes: int
    capacity: int
    kinds: str | None
    first_day: str
    last_day: str
    holidays: bool


class Unusual(NamedTuple):
    """Days that differ. Without `opens` the place is closed on them; with it there are these slots beside the patterns'."""

    id: bytes
    first_day: str
    last_day: str
    opens: int | None
    closes: int | None
    minutes: int | None
    capacity: int | None
    kinds: str | None
    note: str


def new_id() -> bytes:
    """For a pattern or an unusual day that is stored for the first time."""
    return os.urandom(16)


def patterns_of(connection: Connection, place: str) -> list[Pattern]:
    """By weekday and time."""
    table = slot_patterns
    wanted = select(*(table.c[name] for name in Pattern._fields)).where(table.c.place == place)
    rows = connection.execute(wanted.order_by(table.c.weekday, table.c.opens, table.c.first_day, table.c.id))
    return [Pattern(bytes(row[0]), *row[1:]) for row in rows]


def unusual_of(connection: Connection, place: str) -> list[Unusual]:
    """By day."""
    table = unusual_days
    wanted = select(*(table.c[name] for name in Unusual._fields)).where(table.c.place == place)
    rows = connection.execute(wanted.order_by(table.c.first_day, table.c.opens, table.c.id))
    return [Unusual(bytes(row[0]), *row[1:]) for row in rows]


def replace_patterns(connection: Connection, place: str, patterns: list[Pattern]) -> None:
    """These are all patterns of the place from now on. Slots are laid anew by whoever calls this."""
    connection.execute(delete(slot_patterns).where(slot_patterns.c.place == place))
    if patterns:
        connection.execute(insert(slot_patterns), [one._asdict() | {"place": place} for one in patterns])


def replace_unusual(connection: Connection, place: str, days: list[Unusual]) -> None:
    """These are all days of the place that differ, from now on."""
    connection.execute(delete(unusual_days).where(unusual_days.c.place == place))
    if days:
        connection.execute(insert(unusual_days), [one._asdict() | {"place": place} for one in days])


def closed_days(connection: Connection, place: str) -> list[tuple[str, str]]:
    """First and last day (YYYY-MM-DD) of every time at which the place is closed."""
    return closed_days_of(connection, [place])[place]


def closed_days_of(connection: Connection, places: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """As `closed_days`, of several places in one question."""
    table = unusual_days
    wanted = select(table.c.place, table.c.first_day, table.c.last_day)
    wanted = wanted.where(table.c.place.in_(places), table.c.opens.is_(None))
    found: dict[str, list[tuple[str, str]]] = {place: [] for place in places}
    for place, first, last in connection.execute(wanted.order_by(table.c.first_day, table.c.id)):
        found[place].append((first, last))
    return found


def erase_before(connection: Connection, day: str) -> None:
    """Forgets what ended before that day."""
    for table in (slot_patterns, unusual_days):
        connection.execute(delete(table).where(table.c.last_day < day))
