"""Going on with a consultation that was closed, while it is still kept."""

from typing import Any

from flask import Blueprint, Response
from sqlalchemy import Connection, Row

from bot import outgoing
from handlers.console.appending import done
from handlers.console.assignments import answers_for, not_theirs
from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from handlers.security import refusal
from storage import audit, consultations, endings

door = Blueprint("reopenings", __name__)

_WISHED = "相手が消すことを望んだ相談なので、もう一度開くことはできません。"
_ANOTHER = "同じ相手の、新しい相談が開いています。そちらで続けてください。"
_TOO_LATE = "消える時刻を過ぎたため、もう開けません。まもなく消えます。"


@door.post("/console/consultations/<consultation>/reopening")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201: it is open again, and nothing is due; open already, nothing changes.

    409 "wished" when its resident wants it gone, "another" when they have begun a new one, "late" when it is being destroyed.
    """
    here = context()
    now, kid = here.now(), visitor.account.kid
    with here.database.transaction() as connection:
        # The resident first, as the intake does it: otherwise each could wait for the other.
        consultations.hold_resident(connection, bytes(visitor.find(connection, consultation).pseudonym))
        row = visitor.find(connection, consultation, hold=True)
        if not answers_for(visitor, row):
            return not_theirs()
        if row.state == consultations.OPEN:
            return done()
        refused = _why_not(connection, row)
        if refused:
            return refused
        seated = visitor.trust.current.desks[row.desk]
        if not endings.reopen(connection, bytes(row.id), seated=seated, now=now):
            return refusal("late", 409, _TOO_LATE)
        outgoing.take_back_end(connection, row)
        audit.note(connection, here.office.keys, "reopen", now=now, actor=kid, consultation=bytes(row.id))
    return done()


def _why_not(connection: Connection, row: Row[Any]) -> Response | None:
    if row.erase_on_close or row.wish_at is not None:
        return refusal("wished", 409, _WISHED)
    if consultations.another_is_open(connection, row):
        return refusal("another", 409, _ANOTHER)
    return None
