"""Practice: the invented cases, and beginning one. It is done at a desk of its own, which no real resident can reach."""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Row

from bot.practice import pupils
from bot.practice.cases import load
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.context import context
from handlers.security import refusal
from storage import audit
from storage.contexts import b64
from storage.desks import PRACTICE, PRACTICE_NAME

door = Blueprint("practice", __name__)

_UNKNOWN = "その練習はありません。画面を読み直してください。"
_NOT_SEATED = "練習の窓口に入っていません。責任者に頼んでください。"
_NOT_HERE = "練習では使えません。練習の記録は、その日の夜に消えます。"


@door.get("/console/practice")
@signed_in
def index(visitor: Visitor) -> Response:
    """{"open", "seated", "desk", "name", "cases"}: whether there is such a desk and this person sits at it; what can be practised."""
    cases = [
        {"id": one.id, "title": one.title, "aim": one.aim, "language": one.language, "points": one.points}
        for one in load().values()
    ]
    desks = visitor.trust.current.desks
    opened, seated = PRACTICE in desks, PRACTICE in visitor.desks
    return jsonify(
        {"open": opened, "seated": seated, "desk": PRACTICE, "name": PRACTICE_NAME, "cases": cases}
    )


@door.post("/console/practice")
@signed_in
def create(visitor: Visitor) -> Response:
    """{"case"}: 201 {"id"} of a new consultation in this person's hands; 409 for who doesn't sit at the desk, 422 for no such case."""
    here, case = context(), load().get(str(json_body().get("case")))
    if case is None:
        return refusal("case", 422, _UNKNOWN)
    if PRACTICE not in visitor.desks:
        return refusal("not-seated", 409, _NOT_SEATED)
    now, kid = here.now(), visitor.account.kid
    with here.database.transaction() as connection:
        begun = pupils.begin(connection, here.office, case, by=kid, now=now)
        audit.note(connection, here.office.keys, "claim", now=now, actor=kid, consultation=begun)
    response = jsonify({"id": b64(begun)})
    response.status_code = 201
    return response


def refused(row: Row[Any]) -> Response | None:
    """409 for what would leave a trace of an invented person among those of real ones; None for a real one."""
    return refusal("practice", 409, _NOT_HERE) if row.desk == PRACTICE else None
