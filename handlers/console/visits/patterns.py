"""When a place takes visits, week by week: looked at, foreseen, and set anew with its slots laid again."""

import datetime as dt
from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection

from handlers import language
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits import ahead, changed, guard, pattern_rows
from handlers.console.visits.laying import Times, held, laid_anew
from handlers.console.visits.places import note, wrong
from handlers.console.weeks import Refused
from handlers.context import context
from storage import hours, slot_patterns, visit_kinds

door = Blueprint("visit_patterns", __name__)

ACTION = "visit-patterns"


@door.get("/console/visits/places/<place>/patterns")
@signed_in
def show(visitor: Visitor, place: str) -> Response:
    """Rows, their revision, what comes of them, and between which days a new row would begin and end."""
    here = context()
    with here.database.reading() as connection:
        found = guard.require_place(connection, visitor, place)
        return jsonify(_shown(connection, Times(connection, found, here.now())))


@door.put("/console/visits/places/<place>/patterns")
@signed_in
def update(visitor: Visitor, place: str) -> Response:
    """200 as `show`, with the slots laid anew; `stayed` are bookings whose time stays although it is no longer offered. 409 "changed" with what somebody else has set, 422 "rows" with each problem."""
    here, body = context(), json_body()
    with here.database.transaction() as connection:
        before = held(connection, visitor, place, here.now())
        if body.get("revision") != _revision(before):
            return changed.refused(connection, ACTION, place, **_shown(connection, before))
        try:
            rows = pattern_rows.read(body.get("rows"), kinds=_kinds(connection), today=before.today)
        except Refused as problem:
            return wrong(problem)
        slot_patterns.replace_patterns(connection, place, rows)
        after, stayed = laid_anew(connection, before)
        shown = _shown(connection, after) | {"stayed": stayed}
        note(here, connection, visitor, ACTION, place, rows=len(shown["rows"]))
    return jsonify(shown)


@door.post("/console/visits/places/<place>/patterns/preview")
@signed_in
def preview(visitor: Visitor, place: str) -> Response:
    """What would come of these rows; nothing is changed. 422 as `update`."""
    here = context()
    with here.database.reading() as connection:
        before = Times(connection, guard.require_place(connection, visitor, place), here.now())
        try:
            rows = pattern_rows.read(json_body().get("rows"), kinds=_kinds(connection), today=before.today)
        except Refused as problem:
            return wrong(problem)
        after = Times(connection, before.place, here.now(), patterns=rows, unusual=before.unusual)
        return jsonify(after.seen(connection, language.language()))


def _shown(connection: Connection, times: Times) -> dict[str, Any]:
    tomorrow = times.today + dt.timedelta(days=1)
    return {
        "rows": pattern_rows.written(times.patterns),
        "revision": _revision(times),
        "begins": tomorrow.isoformat(),
        "year_ends": ahead.fiscal_year_ends(tomorrow),
        "preview": times.seen(connection, language.language()),
    }


def _revision(times: Times) -> str:
    return hours.revision(sorted((one[1:] for one in times.patterns), key=str))


def _kinds(connection: Connection) -> set[str]:
    return {kind.id for kind in visit_kinds.all_of(connection, active=False)}
