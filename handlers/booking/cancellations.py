"""Cancellations, by who booked. What they said of themselves is destroyed at once."""

from flask import Blueprint, Response

from bot.visits import steps
from handlers.booking import answer, asked
from handlers.booking.guard import ground, json_body, raw_id, visitor
from handlers.context import context

door = Blueprint("cancellations", __name__)


@door.post("/bookings/<booking>/cancellation")
def create(booking: str) -> Response:
    """{"forget"?}: 201. With `forget` the rest of it goes now as well, and not only with the day."""
    here, wanted_id, forget = context(), raw_id(booking), asked.flag(json_body().get("forget", False))
    who = visitor(here)
    with here.database.transaction() as connection:
        ended = steps.cancel(connection, ground(here), who, wanted_id, now=here.now(), forget=forget)
        return answer.told(here, connection, ended)
