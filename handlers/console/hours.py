"""When the desks answer: the week of each as it is set, the next two weeks as they come of it, and one desk's week set anew."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from bot import outlook
from bot.calendar import Calendar
from bot.openings import calendar_of, moment, row_of, rule_of
from handlers import language
from handlers.console import announcements, closed_days, weeks
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, desks, staff
from storage import hours as stored

door = Blueprint("hours", __name__)

_CHANGED = "ほかの人が、先にこの窓口の時間を変えました。いまの内容をたしかめてください。"


@door.get("/console/hours")
@signed_in
def index(visitor: Visitor) -> Response:
    """Weeks, previews, closures to come and notices; `mine` says which weeks this person may change."""
    here = context()
    now = here.now()
    with here.database.reading() as connection:
        listed = [
            {
                "id": desk,
                "name": name,
                "mine": _is_theirs(visitor, desk),
                **_week(here, connection, desk, now),
            }
            for desk, name in desks.real_names(connection).items()
        ]
        told = announcements.shown(here, connection, now)
        closed = closed_days.shown(here, connection, now)
    leads = visitor.account.role == "supervisor"
    return jsonify({"desks": listed, "closed_days": closed, "may_close": leads} | told)


@door.put("/console/hours/<desk>")
@signed_in
def update(visitor: Visitor, desk: str) -> Response:
    """200 with the week as it is then. 403 for another's desk, 409 "changed" with the week that somebody else has set
    meanwhile (`revision` is what this page saw), 422 "rows" with each problem at its row and field."""
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        if desk not in desks.names(connection):
            abort(404)
        if not _is_theirs(visitor, desk):
            return refusal("desk", 403, "この窓口の時間は、この窓口の責任者だけが変えられます。")
        stored.hold(connection)
        if body.get("revision") != _revision(connection, desk):
            by = _last_change(connection, desk)
            return refusal("changed", 409, _CHANGED, **by, **_week(here, connection, desk, now))
        try:
            rules = weeks.read(body.get("rows"))
        except weeks.Refused as problem:
            return _refused(problem)
        stored.replace(connection, desk, [row_of(rule) for rule in rules])
        shown = _week(here, connection, desk, now)
        audit.note(
            connection,
            here.office.keys,
            "hours",
            now=now,
            actor=visitor.account.kid,
            desk=desk,
            rows=len(rules),
        )
    return jsonify(shown)


@door.post("/console/hours/<desk>/preview")
@signed_in
def preview(visitor: Visitor, desk: str) -> Response:
    """What would come of these rows, with the closures there are; nothing is changed. 422 as `update`."""
    here = context()
    try:
        rules = weeks.read(json_body().get("rows"))
    except weeks.Refused as problem:
        return _refused(problem)
    with here.database.reading() as connection:
        if desk not in desks.names(connection):
            abort(404)
        kept = calendar_of(connection, desk, here.settings.timezone)
    return jsonify(_outlook(here, Calendar(rules, kept.closures, kept.timezone), here.now()))


def _week(here: Context, connection: Connection, desk: str, now: int) -> dict[str, Any]:
    rows = stored.of(connection, desk)[0]
    written = [weeks.written(rule_of(row)) for row in rows]
    calendar = calendar_of(connection, desk, here.settings.timezone)
    return {"rows": written, "revision": stored.revision(rows)} | _outlook(here, calendar, now)


def _outlook(here: Context, calendar: Calendar, now: int) -> dict[str, Any]:
    """`opening` is what a resident who wrote now would be told: when, None for "now", "" when nobody knows."""
    spoken = language.language()
    days = outlook.days_ahead(calendar, closed_days.today(here, now), language=spoken)
    opens = calendar.next_opening(now)
    words = "" if opens is None else None if opens == now else moment(opens, now, spoken, calendar.timezone)
    return {"days": [weeks.shown(day) for day in days], "opening": words}


def _revision(connection: Connection, desk: str) -> str:
    return stored.revision(stored.of(connection, desk)[0])


def _is_theirs(visitor: Visitor, desk: str) -> bool:
    return visitor.account.role == "supervisor" and desk in visitor.desks


def _last_change(connection: Connection, desk: str) -> dict[str, Any]:
    """Who set this week last and when, as far as the log's newest changes of hours tell."""
    for event in audit.events(connection, action="hours", limit=20):
        if event.facts.get("desk") == desk and event.actor is not None:
            return {"by": staff.display_names(connection).get(event.actor), "at": event.at}
    return {"by": None, "at": None}


def _refused(problem: weeks.Refused) -> Response:
    return refusal("rows", 422, "時間をたしかめてください。", problems=problem.problems)
