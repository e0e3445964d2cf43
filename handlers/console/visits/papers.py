"""What somebody brings to a place: facts with where they stand, and with the day on which a person last looked there."""

import datetime as dt
from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from bot.visits import rules
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits import changed, guard, paper_content
from handlers.console.visits.places import note, wrong
from handlers.console.weeks import Refused, day_of
from handlers.context import Context, context
from storage import place_papers, staff, visit_places
from storage.place_papers import Papers
from storage.visit_places import Place

door = Blueprint("visit_papers", __name__)

ACTION = "visit-papers"
FRESH = 180
"""Days for which a look holds; after them the page asks for another."""


@door.get("/console/visits/places/<place>/papers")
@signed_in
def show(visitor: Visitor, place: str) -> Response:
    """Items, rules, the two ways to go on after a move, where all that stands, and who looked there when."""
    here = context()
    with here.database.reading() as connection:
        found = guard.require_place(connection, visitor, place)
        return jsonify(_shown(here, connection, found))


@door.put("/console/visits/places/<place>/papers")
@signed_in
def update(visitor: Visitor, place: str) -> Response:
    """200 as `show`. The day of the last look stays: `confirm` sets it. 409 "changed", 422 "rows" with each problem."""
    here, body = context(), json_body()
    with here.database.transaction() as connection:
        visit_places.hold(connection, place)
        found = guard.require_place(connection, visitor, place)
        stored = place_papers.find(connection, place)
        if body.get("revision") != (stored.revision if stored else 0):
            return changed.refused(connection, ACTION, place, **_shown(here, connection, found))
        try:
            content, source = paper_content.read(body)
        except Refused as problem:
            return wrong(problem)
        if stored is None:
            today, kid = rules.local_day(here.now(), found).isoformat(), visitor.account.kid
            place_papers.add(connection, Papers(place, content, source, today, kid))
        else:
            place_papers.change(connection, stored._replace(content=content, source=source))
        shown = _shown(here, connection, found)
        note(here, connection, visitor, ACTION, place, what="written")
    return jsonify(shown)


@door.post("/console/visits/places/<place>/papers/confirmation")
@signed_in
def confirm(visitor: Visitor, place: str) -> Response:
    """200 as `show`: this person has looked today, and what is written here is right. 409 "changed" as `update`; 404 without papers."""
    here, body = context(), json_body()
    with here.database.transaction() as connection:
        visit_places.hold(connection, place)
        found = guard.require_place(connection, visitor, place)
        stored = place_papers.find(connection, place)
        if stored is None:
            abort(404)
        if body.get("revision") != stored.revision:
            return changed.refused(connection, ACTION, place, **_shown(here, connection, found))
        today = rules.local_day(here.now(), found).isoformat()
        place_papers.change(connection, stored._replace(checked_on=today, checked_by=visitor.account.kid))
        shown = _shown(here, connection, found)
        note(here, connection, visitor, ACTION, place, what="confirmed")
    return jsonify(shown)


def _shown(here: Context, connection: Connection, place: Place) -> dict[str, Any]:
    """`stale`: nobody has looked for half a year, or ever."""
    stored = place_papers.find(connection, place.id)
    if stored is None:
        empty = paper_content.written({})
        return empty | {"source": "", "checked_on": None, "checked_by": None, "stale": True, "revision": 0}
    names = staff.display_names(connection)
    today, checked = rules.local_day(here.now(), place), day_of(stored.checked_on)
    stale = stored.checked_by is None or checked is None or today - checked > dt.timedelta(days=FRESH)
    return paper_content.written(stored.content) | {
        "source": stored.source,
        "checked_on": checked.isoformat() if checked else None,
        "checked_by": names.get(stored.checked_by) if stored.checked_by else None,
        "stale": stale,
        "revision": stored.revision,
    }
