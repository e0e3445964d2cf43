"""Which room a visit takes place in."""

from flask import Blueprint, Response

from bot.visits import desk
from handlers.console import lines
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits.acting import act, unread

door = Blueprint("visit_rooms", __name__)

LONGEST = 40


@door.put("/console/visits/bookings/<booking>/room")
@signed_in
def update(visitor: Visitor, booking: str) -> Response:
    """The booking with this room; with none for "". 422 for a name of more than 40 characters, or more than one line."""
    room = json_body().get("room")
    if not isinstance(room, str) or len(room.strip()) > LONGEST or not lines.is_one(room.strip()):
        return unread("room", "部屋の名前は、40字までです。")
    return act(
        visitor,
        booking,
        "visit-room",
        lambda connection, found, now: desk.assign_room(
            connection, found.id, room.strip() or None, revision=found.revision, now=now
        ),
    )
