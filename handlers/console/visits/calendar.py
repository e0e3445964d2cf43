"""The frame of the calendar: whose places, what can be booked there, and which day it is."""

from typing import Any

from flask import Blueprint, Response, jsonify

from bot.visits import rules
from handlers import language
from handlers.console.guard import Visitor, signed_in
from handlers.console.visits import guard
from handlers.context import context
from storage import visit_kinds, visit_places
from storage.visit_places import Place

door = Blueprint("visit_calendar", __name__)


@door.get("/console/visits/calendar")
@signed_in
def show(visitor: Visitor) -> Response:
    """{"now", "places", "elsewhere", "kinds"}: places are theirs, with today's day there; `elsewhere` are the other open ones,
    to which a booking can be handed over. Names in the page's language."""
    now, spoken = context().now(), language.language()
    with context().database.reading() as connection:
        theirs = guard.places_of(connection, visitor)
        kinds = visit_kinds.all_of(connection, active=False)
        everywhere = visit_places.all_of(connection)
    mine = {place.id for place in theirs}
    return jsonify(
        {
            "now": now,
            "places": [_place(place, spoken, now) for place in theirs],
            "elsewhere": [
                {"id": place.id, "name": place.name(spoken)} for place in everywhere if place.id not in mine
            ],
            "kinds": [
                {
                    "id": one.id,
                    "name": one.name(spoken),
                    "most_persons": one.most_persons,
                    "active": one.active,
                }
                for one in kinds
            ],
        }
    )


def _place(place: Place, spoken: str, now: int) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name(spoken),
        "private_room": place.private_room,
        "active": place.active,
        "today": rules.local_day(now, place).isoformat(),
    }
