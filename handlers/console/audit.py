"""The audit log, for those who look after others' work: who did what and when, never what was said."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from handlers.console.guard import OVERSEERS, Visitor, for_roles, raw_id
from handlers.context import context
from storage import audit
from storage.audit import Event
from storage.contexts import b64

door = Blueprint("audit", __name__)

AT_ONCE = 100
_HIGHEST = 2**31 - 1


@door.get("/console/audit")
@for_roles(*OVERSEERS)
def index(visitor: Visitor) -> Response:
    """The newest events first, a hundred at a time: go on with `before`, the last number shown."""
    before, actor = request.args.get("before", type=int), request.args.get("actor")
    here = context()
    with here.database.reading() as connection:
        found = audit.events(
            connection,
            before=min(before, _HIGHEST) if before is not None else None,
            action=request.args.get("action"),
            actor=raw_id(actor) if actor else None,
            limit=AT_ONCE,
        )
        head = audit.head(connection)
    names = _names(visitor)
    newest = {"number": head.number, "hash": head.hash.hex(), "at": head.at} if head else None
    return jsonify({"events": [_line(event, names) for event in found], "head": newest})


def _names(visitor: Visitor) -> dict[bytes, str]:
    """Of everybody who ever stood in the signed roster, also of those who have left."""
    rosters = visitor.trust.rosters
    return {kid: member.name for epoch in sorted(rosters) for kid, member in rosters[epoch].members.items()}


def _line(event: Event, names: dict[bytes, str]) -> dict[str, Any]:
    return event.facts | {
        "number": event.number,
        "at": event.at,
        "action": event.action,
        "actor": b64(event.actor) if event.actor else None,
        "actor_name": names.get(event.actor) if event.actor else None,
        "subject": event.subject.hex() if event.subject else None,
    }
