"""Holds: a time that is kept for ten minutes, for who has chosen it and not yet said yes."""

from flask import Blueprint, Response

from bot.visits import steps
from handlers.booking import answer, asked
from handlers.booking.guard import ground, json_body, visitor
from handlers.context import context

door = Blueprint("holds", __name__)


@door.post("/holds")
def create() -> Response:
    """{"id", "place", "starts_at", "kind", "persons"?, "private_room"?}: 201; another choice lets go of the one before. 409 with openings.

    `id`: 16 bytes made by the browser, so that a double tap holds one seat.
    """
    here, body = context(), json_body()
    who, booking, wanted = visitor(here), asked.booking(body.get("id")), asked.wanted(body)
    place, starts_at = asked.word(body, "place"), asked.moment(body.get("starts_at"))
    with here.database.transaction() as connection:
        made = steps.hold(
            connection, ground(here), who, place, starts_at, wanted, now=here.now(), booking=booking
        )
        return answer.told(here, connection, made)
