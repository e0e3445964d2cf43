"""Where one is signed in, seen and ended by oneself."""

from flask import Blueprint, Response, abort, jsonify, request

from handlers.console.guard import Visitor, cookie_name, raw_id, signed_in
from handlers.context import context
from storage import audit, session_ends, sessions
from storage.contexts import b64

door = Blueprint("own_sessions", __name__)


@door.get("/console/sessions")
@signed_in
def index(visitor: Visitor) -> Response:
    here = context()
    present = sessions.id_of(request.cookies.get(cookie_name(here), ""))
    with here.database.reading() as connection:
        found = sessions.of(connection, visitor.account.kid, now=here.now())
    return jsonify(
        {
            "sessions": [
                {
                    "id": b64(one.id),
                    "started_at": one.started_at,
                    "seen_at": one.seen_at,
                    "current": one.id == present,
                }
                for one in found
            ]
        }
    )


@door.delete("/console/sessions/<session>")
@signed_in
def delete(visitor: Visitor, session: str) -> Response:
    """204; 404 for what is not one's own."""
    here = context()
    with here.database.transaction() as connection:
        if not sessions.revoke(connection, visitor.account.kid, raw_id(session)):
            abort(404)
        audit.note(connection, here.office.keys, "sign-out", now=here.now(), actor=visitor.account.kid)
    return Response(status=204)


@door.delete("/console/sessions")
@signed_in
def delete_others(visitor: Visitor) -> Response:
    """204: only the session that asks is left."""
    here = context()
    with here.database.transaction() as connection:
        sessions.end_all(connection, visitor.account.kid, but=request.cookies.get(cookie_name(here), ""))
        audit.note(
            connection, here.office.keys, "sign-out", now=here.now(), actor=visitor.account.kid, others=True
        )
    return Response(status=204)


@door.get("/console/session")
@signed_in
def keep_alive(visitor: Visitor) -> Response:
    """204 while one is signed in: for pages that ask for nothing else, so that they shut when their session is ended."""
    return Response(status=204)


@door.delete("/console/session-ends")
@signed_in
def forget_end(visitor: Visitor) -> Response:
    """204: its owner has seen that somebody else ended their sessions, and is not told again."""
    here = context()
    with here.database.transaction() as connection:
        session_ends.forget(connection, visitor.account.kid)
    return Response(status=204)
