"""The hours in which a resident wants to hear from the office, and those in which it may ring without having been asked."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache

from bot.calendar import Calendar, Rule

WAKING = "waking"
"""From nine in the morning to seven in the evening: nobody's choice, for what the office says of its own accord."""

_EVERY_DAY, _WEEKDAYS = range(7), range(5)

_RULES: Mapping[str, Sequence[Rule]] = {
    WAKING: [Rule(day, None, 9 * 60, 19 * 60, holidays=True) for day in _EVERY_DAY],
    "day": [Rule(day, None, 9 * 60, 17 * 60, holidays=True) for day in _EVERY_DAY],
    "evening": [Rule(day, None, 17 * 60, 21 * 60, holidays=True) for day in _EVERY_DAY],
    # Whoever chooses these is alone on working days, and on a public holiday not.
    "office": [Rule(day, None, 9 * 60, 17 * 60) for day in _WEEKDAYS],
}


def next_moment(hours: str, at: int, timezone: dt.tzinfo) -> int:
    """The first moment (ms) from `at` on that is within "day", "evening", "office" or `WAKING`; `at` itself for "any"."""
    rules = _RULES.get(hours)
    if rules is None:
        return at
    found = _calendar(hours, timezone).next_opening(at)
    return at if found is None else found


@cache
def _calendar(hours: str, timezone: dt.tzinfo) -> Calendar:
    return Calendar(_RULES[hours], [], timezone)
