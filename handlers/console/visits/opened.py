"""One booking as somebody opens it: also what its resident said of themselves, unsealed for this answer alone."""

import zoneinfo
from typing import Any

from sqlalchemy import Connection

from handlers.console.visits import shown
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


def zone_of(connection: Connection, place: str, here: Context) -> zoneinfo.ZoneInfo:
    """A place's own; the office's for who doesn't mind where."""
    found = visit_places.find(connection, place) if place != ANYWHERE else None
    return zoneinfo.ZoneInfo(found.timezone) if found is not None else here.settings.timezone


def _details(here: Context, connection: Connection, booking: Booking) -> dict[str, Any] | None:
    if booking.state == "cancelled":
        return None
    details, address = booking_details.open_(connection, here.office.keys, booking.id)
    return {"call_name": details.call_name, "note": details.note, "reachable": address is not None}
