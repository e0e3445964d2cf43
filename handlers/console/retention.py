"""What is kept until when: the policy, what falls due, what was destroyed for good. No content, no consultation by name."""

from typing import Any

from flask import Blueprint, Response, jsonify

from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from handlers.health import alarms_of
from retention import rehearsal
from storage import endings, holds, ledger, purge_runs

door = Blueprint("retention", __name__)

DAYS = 30


@door.get("/console/retention")
@signed_in
def show(visitor: Visitor) -> Response:
    """Terms in days and hours, times in ms; the first day is today, "overdue" comes before it when there is anything.

    Of a day: how many consultations, bookings and orders of paper are destroyed on it.
    """
    here = context()
    now, settings = here.now(), here.settings
    days = rehearsal.forecast(here.database, now=now, days=DAYS, timezone=settings.timezone)
    with here.database.reading() as connection:
        shown = {
            "held": len(holds.held_until(connection, now=now)),
            "paused": endings.count_paused(connection),
            "ledger_head": _head(ledger.head(connection)),
        } | purge_runs.ended(connection)._asdict()
    listed = [
        {
            "day": str(one.day or "overdue"),
            "count": one.count,
            "bookings": one.bookings,
            "orders": one.orders,
        }
        for one in days
    ]
    alarms = [alarm._asdict() for alarm in alarms_of(here)]
    return jsonify(shown | {"policy": settings.retention_policy.terms(), "days": listed, "alarms": alarms})


def _head(entry: Any) -> dict[str, Any] | None:
    if entry is None:
        return None
    return {"number": entry.number, "hash": entry.hash.hex(), "at": entry.certificate["at"]}
