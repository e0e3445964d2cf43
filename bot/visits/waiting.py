"""Who waits, and what becomes free: offers, for a day each, and what lapses by comparison with the clock."""

from typing import NamedTuple

from sqlalchemy import Connection

from bot.visits import asking, checks, happened, openings, rows, rules
from bot.visits.model import Ground
from bot.visits.openings import Bounds
from storage import booking_offers, bookings, seats, slots, visit_places
from storage.bookings import ANYWHERE, Booking
from storage.slots import Free

OFFER_MS = 24 * 3600 * 1000
"""So long an offer stands, if the lead time of its place does not end it before."""
LEAST_MS = 3 * 3600 * 1000
"""Nobody is offered what they could answer for less than this."""
MOST_OFFERS = 3
"""Who lets so many lapse waits no more."""


def offer_due(connection: Connection, ground: Ground, *, now: int) -> list[Booking]:
    """Frees what has lapsed, and offers free seats to who waits: fewest offers first, then the oldest. Returns who has an offer now.

    One at a time; while another one is at it, and for residents who are taking a step themselves right now, it is left to the
    next time.
    """
    if not slots.hold_laying(connection, wait=False):
        return []
    for offered in booking_offers.lapsed(connection, now):
        _lapse(connection, ground, offered, now)
    slots.sweep(connection)
    found: list[Booking] = []
    free = _Free(connection, now)
    for waiting in booking_offers.waiting(connection):
        if not _hold(connection, waiting):
            continue
        if free.over(waiting):
            rows.end(connection, ground, waiting, "lapse", now=now, address_stays=False)
        elif (made := _offer(connection, ground, free, waiting, now)) is not None:
            found.append(made)
    return found


def _lapse(connection: Connection, ground: Ground, offered: Booking, now: int) -> None:
    if not _hold(connection, offered):
        return
    if offered.wait_from is not None and offered.offers >= MOST_OFFERS:
        rows.end(connection, ground, offered, "lapse", now=now)
    else:
        asking.unoffered(connection, offered, now=now)
    happened.note(connection, "lapsed", offered, now=now)


def _offer(
    connection: Connection, ground: Ground, free: "_Free", waiting: Booking, now: int
) -> Booking | None:
    pseudonym = bookings.owner(connection, waiting.id)
    passed = booking_offers.passed(connection, waiting.id).split(",")
    for within, one in free.for_(waiting):
        until = _until(within, one.starts_at, now)
        taken = bookings.numbers_of(connection, pseudonym, one.place, but=waiting.id) if pseudonym else set()
        if until is None or str(one.starts_at) in passed or len(taken) >= within.place.per_resident:
            continue
        if not seats.take(connection, one.place, one.starts_at, waiting.id, held_until=until, now=now):
            continue
        free.used(one)
        return rows.changed(
            connection,
            waiting,
            now=now,
            state="offered",
            nth=checks.number(connection, pseudonym, one.place, but=waiting.id),
            ends_at=one.ends_at,
            offer_until=until,
            offers=waiting.offers + 1,
            due_at=max(waiting.due_at, one.ends_at + ground.kept),
            **rows.elsewhere(one.place, one.starts_at),
        )
    return None


def _hold(connection: Connection, booking: Booking) -> bool:
    """Whether it is as it was found, and nobody else is at it: nobody is waited for who may wait for a seat given away here."""
    pseudonym = bookings.owner(connection, booking.id)
    if pseudonym is not None and not bookings.hold_resident(connection, pseudonym, wait=False):
        return False
    return booking_offers.hold_as_it_is(connection, booking)


def _until(within: Bounds, starts_at: int, now: int) -> int | None:
    """When an offer of this time ends: before it can't be booked any more. None when that leaves too little time to answer."""
    closed = rules.closed_of(within.shut)
    until = now + OFFER_MS
    if rules.local_day(starts_at, within.place) < rules.earliest(until, within.place, closed):
        today = rules.local_day(now, within.place)
        until = min(until, rules.day_bounds(today, within.place.timezone)[1])
    until = min(until, starts_at)
    return until if until - now >= LEAST_MS else None


class _Span(NamedTuple):
    place: str
    kind: str


class _Free:
    """What is free now, asked once for each place and kind, and counted down as it is given away."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now
        self._places = {place.id: place for place in visit_places.all_of(connection)}
        self._bounds = openings.bounds_of(connection, list(self._places.values()), now)
        self._found: dict[_Span, list[Free]] = {}
        self._used: dict[tuple[str, int], int] = {}

    def over(self, waiting: Booking) -> bool:
        """Whether the last day that they could come can't be booked any more.

        Where no place takes anybody now nobody knows: it may be open again tomorrow.
        """
        if waiting.wait_until is None:
            return False
        places = self._places_of(waiting)
        return bool(places) and all(
            rules.local_day(self._bounds[one].first, self._places[one]).isoformat() > waiting.wait_until
            for one in places
        )

    def for_(self, waiting: Booking) -> list[tuple[Bounds, Free]]:
        """What this one could be offered, the earliest first."""
        found = [
            (self._bounds[place], one)
            for place in self._places_of(waiting)
            for one in self._of(place, waiting.kind)
            if self._suits(waiting, one) and one.free > self._used.get((one.place, one.starts_at), 0)
        ]
        return sorted(found, key=lambda pair: (pair[1].starts_at, self._places[pair[1].place].position))

    def used(self, one: Free) -> None:
        key = one.place, one.starts_at
        self._used[key] = self._used.get(key, 0) + 1

    def _suits(self, waiting: Booking, one: Free) -> bool:
        day = rules.local_day(one.starts_at, self._places[one.place]).isoformat()
        return (waiting.wait_from or "") <= day <= (waiting.wait_until or "")

    def _places_of(self, waiting: Booking) -> list[str]:
        if waiting.place == ANYWHERE:
            return [one.id for one in self._places.values() if one.takes_waiting]
        return [waiting.place] if waiting.place in self._places else []

    def _of(self, place: str, kind: str) -> list[Free]:
        key = _Span(place, kind)
        if key not in self._found:
            within = self._bounds[place]
            found = slots.free_between(self._connection, [place], kind, within.first, within.last, self._now)
            self._found[key] = [one for one in found if not within.is_shut(one.starts_at)]
        return self._found[key]
