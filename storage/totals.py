"""Totals: counted when things happen, by month and kind, never by person.

One row that everybody counts in would make all webhooks of a PostgreSQL wait for each other until their commits. So each
count goes to one of a few places, and whoever reads adds them up. Count last in a transaction, kinds in the order below.

Corrections made by hand have a place of their own. What stands there may be less than nothing; the sum never is.
"""

import datetime as dt
import random
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

from sqlalchemy import Column, Connection, Integer, String, Table, func, select, text

from storage.database import metadata
from storage.dialect import inserting
from storage.prepared import Prepared

totals = Table(
    "totals",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("kind", String(24), primary_key=True),
    Column("item", String(32), primary_key=True),
    Column("count", Integer, nullable=False),
)

Kind = Literal[
    "opened",
    "contact",
    "hour",
    "answered",
    "ended",
    "topic",
    "urgent",
    "message",
    "survey-1",
    "survey-2",
    "survey-3",
    "visit",
    "visit-kind",
    "visit-place",
    "pushed",
    "paper-open",
    "paper-first",
    "paper-add",
]
Counted = dict[tuple[str, str], int]
"""(kind, item) → how many."""

WRITING = "line"
"""The contacts of kind "contact" that begin in writing, here."""

Visit = Literal[
    "booked", "wished", "waiting", "moved", "lapsed", "cancelled", "cancelled.desk", "attended", "missed"
]
"""The items of kind "visit": what happened to bookings. `lapsed` is an offer that nobody answered in time; `cancelled` is by who had booked."""

LONGEST_ITEM = 29
"""Characters: what is longer is cut off there, when it is counted and by who looks for it."""

_PLACES = 8
_CHANCE = random.Random()  # noqa: S311 (spreads writers, keeps no secret)
_PLACE = "/"
_BY_HAND = "h"
_LOCK = 0x544F54414C
_WITHIN_MINUTES = {"15m": 15, "1h": 60, "4h": 240, "day": 1440}


def count(
    connection: Connection, kind: Kind, item: str, *, now: int, timezone: dt.tzinfo, number: int = 1
) -> None:
    """One more of `item` (its first 29 characters), or so many, in the month of that moment (ms) where the office is."""
    _add(
        connection,
        month_of(now, timezone),
        [(kind, f"{item[:LONGEST_ITEM]}{_PLACE}{_place_of(connection)}", number)],
    )


def count_opening(connection: Connection, lane: str, *, now: int, timezone: dt.tzinfo) -> None:
    """A consultation begins: one of its lane, one contact in writing, and the hour of the day where the office is; one statement.

    By whichever lane it came, the city's own table has one row for what is written on LINE and on the page beside it.
    """
    hour, place = dt.datetime.fromtimestamp(now / 1000, timezone).strftime("%H"), _place_of(connection)
    counted = (("opened", lane), ("contact", WRITING), ("hour", hour))
    rows = [(kind, f"{item}{_PLACE}{place}", 1) for kind, item in counted]
    _add(connection, month_of(now, timezone), rows)


def count_booked(connection: Connection, place: str, about: str, *, now: int, timezone: dt.tzinfo) -> None:
    """A visit is booked: one more, one of what it is about, one of the place that is visited; one statement."""
    where = _place_of(connection)
    counted = (("visit", "booked"), ("visit-kind", about), ("visit-place", place))
    rows = [(kind, f"{item[:LONGEST_ITEM]}{_PLACE}{where}", 1) for kind, item in counted]
    _add(connection, month_of(now, timezone), rows)


def correct(connection: Connection, month: str, changes: Mapping[str, int]) -> bool:
    """Adds to, or with a number below 0 takes from, the contacts of a month by item: all of it, or nothing and False.

    Nothing is done when a sum would be less than nothing, or more of a way would be 「うち」 than there are of it. The row of
    a way is locked until the commit; residents who write meanwhile count elsewhere.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    before = {
        item: number for (kind, item), number in of_month(connection, month).items() if kind == "contact"
    }
    after = {item: before.get(item, 0) + changes.get(item, 0) for item in {*before, *changes}}
    touched = {item.partition(".")[0] for item in changes}
    if any(after[item] < 0 for item in changes) or any(
        number > after.get(way, 0)
        for item, number in after.items()
        if (way := item.partition(".")[0]) in touched
    ):
        return False
    rows = [
        ("contact", f"{item}{_PLACE}{_BY_HAND}", number) for item, number in sorted(changes.items()) if number
    ]
    if rows:
        _add(connection, month, rows)
    return True


def of_month(connection: Connection, month: str) -> Counted:
    """What was counted in the month "YYYY-MM"."""
    return of_months(connection, [month])[month]


def of_months(
    connection: Connection, months: Iterable[str], kinds: Iterable[Kind] | None = None
) -> dict[str, Counted]:
    """What was counted in each of these months, of these kinds where given; an empty month counts nothing."""
    wanted: dict[str, Counted] = {month: {} for month in months}
    query = select(totals).where(totals.c.month.in_(list(wanted)))
    if kinds is not None:
        query = query.where(totals.c.kind.in_(list(kinds)))
    for row in connection.execute(query):
        counted = (row.kind, row.item.partition(_PLACE)[0])
        month = wanted[row.month]
        month[counted] = month.get(counted, 0) + row._mapping["count"]
    return wanted


def first_month(connection: Connection) -> str | None:
    """The oldest month in which anything was counted."""
    found: str | None = connection.scalar(select(func.min(totals.c.month)))
    return found


def month_of(now: int, timezone: dt.tzinfo) -> str:
    """The month "YYYY-MM" of that moment (ms) where the office is."""
    return dt.datetime.fromtimestamp(now / 1000, timezone).strftime("%Y-%m")


def answered_within(waited: int) -> str:
    """The item of kind "answered" for a first answer after so many ms."""
    minutes = waited / 60_000
    return next((item for item, most in _WITHIN_MINUTES.items() if minutes <= most), "later")


def _place_of(connection: Connection) -> int:
    """One for each connection: a transaction that counts for many holds no second place, which another may hold and wait for its own."""
    place = connection.info.get("totals-place")
    if place is None:
        place = connection.info["totals-place"] = _CHANCE.randrange(_PLACES)
    return int(place)


def _add(connection: Connection, month: str, rows: Iterable[tuple[str, str, int]]) -> None:
    """One statement for all of them, locked in the order given."""
    values: list[dict[str, Any]] = [
        {"month": month, "kind": kind, "item": item, "count": number} for kind, item, number in rows
    ]
    if len(values) == 1:
        _adding_one(connection.dialect.name).later(connection, values[0])
    else:
        connection.execute(_adding(connection.dialect.name, *values))


@cache
def _adding_one(dialect: str) -> Prepared:
    return Prepared(_adding(dialect), *totals.c.keys())


def _adding(dialect: str, *values: dict[str, Any]) -> Any:
    adding = inserting(totals, dialect)
    adding = adding.values(values) if values else adding
    return adding.on_conflict_do_update(
        index_elements=[totals.c.month, totals.c.kind, totals.c.item],
        set_={"count": totals.c.count + adding.excluded["count"]},
    )
