"""Claims: the first browser that opens a link from the talk has it. A second one is told so, and so are resident and desk."""

from flask import Blueprint, Response, jsonify

from handlers.context import context
from handlers.room.guard import Refused, binary, json_body, refused
from handlers.room.rosters import linked_lane
from storage import room_links

door = Blueprint("claims", __name__)

LINK, BROWSER = 16, 32


@door.post("/claims")
def create() -> Response:
    """{"link", "browser"}: 201 with {"lane", "language", "room"}, 200 for the same browser again; 404 "link", 409 "claimed"."""
    here, body = context(), json_body()
    link, browser = binary(body.get("link"), LINK), binary(body.get("browser"), BROWSER)
    with here.database.transaction() as connection:
        claim = room_links.claim(connection, link, browser, now=here.now())
    if claim is None:
        return refused(Refused("link", 404))
    if claim.state == "taken":
        return refused(Refused("claimed", 409))
    response = jsonify({"lane": linked_lane(here), "language": claim.language, "room": claim.room})
    response.status_code = 201 if claim.state == "new" else 200
    return response
