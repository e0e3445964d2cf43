"""Changes of everything but time and place."""

from flask import Blueprint, Response

from bot.visits import steps
from handlers.booking import answer, asked
from handlers.booking.guard import ground, json_body, raw_id, visitor
from handlers.context import context

door = Blueprint("changes", __name__)


@door.post("/bookings/<booking>/change")
def create(booking: str) -> Response:
    """As for a confirmation: 201. Without "call_name" and "note" those stay."""
    here, wanted_id, body = context(), raw_id(booking), json_body()
    who, wanted = visitor(here), asked.wanted(body)
    details = asked.details(body) if {"call_name", "note"} & body.keys() else None
    with here.database.transaction() as connection:
        changed = steps.change(connection, ground(here), who, wanted_id, wanted, details, now=here.now())
        return answer.told(here, connection, changed)
