"""How a step of a booking answers: with the booking as it is then."""

from flask import Response, jsonify
from sqlalchemy import Connection

from handlers.booking import shown
from handlers.context import Context
from storage.bookings import Booking


def told(here: Context, connection: Connection, one: Booking) -> Response:
    """201 with the booking and "now"."""
    now, zone = here.now(), here.settings.timezone.key
    response = jsonify(shown.booking(connection, one, now=now, timezone=zone) | {"now": now})
    response.status_code = 201
    return response
