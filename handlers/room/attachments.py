"""What came with an entry and is not text, as ciphertext: for the two browsers that can open it."""

from flask import Blueprint, Response

from handlers.context import context
from handlers.framing import framed
from handlers.room.guard import Guest, Refused
from storage import attachments, shred

door = Blueprint("attachments", __name__)


@door.get("/attachments/<int:position>")
def show(position: int) -> Response:
    """The sealed pieces of the record at that position, each after its length (u32, big-endian); 404 when there are none."""
    here, guest = context(), Guest.of_request()
    with here.database.reading() as connection:
        row = guest.find(connection)
        if position > row.entries:
            raise Refused("attachment", 404)
        case = shred.open_key(connection, here.office.keys.kek, bytes(row.id))
        pieces = attachments.read(connection, case, position)
    if not pieces:
        raise Refused("attachment", 404)
    return framed(pieces)
