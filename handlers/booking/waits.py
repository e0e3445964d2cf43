"""Waits: for a time between two days that somebody gives up."""

from flask import Blueprint, Response

from bot.visits import steps
from handlers.booking import answer, asked
from handlers.booking.guard import ground, json_body, slow, unreadable, visitor
from handlers.context import context

door = Blueprint("waits", __name__)


@door.post("/waits")
def create() -> Response:
    """{"id", "place", "first", "last", …} with the rest as for a confirmation: 201. Both days count."""
    here, body = context(), json_body()
    who, booking = visitor(here), asked.booking(body.get("id"))
    wanted, details, place = asked.wanted(body), asked.details(body), asked.word(body, "place")
    first, last = asked.day(body.get("first")), asked.day(body.get("last"))
    if last < first:
        unreadable()
    wait = slow(here, who)
    if wait is not None:
        return wait
    with here.database.transaction() as connection:
        made = steps.wait(
            connection,
            ground(here),
            who,
            place,
            first,
            last,
            wanted,
            details,
            now=here.now(),
            booking=booking,
        )
        return answer.told(here, connection, made)
