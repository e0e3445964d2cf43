"""Days of a place that differ: closed, or open at other times. Each lays the slots anew."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from handlers import language
from handlers.console import lines
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.console.visits import ahead, guard, pattern_rows
from handlers.console.visits.laying import Times, held, laid_anew
from handlers.console.visits.places import note, wrong
from handlers.console.weeks import Problem, Refused
from handlers.context import context
from handlers.security import refusal
from storage import slot_patterns, visit_kinds
from storage.contexts import b64
from storage.slot_patterns import Unusual, new_id

door = Blueprint("visit_days", __name__)

ACTION = "visit-day"
MOST = 400
LONGEST_NOTE = 100
HOLIDAYS_AHEAD = 400
"""Days for which holidays are told by name."""


@door.get("/console/visits/places/<place>/unusual-days")
@signed_in
def index(visitor: Visitor, place: str) -> Response:
    """Those that are not over, public holidays by name, and the bookings that stand outside of what is offered."""
    here = context()
    with here.database.reading() as connection:
        found = guard.require_place(connection, visitor, place)
        return jsonify(_shown(connection, Times(connection, found, here.now())))


@door.post("/console/visits/places/<place>/unusual-days")
@signed_in
def create(visitor: Visitor, place: str) -> Response:
    """201 as `index`, with the slots laid anew; `stayed` are bookings whose time stays although it is closed now. 422 "rows" with each problem. The same a second time changes nothing."""
    here, body = context(), json_body()
    with here.database.transaction() as connection:
        before = held(connection, visitor, place, here.now())
        kinds = {kind.id for kind in visit_kinds.all_of(connection, active=False)}
        try:
            wanted = _read(body, kinds, before.today)
        except Refused as problem:
            return wrong(problem)
        if len(before.unusual) >= MOST:
            return refusal("many", HTTPStatus.CONFLICT, "日にちの数が多すぎます。")
        known = [one._replace(id=b"") for one in before.unusual]
        if wanted._replace(id=b"") not in known:
            slot_patterns.replace_unusual(connection, place, [*before.unusual, wanted])
        shown = _noted(connection, visitor, before, "closed" if wanted.opens is None else "opened", wanted)
    answer = jsonify(shown)
    answer.status_code = HTTPStatus.CREATED
    return answer


@door.delete("/console/visits/places/<place>/unusual-days/<day>")
@signed_in
def delete(visitor: Visitor, place: str, day: str) -> Response:
    """200 as `index`, with the slots laid anew; 404 when somebody took it back before."""
    here, wanted = context(), raw_id(day)
    with here.database.transaction() as connection:
        before = held(connection, visitor, place, here.now())
        gone = next((one for one in before.unusual if one.id == wanted), None)
        if gone is None:
            abort(HTTPStatus.NOT_FOUND)
        slot_patterns.replace_unusual(connection, place, [one for one in before.unusual if one.id != wanted])
        shown = _noted(connection, visitor, before, "taken-back", gone)
    return jsonify(shown)


def _noted(
    connection: Connection, visitor: Visitor, before: Times, what: str, day: Unusual
) -> dict[str, Any]:
    """As `index` after the change, which stands in the audit log then."""
    after, stayed = laid_anew(connection, before)
    days = {"first_day": day.first_day, "last_day": day.last_day}
    note(context(), connection, visitor, ACTION, before.place.id, what=what, **days)
    return _shown(connection, after) | {"stayed": stayed}


def _read(body: dict[str, Any], kinds: set[str], today: dt.date) -> Unusual:
    problems = pattern_rows.day_problems(body, today)
    if not problems and dt.date.fromisoformat(body["last_day"]) < today:
        problems.append(Problem(None, "last_day", "past"))
    closed = body.get("opens") is None
    if not closed:
        problems += [*pattern_rows.hours_problems(body), *pattern_rows.kinds_problems(body, kinds)]
    words = body.get("note")
    if not isinstance(words, str) or len(words) > LONGEST_NOTE or not lines.is_one(words):
        problems.append(Problem(None, "note", "long"))
    if problems:
        raise Refused(problems)
    days, said = (body["first_day"], body["last_day"]), str(words).strip()
    if closed:
        return Unusual(new_id(), *days, None, None, None, None, None, said)
    times = (body["opens"], body["closes"], body["minutes"], body["capacity"])
    return Unusual(new_id(), *days, *times, pattern_rows.joined(body.get("kinds")), said)


def _shown(connection: Connection, times: Times) -> dict[str, Any]:
    spoken, last = language.language(), times.today + dt.timedelta(days=HOLIDAYS_AHEAD)
    coming = [one for one in times.unusual if one.last_day >= times.today.isoformat()]
    return {
        "days": [pattern_rows.unusual_row(one) | {"id": b64(one.id)} for one in coming],
        "holidays": ahead.days_off(times.today, last, spoken),
        "today": times.today.isoformat(),
        "left": times.left(connection),
    }
