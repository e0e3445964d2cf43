"""What the desk writes down for itself: notes, and the words agreed with a resident. Sealed like everything that is said."""

from flask import Blueprint, Response
from sqlalchemy import Connection

from handlers.console import appending
from handlers.console.assignments import answers_for, not_theirs
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, co_readings
from storage.contexts import Rejected
from storage.records import Record

door = Blueprint("notes", __name__)


@door.post("/console/consultations/<consultation>/notes")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """{"record"}: 201, also for who reads along and after the end. 409 "head" when the transcript moved on; 422 for a bad one."""
    return _append(visitor, consultation, "note")


@door.post("/console/consultations/<consultation>/agreed-words")
@signed_in
def create_words(visitor: Visitor, consultation: str) -> Response:
    """{"record"}: 201 for code word and decoy word, which only the desk can read. Refusals as for a note."""
    return _append(visitor, consultation, "words")


def reads_along(here: Context, connection: Connection, visitor: Visitor, owner: bytes) -> bool:
    """Whether this person reads along in it at this moment, seen by everybody who works on it."""
    standing = co_readings.standing(connection, [owner], now=here.now())
    return any(kid == visitor.account.kid for kid, _ in standing.get(owner, []))


def _append(visitor: Visitor, consultation: str, action: str) -> Response:
    here = context()
    try:
        record = Record.from_json(json_body().get("record", {}))
    except Rejected:
        return refusal("record", 422)
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        owner, kid = bytes(row.id), visitor.account.kid
        along = action == "note" and reads_along(here, connection, visitor, owner)
        if not (along or answers_for(visitor, row)):
            return not_theirs()
        try:
            appending.append(here, connection, row, visitor, record)
        except (appending.Behind, Rejected) as error:
            return appending.refused(error)
        audit.note(connection, here.office.keys, action, now=here.now(), actor=kid, consultation=owner)
    return appending.done()
