"""Handing a consultation over: to a colleague of the same desk who can open all of it, or back to everybody there.

To another desk there is no way: its people hold no key.
"""

from typing import Any, NamedTuple

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection, Row

from handlers.console import appending
from handlers.console.assignments import answers_for, not_theirs
from handlers.console.guard import Visitor, json_body, signed_in, still_seated
from handlers.console.notes import reads_along
from handlers.context import Context, context
from handlers.security import refusal
from storage import assignments, audit, checks, co_readings, consultations, staff
from storage.contexts import Rejected, b64, unb64
from storage.records import Record

door = Blueprint("handovers", __name__)

_NOBODY = "この人は、この相談をすべては開けません。ほかの人をえらんでください。"


class _Wanted(NamedTuple):
    to: bytes | None
    record: Record


@door.get("/console/consultations/<consultation>/handover")
@signed_in
def show(visitor: Visitor, consultation: str) -> Response:
    """{"takers": [{"kid", "name"}]}: who could take it over."""
    here = context()
    with here.database.reading() as connection:
        row = visitor.find(connection, consultation)
        names = staff.display_names(connection)
        takers = _takers(here, connection, visitor, row)
    return jsonify({"takers": [{"kid": b64(kid), "name": names.get(kid, "")} for kid in takers]})


@door.post("/console/consultations/<consultation>/handover")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """{"to": kid or null, "record"}: 201, and who handed it over has no access from then on.

    By its assignee, or by who reads along (a colleague may be ill). 422 "taker" for somebody who can't open it; 409 "head".
    """
    here = context()
    try:
        wanted = _read(json_body())
    except (Rejected, ValueError):
        return refusal("handover", 422)
    with here.database.transaction() as connection:
        visitor = still_seated(here, connection, visitor)
        row = visitor.find(connection, consultation, hold=True)
        owner, kid = bytes(row.id), visitor.account.kid
        theirs = answers_for(visitor, row) or reads_along(here, connection, visitor, owner)
        if row.state != consultations.OPEN or not theirs:
            return not_theirs()
        if wanted.to is not None and wanted.to not in _takers(here, connection, visitor, row):
            return refusal("taker", 422, _NOBODY)
        try:
            _hand_over(here, connection, row, visitor, wanted)
        except (appending.Behind, Rejected) as error:
            return appending.refused(error)
        to = b64(wanted.to) if wanted.to else ""
        now, keys = here.now(), here.office.keys
        audit.note(connection, keys, "handover", now=now, actor=kid, consultation=owner, to=to)
    return appending.done()


def _hand_over(
    here: Context, connection: Connection, row: Row[Any], visitor: Visitor, wanted: _Wanted
) -> None:
    owner, kid, now = bytes(row.id), visitor.account.kid, here.now()
    appending.append(here, connection, row, visitor, wanted.record)
    assignments.hand_over(connection, owner, wanted.to, by=kid, now=now)
    checks.withdraw(connection, owner)
    if wanted.to is not None:
        co_readings.end(connection, owner, kid=wanted.to, now=now)


def _read(body: dict[str, Any]) -> _Wanted:
    match body:
        case {"to": None, "record": dict(record)}:
            return _Wanted(None, Record.from_json(record))
        case {"to": str(to), "record": dict(record)}:
            return _Wanted(unb64(to), Record.from_json(record))
    raise ValueError("a hand-over is a person or nobody, and a record")


def _takers(here: Context, connection: Connection, visitor: Visitor, row: Row[Any]) -> list[bytes]:
    """Everybody who can read it but its assignee."""
    keys, owner = here.office.keys, bytes(row.id)
    found = assignments.readers(connection, keys.kek, visitor.trust, owner, row.desk)
    return [kid for kid in found if row.assignee is None or kid != bytes(row.assignee)]
