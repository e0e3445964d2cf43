"""What a resident sent that is not text, as ciphertext: only the counselor's browser can open it."""

from flask import Blueprint, Response, abort

from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from handlers.framing import framed
from storage import attachments, shred

door = Blueprint("attachments", __name__)


@door.get("/console/consultations/<consultation>/attachments/<int:position>")
@signed_in
def show(visitor: Visitor, consultation: str, position: int) -> Response:
    """The sealed chunks of the record at that position, each after its length (u32, big-endian).

    404 when the consultation is not theirs to see, or nothing is there (any more). Opening the consultation was noted.
    """
    here = context()
    with here.database.reading() as connection:
        row = visitor.find(connection, consultation)
        if position > row.entries:
            abort(404)
        case = shred.open_key(connection, here.office.keys.kek, bytes(row.id))
        chunks = attachments.read(connection, case, position)
    if not chunks:
        abort(404)
    return framed(chunks)
