"""That somebody at the desk is writing to a resident in a room: a hint that is forgotten within seconds."""

from flask import Blueprint, Response

from handlers.console.assignments import answers_for, not_theirs
from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from storage import consultations, rooms

door = Blueprint("typing", __name__)


@door.post("/console/consultations/<consultation>/typing")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """204, also in the talk, where nobody can be told. 409 for who does not answer it, or when it has ended."""
    here = context()
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation)
        if row.state != consultations.OPEN or not answers_for(visitor, row):
            return not_theirs()
        rooms.note_typing(connection, bytes(row.id), now=here.now())
    return Response(status=204)
