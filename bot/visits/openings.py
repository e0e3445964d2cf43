"""Which times can be booked: free seats within the rules of each place."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from bot.visits import rules
from bot.visits.model import FreeDay, Opening
from storage import slot_patterns, slots
from storage.slots import Free
from storage.visit_places import Place


class Bounds(NamedTuple):
    """What can be booked at a place now: slots that begin in [first, last), on no day of `shut`."""

    place: Place
    first: int
    last: int
    shut: list[tuple[str, str]]

    def allow(self, starts_at: int) -> bool:
        return self.first <= starts_at < self.last and not self.is_shut(starts_at)

    def is_shut(self, starts_at: int) -> bool:
        if not self.shut:
            return False
        day = rules.local_day(starts_at, self.place).isoformat()
        return any(first <= day <= last for first, last in self.shut)


def bounds(connection: Connection, place: Place, now: int) -> Bounds:
    """The lead time, horizon and closed days of a place, as they are at this moment."""
    shut = slot_patterns.closed_days(connection, place.id)
    closed = rules.closed_of(shut)
    first, _ = rules.day_bounds(rules.earliest(now, place, closed), place.timezone)
    _, last = rules.day_bounds(rules.latest(now, place, closed), place.timezone)
    return Bounds(place, max(first, now + 1), last, shut)


def free_days(connection: Connection, places: Sequence[Place], kind: str, now: int) -> list[FreeDay]:
    """Every day on which at least one of these places has free seats for this kind, and how many they have together."""
    found: dict[dt.date, int] = {}
    days: dict[str, tuple[int, int, dt.date]] = {}
    for within, one in _free_of_all(connection, places, kind, now):
        begins, ends, day = days.get(one.place, (0, 0, dt.date.min))
        if not begins <= one.starts_at < ends:
            day = rules.local_day(one.starts_at, within.place)
            days[one.place] = *rules.day_bounds(day, within.place.timezone), day
        found[day] = found.get(day, 0) + one.free
    return [FreeDay(day, found[day]) for day in sorted(found)]


def on_day(
    connection: Connection, places: Sequence[Place], kind: str, day: dt.date, now: int
) -> list[Opening]:
    """What is free on this local day of each place, the earliest first."""
    bounds_of = {place.id: rules.day_bounds(day, place.timezone) for place in places}
    if not places:
        return []
    first, last = min(one for one, _ in bounds_of.values()), max(one for _, one in bounds_of.values())
    found = _free_of_all(connection, places, kind, now, first, last)
    return list(_openings([one for _, one in found if one.starts_at in range(*bounds_of[one.place])]))


def nearest(
    connection: Connection, places: Sequence[Place], kind: str, at: int, now: int, limit: int = 6
) -> tuple[Opening, ...]:
    """What is free closest to that moment, before it or after it, the nearest first."""
    return nearest_within(connection, [bounds(connection, one, now) for one in places], kind, at, now, limit)


def nearest_within(
    connection: Connection, bounded: Sequence[Bounds], kind: str, at: int, now: int, limit: int = 6
) -> tuple[Opening, ...]:
    """As `nearest`, for places whose bounds are known."""
    found: list[Opening] = []
    for within in bounded:
        later = _free(connection, within, kind, now, at, None, limit=limit)
        earlier = _free(connection, within, kind, now, None, at, limit=limit, backwards=True)
        found += _openings([*later, *earlier])
    return tuple(sorted(found, key=lambda one: (abs(one.starts_at - at), one.starts_at, one.place))[:limit])


def _free_of_all(
    connection: Connection,
    places: Sequence[Place],
    kind: str,
    now: int,
    first: int = 0,
    last: int | None = None,
) -> Iterator[tuple[Bounds, Free]]:
    """What each of these places has free from `first` to before `last`, in one question."""
    bounded = {place.id: bounds(connection, place, now) for place in places}
    if not bounded:
        return
    begins = max(first, min(one.first for one in bounded.values()))
    ends = max(one.last for one in bounded.values())
    ends = ends if last is None else min(last, ends)
    for one in slots.free_between(connection, list(bounded), kind, begins, ends, now):
        if bounded[one.place].allow(one.starts_at):
            yield bounded[one.place], one


def _free(
    connection: Connection,
    within: Bounds,
    kind: str,
    now: int,
    first: int | None = None,
    last: int | None = None,
    *,
    limit: int | None = None,
    backwards: bool = False,
) -> list[Free]:
    first, last = max(within.first, first or within.first), min(within.last, last or within.last)
    if first >= last:
        return []
    # A closed day may have kept slots with a visit in them: more than the limit are looked at where there are such days.
    found = slots.free_between(
        connection,
        [within.place.id],
        kind,
        first,
        last,
        now,
        limit=None if within.shut else limit,
        backwards=backwards,
    )
    return [one for one in found if not within.is_shut(one.starts_at)][:limit]


def _openings(found: Sequence[Free]) -> Iterator[Opening]:
    for one in found:
        yield Opening(one.place, one.starts_at, one.ends_at, one.free)
