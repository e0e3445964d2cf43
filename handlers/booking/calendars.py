"""A file for the calendar of a phone, which tells nobody what it is about."""

from flask import Blueprint, Response

from bot.visits import ics
from handlers.booking.guard import Refused, own, raw_id, visitor
from handlers.context import context

door = Blueprint("calendars", __name__)


@door.get("/bookings/<booking>/calendar")
def show(booking: str) -> Response:
    """text/calendar: the booking, or that it is cancelled. 404 "gone", also for what has no time yet."""
    here, wanted = context(), raw_id(booking)
    who, now = visitor(here), here.now()
    with here.database.reading() as connection:
        found = own(connection, who, wanted)
    if found.starts_at is None or found.ends_at is None:
        raise Refused("gone", 404)
    content = ics.calendar(
        found.id,
        found.sequence,
        found.starts_at,
        found.ends_at,
        found.code,
        who.language,
        now,
        cancelled=found.state == "cancelled",
    )
    response = Response(content, mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="plan.ics"'
    return response
