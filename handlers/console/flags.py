"""The flag that asks to look at a consultation first: raised by a word that may point to danger, or by a person."""

from flask import Blueprint, Response

from handlers.console.appending import done
from handlers.console.assignments import answers_for, not_theirs
from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from storage import audit, summaries

door = Blueprint("flags", __name__)


@door.post("/console/consultations/<consultation>/flag")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201: it is up. Raising it twice changes nothing. For everybody who may see the consultation."""
    here = context()
    now, kid = here.now(), visitor.account.kid
    with here.database.transaction() as connection:
        owner = bytes(visitor.find(connection, consultation, hold=True).id)
        if summaries.flag(connection, owner, now=now):
            audit.note(connection, here.office.keys, "flag", now=now, actor=kid, consultation=owner)
    return done()


@door.delete("/console/consultations/<consultation>/flag")
@signed_in
def delete(visitor: Visitor, consultation: str) -> Response:
    """204: it is down, until the next such word. For who answers the consultation; 409 for others."""
    here = context()
    now, kid = here.now(), visitor.account.kid
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        if not answers_for(visitor, row):
            return not_theirs()
        if summaries.lower_flag(connection, bytes(row.id)):
            audit.note(connection, here.office.keys, "unflag", now=now, actor=kid, consultation=bytes(row.id))
    return Response(status=204)
