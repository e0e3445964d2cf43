"""The day on paper: times and codes, and nothing that tells what they are for or who comes."""

import zoneinfo
from http import HTTPStatus

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection

from bot.visits import rules
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits import guard, shown
from handlers.console.visits.acting import unread
from handlers.console.visits.days import day_of
from handlers.context import context
from storage import audit, bookings
from storage.visit_places import Place

door = Blueprint("visit_prints", __name__)

_COMING = ("booked", "offered", "attended", "missed")


@door.post("/console/visits/prints")
@signed_in
def create(visitor: Visitor) -> Response:
    """201 {"day", "lines": [{"time", "code"}]} of a `place` and a `day`; noted, since paper leaves the house."""
    here, body = context(), json_body()
    now, day = here.now(), day_of(body.get("day"))
    if day is None:
        return unread("day", "日をたしかめてください。")
    with here.database.transaction() as connection:
        place = guard.require_place(connection, visitor, body.get("place"))
        begins, ends = rules.day_bounds(day, place.timezone)
        lines = _lines(connection, place, begins, ends, now)
        kid = visitor.account.kid
        audit.note(connection, here.office.keys, "visit-print", now=now, actor=kid, place=place.id)
    answer = jsonify({"day": day.isoformat(), "lines": lines})
    answer.status_code = HTTPStatus.CREATED
    return answer


def _lines(connection: Connection, place: Place, begins: int, ends: int, now: int) -> list[dict[str, str]]:
    zone = zoneinfo.ZoneInfo(place.timezone)
    coming = [
        (one.starts_at, one.code)
        for one in bookings.between(connection, place.id, begins, ends, now=now)
        if one.state in _COMING and one.starts_at is not None
    ]
    return [{"time": shown.moment(at, zone)["time"], "code": code} for at, code in sorted(coming)]
