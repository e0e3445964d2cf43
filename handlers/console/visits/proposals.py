"""A time proposed to who wished or waits: one of those that they named, or another."""

from flask import Blueprint, Response
from sqlalchemy import Connection

from bot.visits import desk
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits import guard, times
from handlers.console.visits.acting import act, ground_of, unread
from handlers.context import context
from storage.bookings import Booking

door = Blueprint("visit_proposals", __name__)


@door.post("/console/visits/bookings/<booking>/proposals")
@signed_in
def create(visitor: Visitor, booking: str) -> Response:
    """The booking with a seat at that time, kept until its resident has answered.

    `times.read` says how it is named; where there is no slot, one is made for it.
    """
    here, body = context(), json_body()
    asked = times.read(body)
    if asked is None:
        return unread("time", "日と時間をたしかめてください。")

    def step(connection: Connection, found: Booking, now: int) -> Booking:
        place = guard.require_place(connection, visitor, body.get("place"))
        at = asked.at(place)
        return desk.propose(
            connection, ground_of(here), found.id, place.id, at, now=now, minutes=asked.minutes
        )

    return act(visitor, booking, "visit-offer", step, tells="offer")
