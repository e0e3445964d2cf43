"""Sessions of somebody else, for who looks after the people here: when they were opened, never where; and their end.

For a PC that was lost, or a screen left open where nobody can reach it. The person concerned is told at their next sign-in.
"""

from flask import Blueprint, Response, abort, jsonify

from handlers.console import proof
from handlers.console.guard import Visitor, raw_id, signed_in
from handlers.context import context
from handlers.security import refusal
from storage import audit, session_ends, sessions

door = Blueprint("colleague_sessions", __name__)

OWN = "自分の画面は、「自分の設定」からサインアウトさせてください。"


@door.get("/console/people/<kid>/sessions")
@signed_in
def index(visitor: Visitor, kid: str) -> Response:
    """{"sessions": [{"started_at", "seen_at"}]} (ms), the newest first; 404 for nobody."""
    here, colleague = context(), _colleague(visitor, kid)
    with here.database.reading() as connection:
        found = sessions.of(connection, colleague, now=here.now())
    return jsonify({"sessions": [{"started_at": one.started_at, "seen_at": one.seen_at} for one in found]})


@door.delete("/console/people/<kid>/sessions")
@signed_in
def delete(visitor: Visitor, kid: str) -> Response:
    """{"ended"}: how many were open and are over; of none nobody is told. 403 "proof-needed", 404 for nobody, 409 "own"."""
    here, colleague = context(), _colleague(visitor, kid)
    own, now, keys = visitor.account.kid, here.now(), here.office.keys
    if colleague == own:
        return refusal("own", 409, OWN)
    if refused := proof.needed(visitor):
        return refused
    with here.database.transaction() as connection:
        ended = session_ends.end_all(connection, colleague, by=own, now=now)
        if ended:
            whose = visitor.trust.current.members[colleague].name
            audit.note(connection, keys, "sessions-ended", now=now, actor=own, whose=whose, count=ended)
    return jsonify({"ended": ended})


def _colleague(visitor: Visitor, kid: str) -> bytes:
    found = raw_id(kid)
    if found not in visitor.trust.current.members:
        abort(404)
    return found
