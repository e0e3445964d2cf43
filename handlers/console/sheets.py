"""The two keys that only two of three sheets of paper open, for the browser to open and for rehearsing that."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection
from werkzeug.exceptions import BadRequest

from handlers.console.guard import Visitor, json_body, signed_in
from handlers.context import context
from storage import audit, split_keys
from storage.contexts import b64
from storage.sheets import Kind

door = Blueprint("sheets", __name__)


@door.get("/console/sheets")
@signed_in
def show(visitor: Visitor) -> Response:
    """Both, sealed as they are stored; and who in the roster the recovery key is."""
    kids = [m.kid for m in visitor.trust.current.members.values() if m.role == "recovery"]
    with context().database.reading() as connection:
        root, recovery = _sealed(connection, "root"), _sealed(connection, "recovery")
    kid = b64(kids[0]) if kids else None
    return jsonify({"root": root, "recovery": recovery | {"kid": kid} if recovery else None})


@door.post("/console/sheets/rehearsals")
@signed_in
def create(visitor: Visitor) -> Response:
    """201: two sheets were tried and opened the key, in this person's browser."""
    here, kind = context(), _kind(json_body().get("kind"))
    now, kid = here.now(), visitor.account.kid
    with here.database.transaction() as connection:
        split_keys.note_rehearsed(connection, kind, now=now)
        audit.note(connection, here.office.keys, "sheets-rehearsal", now=now, actor=kid, kind=kind)
    response = jsonify({"rehearsed_at": now})
    response.status_code = 201
    return response


def _sealed(connection: Connection, kind: Kind) -> dict[str, str] | None:
    found = split_keys.find(connection, kind)
    return {name: b64(value) for name, value in vars(found.stored).items()} if found else None


def _kind(asked: object) -> Kind:
    match asked:
        case "root" | "recovery":
            return asked
    raise BadRequest
