"""What a purge would destroy: now, and on each of the next days."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from storage import endings
from storage.database import Database

_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class Day:
    """One local day and how many consultations fall due on it; `day` is None for those that are overdue already."""

    day: dt.date | None
    count: int


def count_due(database: Database, *, now: int) -> int:
    """How many consultations a run at `now` would destroy."""
    with database.reading() as connection:
        return endings.count_due(connection, now=now)


def forecast(database: Database, *, now: int, days: int, timezone: dt.tzinfo) -> list[Day]:
    """What falls due in the next `days` local days, today being the first; before them what is overdue, if there is any.

    Held ones count on the day on which the hold ends, unless they are due later.
    """
    today = dt.datetime.fromtimestamp(now / 1000, timezone).date()
    with database.reading() as connection:
        moments = endings.due_dates(connection, now=now, before=now + (days + 1) * _DAY_MS)
    counted = Counter(_day(at, timezone) for at in moments if at > now)
    overdue = len([at for at in moments if at <= now])
    wanted = [today + dt.timedelta(days=number) for number in range(days)]
    return [Day(None, overdue)] * (overdue > 0) + [Day(day, counted[day]) for day in wanted]


def _day(at: int, timezone: dt.tzinfo) -> dt.date:
    return dt.datetime.fromtimestamp(at / 1000, timezone).date()
