"""Pure: which slots the patterns of a place and its unusual days make."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.calendar import Rule, is_day_off
from bot.visits.rules import moment
from storage.slot_patterns import Pattern, Unusual

_MINUTE_MS = 60_000


class Laid(NamedTuple):
    """A slot as it should be (ms, UTC). `kinds`: "ask,oath", or None for all. `origin`: "pattern", or "day" where a day differs."""

    starts_at: int
    ends_at: int
    capacity: int
    kinds: str | None
    origin: str


def wanted_slots(
    patterns: Sequence[Pattern], unusual: Sequence[Unusual], timezone: str, first: dt.date, last: dt.date
) -> list[Laid]:
    """The slots of all days from `first` to `last`, in their order.

    Where several begin at the same time they are one: for as many visits as all of them together, of any of their kinds, as long
    as the longest. A closed day has none, whatever else holds on it. No slot begins at a time that the clocks leave out.
    """
    rules = [(_rule(one), one) for one in patterns]
    laid: dict[int, Laid] = {}
    for day in _days(first, last):
        today = [one for one in unusual if one.first_day <= day.isoformat() <= one.last_day]
        if any(one.opens is None for one in today):
            continue
        weekly = (one for rule, one in rules if rule.runs_on(day, is_day_off))
        for slot in (*_slots(day, weekly, timezone, "pattern"), *_slots(day, today, timezone, "day")):
            known = laid.get(slot.starts_at)
            laid[slot.starts_at] = slot if known is None else _together(known, slot)
    return [laid[starts_at] for starts_at in sorted(laid)]


def _slots(day: dt.date, times: Iterable[Pattern | Unusual], timezone: str, origin: str) -> Iterator[Laid]:
    for one in times:
        if one.opens is None or one.closes is None or one.minutes is None or one.capacity is None:
            continue
        for opens in range(one.opens, one.closes - one.minutes + 1, one.minutes):
            starts_at = moment(day, opens, timezone)
            if _is_shown(day, opens, starts_at, timezone):
                yield Laid(starts_at, starts_at + one.minutes * _MINUTE_MS, one.capacity, one.kinds, origin)


def _is_shown(day: dt.date, minutes: int, at: int, timezone: str) -> bool:
    """Whether the clocks show that time at all."""
    meant = dt.datetime.combine(day, dt.time.min) + dt.timedelta(minutes=minutes)
    return dt.datetime.fromtimestamp(at / 1000, zoneinfo.ZoneInfo(timezone)).replace(tzinfo=None) == meant


def _together(one: Laid, other: Laid) -> Laid:
    kinds = None
    if one.kinds is not None and other.kinds is not None:
        kinds = ",".join(sorted({*one.kinds.split(","), *other.kinds.split(",")}))
    origin = "day" if "day" in (one.origin, other.origin) else "pattern"
    ends_at = max(one.ends_at, other.ends_at)
    return Laid(one.starts_at, ends_at, one.capacity + other.capacity, kinds, origin)


def _rule(pattern: Pattern) -> Rule:
    nth = frozenset(int(one) for one in pattern.nth.split(",")) if pattern.nth is not None else None
    first, last = (dt.date.fromisoformat(day) for day in (pattern.first_day, pattern.last_day))
    return Rule(pattern.weekday, nth, pattern.opens, pattern.closes, first, last, pattern.holidays)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for ahead in range((last - first).days + 1):
        yield first + dt.timedelta(days=ahead)
