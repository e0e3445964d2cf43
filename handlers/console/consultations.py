"""The inbox, and one consultation as ciphertext."""

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import Connection, Row

from handlers.console.guard import Visitor, signed_in
from handlers.context import Context, context
from storage import audit, desks, generations, holds, inbox, outbox, shred, staff, transcripts
from storage.contexts import b64

door = Blueprint("consultations", __name__)

OPENED_AGAIN_MS = 10 * 60 * 1000
"""An open page asks again with every message; within this time that is one opening for the audit log."""


@door.get("/console/consultations")
@signed_in
def index(visitor: Visitor) -> Response:
    """What this person may see, without content. An unchanged list is answered 304, so asking each second is cheap."""
    here = context()
    with here.database.reading() as connection:
        rows = inbox.visible(connection, visitor.account.kid, visitor.desks)
        names = _Names.read(connection, now=here.now())
    shown = [summary(row, visitor, names) for row in rows]
    response = jsonify({"now": here.now(), "consultations": shown})
    response.set_etag(_mark(shown))
    response.make_conditional(request)
    return response


@door.get("/console/consultations/<consultation>")
@signed_in
def show(visitor: Visitor, consultation: str) -> Response:
    """Genesis, wrap sets and records as stored, still sealed to the desk's counselors; 404 when not theirs to see."""
    here = context()
    now, kid = here.now(), visitor.account.kid
    with here.database.reading() as connection:
        row = visitor.find(connection, consultation)
        owner, whole = bytes(row.id), _whole(here, connection, row, visitor)
        recently = now - OPENED_AGAIN_MS
        noted = audit.noted_since(connection, "open", actor=kid, consultation=owner, since=recently)
    if not noted:
        with here.database.transaction() as connection:
            audit.note(connection, here.office.keys, "open", now=now, actor=kid, consultation=owner)
    return jsonify(whole)


class _Names:
    """Names shown beside ids, and until when what is held; read once per request."""

    def __init__(
        self, desk_names: dict[str, str], staff_names: dict[bytes, str], held: dict[bytes, int]
    ) -> None:
        self.desks = desk_names
        self.staff = staff_names
        self.held = held

    @classmethod
    def read(cls, connection: Connection, *, now: int) -> "_Names":
        held = holds.held_until(connection, now=now)
        return cls(desks.names(connection), staff.display_names(connection), held)


def summary(row: Row[Any], visitor: Visitor, names: _Names) -> dict[str, Any]:
    """One line of the inbox. Times in ms; nothing in it identifies the resident."""
    assignee = bytes(row.assignee) if row.assignee is not None else None
    return {
        "id": b64(bytes(row.id)),
        "desk": row.desk,
        "desk_name": names.desks.get(row.desk, row.desk),
        "lane": row.lane,
        "state": row.state,
        "waiting_since": row.waiting_since,
        "opened_at": row.opened_at,
        "last_activity": row.last_activity_at,
        "closed_at": row.closed_at,
        "due_at": row.due_at,
        "assignee": b64(assignee) if assignee else None,
        "assignee_name": names.staff.get(assignee) if assignee else None,
        "mine": assignee == visitor.account.kid,
        "entries": row.entries,
        "revision": row.revision,
        "reachable": bool(row.reachable),
        "held_until": names.held.get(bytes(row.id)),
        "paused_at": row.paused_at,
        "erase_on_close": bool(row.erase_on_close),
        "flagged_at": row.flagged_at,
        "language": row.language,
        "ended_by": row.ended_by,
    }


def head_of(connection: Connection, row: Row[Any], visitor: Visitor) -> dict[str, Any]:
    """What the next record of this counselor must name: its number, their own last record, the last one of anybody."""
    head = transcripts.staff_head(connection, bytes(row.id), visitor.account.kid)
    return {"seq": head.seq + 1, "prev": b64(head.prev), "ack": b64(bytes(row.last_record))}


def _whole(here: Context, connection: Connection, row: Row[Any], visitor: Visitor) -> dict[str, Any]:
    owner, fingerprint = bytes(row.id), here.office.keys.fingerprint
    case = shred.open_key(connection, here.office.keys.kek, owner)
    entries = transcripts.read(connection, case)
    states, parts = outbox.deliveries(connection, owner), transcripts.later_parts(connection, owner)
    named = {*states, *parts, *parts.values()}
    ids = {e.position: b64(e.record.id(fingerprint)) for e in entries if e.position in named}
    names = _Names.read(connection, now=here.now())
    return {
        "consultation": summary(row, visitor, names),
        "genesis": json.loads(case.unwrap("genesis", 0, bytes(row.sealed_genesis))),
        "wrapsets": [
            json.loads(case.unwrap("wrapset", generation, sealed))
            for generation, sealed in generations.wrapsets(connection, owner)
        ],
        "records": [json.loads(entry.record.to_json()) for entry in entries],
        "deliveries": {name: states[position] for position, name in ids.items() if position in states},
        "same_message": {ids[later]: ids[first] for later, first in parts.items()},
        "head": head_of(connection, row, visitor),
    }


def _mark(shown: list[dict[str, Any]]) -> str:
    """Changes when any line does: revisions rise, and lines come and go."""
    return "-".join(f"{line['id']}.{line['revision']}" for line in shown) or "empty"
