"""How full the desks of this person are: for the strip above the inbox."""

import datetime as dt
from typing import Any

from flask import Blueprint, Response, jsonify

from handlers.console.access import LEADERS
from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from storage import blocks, capacity, desk_rules, desks, staff

door = Blueprint("capacity", __name__)


@door.get("/console/capacity")
@signed_in
def show(visitor: Visitor) -> Response:
    """Of each desk of theirs: who waits, taken today of how many meant, over the aim, and the names of who is there now.

    "blocks": how many wishes for a block wait for this person's word.
    """
    here = context()
    now = here.now()
    with here.database.reading() as connection:
        loads = capacity.load(connection, visitor.desks, since=_today(now, here.settings.timezone))
        settings = desk_rules.setting(connection, visitor.desks)
        there, names = capacity.present(connection, now=now), staff.display_names(connection)
        called = desks.names(connection)
        wishes = blocks.standing(connection, now=now) if visitor.account.role in LEADERS else []
    shown: list[dict[str, Any]] = []
    for desk in sorted(visitor.desks, key=list(called).index):
        rules, load = settings[desk].rules, loads[desk]
        seated = sorted(
            names[kid] for kid in visitor.trust.current.desks[desk] if kid in there & names.keys()
        )
        shown.append(
            {"desk": desk, "name": called[desk], "waiting": len(load.waiting_since), "longest": load.longest}
            | {"taken": load.taken, "cap": rules.evening_cap, "within": rules.answer_within}
            | {"late": load.late(rules.answer_within, now=now), "present": seated}
        )
    asked = sum(one.agreed_by is None and one.asked_by != visitor.account.kid for one in wishes)
    return jsonify({"now": now, "desks": shown, "blocks": asked})


def _today(now: int, timezone: dt.tzinfo) -> int:
    """The last midnight where the office is, in ms."""
    local = dt.datetime.fromtimestamp(now / 1000, timezone)
    return int(local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)
