"""The rules of a desk: when a second person looks first, how many consultations a day takes, how soon an answer is meant to come."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from handlers.console.guard import Visitor, json_body, signed_in
from handlers.context import context
from handlers.security import refusal
from storage import audit, desk_rules, desks, staff
from storage.desk_rules import Rules

door = Blueprint("desk_rules", __name__)

_CHANGED = "ほかの人が、先にこのきまりを変えました。いまの内容をたしかめてください。"


@door.get("/console/desk-rules")
@signed_in
def index(visitor: Visitor) -> Response:
    """The rules of each desk of theirs, and who set them when; times in ms."""
    with context().database.reading() as connection:
        return jsonify(_shown(connection, visitor))


@door.put("/console/desk-rules/<desk>")
@signed_in
def update(visitor: Visitor, desk: str) -> Response:
    """200 with the rules of all their desks. 404 for a desk that is not theirs, 422 for what no desk can mean; 409 "changed" with
    the "setting" that stands when it was not set at `seen`, which is `changed_at` as the page saw it. Sent
    again after a lost answer it changes nothing.
    """
    here, body = context(), json_body()
    if desk not in visitor.desks:
        abort(404)
    rules = _read(body)
    if rules is None:
        return refusal("rules", 422, "数字をたしかめてください。空らんにすると、目安なしになります。")
    now, kid = here.now(), visitor.account.kid
    with here.database.transaction() as connection:
        stored, by, seen = desk_rules.setting(connection, [desk])[desk]
        if (stored, by) == (rules, kid):
            return jsonify(_shown(connection, visitor))
        # Compared here first: no column holds every number that JSON does.
        if seen != body.get("seen") or not desk_rules.set_(
            connection, desk, rules, seen=seen, by=kid, now=now
        ):
            (stands,) = (one for one in _shown(connection, visitor) if one["desk"] == desk)
            return refusal("changed", 409, _CHANGED, setting=stands)
        facts = {name: value for name, value in rules._asdict().items() if value is not None}
        audit.note(connection, here.office.keys, "rules", now=now, actor=kid, desk=desk, **facts)
        return jsonify(_shown(connection, visitor))


def _read(body: dict[str, Any]) -> Rules | None:
    match body:
        case {
            "check_first": bool(first),
            "check_flagged": bool(flagged),
            "check_referral": bool(referral),
            "evening_cap": int() | None as cap,
            "answer_within": int() | None as within,
        } if not (isinstance(cap, bool) or isinstance(within, bool)):
            rules = Rules(first, flagged, referral, cap, within)
            return rules if desk_rules.possible(rules) else None
    return None


def _shown(connection: Connection, visitor: Visitor) -> list[dict[str, Any]]:
    called, people = desks.names(connection), staff.display_names(connection)
    settings = desk_rules.setting(connection, [desk for desk in called if desk in visitor.desks])
    return [
        {
            "desk": desk,
            "name": called[desk],
            "rules": setting.rules._asdict(),
            "changed_at": setting.changed_at,
        }
        | {"changed_by_name": people.get(setting.changed_by) if setting.changed_by else None}
        for desk, setting in settings.items()
    ]
