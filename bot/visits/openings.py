"""Which times can be booked: free seats within the rules of each place."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from bot.visits import rules
from bot.visits.model import FreeDay, Opening
from storage import slot_patterns, slots
from storage.slots import Free
from storage.visit_places import Place


class Bounds(NamedTuple):
    """What can be booked at a place now: slots that begin in [first, last), on no day of `shut`; the local days of both ends."""

    place: Place
    first: int
    last: int
    shut: list[tuple[str, str]]
    first_day: dt.date
    last_day: dt.date

    def allow(self, starts_at: int) -> bool:
        return self.first <= starts_at < self.last and not self.is_shut(starts_at)

    def is_shut(self, starts_at: int) -> bool:
        if not self.shut:
            return False
        day = rules.local_day(starts_at, self.place).isoformat()
        return any(first <= day <= last for first, last in self.shut)


def bounds(connection: Connection, place: Place, now: int) -> Bounds:
    """The lead time, horizon and closed days of a place, as they are at this moment."""
    return bounds_of(connection, [place], now)[place.id]


def bounds_of(connection: Connection, places: Sequence[Place], now: int) -> dict[str, Bounds]:
    """As `bounds`, by the id of each place, in one question."""
    shut = slot_patterns.closed_days_of(connection, [place.id for place in places])
    return {place.id: _bounds(place, shut[place.id], now) for place in places}


def _bounds(place: Place, shut: list[tuple[str, str]], now: int) -> Bounds:
    closed = rules.closed_of(shut)
    first_day, last_day = rules.earliest(now, place, closed), rules.latest(now, place, closed)
    first, _ = rules.day_bounds(first_day, place.timezone)
    _, last = rules.day_bounds(last_day, place.timezone)
    return Bounds(place, max(first, now + 1), last, shut, first_day, last_day)


def free_days(connection: Connection, places: Sequence[Place], kind: str, now: int) -> list[FreeDay]:
    """Every day on which at least one of these places has free seats for this kind, and how many they have together."""
    return free_days_within(connection, bounds_of(connection, places, now), kind, now)


def free_days_within(
    connection: Connection, bounded: Mapping[str, Bounds], kind: str, now: int
) -> list[FreeDay]:
    """As `free_days`, for places whose bounds are known."""
    found: dict[dt.date, int] = {}
    days: dict[str, tuple[int, int, dt.date]] = {}
    for within, one in _free_of_all(connection, bounded, kind, now):
        timezone = within.place.timezone
        begins, ends, day = days.get(timezone, (0, 0, dt.date.min))
        if not begins <= one.starts_at < ends:
            day = rules.local_day(one.starts_at, within.place)
            days[timezone] = *rules.day_bounds(day, timezone), day
        found[day] = found.get(day, 0) + one.free
    return [FreeDay(day, found[day]) for day in sorted(found)]


def on_day(
    connection: Connection, places: Sequence[Place], kind: str, day: dt.date, now: int
) -> list[Opening]:
    """What is free on this local day of each place, the earliest first."""
    if not places:
        return []
    hours = {place.id: rules.day_bounds(day, place.timezone) for place in places}
    first, last = min(one for one, _ in hours.values()), max(one for _, one in hours.values())
    found = _free_of_all(connection, bounds_of(connection, places, now), kind, now, first, last)
    return list(_openings([one for _, one in found if one.starts_at in range(*hours[one.place])]))


def nearest(
    connection: Connection, places: Sequence[Place], kind: str, at: int, now: int, limit: int = 6
) -> tuple[Opening, ...]:
    """What is free closest to that moment, before it or after it, the nearest first."""
    return nearest_within(connection, list(bounds_of(connection, places, now).values()), kind, at, now, limit)


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
    bounded: Mapping[str, Bounds],
    kind: str,
    now: int,
    first: int = 0,
    last: int | None = None,
) -> Iterator[tuple[Bounds, Free]]:
    """What each of these places has free from `first` to before `last`, in one question."""
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
