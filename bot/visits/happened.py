"""Where it is noted that something happened to a booking: for totals, which know no booking and nobody."""

import zoneinfo
from typing import Literal

from sqlalchemy import Connection

from storage import totals, visit_places
from storage.bookings import ANYWHERE, Booking

What = Literal["booked", "moved", "lapsed", "cancelled", "attended", "missed", "wished"]

_ANYWHERES = "Asia/Tokyo"
"""Whose month it is for who doesn't mind where."""


def note(connection: Connection, what: What, booking: Booking, *, now: int, number: int = 1) -> None:
    """Called once for each, last in its transaction. `wished` stands for waiting too, `lapsed` for an offer. `number` is -1 for what is taken back.

    Who came or did not is counted in the month of the visit, so that it can be taken back there.
    """
    place = visit_places.find(connection, booking.place) if booking.place != ANYWHERE else None
    timezone = zoneinfo.ZoneInfo(place.timezone if place else _ANYWHERES)
    if what == "booked":
        totals.count_booked(connection, booking.place, booking.kind, now=now, timezone=timezone)
        return
    at = booking.starts_at or now if what in ("attended", "missed") else now
    item = _item(what, booking)
    totals.count(connection, "visit", item, now=at, timezone=timezone, number=number)


def _item(what: What, booking: Booking) -> totals.Visit:
    if what == "wished":
        return "wished" if booking.wait_from is None else "waiting"
    if what == "cancelled":
        return "cancelled.desk" if booking.ended_by == "desk" else "cancelled"
    return what
