"""How many visits one slot takes."""

from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits import guard
from handlers.console.visits.acting import integer, is_moment, unread
from handlers.context import context
from handlers.security import refusal
from storage import audit, slots

door = Blueprint("visit_slots", __name__)

MOST = 50


@door.put("/console/visits/slots/<place>/<int:starts_at>")
@signed_in
def update(visitor: Visitor, place: str, starts_at: int) -> Response:
    """200 {"capacity", "taken"}. 409 "booked" with how many are taken when it would be fewer than those; 404 where there is none."""
    here, capacity = context(), json_body().get("capacity")
    now = here.now()
    if not integer(capacity, 0, MOST) or not is_moment(starts_at):
        return unread("capacity", "数は、0から50までにしてください。")
    with here.database.transaction() as connection:
        theirs = guard.require_place(connection, visitor, place)
        found = slots.find(connection, theirs.id, starts_at, now)
        if found is None:
            return refusal("closed", HTTPStatus.NOT_FOUND, "この時間の枠は、もうありません。")
        if not slots.set_capacity(connection, theirs.id, starts_at, capacity, now):
            said = f"もう{found.taken}件の予約があるので、それより少なくできません。"
            return refusal("booked", HTTPStatus.CONFLICT, said, taken=found.taken)
        audit.note(
            connection,
            here.office.keys,
            "visit-capacity",
            now=now,
            actor=visitor.account.kid,
            place=theirs.id,
            capacity=capacity,
        )
    return jsonify({"capacity": capacity, "taken": found.taken})
