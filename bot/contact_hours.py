"""The hours in which a resident wants to hear from the office."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache

from bot.calendar import Calendar, Rule

_EVERY_DAY, _WEEKDAYS = range(7), range(5)

_RULES: Mapping[str, Sequence[Rule]] = {
    "day": [Rule(day, None, 9 * 60, 17 * 60, holidays=True) for day in _EVERY_DAY],
    "evening": [Rule(day, None, 17 * 60, 21 * 60, holidays=True) for day in _EVERY_DAY],
    # Whoever chooses these is alone on working days, and on a public holiday not.
    "office": [Rule(day, None, 9 * 60, 17 * 60) for day in _WEEKDAYS],
}


def next_moment(hours: str, at: int, timezone: dt.tzinfo) -> int:
    """The first moment (ms) from `at` on that is within "day", "evening" or "office"; `at` itself for "any"."""
    rules = _RULES.get(hours)
    if rules is None:
        return at
    found = _calendar(hours, timezone).next_opening(at)
    return at if found is None else found


@cache
def _calendar(hours: str, timezone: dt.tzinfo) -> Calendar:
    return Calendar(_RULES[hours], [], timezone)
