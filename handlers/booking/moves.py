"""Moves: the same booking, with its code, at another time or place."""

from flask import Blueprint, Response

from bot.visits import steps
from handlers.booking import answer, asked
from handlers.booking.guard import ground, json_body, raw_id, slow, visitor
from handlers.context import context

door = Blueprint("moves", __name__)


@door.post("/bookings/<booking>/move")
def create(booking: str) -> Response:
    """{"place", "starts_at"}: 201; the old time is free again. 409 with openings, and the old time is kept."""
    here, wanted_id, body = context(), raw_id(booking), json_body()
    who, place, starts_at = visitor(here), asked.word(body, "place"), asked.moment(body.get("starts_at"))
    wait = slow(here, who)
    if wait is not None:
        return wait
    with here.database.transaction() as connection:
        moved = steps.move(connection, ground(here), who, wanted_id, place, starts_at, now=here.now())
        return answer.told(here, connection, moved)
