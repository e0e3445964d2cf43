"""Answers to a time that was offered: yes or no, while the offer lasts."""

from flask import Blueprint, Response

from bot.visits import steps
from handlers.booking import answer, asked
from handlers.booking.guard import ground, json_body, raw_id, visitor
from handlers.context import context

door = Blueprint("answers", __name__)


@door.post("/bookings/<booking>/answer")
def create(booking: str) -> Response:
    """{"accept"}: 201. Whoever says no goes on waiting for another."""
    here, wanted_id, accept = context(), raw_id(booking), asked.flag(json_body().get("accept"))
    who, step = visitor(here), steps.accept if accept else steps.decline
    with here.database.transaction() as connection:
        return answer.told(here, connection, step(connection, ground(here), who, wanted_id, now=here.now()))
