"""The capsule with one's keys, and a new passphrase for it. The server sees neither keys nor passphrase."""

from flask import Blueprint, Response, jsonify, request

from handlers.console.guard import Visitor, cookie_name, json_body, signed_in
from handlers.console.proof import decoded, unproved
from handlers.context import context
from handlers.security import refusal
from storage import audit, sessions, staff, unlockers
from storage.contexts import Rejected

door = Blueprint("capsules", __name__)


@door.get("/console/capsule")
@signed_in
def show(visitor: Visitor) -> Response:
    """One's own capsule as it is now, to open it once more before it is given another way in."""
    here = context()
    with here.database.reading() as connection:
        capsule = staff.capsule(connection, here.office.keys, visitor.account.kid)
    return jsonify({"capsule": capsule})


@door.post("/console/capsule")
@signed_in
def update(visitor: Visitor) -> Response:
    """{"unlocker", "secret", "proof"}: 201 once only the new passphrase opens; other sessions end. 403 "proof", 422."""
    here, body, kid = context(), json_body(), visitor.account.kid
    keys, secret = here.office.keys, decoded(body.get("secret"))
    with here.database.transaction() as connection:
        if stranger := unproved(here, connection, visitor, body):
            return stranger
        try:
            unlocker = unlockers.passphrase_unlocker(body.get("unlocker"))
        except Rejected as refused:
            return refusal(refused.code, 422)
        if len(secret) != unlockers.SECRET:
            return refusal("secret", 422)
        unlockers.change_passphrase(connection, keys, kid, unlocker, secret)
        sessions.end_all(connection, kid, but=request.cookies.get(cookie_name(here), ""))
        audit.note(connection, keys, "passphrase", now=here.now(), actor=kid)
    response = jsonify({})
    response.status_code = 201
    return response
