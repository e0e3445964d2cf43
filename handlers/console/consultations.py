"""The inbox, and one consultation as ciphertext."""

import json
from typing import Any, NamedTuple

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import Connection, Row

from handlers.console.access import LEADERS
from handlers.console.guard import Visitor, signed_in
from handlers.context import Context, context
from storage import (
    audit,
    blocks,
    co_readings,
    consultations,
    desks,
    generations,
    holds,
    inbox,
    outbox,
    shred,
    staff,
    transcripts,
)
from storage.contexts import b64

door = Blueprint("consultations", __name__)

OPENED_AGAIN_MS = 10 * 60 * 1000
"""An open page asks again with every message; within this time that is one opening for the audit log."""


@door.get("/console/consultations")
@signed_in
def index(visitor: Visitor) -> Response:
    """What this person may see, without content. An unchanged list is answered 304, so asking each second is cheap.

    A supervisor's list also has the lines of their desks that they can't open, `readable` false.
    """
    here = context()
    now, kid, desks = here.now(), visitor.account.kid, visitor.desks
    oversees = desks if visitor.account.role in LEADERS else ()
    with here.database.reading() as connection:
        # The mark before the lines: what comes between the two is in the lines, and is only fetched once more.
        mark = b64(inbox.mark(connection, kid, desks, oversees=oversees, now=now))
        if request.if_none_match.contains(mark):
            return _marked(Response(status=304), mark)
        rows = inbox.visible(connection, kid, desks, oversees=oversees, now=now)
        beside = Beside.read(connection, now=now)
    shown = [summary(row, visitor, beside, readable=bool(row.readable)) for row in rows]
    listed = json.dumps({"now": now, "consultations": shown}, ensure_ascii=False, separators=(",", ":"))
    return _marked(Response(listed, mimetype="application/json"), mark)


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
            co_readings.seen(connection, owner, kid=kid, now=now)
            audit.note(connection, here.office.keys, "open", now=now, actor=kid, consultation=owner)
    return jsonify(whole)


class Beside(NamedTuple):
    """What other tables know of consultations, by id; read once per request, and small whatever the inbox is."""

    desks: dict[str, str]
    staff: dict[bytes, str]
    held: dict[bytes, int]
    readers: dict[bytes, list[tuple[bytes, int]]]
    checks: dict[bytes, str]
    blocked: dict[bytes, int]
    contested: dict[bytes, int]

    @classmethod
    def read(cls, connection: Connection, *, now: int) -> "Beside":
        return cls(
            desks.names(connection),
            staff.display_names(connection),
            holds.held_until(connection, now=now),
            inbox.readers(connection, now=now),
            inbox.checks_under_way(connection),
            blocks.blocked_until(connection, now=now),
            inbox.contested(connection),
        )

    def reading_along(self, owner: bytes) -> list[dict[str, Any]]:
        along = self.readers.get(owner)
        return [{"name": self.staff.get(kid, ""), "since": since} for kid, since in along] if along else []


def summary(row: Any, visitor: Visitor, beside: Beside, *, readable: bool = True) -> dict[str, Any]:
    """One line of the inbox, of a row of `consultations`. Times in ms; nothing in it identifies the resident."""
    owner, assignee = bytes(row.id), _kid(row.assignee)
    return {
        "id": b64(owner),
        "desk": row.desk,
        "desk_name": beside.desks.get(row.desk, row.desk),
        "lane": row.lane,
        "state": row.state,
        "readable": readable,
        "waiting_since": row.waiting_since,
        "opened_at": row.opened_at,
        "last_activity": row.last_activity_at,
        "closed_at": row.closed_at,
        "due_at": row.due_at,
        "assignee": b64(assignee) if assignee else None,
        "assignee_name": beside.staff.get(assignee) if assignee else None,
        "mine": assignee == visitor.account.kid,
        "handed_by_name": beside.staff.get(bytes(row.handed_by)) if row.handed_by is not None else None,
        "handed_at": row.handed_at,
        "entries": row.entries,
        "replies": row.replies,
        "revision": row.revision,
        "reachable": bool(row.reachable),
        "blocked": bytes(row.pseudonym) in beside.blocked,
        "held_until": beside.held.get(owner),
        "paused_at": row.paused_at,
        "erase_on_close": bool(row.erase_on_close),
        "flagged_at": row.flagged_at,
        "check": beside.checks.get(owner),
        "readers": beside.reading_along(owner),
        "marks": row.marks.split(",") if row.marks else [],
        "language": row.language,
        "ended_by": row.ended_by,
        "contested_at": beside.contested.get(owner),
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
    beside = Beside.read(connection, now=here.now())
    return {
        "consultation": summary(row, visitor, beside),
        "genesis": json.loads(case.unwrap("genesis", 0, bytes(row.sealed_genesis))),
        "wrapsets": [
            json.loads(case.unwrap("wrapset", generation, sealed))
            for generation, sealed in generations.wrapsets(connection, owner)
        ],
        "records": [entry.record.as_dict() for entry in entries],
        "deliveries": {name: states[position] for position, name in ids.items() if position in states},
        # What came in between two questions is told next time, with its record.
        "same_message": {
            ids[later]: ids[first] for later, first in parts.items() if {later, first} <= ids.keys()
        },
        "head": head_of(connection, row, visitor),
        "others": _others(connection, row, visitor, now=here.now()),
    }


def _others(connection: Connection, row: Row[Any], visitor: Visitor, *, now: int) -> list[dict[str, str]]:
    """What else is kept of the same resident: in the room beside the talk, or from before. Only what this person may open."""
    kid, desks, owner = visitor.account.kid, visitor.desks, bytes(row.id)
    kept = [one for one in consultations.ids_of(connection, bytes(row.pseudonym)) if one != owner]
    found = (inbox.find_visible(connection, kid, desks, one, now=now) for one in kept)
    return [{"id": b64(one.id), "lane": one.lane, "state": one.state} for one in found if one is not None]


def _kid(stored: bytes | None) -> bytes | None:
    return bytes(stored) if stored is not None else None


def _marked(response: Response, mark: str) -> Response:
    response.set_etag(mark)
    return response
