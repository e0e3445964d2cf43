"""The signed rosters, for the browser to verify for itself."""

import json

from flask import Blueprint, Response, jsonify

from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from storage import rosters

door = Blueprint("rosters", __name__)


@door.get("/console/roster")
@signed_in
def show(visitor: Visitor) -> Response:
    """The whole chain from the first epoch, as the exact bytes that were signed."""
    with context().database.reading() as connection:
        chain = rosters.chain(connection)
    return jsonify({"chain": [json.loads(signed.to_json()) for signed in chain]})
