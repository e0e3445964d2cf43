"""Who answers a consultation."""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Row

from handlers.console.guard import Visitor, signed_in, still_seated
from handlers.context import context
from handlers.security import refusal
from storage import assignments, audit

door = Blueprint("assignments", __name__)

NOT_THEIRS = "先に「担当する」を押してください。担当している人だけができる操作です。"


@door.post("/console/consultations/<consultation>/assignment")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201 when it is now theirs; 409 when it is closed or somebody was faster."""
    here, kid = context(), visitor.account.kid
    with here.database.transaction() as connection:
        visitor = still_seated(here, connection, visitor)
        row = visitor.find(connection, consultation, hold=True)
        owner, now = bytes(row.id), here.now()
        if not assignments.claim(connection, owner, kid, now=now):
            return refusal("assigned", 409, "ほかの人が先に担当になりました。")
        if row.assignee is None:
            audit.note(connection, here.office.keys, "claim", now=now, actor=kid, consultation=owner)
    response = jsonify({"mine": True})
    response.status_code = 201
    return response


def answers_for(visitor: Visitor, row: Row[Any]) -> bool:
    """Whether it is this person's to answer and to end. Others may see it, too: who reads along, who is asked for a check."""
    return row.assignee is not None and bytes(row.assignee) == visitor.account.kid


def not_theirs() -> Response:
    return refusal("unassigned", 409, NOT_THEIRS)
