"""Days on which one desk or every desk is shut: set by a supervisor, taken back by one."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.weeks import day_of
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, desks, hours
from storage.hours import Closed

door = Blueprint("closed_days", __name__)

FARTHEST = 2 * 366
"""Days from today; what is further away is a slip of the finger."""


@door.post("/console/closed-days")
@signed_in
def create(visitor: Visitor) -> Response:
    """201; `desk` null is every desk, both days are included. 422 "first_day" or "last_day" for days that can't be meant.

    The same closure a second time changes nothing, so two people may press at once.
    """
    here, body = context(), json_body()
    now = here.now()
    first, last, wrong = days(here, body, now)
    if first is None or last is None or wrong:
        return refusal(wrong or "first_day", 422, "日にちをたしかめてください。")
    with here.database.transaction() as connection:
        hours.hold(connection)
        desk = _desk(connection, body.get("desk"))
        hours.close(connection, desk, first.isoformat(), last.isoformat())
        note(here, connection, visitor, now, "closed", Closed(0, desk, first.isoformat(), last.isoformat()))
    return created()


@door.delete("/console/closed-days/<int:number>")
@signed_in
def delete(visitor: Visitor, number: int) -> Response:
    """204. 404 when somebody took it back before; 409 "changed" when this number is another closure by now."""
    here, body = context(), json_body()
    with here.database.transaction() as connection:
        hours.hold(connection)
        found = hours.closure(connection, number)
        if found is None:
            abort(404)
        if body.get("revision") != hours.revision(found):
            return refusal("changed", 409)
        hours.reopen(connection, number)
        note(here, connection, visitor, here.now(), "reopened", found)
    return Response(status=204)


def shown(here: Context, connection: Connection, now: int) -> list[dict[str, Any]]:
    """Closures that are not over, the earliest first."""
    found = hours.closed(connection, since=today(here, now).isoformat())
    return [one._asdict() | {"revision": hours.revision(one)} for one in found]


def days(here: Context, body: dict[str, Any], now: int) -> tuple[dt.date | None, dt.date | None, str]:
    """First and last day of a body, and the field that is wrong ("" when none is)."""
    first, last, begins = day_of(body.get("first_day")), day_of(body.get("last_day")), today(here, now)
    if first is None or first > begins + dt.timedelta(days=FARTHEST):
        return first, last, "first_day"
    if last is None or last < max(first, begins) or last > begins + dt.timedelta(days=FARTHEST):
        return first, last, "last_day"
    return first, last, ""


def today(here: Context, now: int) -> dt.date:
    """The day where the office is."""
    return dt.datetime.fromtimestamp(now / 1000, here.settings.timezone).date()


def note(here: Context, connection: Connection, who: Visitor, now: int, what: str, closed: Closed) -> None:
    """In the audit log: "closed" or "reopened", which desk, from when until when."""
    audit.note(
        connection,
        here.office.keys,
        "closed-days",
        now=now,
        actor=who.account.kid,
        what=what,
        desk=closed.desk or "every",
        first_day=closed.first_day,
        last_day=closed.last_day,
    )


def created() -> Response:
    """201."""
    answer = jsonify({})
    answer.status_code = HTTPStatus.CREATED
    return answer


def _desk(connection: Connection, desk: object) -> str | None:
    if desk is None:
        return None
    if not isinstance(desk, str) or desk not in desks.names(connection):
        abort(404)
    return desk
