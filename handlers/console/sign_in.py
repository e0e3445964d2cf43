"""Signing in and out. The passphrase stays in the browser; what arrives is a secret derived from it."""

from flask import Blueprint, Response, jsonify, request

from handlers.console.guard import Visitor, cookie_name, is_tls, json_body, same_origin, signed_in, visitor_of
from handlers.context import context
from handlers.security import refusal
from storage import sessions, staff
from storage.contexts import b64, fingerprint_text, unb64

door = Blueprint("sign_in", __name__)


@door.get("/console/sign-in")
def parameters() -> Response:
    """Salt and iterations for a sign-in name; the same shape for a name that nobody has."""
    here = context()
    name = request.args.get("name", "")[:32].strip().lower()
    with here.database.reading() as connection:
        salt, iterations = staff.unlock_parameters(connection, here.office.keys, name)
    return jsonify({"salt": salt, "iters": iterations})


@door.post("/console/sessions")
def create() -> Response:
    """201 with the capsule that only the passphrase opens, and a fresh session cookie; 401 for a wrong name or secret."""
    here = context()
    if not same_origin():
        return refusal("csrf", 403)
    name, secret = _credentials(json_body())
    with here.database.transaction() as connection:
        found = staff.sign_in(connection, here.office.keys, name, secret)
        visitor = visitor_of(here, connection, found.account) if found else None
        if found is None or visitor is None:
            return refusal("sign-in", 401, "名前か合言葉が違います。もう一度たしかめてください。")
        token, session = sessions.start(connection, found.account.kid, now=here.now())
    response = jsonify(
        {
            "kid": b64(found.account.kid),
            "name": found.account.name,
            "display_name": found.account.display_name,
            "role": found.account.role,
            "capsule": found.capsule,
            "fingerprint": fingerprint_text(here.office.keys.fingerprint),
            "csrf": session.csrf,
        }
    )
    response.status_code = 201
    response.set_cookie(
        cookie_name(here), token, path="/", secure=is_tls(here), httponly=True, samesite="Strict"
    )
    return response


@door.delete("/console/session")
@signed_in
def delete(visitor: Visitor) -> Response:
    here = context()
    with here.database.transaction() as connection:
        sessions.end(connection, request.cookies.get(cookie_name(here), ""))
    response = Response(status=204)
    response.delete_cookie(cookie_name(here), path="/", secure=is_tls(here), httponly=True, samesite="Strict")
    return response


def _credentials(body: dict[str, object]) -> tuple[str, bytes]:
    match body:
        case {"name": str(name), "secret": str(secret)}:
            try:
                return name[:32].strip().lower(), unb64(secret)
            except ValueError:
                return "", b""
    return "", b""
