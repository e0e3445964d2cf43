"""Marks for the statistics: that a consultation on LINE was about violence at home, or about somebody to be protected."""

from flask import Blueprint, Response, abort, jsonify

from handlers.console import practice
from handlers.console.guard import Visitor, signed_in
from handlers.console.table_words import OF_WHICH
from handlers.context import context
from handlers.security import refusal
from storage import audit, marks

door = Blueprint("marks", __name__)


@door.post("/console/consultations/<consultation>/marks/<mark>")
@signed_in
def create(visitor: Visitor, consultation: str, mark: str) -> Response:
    """201 {"marks"}; one that is there already is not counted again. Counted in the month in which it was opened."""
    return _change(visitor, consultation, mark, on=True)


@door.delete("/console/consultations/<consultation>/marks/<mark>")
@signed_in
def delete(visitor: Visitor, consultation: str, mark: str) -> Response:
    """200 {"marks"}; one that is not there changes nothing."""
    return _change(visitor, consultation, mark, on=False)


def _change(visitor: Visitor, consultation: str, mark: str, *, on: bool) -> Response:
    """The audit log names the consultation and not the mark, which would be content."""
    if mark not in OF_WHICH:
        abort(404)
    here = context()
    now, kid = here.now(), visitor.account.kid
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        if row.assignee is None or bytes(row.assignee) != kid:
            return refusal("unassigned", 409, "担当している相談にだけ、しるしをつけられます。")
        if (practised := practice.refused(row)) is not None:
            return practised
        changed = marks.change(connection, row, mark, on=on, timezone=here.settings.timezone)
        if changed:
            audit.note(connection, here.office.keys, "mark", now=now, actor=kid, consultation=bytes(row.id))
        standing = marks.of(connection, bytes(row.id))
    response = jsonify({"marks": standing})
    response.status_code = 201 if on else 200
    return response
