"""What the steps write into the row of a booking."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from bot.visits.codes import new_code
from bot.visits.model import Details, Ground, Refused, Wanted, Who
from storage import booking_details, bookings, seats, shred
from storage.bookings import ANYWHERE, Booking, State

_TRIES = 200
"""Codes to try: when four of five are taken, that all of these are comes once in 10^19 times."""


def blank(booking: bytes, state: State, wanted: Wanted, *, language: str, origin: str, now: int) -> Booking:
    """A new row without place and time."""
    return Booking(
        id=booking,
        code="",
        state=state,
        place=ANYWHERE,
        kind=wanted.kind,
        starts_at=None,
        ends_at=None,
        persons=wanted.persons,
        private_room=wanted.private_room,
        language=language,
        origin=origin,
        nth=0,
        room=None,
        reminder_hour=wanted.reminder_hour,
        notices=wanted.notices,
        offer_until=None,
        offers=0,
        wait_from=None,
        wait_until=None,
        ended_by=None,
        sequence=0,
        revision=1,
        made_at=now,
        changed_at=now,
        due_at=now,
    )


def add(connection: Connection, booking: Booking, pseudonym: bytes | None) -> Booking:
    """Stores it under a code that nobody has. `gone` when its id is somebody else's."""
    made = bookings.add(connection, booking, pseudonym, codes=_codes())
    if made is None:
        raise Refused("gone")
    return made


def choices(wanted: Wanted) -> dict[str, Any]:
    """The columns for what is chosen beside place and time."""
    return wanted._asdict()


def changed(connection: Connection, booking: Booking, *, now: int, **values: Any) -> Booking:
    """Writes these columns of a booking that is held."""
    after = bookings.change(connection, booking.id, now=now, **values)
    if after is None:
        raise Refused("gone")
    return after


def agreed(booking: Booking, ends_at: int, ground: Ground) -> dict[str, Any]:
    """What is different once a visit is agreed. Who was told of another time before is told of this one by its sequence."""
    return {
        "state": "booked",
        "ends_at": ends_at,
        "offer_until": None,
        "anywhere": False,
        "sequence": booking.sequence + 1 if booking.state == "booked" or booking.sequence else 0,
        "due_at": ends_at + ground.kept,
    }


def keep_details(
    connection: Connection, ground: Ground, booking: Booking, details: Details, who: Who
) -> None:
    """Seals what they say of themselves; where to write to them only if they want to be written to."""
    wants_words = booking.notices or booking.reminder_hour is not None
    address = who.address if wants_words else None
    try:
        booking_details.seal(connection, ground.keys, booking.id, details, address)
    except shred.Erased:
        raise Refused("gone") from None


def end(
    connection: Connection,
    ground: Ground,
    booking: Booking,
    by: str,
    *,
    now: int,
    address_stays: bool = False,
) -> Booking:
    """It is given up: the seat is free, and what was said is destroyed with its key. The row stays until it is due, `kept` at most.

    With `address_stays` the address is kept for the one line that tells them.
    """
    seats.release(connection, booking.id)
    address = booking_details.open_(connection, ground.keys, booking.id)[1] if address_stays else None
    if address is not None:
        booking_details.seal(connection, ground.keys, booking.id, Details(), address)
    else:
        booking_details.drop(connection, ground.keys.kek, [booking.id], now=now)
    told = booking.state == "booked" or booking.sequence > 0
    shown = {} if booking.state == "booked" else {"starts_at": None, "ends_at": None}
    return changed(
        connection,
        booking,
        now=now,
        state="cancelled",
        ended_by=by,
        offer_until=None,
        sequence=booking.sequence + told,
        due_at=min(booking.due_at, now + ground.kept),
        **shown,
    )


def _codes() -> Iterator[str]:
    for _ in range(_TRIES):
        yield new_code()


def elsewhere(place: str, starts_at: int) -> dict[str, Any]:
    """What is different at another time or place: its room is not reserved, and nobody has been reminded of it."""
    return {"place": place, "starts_at": starts_at, "room": None, "reminded_for": None}
