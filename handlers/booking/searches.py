"""Searches: which days and times are open. A POST, because what somebody looks for does not belong into an address."""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection

from bot.visits import openings
from handlers.booking import asked, shown
from handlers.booking.guard import Refused, json_body, visitor
from handlers.context import context
from storage import visit_places
from storage.bookings import ANYWHERE
from storage.visit_places import Place

door = Blueprint("searches", __name__)


@door.post("/searches")
def create() -> Response:
    """{"place", "kind", "day"?}; place "" is anywhere. Without a day {"days": {day: free}, "first", "last", "now"}: which have seats,
    and between which one can book at all. With one {"openings"}. 409 "closed" for a place that takes nobody now.
    """
    here, body = context(), json_body()
    visitor(here)
    place, kind, now = asked.word(body, "place"), asked.word(body, "kind"), here.now()
    day = asked.day(body["day"]) if "day" in body else None
    with here.database.reading() as connection:
        places = _places(connection, place)
        if day is None:
            return jsonify(_days(connection, places, kind, now))
        known = {one.id: one for one in places}
        found = openings.on_day(connection, places, kind, day, now)
        return jsonify({"openings": [shown.opening(one, known[one.place]) for one in found]})


def _places(connection: Connection, place: str) -> list[Place]:
    found = [one for one in visit_places.all_of(connection) if place in (ANYWHERE, one.id)]
    if not found:
        raise Refused("closed", 409)
    return found


def _days(connection: Connection, places: list[Place], kind: str, now: int) -> dict[str, Any]:
    bounded = openings.bounds_of(connection, places, now)
    free = openings.free_days_within(connection, bounded, kind, now)
    first = min(one.first_day for one in bounded.values())
    last = max(one.last_day for one in bounded.values())
    days = {one.day.isoformat(): one.free for one in free}
    return {"days": days, "first": first.isoformat(), "last": last.isoformat(), "now": now}
