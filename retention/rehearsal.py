"""What a purge would destroy: now, and on each of the next days."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from storage import endings, paper_orders, visit_endings
from storage.database import Database

_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class Day:
    """One local day, how many consultations, bookings and orders of paper fall due on it; `day` is None for what is overdue already."""

    day: dt.date | None
    count: int
    bookings: int = 0
    orders: int = 0


def count_due(database: Database, *, now: int) -> int:
    """How many consultations a run at `now` would destroy."""
    with database.reading() as connection:
        return endings.count_due(connection, now=now)


def count_bookings_due(database: Database, *, now: int) -> int:
    """How many bookings a run at `now` would destroy."""
    with database.reading() as connection:
        return visit_endings.count_due(connection, now=now)


def count_orders_due(database: Database, *, now: int) -> int:
    """How many orders of paper a run at `now` would destroy."""
    with database.reading() as connection:
        return paper_orders.count_due(connection, now=now)


def forecast(database: Database, *, now: int, days: int, timezone: dt.tzinfo) -> list[Day]:
    """What falls due in the next `days` local days, today being the first; before them what is overdue, if there is any.

    Held ones count on the day on which the hold ends, unless they are due later.
    """
    today = dt.datetime.fromtimestamp(now / 1000, timezone).date()
    before = now + (days + 1) * _DAY_MS
    with database.reading() as connection:
        talks = _by_day(endings.due_dates(connection, now=now, before=before), now, timezone)
        visits = _by_day(visit_endings.due_dates(connection, before=before), now, timezone)
        orders = _by_day(paper_orders.due_dates(connection, before=before), now, timezone)
    overdue = Day(None, talks[None], visits[None], orders[None])
    wanted = [today + dt.timedelta(days=number) for number in range(days)]
    found = [Day(day, talks[day], visits[day], orders[day]) for day in wanted]
    return [overdue, *found] if overdue.count or overdue.bookings or overdue.orders else found


def _by_day(moments: list[int], now: int, timezone: dt.tzinfo) -> Counter[dt.date | None]:
    """How many of them on each day, and under None those that are over."""
    return Counter(_day(at, timezone) if at > now else None for at in moments)


def _day(at: int, timezone: dt.tzinfo) -> dt.date:
    return dt.datetime.fromtimestamp(at / 1000, timezone).date()
