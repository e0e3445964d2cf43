"""One booking as somebody opens it: also what its resident said of themselves, unsealed for this answer alone."""

import zoneinfo
from typing import Any

from sqlalchemy import Connection

from handlers.console.guard import Visitor, raw_id
from handlers.console.visits import guard, shown
from handlers.context import Context
from storage import booking_details, bookings, visit_places
from storage.bookings import ANYWHERE, Booking


def whole(here: Context, connection: Connection, booking: Booking, *, now: int) -> dict[str, Any]:
    """{"now", "booking", "details"}. `details` is None once they are destroyed; `reachable`: words can go to their LINE."""
    zone = zone_of(connection, booking.place, here)
    return {
        "now": now,
        "booking": shown.booking(bookings.standing(booking, now), zone),
        "details": _details(here, connection, booking),
    }


def beside(
    here: Context, connection: Connection, visitor: Visitor, asked: str | None, *, now: int
) -> dict[str, Any]:
    """{"beside": …} is the booking of this id as the calendar shows it, whatever days are looked at; nothing when none is asked for.

    None for one that is gone, or not theirs.
    """
    if not asked:
        return {}
    found = bookings.find(connection, raw_id(asked))
    if found is None or not guard.sees(guard.places(connection, visitor), found):
        return {"beside": None}
    standing = bookings.standing(found, now)
    return {"beside": shown.booking(standing, zone_of(connection, standing.place, here))}


def zone_of(connection: Connection, place: str, here: Context) -> zoneinfo.ZoneInfo:
    """A place's own; the office's for who doesn't mind where."""
    found = visit_places.find(connection, place) if place != ANYWHERE else None
    return zoneinfo.ZoneInfo(found.timezone) if found is not None else here.settings.timezone


def _details(here: Context, connection: Connection, booking: Booking) -> dict[str, Any] | None:
    if booking.state == "cancelled":
        return None
    details, address = booking_details.open_(connection, here.office.keys, booking.id)
    return {"call_name": details.call_name, "note": details.note, "reachable": address is not None}
