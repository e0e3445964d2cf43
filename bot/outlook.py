"""The next days of a desk as people look at them: what each day is called, and from when until when somebody answers."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from bot.calendar import Calendar, Rule, holiday_name, is_year_end

DAYS = 14


class Day(NamedTuple):
    """`times` begin on this day: minutes from its midnight, above 1440 is the next day; `holiday` is its name."""

    day: dt.date
    holiday: str | None
    year_end: bool
    closed: bool
    times: list[tuple[int, int]]


def days_ahead(calendar: Calendar, today: dt.date, *, days: int = DAYS, language: str = "ja") -> list[Day]:
    """Today and the days after it, as `calendar` answers on them; names of holidays in "ja" or "en"."""
    found = []
    for ahead in range(days):
        day = today + dt.timedelta(days=ahead)
        times = [(_minutes(calendar, day, a), _minutes(calendar, day, b)) for a, b in calendar.times_of(day)]
        closed = calendar.is_closed_on(day)
        found.append(Day(day, holiday_name(day, language), is_year_end(day), closed, times))
    return found


def clashes(rules: Sequence[Rule]) -> list[tuple[int, int]]:
    """Places of rules that say the same time twice: (the earlier, the later).

    Weekly rules are compared with weekly ones, also across midnight, and nth weekdays with nth weekdays: an evening on the
    first Tuesday beside the hours of every Tuesday is no mistake, and is added up.
    """
    return [
        (one, other) for other in range(len(rules)) for one in range(other) if _meet(rules[one], rules[other])
    ]


def _meet(one: Rule, other: Rule) -> bool:
    if (one.nth is None) != (other.nth is None) or not _live_together(one, other):
        return False
    if one.nth is not None and other.nth is not None:
        shifts = [0] if one.weekday == other.weekday and one.nth & other.nth else []
    else:
        shifts = {0: [0], 1: [_DAY], 6: [-_DAY]}.get((other.weekday - one.weekday) % 7, [])
    return any(one.opens < other.closes + by and other.opens + by < one.closes for by in shifts)


def _live_together(one: Rule, other: Rule) -> bool:
    first = max(one.first_day or dt.date.min, other.first_day or dt.date.min)
    last = min(one.last_day or dt.date.max, other.last_day or dt.date.max)
    return first <= last


def _minutes(calendar: Calendar, day: dt.date, at: int) -> int:
    """A moment on a day's wall clock, counted from the day's midnight."""
    then = dt.datetime.fromtimestamp(at / 1000, calendar.timezone)
    return (then.date() - day).days * _DAY + then.hour * 60 + then.minute


_DAY = 24 * 60
