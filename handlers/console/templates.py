"""Templates: read by everybody who answers, written by supervisors."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, desks, staff, templates
from storage.contexts import b64
from storage.templates import Template, Wording

door = Blueprint("templates", __name__)

_PROBLEMS = {
    "shortcut": "短い名前を、空白や「/」を使わずに、16字までで入れてください。",
    "title": "見出しを、64字までで入れてください。",
    "ja": "日本語の文を、1000字までで入れてください。",
    "easy": "やさしい日本語の文は、1000字までにしてください。",
    "en": "英語の文は、1000字までにしてください。",
}
_CHANGED = "ほかの人が、先に書きかえました。新しい内容をたしかめてください。"
_TAKEN = "この短い名前は、もう使われています。別の名前にしてください。"


@door.get("/console/templates")
@signed_in
def index(visitor: Visitor) -> Response:
    """What is offered at this person's desks, in the order of the list; and those desks, for who writes."""
    with context().database.reading() as connection:
        found = templates.of(connection, visitor.desks)
        names, staff_names = desks.names(connection), staff.display_names(connection)
    own = [{"id": desk, "name": names.get(desk, desk)} for desk in visitor.desks]
    return jsonify({"templates": [_line(one, names, staff_names) for one in found], "desks": own})


@door.post("/console/templates")
@signed_in
def create(visitor: Visitor) -> Response:
    """201 with the id; 409 "taken" for a shortcut that is in use, 422 with the field that is wrong."""
    here, body = context(), json_body()
    try:
        wording, desk = Wording.read(body), _desk(visitor, body)
    except ValueError as wrong:
        return _wrong(wrong)
    kid, now = visitor.account.kid, here.now()
    with here.database.transaction() as connection:
        template = templates.add(connection, wording, desk=desk, by=kid, now=now)
        if template is None:
            return refusal("taken", 409, _TAKEN, field="shortcut")
        _note(here, connection, visitor, "template")
    response = jsonify({"id": b64(template)})
    response.status_code = 201
    return response


@door.put("/console/templates/<template>")
@signed_in
def update(visitor: Visitor, template: str) -> Response:
    """204. As `create`; 404 when it is gone, or of a desk that is not theirs; 409 "changed" when it was not changed last at
    `seen`, which is `changed_at` as the page saw it. Sent again after a lost answer it changes nothing.
    """
    here, body = context(), json_body()
    try:
        wording, desk = Wording.read(body), _desk(visitor, body)
    except ValueError as wrong:
        return _wrong(wrong)
    kid, now = visitor.account.kid, here.now()
    with here.database.transaction() as connection:
        found = _find(connection, visitor, template, hold=True)
        if (found.wording, found.desk, found.changed_by) == (wording, desk, kid):
            return Response(status=204)
        if found.changed_at != body.get("seen"):
            return refusal("changed", 409, _CHANGED)
        if not templates.change(connection, found.id, wording, desk=desk, by=kid, now=now):
            return refusal("taken", 409, _TAKEN, field="shortcut")
        _note(here, connection, visitor, "template")
    return Response(status=204)


@door.delete("/console/templates/<template>")
@signed_in
def delete(visitor: Visitor, template: str) -> Response:
    """204; 404 when it is gone, or of a desk that is not theirs."""
    here = context()
    with here.database.transaction() as connection:
        templates.remove(connection, _find(connection, visitor, template).id)
        _note(here, connection, visitor, "template-deleted")
    return Response(status=204)


@door.put("/console/templates/order")
@signed_in
def arrange(visitor: Visitor) -> Response:
    """204: from now on they are offered in the order of `ids`; what it leaves out follows as it was."""
    here = context()
    match json_body():
        case {"ids": list(ids)} if all(isinstance(one, str) for one in ids):
            wanted = [raw_id(one) for one in ids]
        case _:
            abort(400)
    with here.database.transaction() as connection:
        templates.arrange(connection, wanted)
    return Response(status=204)


def _find(connection: Connection, visitor: Visitor, template: str, *, hold: bool = False) -> Template:
    found = templates.find(connection, raw_id(template), hold=hold)
    if found is None or (found.desk is not None and found.desk not in visitor.desks):
        abort(404)
    return found


def _desk(visitor: Visitor, body: dict[str, Any]) -> str | None:
    """Where it is offered: a desk of theirs, or None for all."""
    desk = body.get("desk")
    if desk is not None and desk not in visitor.desks:
        raise ValueError("desk")
    return desk


def _wrong(wrong: ValueError) -> Response:
    field = str(wrong)
    return refusal("template", 422, _PROBLEMS.get(field), field=field)


def _note(here: Context, connection: Connection, visitor: Visitor, action: str) -> None:
    audit.note(connection, here.office.keys, action, now=here.now(), actor=visitor.account.kid)


def _line(template: Template, desk_names: dict[str, str], names: dict[bytes, str]) -> dict[str, Any]:
    return template.wording._asdict() | {
        "id": b64(template.id),
        "desk": template.desk,
        "desk_name": desk_names.get(template.desk, template.desk) if template.desk else None,
        "changed_by_name": names.get(template.changed_by) if template.changed_by else None,
        "changed_at": template.changed_at,
    }
