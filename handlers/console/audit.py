"""The audit log, for those who look after others' work: who did what and when, never what was said."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from handlers.console.access import ROLES
from handlers.console.guard import Visitor, raw_id, signed_in
from handlers.context import context
from storage import audit
from storage.audit import Event
from storage.audit_actions import GROUPS
from storage.contexts import b64
from storage.dialect import LARGEST

door = Blueprint("audit", __name__)

AT_ONCE = 100


@door.get("/console/audit")
@signed_in
def index(visitor: Visitor) -> Response:
    """The newest events first, a hundred at a time: go on with `before`, the last number shown.

    Also by `group` or `action`, `actor` (kid), and the time from `since` until before `until` (ms). 404 for another group.
    """
    before, actor, group = (
        request.args.get("before", type=int),
        request.args.get("actor"),
        request.args.get("group"),
    )
    if group and group not in GROUPS:
        abort(404)
    here = context()
    with here.database.reading() as connection:
        found = audit.events(
            connection,
            before=max(0, min(before, LARGEST)) if before is not None else None,
            action=request.args.get("action"),
            actions=GROUPS[group] if group else None,
            since=_moment("since"),
            until=_moment("until"),
            actor=raw_id(actor) if actor else None,
            limit=AT_ONCE,
        )
        head = audit.head(connection)
    names = _names(visitor)
    newest = {"number": head.number, "hash": head.hash.hex(), "at": head.at} if head else None
    people = [{"kid": b64(kid), "name": name} for kid, name in names.items()]
    return jsonify({"events": [_line(event, names) for event in found], "head": newest, "people": people})


def _moment(name: str) -> int | None:
    """A time of the request, in ms; what no row can hold is as good as none."""
    asked = request.args.get(name, type=int)
    return asked if asked is not None and 0 <= asked < 2**62 else None


def _names(visitor: Visitor) -> dict[bytes, str]:
    """Of everybody who ever stood in the signed roster, also of those who have left."""
    rosters = visitor.trust.rosters
    members = [member for epoch in sorted(rosters) for member in rosters[epoch].members.values()]
    return {member.kid: member.name for member in members if member.role in ROLES}


def _line(event: Event, names: dict[bytes, str]) -> dict[str, Any]:
    return event.facts | {
        "number": event.number,
        "at": event.at,
        "action": event.action,
        "actor": b64(event.actor) if event.actor else None,
        "actor_name": names.get(event.actor) if event.actor else None,
        "subject": event.subject.hex() if event.subject else None,
    }
