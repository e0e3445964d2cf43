"""What is wrong, for the people who have to do something about it: the watchdog's alarms, and the month's quota at LINE."""

from typing import Any

from flask import Blueprint, Response, jsonify

from handlers.console.access import OVERSEERS
from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from handlers.health import alarms_of
from storage import quota

door = Blueprint("alarms", __name__)

FOR_COUNSELORS = ("quota-95", "quota-spent")
"""What whoever writes answers has to know; the rest is for those who can have it mended."""


@door.get("/console/alarms")
@signed_in
def index(visitor: Visitor) -> Response:
    """What stands now, with the time in ms since when, where that can be told; an empty list when all is well."""
    here, oversees = context(), visitor.account.role in OVERSEERS
    with here.database.reading() as connection:
        gauge = quota.newest(connection)
    found: list[dict[str, Any]] = [alarm._asdict() for alarm in alarms_of(here)] if oversees else []
    if gauge is not None and gauge.level is not None and (oversees or gauge.level in FOR_COUNSELORS):
        found.append({"code": gauge.level, "since": gauge.spent_at})
    return jsonify(found)
