"""A supervisor reads along in a consultation that somebody else answers. Whoever answers it sees so at once, and later."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify

from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.context import context
from handlers.security import refusal
from storage import audit, co_readings, consultations, inbox, staff
from storage.co_readings import Reading

door = Blueprint("co_readings", __name__)


@door.get("/console/consultations/<consultation>/co-readings")
@signed_in
def index(visitor: Visitor, consultation: str) -> Response:
    """Who reads along or has done so, the newest first; for everybody who may read the consultation."""
    here = context()
    with here.database.reading() as connection:
        found = co_readings.of(connection, bytes(visitor.find(connection, consultation).id))
        names = staff.display_names(connection)
    return jsonify([_line(one, visitor, names, here.now()) for one in found])


@door.post("/console/consultations/<consultation>/co-reading")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201 with until when (ms) it may be read. 409 "own" for who answers it, 422 without a reason, 404 at another desk."""
    here, reason = context(), json_body().get("reason")
    now, kid = here.now(), visitor.account.kid
    if reason not in co_readings.REASONS:
        return refusal("reason", 422, "いっしょに読む理由を選んでください。")
    with here.database.transaction() as connection:
        row = inbox.find_overseen(connection, visitor.desks, raw_id(consultation), hold=True)
        if row is None:
            abort(404)
        if row.assignee == kid:
            return refusal("own", 409, "あなたが担当している相談です。そのまま読めます。")
        owner = bytes(row.id)
        co_readings.begin(connection, owner, kid=kid, reason=reason, now=now)
        consultations.note_changed(connection, owner)
        audit.note(
            connection, here.office.keys, "co-read", now=now, actor=kid, consultation=owner, reason=reason
        )
    response = jsonify({"until": now + co_readings.LASTS_MS})
    response.status_code = 201
    return response


@door.delete("/console/consultations/<consultation>/co-reading")
@signed_in
def delete(visitor: Visitor, consultation: str) -> Response:
    """204: from now on they can't open it, unless it is theirs anyway. 404 when they don't read along."""
    here = context()
    now, kid = here.now(), visitor.account.kid
    with here.database.transaction() as connection:
        owner = bytes(visitor.find(connection, consultation, hold=True).id)
        if not co_readings.end(connection, owner, kid=kid, now=now):
            abort(404)
        consultations.note_changed(connection, owner)
        audit.note(connection, here.office.keys, "co-read-ended", now=now, actor=kid, consultation=owner)
    return Response(status=204)


def _line(one: Reading, visitor: Visitor, names: dict[bytes, str], now: int) -> dict[str, Any]:
    return {
        "name": names.get(one.kid),
        "mine": one.kid == visitor.account.kid,
        "reason": one.reason,
        "since": one.since,
        "seen_at": one.seen_at,
        "until": one.until,
        "now": one.until > now,
    }
