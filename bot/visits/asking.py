"""Where no time is open: up to three times that somebody would like, or waiting for one that somebody gives up; and the offer."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection

from bot.visits import checks, happened, openings, rows, rules
from bot.visits.model import Details, Ground, Refused, Wanted, Who
from storage import booking_offers, bookings, seats, visit_places
from storage.booking_wishes import MOST
from storage.bookings import ANYWHERE, Booking
from storage.visit_places import Place

_ANYWHERE_MOST = 1
"""Who doesn't mind where wishes or waits once."""


def wish(
    connection: Connection,
    ground: Ground,
    who: Who,
    place: str,
    times: Sequence[int],
    wanted: Wanted,
    details: Details,
    *,
    now: int,
    booking: bytes | None = None,
    origin: str = "page",
) -> Booking:
    """One to three times (ms), the dearest first, at a place or ANYWHERE. A clerk proposes one of them.

    Each must be a business day of the place within lead time and horizon. ValueError for none or more than three.
    """
    if not 1 <= len(times) <= MOST:
        raise ValueError("one to three times can be wished for")
    known = _known(connection, who, booking)
    if known is not None:
        return known
    checks.wanted(connection, wanted)
    takers = _takers(connection, place, "takes_wishes")
    for at in times:
        _can_be_wished(connection, takers, at, now)
    made = rows.blank(
        booking or bookings.new_id(), "wished", wanted, language=who.language, origin=origin, now=now
    )
    asked = made._replace(wishes=tuple(times), due_at=max(times) + ground.kept)
    return _asked(connection, ground, who, place, asked, details, now)


def wait(
    connection: Connection,
    ground: Ground,
    who: Who,
    place: str,
    first: dt.date,
    last: dt.date,
    wanted: Wanted,
    details: Details,
    *,
    now: int,
    booking: bytes | None = None,
    origin: str = "page",
) -> Booking:
    """For a time from `first` to `last` (local days, no further than can be booked now) that somebody gives up, at a place or ANYWHERE.

    ValueError for `last` before `first`.
    """
    if last < first:
        raise ValueError("the last day is before the first")
    known = _known(connection, who, booking)
    if known is not None:
        return known
    checks.wanted(connection, wanted)
    takers = _takers(connection, place, "takes_waiting")
    within = list(openings.bounds_of(connection, takers, now).values())
    # Until the visit a booking is kept, and a day may be typed that never comes.
    last = min(last, max(one.last_day for one in within))
    ends = [rules.day_bounds(last, one.timezone)[1] for one in takers]
    if all(end <= one.first for end, one in zip(ends, within, strict=True)):
        raise Refused("too-soon")
    if all(rules.day_bounds(first, one.place.timezone)[0] >= one.last for one in within):
        raise Refused("too-far")
    made = rows.blank(
        booking or bookings.new_id(), "waiting", wanted, language=who.language, origin=origin, now=now
    )
    asked = made._replace(
        wait_from=first.isoformat(), wait_until=last.isoformat(), due_at=max(ends) + ground.kept
    )
    return _asked(connection, ground, who, place, asked, details, now)


def accept(connection: Connection, ground: Ground, who: Who, booking: bytes, *, now: int) -> Booking:
    """The time that was offered is theirs, also a little late, as long as a seat is free then."""
    offered = checks.own(connection, who, booking)
    if offered.state == "booked":
        return offered
    if offered.state != "offered" or offered.starts_at is None or offered.ends_at is None:
        raise Refused("gone" if offered.state in ("waiting", "wished", "cancelled") else "stale")
    if offered.starts_at <= now:
        raise Refused("past")
    if not seats.keep(connection, booking):
        place = checks.place_of(connection, offered.place)
        at = checks.slot(connection, place, offered.starts_at, offered.kind, now).starts_at
        if not seats.take(connection, place.id, at, booking, held_until=None, now=now):
            raise checks.instead(connection, "full", place, at, offered.kind, now)
    agreed = rows.agreed(offered, offered.ends_at, ground)
    booked = rows.changed(connection, offered, now=now, **agreed)
    happened.note(connection, "booked", booked, now=now)
    return booked


def decline(connection: Connection, ground: Ground, who: Who, booking: bytes, *, now: int) -> Booking:
    """They wish or wait on; that time is not offered to them again."""
    offered = checks.own(connection, who, booking)
    if offered.state in ("waiting", "wished"):
        return offered
    if offered.state != "offered":
        raise Refused("stale")
    return unoffered(connection, offered, now=now)


def unoffered(connection: Connection, offered: Booking, *, now: int) -> Booking:
    """The offer came to nothing: its seat is free, and its time is remembered so that it does not come again."""
    seats.release(connection, offered.id)
    values = bookings.unoffered(offered)
    if values["place"] == ANYWHERE:
        pseudonym = bookings.owner(connection, offered.id)
        values["nth"] = checks.number(connection, pseudonym, ANYWHERE, but=offered.id)
    passed = booking_offers.passed(connection, offered.id, offered.starts_at)
    return rows.changed(connection, offered, now=now, **values, passed=passed)


def _known(connection: Connection, who: Who, booking: bytes | None) -> Booking | None:
    """What was stored under this id before, if it was."""
    if who.pseudonym is None:
        raise Refused("gone")
    bookings.hold_resident(connection, who.pseudonym)
    if booking is None or bookings.find(connection, booking) is None:
        return None
    return checks.own(connection, who, booking)


def _takers(connection: Connection, place: str, rule: str) -> list[Place]:
    """The places that may be meant and do that; `not-here` when there is none."""
    meant = visit_places.all_of(connection) if place == ANYWHERE else [checks.place_of(connection, place)]
    takers = [one for one in meant if getattr(one, rule)]
    if not takers:
        raise Refused("not-here")
    return takers


def _can_be_wished(connection: Connection, places: Sequence[Place], at: int, now: int) -> None:
    """At one of these places at least."""
    refused = [why for place in places if (why := _against(connection, place, at, now)) is not None]
    if len(refused) == len(places):
        raise refused[0]


def _against(connection: Connection, place: Place, at: int, now: int) -> Refused | None:
    within = openings.bounds(connection, place, now)
    if at < within.first:
        return Refused("past" if at <= now else "too-soon")
    if at >= within.last:
        return Refused("too-far")
    open_then = rules.business_day(rules.local_day(at, place), rules.closed_of(within.shut))
    return None if open_then else Refused("closed")


def _asked(
    connection: Connection, ground: Ground, who: Who, place: str, asked: Booking, details: Details, now: int
) -> Booking:
    most = checks.place_of(connection, place).per_resident if place != ANYWHERE else _ANYWHERE_MOST
    nth = checks.number(connection, who.pseudonym, place, but=asked.id, most=most)
    placed = asked._replace(place=place, nth=nth, anywhere=place == ANYWHERE)
    made = rows.add(connection, placed, who.pseudonym)
    rows.keep_details(connection, ground, made, details, who)
    happened.note(connection, "wished", made, now=now)
    return made
