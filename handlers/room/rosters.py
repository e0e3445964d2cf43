"""The signed rosters, for the page to verify for itself before it makes a key for anybody."""

import json

from flask import Blueprint, Response, jsonify

from handlers.context import Context, context
from storage import desks, rosters

door = Blueprint("rosters", __name__)


@door.get("/roster")
def show() -> Response:
    """The whole chain as the exact bytes that were signed, the desk a new room comes to, and the lane of one that is reached from
    the talk.
    """
    here = context()
    with here.database.reading() as connection:
        chain, desk = rosters.chain(connection), desks.intake_desk(connection)
    listed = [json.loads(signed.to_json()) for signed in chain]
    return jsonify({"chain": listed, "desk": desk, "lane": linked_lane(here), "now": here.now()})


def linked_lane(here: Context) -> str:
    """The lane of a room that was reached from the talk: what its resident writes there may come into it, where the talk is on."""
    return "both" if "talk" in here.settings.lanes else "room"
