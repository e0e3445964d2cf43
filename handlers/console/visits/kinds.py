"""What a visit can be about: read by who sets up places, written by supervisors."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection

from handlers.console import lines
from handlers.console.access import LEADERS
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits import changed, facts
from handlers.console.visits.acting import integer
from handlers.console.visits.places import wrong
from handlers.console.weeks import Problem, Refused
from handlers.context import context
from storage import audit, hours, visit_kinds, visit_places
from storage.visit_kinds import Kind

door = Blueprint("visit_kinds", __name__)

ACTION = "visit-kinds"
MOST = 30
LENGTHS = {"name_ja": 64, "name_easy": 128, "name_en": 64, "talk_ja": 20, "talk_easy": 40, "talk_en": 20}
SWITCHES = ("papers", "active")
TALK = ("talk_ja", "talk_easy", "talk_en")
MOST_PERSONS = 9


@door.get("/console/visits/kinds")
@signed_in
def index(visitor: Visitor) -> Response:
    """All of them in their order, and whether this person may change them."""
    with context().database.reading() as connection:
        shown = _shown(connection)
    return jsonify(shown | {"mine": visitor.account.role in LEADERS})


@door.put("/console/visits/kinds")
@signed_in
def update(visitor: Visitor) -> Response:
    """200 as `index`: these in this order. None is dropped, for somebody may have booked it: it is switched off.

    409 "changed" with what somebody else has set, 422 "rows" with each problem; "telling" names the word.
    """
    here, body = context(), json_body()
    with here.database.transaction() as connection:
        visit_places.hold(connection)
        known = visit_kinds.all_of(connection, active=False)
        if body.get("revision") != _revision(known):
            return changed.refused(connection, ACTION, None, **_shown(connection))
        try:
            kinds = _read(body.get("kinds"), {kind.id for kind in known})
        except Refused as problem:
            return wrong(problem)
        visit_kinds.replace(connection, kinds)
        shown = _shown(connection)
        kid = visitor.account.kid
        audit.note(connection, here.office.keys, ACTION, now=here.now(), actor=kid, rows=len(kinds))
    return jsonify(shown | {"mine": True})


def _read(rows: object, known: set[str]) -> list[Kind]:
    if not isinstance(rows, list) or not rows or len(rows) > MOST:
        raise Refused([Problem(None, "rows", "many")])
    problems = [one for place, row in enumerate(rows) for one in _problems(place, row, known)]
    given = [row["id"] for row in rows if isinstance(row, dict) and row.get("id") is not None]
    if not problems and (len(set(given)) != len(given) or set(given) != known):
        problems.append(Problem(None, "rows", "gone"))
    if problems:
        raise Refused(problems)
    # Short, so that a slot can list all of them (storage/slot_tables.py).
    free = (f"kind-{number}" for number in range(1, len(known) + MOST + 1) if f"kind-{number}" not in known)
    return [_kind(place, row, free) for place, row in enumerate(rows, start=1)]


def _problems(place: int, row: object, known: set[str]) -> Iterator[Problem]:
    if not isinstance(row, dict) or (row.get("id") is not None and not _is_known(row["id"], known)):
        yield Problem(place, "name_ja", "empty")
        return
    for name, most in LENGTHS.items():
        text = row.get(name)
        if not isinstance(text, str) or not text.strip():
            yield Problem(place, name, "empty")
        elif len(text.strip()) > most:
            yield Problem(place, name, "long")
        elif not lines.is_one(text):
            yield Problem(place, name, "line")
        elif name in TALK and facts.telling(text):
            yield Problem(place, name, "telling")
    if not integer(row.get("most_persons"), 1, MOST_PERSONS):
        yield Problem(place, "most_persons", "range")
    for name in SWITCHES:
        if not isinstance(row.get(name), bool):
            yield Problem(place, name, "empty")


def _is_known(id_: object, known: set[str]) -> bool:
    return isinstance(id_, str) and id_ in known


def _kind(place: int, row: dict[str, Any], free: Iterator[str]) -> Kind:
    words = {name: row[name].strip() for name in LENGTHS}
    # The id stands in buttons of the talk: it says nothing.
    id_ = row["id"] if row.get("id") is not None else next(free)
    switches = {name: row[name] for name in SWITCHES}
    return Kind(id=id_, position=place, most_persons=row["most_persons"], **switches, **words)


def _shown(connection: Connection) -> dict[str, Any]:
    known = visit_kinds.all_of(connection, active=False)
    return {"kinds": [kind._asdict() for kind in known], "revision": _revision(known)}


def _revision(kinds: list[Kind]) -> str:
    return hours.revision([list(kind) for kind in kinds])
