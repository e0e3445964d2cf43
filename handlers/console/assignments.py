"""Who answers a consultation."""

from flask import Blueprint, Response, jsonify

from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from handlers.security import refusal
from storage import consultations

door = Blueprint("assignments", __name__)


@door.post("/console/consultations/<consultation>/assignment")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201 when it is now theirs; 409 when it is closed or somebody was faster."""
    with context().database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        if not consultations.claim(connection, bytes(row.id), visitor.account.kid):
            return refusal("assigned", 409, "ほかの人が先に担当になりました。")
    response = jsonify({"mine": True})
    response.status_code = 201
    return response
