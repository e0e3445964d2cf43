"""A resident's steps to a visit and away from it again. Each belongs into the transaction of whoever calls it.

All of them raise `Refused`, and nothing of the step stays then. Said twice, from a double tap, an old button or a second phone,
a step gives the same answer twice.
"""

from sqlalchemy import Connection

from bot.visits import asking, checks, happened, rows
from bot.visits.model import HOLD_MS, Details, Ground, Refused, Wanted, Who
from storage import booking_details, bookings, seats
from storage.bookings import LIVE, Booking
from storage.slots import Slot

accept, decline, wait, wish = asking.accept, asking.decline, asking.wait, asking.wish

_HELD_MS = 3600 * 1000
"""So long the row of a booking stays that nobody has confirmed."""


def hold(
    connection: Connection,
    ground: Ground,
    who: Who,
    place: str,
    starts_at: int,
    wanted: Wanted,
    *,
    now: int,
    booking: bytes | None = None,
) -> Booking:
    """A seat for ten minutes. A resident holds one at most: another choice lets the first one go.

    `booking` is the id that their browser made. It may come again: for the same time nothing changes but that the ten minutes
    begin anew, for another time the seat moves, and of what is agreed already it is told how it stands.
    """
    if who.pseudonym is None:
        raise Refused("gone")
    bookings.hold_resident(connection, who.pseudonym)
    known = checks.own(connection, who, booking) if booking and bookings.find(connection, booking) else None
    if known is not None and known.state != "held":
        return _as_it_stands(known)
    before = bookings.held_of(connection, who.pseudonym)
    where = checks.place_of(connection, place)
    checks.wanted(connection, wanted)
    slot = checks.slot(connection, where, starts_at, wanted.kind, now, own=before)
    checks.number(connection, who.pseudonym, place, most=where.per_resident)
    if before is not None and booking in (None, before.id) and _goes_on(connection, before, slot, now):
        return _held(connection, before, slot, wanted, now)
    if before is not None:
        seats.hold_slots(connection, [(before.place, before.starts_at or 0), (place, starts_at)])
        seats.release(connection, before.id)
        if before.id != booking:
            bookings.erase(connection, [before.id])
            before = None
    if before is None:
        made = rows.blank(
            booking or bookings.new_id(), "held", wanted, language=who.language, origin="page", now=now
        )
        before = rows.add(connection, made._replace(due_at=now + _HELD_MS), who.pseudonym)
    if not seats.take(connection, place, starts_at, before.id, held_until=now + HOLD_MS, now=now):
        raise checks.instead(connection, "full", where, starts_at, wanted.kind, now)
    return _held(connection, before, slot, wanted, now)


def confirm(
    connection: Connection,
    ground: Ground,
    who: Who,
    booking: bytes,
    wanted: Wanted,
    details: Details,
    *,
    now: int,
    origin: str = "page",
) -> Booking:
    """The held seat is theirs for good; also a little late, as long as that seat or another one of its time is free."""
    held = checks.own(connection, who, booking)
    if held.state != "held":
        return _as_it_stands(held)
    if held.starts_at is None or held.ends_at is None:
        raise Refused("gone")
    where = checks.place_of(connection, held.place)
    checks.wanted(connection, wanted)
    if (held.offer_until or 0) <= now:
        checks.slot(connection, where, held.starts_at, wanted.kind, now, own=held)
    elif wanted.kind != held.kind:
        checks.kind(connection, where, held.starts_at, wanted.kind, now)
    nth = checks.number(connection, who.pseudonym, held.place, but=booking, most=where.per_resident)
    if not seats.keep(connection, booking) and not seats.take(
        connection, held.place, held.starts_at, booking, held_until=None, now=now
    ):
        raise checks.instead(connection, "full", where, held.starts_at, held.kind, now)
    agreed = rows.agreed(held, held.ends_at, ground) | rows.choices(wanted)
    booked = rows.changed(connection, held, now=now, nth=nth, origin=origin, language=who.language, **agreed)
    rows.keep_details(connection, ground, booked, details, who)
    happened.note(connection, "booked", booked, now=now)
    return booked


def move(
    connection: Connection, ground: Ground, who: Who, booking: bytes, place: str, starts_at: int, *, now: int
) -> Booking:
    """To another time or place, under the same code; who only wished or waited takes a time that is open after all."""
    before = checks.own(connection, who, booking)
    if before.state not in LIVE:
        raise Refused("stale")
    if before.state == "booked" and (before.place, before.starts_at) == (place, starts_at):
        return before
    if before.state == "booked":
        checks.changeable(connection, before, now)
    where = checks.place_of(connection, place)
    slot = checks.slot(connection, where, starts_at, before.kind, now, own=before)
    nth = checks.number(connection, who.pseudonym, place, but=booking, most=where.per_resident)
    seats.hold_slots(connection, [(before.place, before.starts_at or 0), (place, starts_at)])
    seats.release(connection, booking)
    if not seats.take(connection, place, starts_at, booking, held_until=None, now=now):
        raise checks.instead(connection, "full", where, starts_at, before.kind, now)
    agreed = rows.agreed(before, slot.ends_at, ground) | rows.elsewhere(place, starts_at)
    after = rows.changed(connection, before, now=now, nth=nth, **agreed)
    happened.note(connection, "moved" if before.state == "booked" else "booked", after, now=now)
    return after


def change(
    connection: Connection,
    ground: Ground,
    who: Who,
    booking: bytes,
    wanted: Wanted,
    details: Details | None,
    *,
    now: int,
) -> Booking:
    """What is chosen beside place and time, and what they say of themselves (None: as it was). Until the visit begins."""
    before = checks.own(connection, who, booking)
    if before.state not in LIVE:
        raise Refused("stale")
    if before.starts_at is not None and before.starts_at <= now:
        raise Refused("past")
    checks.wanted(connection, wanted, own=before)
    if wanted.kind != before.kind and before.starts_at is not None:
        place = checks.place_of(connection, before.place)
        checks.kind(connection, place, before.starts_at, wanted.kind, now)
    after = rows.changed(connection, before, now=now, **rows.choices(wanted))
    said = details or booking_details.open_(connection, ground.keys, booking)[0]
    rows.keep_details(connection, ground, after, said, who)
    return after


def cancel(
    connection: Connection, ground: Ground, who: Who, booking: bytes, *, now: int, forget: bool = False
) -> Booking:
    """Gives it up: what they said is destroyed at once, and the seat is free. Until the visit begins, however late: nobody has to
    ring for it.

    With `forget` the row goes with the next purge too; that can be had at any time, also after the visit.
    """
    before = checks.own(connection, who, booking)
    over = before.state == "booked" and (before.starts_at or 0) <= now
    if over and not forget:
        raise Refused("past")
    after = before
    if before.state == "held" or before.state in LIVE:
        after = rows.end(connection, ground, before, "resident", now=now)
        if before.state != "held" and not over:
            happened.note(connection, "cancelled", after, now=now)
    elif before.state != "cancelled" and not forget:
        raise Refused("stale")
    if forget and after.due_at > now:
        booking_details.drop(connection, ground.keys.kek, [booking], now=now)
        after = rows.changed(connection, after, now=now, due_at=now)
    return after


def _as_it_stands(booking: Booking) -> Booking:
    """The answer to a step that was taken before; what is given up can't be had back."""
    if booking.state == "cancelled":
        raise Refused("gone")
    return booking


def _goes_on(connection: Connection, before: Booking, slot: Slot, now: int) -> bool:
    """Whether it is the same seat, still its own, for ten minutes more."""
    return checks.is_for(before, slot) and seats.extend(connection, before.id, now + HOLD_MS)


def _held(connection: Connection, before: Booking, slot: Slot, wanted: Wanted, now: int) -> Booking:
    values = rows.choices(wanted) | rows.elsewhere(slot.place, slot.starts_at)
    until = {"ends_at": slot.ends_at, "offer_until": now + HOLD_MS, "due_at": now + _HELD_MS}
    return rows.changed(connection, before, now=now, **values, **until)
