"""The resident's keys as their browser sealed them: what another browser needs besides the resume code."""

import json

from flask import Blueprint, Response, jsonify

from handlers.context import context
from handlers.room.guard import Guest
from storage import shred
from storage.contexts import b64

door = Blueprint("capsules", __name__)


@door.get("/capsule")
def show() -> Response:
    """{"id", "capsule", "genesis"}; 404 "room" once it is destroyed, and then no code opens anything."""
    here, guest = context(), Guest.of_request()
    with here.database.reading() as connection:
        row = guest.find(connection)
        case = shred.open_key(connection, here.office.keys.kek, bytes(row.id))
    capsule = case.unwrap("room-capsule", 0, bytes(row.sealed_capsule))
    genesis = json.loads(case.unwrap("genesis", 0, bytes(row.sealed_genesis)))
    return jsonify({"id": b64(case.owner), "capsule": b64(capsule), "genesis": genesis})
