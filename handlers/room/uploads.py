"""Uploads: sealed pieces of a picture or a voice, before the record that opens them. Twice is once, so a bad line may try again."""

from flask import Blueprint, Response, request

from handlers.context import Context, context
from handlers.room.guard import Guest, Refused, binary, require_unblocked
from storage import consultations, room_uploads, shred

door = Blueprint("uploads", __name__)

REF = 16
KINDS = ("image", "audio")


@door.put("/uploads/<ref>/<int:number>")
def update(ref: str, number: int) -> Response:
    """One piece, from 0: 201. 413 "full" for one that is too large, or when too much is on its way; 409 "closed"; 403 "blocked"."""
    here, guest, name = context(), Guest.of_request(), binary(ref, REF)
    if (request.content_length or 0) > room_uploads.LARGEST_PIECE:
        raise Refused("full", 413)
    piece = request.get_data(cache=False)
    if not room_uploads.TAG < len(piece) <= room_uploads.LARGEST_PIECE:
        raise Refused("full" if piece else "bad-request", 413 if piece else 400)
    with here.database.transaction() as connection:
        row = guest.hold(connection)
        require_unblocked(connection, bytes(row.pseudonym))
        if row.state != consultations.OPEN:
            raise Refused("closed", 409)
        case = shred.open_key(connection, here.office.keys.kek, bytes(row.id))
        most = room_uploads.most_pieces(largest(here))
        if not room_uploads.put(connection, case, name, number, piece, most=most, now=here.now()):
            raise Refused("full", 413)
    return Response(status=201)


def largest(here: Context) -> int:
    """Bytes of the largest file that the page may send; which kind it is the server can't see."""
    return max(here.settings.largest_bytes[kind] for kind in KINDS)
