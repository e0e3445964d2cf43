"""A booking that takes place at another time, at another place, or not at all."""

from flask import Blueprint, Response, abort
from sqlalchemy import Connection

from bot.visits import desk
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits import guard, times
from handlers.console.visits.acting import act, ground_of, unread
from handlers.context import context
from storage import visit_places
from storage.bookings import Booking

door = Blueprint("visit_moves", __name__)


@door.post("/console/visits/bookings/<booking>/moves")
@signed_in
def create(visitor: Visitor, booking: str) -> Response:
    """The booking at a free time of one of their places (`times.read`); it keeps its code. 409 "full" with the nearest free times.

    Who has wished or waits is booked by it, as agreed with them.
    """
    here, body = context(), json_body()
    asked = times.read(body)
    if asked is None:
        return unread("time", "時間をえらんでください。")

    def step(connection: Connection, found: Booking, now: int) -> Booking:
        place = guard.require_place(connection, visitor, body.get("place"))
        at = asked.slot(connection, place)
        return desk.shift(
            connection, ground_of(here), found.id, place.id, at, revision=found.revision, now=now
        )

    return act(visitor, booking, "visit-move", step, tells="changed")


@door.post("/console/visits/bookings/<booking>/handovers")
@signed_in
def create_handover(visitor: Visitor, booking: str) -> Response:
    """The booking as a wish at any other open place, its time the first one named; who hands it over may not see it any more."""
    here, wanted = context(), json_body().get("place")

    def step(connection: Connection, found: Booking, now: int) -> Booking:
        place = None
        if isinstance(wanted, str) and wanted.isprintable():
            place = visit_places.find(connection, wanted)
        if place is None or not place.active or place.id == found.place:
            abort(404)
        return desk.hand_over(
            connection, ground_of(here), found.id, place.id, revision=found.revision, now=now
        )

    return act(visitor, booking, "visit-handover", step, tells="changed")


@door.post("/console/visits/bookings/<booking>/cancellation")
@signed_in
def create_cancellation(visitor: Visitor, booking: str) -> Response:
    """The booking, cancelled; what its resident said of themselves is destroyed at once. Nobody asks or keeps why."""
    here = context()
    return act(
        visitor,
        booking,
        "visit-cancel",
        lambda connection, found, now: desk.cancel(
            connection, ground_of(here), found.id, revision=found.revision, now=now
        ),
        tells="cancelled",
    )
