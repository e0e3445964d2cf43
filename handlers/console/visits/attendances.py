"""Whether somebody came. A mistake can be taken back."""

from flask import Blueprint, Response

from bot.visits import desk
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits.acting import act, unread

door = Blueprint("visit_attendances", __name__)


@door.put("/console/visits/bookings/<booking>/attendance")
@signed_in
def update(visitor: Visitor, booking: str) -> Response:
    """The booking as "attended" or "missed", or "booked" again."""
    match json_body().get("state"):
        case "attended" | "missed" | "booked" as state:
            return act(
                visitor,
                booking,
                "visit-mark",
                lambda connection, found, now: desk.mark(
                    connection, found.id, state, revision=found.revision, now=now
                ),
                undone=state == "booked",
            )
    return unread("state", "「来ました」か「来ませんでした」をえらんでください。")
