"""Who answers a consultation."""

from flask import Blueprint, Response, jsonify

from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from handlers.security import refusal
from storage import audit, consultations

door = Blueprint("assignments", __name__)


@door.post("/console/consultations/<consultation>/assignment")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201 when it is now theirs; 409 when it is closed or somebody was faster."""
    here, kid = context(), visitor.account.kid
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        owner = bytes(row.id)
        if not consultations.claim(connection, owner, kid):
            return refusal("assigned", 409, "ほかの人が先に担当になりました。")
        if row.assignee is None:
            audit.note(connection, here.office.keys, "claim", now=here.now(), actor=kid, consultation=owner)
    response = jsonify({"mine": True})
    response.status_code = 201
    return response
