"""Somebody's own bookings."""

from flask import Blueprint, Response, jsonify

from handlers.booking import shown
from handlers.booking.guard import own, raw_id, visitor
from handlers.context import context
from storage import booking_details, bookings

door = Blueprint("bookings", __name__)


@door.get("/bookings")
def index() -> Response:
    """{"bookings", "now"}: the next visit first; without what its resident has given up."""
    here = context()
    who, now, zone = visitor(here), here.now(), here.settings.timezone.key
    with here.database.reading() as connection:
        mine = bookings.of_resident(connection, who.pseudonym or b"")
        told = [shown.booking(connection, one, now=now, timezone=zone) for one in mine]
    return jsonify({"bookings": told, "now": now})


@door.get("/bookings/<booking>")
def show(booking: str) -> Response:
    """One of them, with what was said of oneself: "call_name" and "note". 404 "gone"."""
    here, wanted = context(), raw_id(booking)
    who, now, zone = visitor(here), here.now(), here.settings.timezone.key
    with here.database.reading() as connection:
        found = own(connection, who, wanted)
        details, _ = booking_details.open_(connection, here.office.keys, wanted)
        told = shown.booking(connection, found, now=now, timezone=zone, details=details)
    return jsonify(told | {"now": now})
