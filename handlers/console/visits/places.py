"""Places that are visited: their facts and rules. A clerk changes their own; a supervisor any, and adds one."""

import datetime as dt
import secrets
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from bot.visits import rules
from handlers.console.access import LEADERS
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits import changed, facts, guard
from handlers.console.visits.laying import Times
from handlers.console.weeks import Refused
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, visit_places
from storage.visit_places import Place

door = Blueprint("visit_places", __name__)

ACTION = "visit-place"
MOST = 60


@door.get("/console/visits/places")
@signed_in
def index(visitor: Visitor) -> Response:
    """Theirs, with all rules and what these mean today; what a `new` one begins with; `leads`: may add one, and say who works where."""
    here = context()
    now = here.now()
    with here.database.reading() as connection:
        listed = [_shown(connection, place, now) for place in guard.places_of(connection, visitor)]
    new = _new(here)._replace(id="")._asdict()
    return jsonify({"places": listed, "new": new, "leads": visitor.account.role in LEADERS})


@door.post("/console/visits/places")
@signed_in
def create(visitor: Visitor) -> Response:
    """201 with the place as it is then; 422 "place" with each problem at its field."""
    here, body = context(), json_body()
    now = here.now()
    try:
        place = facts.read(body, _new(here))
    except Refused as problem:
        return wrong(problem)
    with here.database.transaction() as connection:
        known = visit_places.hold(connection)
        if len(known) >= MOST:
            return refusal("many", 409, "場所の数が多すぎます。")
        place = place._replace(position=max((one.position for one in known), default=0) + 1)
        visit_places.add(connection, place)
        shown = _shown(connection, place, now)
        note(here, connection, visitor, ACTION, place.id, what="added")
    answer = jsonify(shown)
    answer.status_code = HTTPStatus.CREATED
    return answer


@door.put("/console/visits/places/<place>")
@signed_in
def update(visitor: Visitor, place: str) -> Response:
    """200 with the place as it is then; 409 "changed" with what somebody else has set meanwhile, 422 as `create`.

    `revision` in the body is what the page saw.
    """
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        visit_places.hold(connection)
        stored = guard.require_place(connection, visitor, place)
        if body.get("revision") != stored.revision:
            return changed.refused(connection, ACTION, place, stored=_shown(connection, stored, now))
        try:
            wanted = facts.read(body, stored)
        except Refused as problem:
            return wrong(problem)
        after = visit_places.change(connection, wanted)
        if after is None:
            abort(HTTPStatus.CONFLICT)
        shown = _shown(connection, after, now)
        note(here, connection, visitor, ACTION, place)
    return jsonify(shown)


@door.post("/console/visits/outlook")
@signed_in
def foresee(visitor: Visitor) -> Response:
    """What these numbers of days would mean today, for the `place` of the body or for a new one; nothing is changed."""
    here, body = context(), json_body()
    with here.database.reading() as connection:
        known = body.get("place")
        stored = guard.require_place(connection, visitor, known) if known is not None else _new(here)
        try:
            return jsonify(_outlook(connection, facts.numbers(body, stored), here.now()))
        except Refused as problem:
            return wrong(problem)


def wrong(problem: Refused) -> Response:
    """422 with each problem at its row and field."""
    return refusal(
        "rows", HTTPStatus.UNPROCESSABLE_ENTITY, "入れた内容をたしかめてください。", problems=problem.problems
    )


def note(
    here: Context, connection: Connection, visitor: Visitor, action: str, place: str, **more: str | int
) -> None:
    """In the audit log: which place, and no content."""
    kid = visitor.account.kid
    now = here.now()
    audit.note(
        connection, here.office.keys, action, now=now, actor=kid, consultation=None, place=place, **more
    )


def _shown(connection: Connection, place: Place, now: int) -> dict[str, Any]:
    return place._asdict() | {"outlook": _outlook(connection, place, now)}


def _outlook(connection: Connection, place: Place, now: int) -> dict[str, str]:
    """Days as of today: the first that can be booked, the last, and the first whose bookings can still be changed."""
    times = Times(connection, place, now)
    closed = rules.closed_of([(one.first_day, one.last_day) for one in times.unusual if one.opens is None])
    first, last = rules.earliest(now, place, closed), rules.latest(now, place, closed)
    slotted = (rules.local_day(one.starts_at, place) for one in times.laid)
    opened = next((day for day in slotted if day >= first), None)
    while not rules.business_day(first, closed):
        first += dt.timedelta(days=1)
    changes = rules.earliest(now, place._replace(lead_days=place.change_days), closed)
    shown = {"earliest": opened or first, "latest": last, "changes": changes}
    return {name: day.isoformat() for name, day in shown.items()}


def _new(here: Context) -> Place:
    """What a new place begins with; residents don't see it before somebody says so."""
    return Place(
        id=f"place-{secrets.token_hex(4)}", position=0, name_ja="", name_easy="", name_en="", address="", phone="",
        timezone=str(here.settings.timezone), lead_days=5, change_days=1, horizon_days=40, per_resident=1,
        private_room=True, takes_wishes=True, takes_waiting=True, active=False,
    )  # fmt: skip
