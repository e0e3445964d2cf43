"""Confirmations: yes to a time that was held."""

from flask import Blueprint, Response

from bot.visits import steps
from handlers.booking import answer, asked
from handlers.booking.guard import ground, json_body, raw_id, slow, visitor
from handlers.context import context

door = Blueprint("confirmations", __name__)


@door.post("/bookings/<booking>/confirmation")
def create(booking: str) -> Response:
    """{"kind", "persons", "private_room", "reminder_hour", "notices", "call_name", "note"}: 201, twice the same answer. 409 when the hold
    is over and somebody else was quicker; 429 after many.
    """
    here, wanted_id, body = context(), raw_id(booking), json_body()
    who, wanted, details = visitor(here), asked.wanted(body), asked.details(body)
    wait = slow(here, who)
    if wait is not None:
        return wait
    with here.database.transaction() as connection:
        made = steps.confirm(
            connection, ground(here), who, wanted_id, wanted, details, now=here.now(), origin="page"
        )
        return answer.told(here, connection, made)
