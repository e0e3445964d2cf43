"""Claims: the first browser that opens a link from the talk has it. A second one is told to come from the talk itself."""

from flask import Blueprint, Response, jsonify

from handlers import slowing
from handlers.booking.asked import booking as sixteen_bytes
from handlers.booking.guard import Refused, access, json_body, refused, sentence
from handlers.context import context
from storage import booking_links

door = Blueprint("claims", __name__)


@door.post("/claims")
def create() -> Response:
    """{"link"} from a browser that shows a secret of its own: 201 with {"language"}; 404 "link", 409 "claimed", 429 after many."""
    here, secret, link = context(), access(), sixteen_bytes(json_body().get("link"))
    with here.database.transaction() as connection:
        this = slowing.by_address(here, connection)
        if this.wait:
            return slowing.too_soon(this.wait, sentence("slow-down"))
        claim = booking_links.claim(connection, link, secret, now=here.now())
        if claim is not None:
            this.was_right(connection, now=here.now())
    if claim is None:
        return refused(Refused("link", 404))
    state, language = claim
    if state == "taken":
        return refused(Refused("claimed", 409))
    response = jsonify({"language": language})
    response.status_code = 201
    return response


@door.delete("/claims")
def destroy() -> Response:
    """This browser leaves for good: 204, also when it was not known."""
    here, secret = context(), access()
    with here.database.transaction() as connection:
        booking_links.forget(connection, secret)
    return Response(status=204)
