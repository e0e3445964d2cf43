"""What every step of a booking asks first. All of it raises `Refused`, with what could be had instead."""

from sqlalchemy import Connection

from bot.visits import openings, rules
from bot.visits.model import Refused, Wanted, Who, Why
from bot.visits.openings import Bounds
from storage import bookings, slots, visit_kinds, visit_places
from storage.bookings import Booking
from storage.slots import Slot
from storage.visit_places import Place


def place_of(connection: Connection, place: str) -> Place:
    """A place that can be booked."""
    found = visit_places.find(connection, place)
    if found is None or not found.active:
        raise Refused("closed")
    return found


def wanted(connection: Connection, chosen: Wanted, *, own: Booking | None = None) -> None:
    """The kind can be booked, for so many. What `own` has already it may keep, also when nobody else can book it any more."""
    same = own is not None and own.kind == chosen.kind
    kinds = {kind.id: kind for kind in visit_kinds.all_of(connection, active=not same)}
    if chosen.kind not in kinds:
        raise Refused("kind")
    if own is not None and same and own.persons == chosen.persons:
        return
    if not 1 <= chosen.persons <= kinds[chosen.kind].most_persons:
        raise Refused("persons")


def slot(
    connection: Connection, place: Place, starts_at: int, kind: str, now: int, *, own: Booking | None = None
) -> Slot:
    """The slot at that time, if this kind of visit can be booked there now: within lead time and horizon, on no closed day.

    Most who come when it is full are told so here, but for `own`, who may sit there; who gets the last seat is decided when it is
    taken.
    """
    within = openings.bounds(connection, place, now)
    found = slots.find(connection, place.id, starts_at, now)
    why: Why | None = None
    if starts_at <= now:
        why = "past"
    elif found is None or found.origin == slots.DESK or within.is_shut(starts_at):
        why = "closed"
    elif not found.takes(kind):
        why = "kind"
    elif not within.allow(starts_at):
        why = "too-far" if starts_at >= within.last else "too-soon"
    elif found.taken >= found.capacity and (own is None or not is_for(own, found)):
        why = "full"
    if found is None or why is not None:
        raise _refused(connection, why or "closed", within, starts_at, kind, now)
    return found


def is_for(booking: Booking, slot: Slot) -> bool:
    return (booking.place, booking.starts_at) == (slot.place, slot.starts_at)


def kind(connection: Connection, place: Place, starts_at: int, wanted_kind: str, now: int) -> None:
    """The slot in which somebody sits already takes this kind of visit as well."""
    found = slots.find(connection, place.id, starts_at, now)
    if found is not None and not found.takes(wanted_kind):
        raise instead(connection, "kind", place, starts_at, wanted_kind, now)


def instead(connection: Connection, why: Why, place: Place, at: int, kind: str, now: int) -> Refused:
    """The refusal, with the nearest openings: at this place, or where there are none, at any."""
    return _refused(connection, why, openings.bounds(connection, place, now), at, kind, now)


def _refused(connection: Connection, why: Why, within: Bounds, at: int, kind: str, now: int) -> Refused:
    here = openings.nearest_within(connection, [within], kind, at, now)
    if here:
        return Refused(why, here)
    return Refused(why, openings.nearest(connection, visit_places.all_of(connection), kind, at, now))


def own(connection: Connection, who: Who, booking: bytes) -> Booking:
    """This resident's booking, held against every other step until the commit."""
    if who.pseudonym is None:
        raise Refused("gone")
    bookings.hold_resident(connection, who.pseudonym)
    found = bookings.find(connection, booking, hold=True)
    if found is None or bookings.owner(connection, booking) != who.pseudonym:
        raise Refused("gone")
    return found


def number(
    connection: Connection, pseudonym: bytes | None, place: str, *, but: bytes = b"", most: int | None = None
) -> int:
    """Which one of their bookings at this place it is: the lowest number that is free. `limit` beyond `most` (None: no limit).

    By telephone nobody counts.
    """
    if pseudonym is None:
        return 1
    taken = bookings.numbers_of(connection, pseudonym, place, but=but)
    if most is not None and len(taken) >= most:
        raise Refused("limit")
    return next(n for n in range(1, len(taken) + 2) if n not in taken)


def changeable(connection: Connection, booking: Booking, now: int) -> None:
    """Its resident may still move this visit."""
    place = visit_places.find(connection, booking.place)
    if place is None or booking.starts_at is None:
        return
    if booking.starts_at <= now:
        raise Refused("past")
    closed = openings.bounds(connection, place, now).shut
    if not rules.changeable(now, place, booking.starts_at, rules.closed_of(closed)):
        raise Refused("too-late")
