"""How the line to LINE stands, for who writes and who looks after it: figures and times, nobody's words and nobody's name."""

from typing import Any

from flask import Blueprint, Response, jsonify

from bot import gauge
from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from handlers.health import SLOW_OUTBOX_MS
from storage import backlog, quota
from storage.quota import Reading

door = Blueprint("line", __name__)

GIVEN_UP_DAYS = 7
_DAY_MS = 24 * 3600 * 1000


@door.get("/console/line")
@signed_in
def show(visitor: Visitor) -> Response:
    """Times in ms; `remembered_days` is for how long the last event is known, `slow_after` (ms) when words in turn are late."""
    here = context()
    now = here.now()
    with here.database.reading() as connection:
        waiting = {why: one._asdict() for why, one in backlog.waiting(connection).items()}
        answer = {
            "now": now,
            "quota": _quota(quota.newest(connection), now),
            "last_event": backlog.last_event(connection),
            "remembered_days": here.settings.retention_policy.webhook_receipt // _DAY_MS,
            "waiting": waiting,
            "slow_after": SLOW_OUTBOX_MS,
            "fetching": backlog.fetching(connection)._asdict(),
            "given_up": [
                {"reason": reason, "number": number}
                for reason, number in backlog.given_up(
                    connection, since=now - GIVEN_UP_DAYS * _DAY_MS
                ).items()
            ],
        }
    return jsonify(answer)


def _quota(reading: Reading | None, now: int) -> dict[str, Any] | None:
    if reading is None:
        return None
    shown = {"percent": reading.percent, "level": reading.level, "renewed_at": gauge.month_after(now)}
    return reading._asdict() | shown
