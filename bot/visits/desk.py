"""What clerks do with bookings: by telephone, out of the pool, and on the day. Whose places they are the doors have asked.

They may go beyond lead time, horizon and what one resident may have; beyond what a place can take nobody goes.
"""

from typing import Any, Literal

from sqlalchemy import Connection

from bot.visits import checks, happened, rows, rules
from bot.visits.model import Details, Ground, Refused, Wanted, Who, Why
from storage import bookings, seats, slots, visit_places
from storage.bookings import Booking
from storage.slots import Slot
from storage.visit_places import Place

PROPOSAL_MS = 7 * 24 * 3600 * 1000
"""So long a proposal stands, if nothing else is said, and its time does not come before."""
_MINUTE_MS = 60_000


def enter(
    connection: Connection,
    ground: Ground,
    place: str,
    starts_at: int,
    wanted: Wanted,
    details: Details,
    *,
    now: int,
    language: str = "ja",
    beyond_rules: bool = True,
    booking: bytes | None = None,
) -> Booking:
    """A visit agreed by telephone. The same `booking` (an id that the browser made) twice is one visit."""
    if booking is not None and (known := bookings.find(connection, booking)) is not None:
        return known
    where = checks.place_of(connection, place)
    checks.wanted(connection, wanted)
    if beyond_rules:
        slot = _slot(connection, where, starts_at, wanted.kind, now)
    else:
        slot = checks.slot(connection, where, starts_at, wanted.kind, now)
    made = rows.blank(
        booking or bookings.new_id(), "booked", wanted, language=language, origin="desk", now=now
    )
    placed = made._replace(
        place=place, starts_at=starts_at, ends_at=slot.ends_at, nth=1, due_at=slot.ends_at + ground.kept
    )
    entered = rows.add(connection, placed, None)
    _sit(connection, where, entered, starts_at, None, now)
    rows.keep_details(connection, ground, entered, details, Who(None, None, language))
    happened.note(connection, "booked", entered, now=now)
    return entered


def propose(
    connection: Connection,
    ground: Ground,
    booking: bytes,
    place: str,
    starts_at: int,
    *,
    now: int,
    until: int | None = None,
    minutes: int = 60,
) -> Booking:
    """Offers a time to who has wished or waits, until `until` (ms). Where there is no slot then, one is made for this visit alone."""
    before = _hold(connection, booking)
    if before.state not in ("wished", "waiting", "offered"):
        raise Refused("stale")
    where = checks.place_of(connection, place)
    if starts_at <= now:
        raise Refused("past")
    ends_at = starts_at + minutes * _MINUTE_MS
    slots.add_extra(connection, place, starts_at, ends_at)
    slot = slots.find(connection, place, starts_at, now)
    if slot is not None and slot.origin != slots.DESK:
        ends_at = slot.ends_at
    offer_until = min(until or now + PROPOSAL_MS, starts_at)
    _free_for(connection, before, place, starts_at)
    _sit(connection, where, before, starts_at, offer_until, now)
    return rows.changed(
        connection,
        before,
        now=now,
        state="offered",
        nth=_number(connection, before, place),
        ends_at=ends_at,
        offer_until=offer_until,
        offers=before.offers + 1,
        due_at=max(before.due_at, ends_at + ground.kept),
        **rows.elsewhere(place, starts_at),
    )


def assign_room(
    connection: Connection, booking: bytes, room: str | None, *, revision: int, now: int
) -> Booking:
    """Which room it is; None or "" for none yet."""
    return _changed(connection, booking, revision, now, room=room or None)


def mark(
    connection: Connection,
    booking: bytes,
    mark: Literal["attended", "missed", "booked"],
    *,
    revision: int,
    now: int,
) -> Booking:
    """Whether they came, from the day of the visit on. "booked" takes it back."""
    before = _hold(connection, booking)
    if before.state == mark:
        return before
    if before.state not in ("booked", "attended", "missed") or before.starts_at is None:
        raise Refused("stale")
    where = visit_places.find(connection, before.place)
    if where is not None and rules.local_day(now, where) < rules.local_day(before.starts_at, where):
        raise Refused("too-soon")
    values: dict[str, Any] = {"state": mark}
    if mark == "booked":
        values["nth"] = _number(connection, before, before.place)
    after = _changed(connection, booking, revision, now, **values)
    if before.state != "booked":
        happened.note(connection, before.state, before, now=now, number=-1)
    if mark != "booked":
        happened.note(connection, mark, after, now=now)
    return after


def cancel(
    connection: Connection,
    ground: Ground,
    booking: bytes,
    *,
    revision: int,
    now: int,
    by: str = "desk",
) -> Booking:
    """Calls it off. What was said is destroyed; where to write to them stays until it is due, for the one line that tells them."""
    before = _hold(connection, booking)
    if before.state == "cancelled":
        return before
    if before.state not in bookings.LIVE or before.revision != revision:
        raise Refused("stale")
    after = rows.end(connection, ground, before, by, now=now, address_stays=before.notices)
    happened.note(connection, "cancelled", after, now=now)
    return after


def hand_over(
    connection: Connection, ground: Ground, booking: bytes, place: str, *, revision: int, now: int
) -> Booking:
    """To another place: straight into an open slot there at the same time, or as a wish for it. The seat here is free."""
    before = _hold(connection, booking)
    if before.state == "booked" and before.starts_at is not None and before.place != place:
        where = checks.place_of(connection, place)
        slot = slots.find(connection, place, before.starts_at, now)
        seats.hold_slots(connection, [(before.place, before.starts_at), (place, before.starts_at)])
        if slot is not None and slot.origin != slots.DESK and slot.taken < slot.capacity:
            return shift(connection, ground, booking, place, before.starts_at, revision=revision, now=now)
        values: dict[str, Any] = {
            "state": "wished",
            "wishes": (before.starts_at,),
            # Who waited before now wishes for a time, and does again when an offer comes to nothing.
            "wait_from": None,
            "wait_until": None,
            "sequence": before.sequence + 1,
            "starts_at": None,
            "ends_at": None,
            "room": None,
        }
    elif before.state in ("wished", "waiting", "offered"):
        where = checks.place_of(connection, place)
        values = bookings.unoffered(before) if before.state == "offered" else {}
    else:
        raise Refused("stale")
    seats.release(connection, booking)
    values |= {"place": where.id, "anywhere": False, "nth": _number(connection, before, where.id)}
    return _changed(connection, booking, revision, now, **values)


def shift(
    connection: Connection,
    ground: Ground,
    booking: bytes,
    place: str,
    starts_at: int,
    *,
    revision: int,
    now: int,
) -> Booking:
    """A booked visit stands at another time, or who has wished or waits has one now, as agreed with them."""
    before = _hold(connection, booking)
    if before.state not in bookings.LIVE or before.revision != revision:
        raise Refused("stale")
    if before.state == "booked" and (before.place, before.starts_at) == (place, starts_at):
        return before
    where = checks.place_of(connection, place)
    slot = _slot(connection, where, starts_at, before.kind, now)
    _free_for(connection, before, place, starts_at)
    _sit(connection, where, before, starts_at, None, now)
    agreed = rows.agreed(before, slot.ends_at, ground) | rows.elsewhere(place, starts_at)
    nth = _number(connection, before, place)
    after = _changed(connection, booking, revision, now, nth=nth, **agreed)
    happened.note(connection, "moved" if before.state == "booked" else "booked", after, now=now)
    return after


def _hold(connection: Connection, booking: bytes) -> Booking:
    """That one, held against every other step until the commit."""
    pseudonym = bookings.owner(connection, booking)
    if pseudonym is not None:
        bookings.hold_resident(connection, pseudonym)
    found = bookings.find(connection, booking, hold=True)
    if found is None:
        raise Refused("gone")
    return found


def _slot(connection: Connection, place: Place, starts_at: int, kind: str, now: int) -> Slot:
    """The slot at that time, however soon or far; its visit must not be over."""
    slot = slots.find(connection, place.id, starts_at, now)
    why: Why | None = None
    if slot is None:
        why = "closed"
    elif slot.ends_at <= now:
        why = "past"
    elif not slot.takes(kind):
        why = "kind"
    if slot is None or why is not None:
        raise checks.instead(connection, why or "closed", place, starts_at, kind, now)
    return slot


def _free_for(connection: Connection, before: Booking, place: str, starts_at: int) -> None:
    """Its old seat is free, within the order in which slots are held."""
    seats.hold_slots(connection, [(before.place, before.starts_at or 0), (place, starts_at)])
    seats.release(connection, before.id)


def _sit(
    connection: Connection, place: Place, booking: Booking, starts_at: int, until: int | None, now: int
) -> None:
    if not seats.take(connection, place.id, starts_at, booking.id, held_until=until, now=now):
        raise checks.instead(connection, "full", place, starts_at, booking.kind, now)


def _number(connection: Connection, booking: Booking, place: str) -> int:
    pseudonym = bookings.owner(connection, booking.id)
    return checks.number(connection, pseudonym, place, but=booking.id)


def _changed(connection: Connection, booking: bytes, revision: int, now: int, **values: Any) -> Booking:
    after = bookings.change(connection, booking, now=now, revision=revision, **values)
    if after is None:
        raise Refused("stale")
    return after
