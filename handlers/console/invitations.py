"""Asking somebody to join."""

from flask import Blueprint, Response, abort, jsonify
from werkzeug.exceptions import BadRequest

from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.context import context
from handlers.security import refusal
from storage import audit, invitations
from storage.contexts import b64, unb64
from storage.invitations import Guest, Uninvitable

door = Blueprint("invitations", __name__)

SENTENCES = {
    "name": "サインインの名前は、半角の英小文字と数字で、32文字までにしてください。",
    "taken": "この名前は、もう使われています。",
    "display-name": "名前を入れてください。64文字までです。",
    "role": "役割を選んでください。",
    "desks": "窓口を選び直してください。",
    "nobody": "この人は、もう登録されていません。",
}


@door.post("/console/invitations")
@signed_in
def create(visitor: Visitor) -> Response:
    """201 with the one-time code for the card; 409 "taken"; 422 for a name, role or desks that can't be."""
    here, body = context(), json_body()
    now, roster = here.now(), visitor.trust.current
    try:
        guest = _guest(body)
        with here.database.transaction() as connection:
            if guest.replaces is None:
                made, code = invitations.invite(connection, roster, guest, now=now)
            else:
                made, code = invitations.invite_again(connection, roster, guest.replaces, now=now)
            audit.note(connection, here.office.keys, "invite", now=now, actor=visitor.account.kid)
    except Uninvitable as refused:
        return refusal(refused.code, 409 if refused.code == "taken" else 422, SENTENCES[refused.code])
    response = jsonify({"id": b64(made.id), "code": code, "expires_at": made.expires_at})
    response.status_code = 201
    return response


@door.delete("/console/invitations/<invitation>")
@signed_in
def delete(visitor: Visitor, invitation: str) -> Response:
    """204; 404 for one that is not there."""
    here = context()
    with here.database.transaction() as connection:
        if not invitations.withdraw(connection, raw_id(invitation)):
            abort(404)
        kid = visitor.account.kid
        audit.note(connection, here.office.keys, "invite", now=here.now(), actor=kid, withdrawn=True)
    return Response(status=204)


def _guest(body: dict[str, object]) -> Guest:
    match body:
        case {"replaces": str(kid)}:
            try:
                return Guest("", "", "", (), unb64(kid))
            except ValueError:
                raise Uninvitable("nobody") from None
        case {"name": str(name), "display_name": str(shown), "role": str(role), "desks": [*seats]}:
            chosen = tuple(dict.fromkeys(str(desk) for desk in seats))
            return Guest(name.strip().lower(), shown.strip(), role, chosen)
    raise BadRequest
