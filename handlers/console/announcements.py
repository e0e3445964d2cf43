"""The notice for everybody: one step that closes what is chosen and tells residents, and one that takes both back."""

import datetime as dt
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from sqlalchemy import Connection

from bot import notices
from bot.phrases import LANGUAGES
from handlers.console import closed_days
from handlers.console.closed_days import created
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.weeks import day_of
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, desks, hours
from storage.hours import Closed, Notice

door = Blueprint("announcements", __name__)

LONGEST_DAYS = 92
"""A notice stands in every acknowledgement: what lasts longer belongs into the hours."""


@door.get("/console/announcements/draft")
@signed_in
def draft(visitor: Visitor) -> Response:
    """Words for `reason` in three languages: shut from `first_day` to `last_day`, or slow without them. 422 for others."""
    reason, given = request.args.get("reason"), (request.args.get("first_day"), request.args.get("last_day"))
    first, last = map(day_of, given)
    half = (first is None) != (last is None) or (first is None and any(given))
    if reason not in notices.REASONS or half or (first is not None and last is not None and last < first):
        return refusal("draft", 422)
    return jsonify(notices.draft(reason, (first, last) if first and last else None))


@door.post("/console/announcements")
@signed_in
def create(visitor: Visitor) -> Response:
    """201: shown from now until the end of `last_day`; with `closes` (ids of desks, null for every one) they are shut from
    `first_day` to `last_day`. All of it or nothing. 409 "changed" when somebody has told or taken back something since
    `revision`; 422 with the field that is wrong ("ja", "easy", "en", "first_day", "last_day", "closes")."""
    here, body = context(), json_body()
    now = here.now()
    texts = {language: str(body.get(language) or "").strip() for language in LANGUAGES}
    for language, text in texts.items():
        if found := notices.objection(text):
            return refusal(language, 422, why=found.code, word=found.word)
    first, last, wrong = closed_days.days(here, body, now)
    if first is None or last is None or wrong:
        return refusal(wrong or "first_day", 422)
    if last > closed_days.today(here, now) + dt.timedelta(days=LONGEST_DAYS):
        return refusal("last_day", 422, why="long")
    with here.database.transaction() as connection:
        hours.hold(connection)
        if body.get("revision") != _revision(connection, now):
            return refusal("changed", 409, **shown(here, connection, now))
        closures = _closures(connection, body, first.isoformat(), last.isoformat())
        if closures is None:
            return refusal("closes", 422)
        for one in closures:
            hours.close(connection, one.desk, one.first_day, one.last_day)
        hours.announce(connection, shown_from=now, shown_until=_end_of(here, last), **texts)
        for one in closures:
            closed_days.note(here, connection, visitor, now, "closed", one)
        _note(here, connection, visitor, now, "shown", last.isoformat())
    return created()


@door.delete("/console/announcements/<int:number>")
@signed_in
def delete(visitor: Visitor, number: int) -> Response:
    """204: nobody is told any more; with `reopen` the closures shown with it are taken back too. 404 when it is gone
    already, 409 "changed" when the page saw something else."""
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        hours.hold(connection)
        found = next((one for one in _standing(here, connection, now) if one["id"] == number), None)
        if found is None:
            abort(404)
        if body.get("revision") != found["revision"]:
            return refusal("changed", 409)
        hours.withdraw(connection, number)
        gone = found["closed"] if body.get("reopen") is True else []
        for one in gone:
            hours.reopen(connection, one["id"])
            closed = Closed(one["id"], one["desk"], one["first_day"], one["last_day"])
            closed_days.note(here, connection, visitor, now, "reopened", closed)
        _note(here, connection, visitor, now, "withdrawn", str(_last_day(here, found["shown_until"])))
    return Response(status=204)


def shown(here: Context, connection: Connection, now: int) -> dict[str, Any]:
    """The notices of now and later, each with the closures that belong to it, and the mark of all of them."""
    return {
        "notices": _standing(here, connection, now),
        "notices_revision": _revision(connection, now),
    }


def _standing(here: Context, connection: Connection, now: int) -> list[dict[str, Any]]:
    closures = closed_days.shown(here, connection, now)
    listed = []
    for one in hours.announced(connection, since=now):
        together = [closed for closed in closures if _belongs(here, one, closed)]
        marks = [closed["revision"] for closed in together]
        listed.append(one._asdict() | {"closed": together, "revision": hours.revision([one, marks])})
    return listed


def _belongs(here: Context, notice: Notice, closed: dict[str, Any]) -> bool:
    """Whether a closure ends with the notice and began with it or later: what one step has set."""
    first = dt.datetime.fromtimestamp(notice.shown_from / 1000, here.settings.timezone).date()
    ends = _last_day(here, notice.shown_until).isoformat()
    return bool(closed["last_day"] == ends and closed["first_day"] >= first.isoformat())


def _revision(connection: Connection, now: int) -> str:
    return hours.revision(hours.announced(connection, since=now))


def _closures(connection: Connection, body: dict[str, Any], first: str, last: str) -> list[Closed] | None:
    """None for desks that there are not."""
    if "closes" not in body:
        return []
    chosen, known = body["closes"], desks.names(connection)
    if chosen is None:
        return [Closed(0, None, first, last)]
    if not isinstance(chosen, list) or not chosen or not all(one in known for one in map(str, chosen)):
        return None
    return [Closed(0, str(desk), first, last) for desk in dict.fromkeys(chosen)]


def _end_of(here: Context, day: dt.date) -> int:
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, here.settings.timezone)
    return int(midnight.timestamp()) * 1000


def _last_day(here: Context, until: int) -> dt.date:
    return dt.datetime.fromtimestamp((until - 1) / 1000, here.settings.timezone).date()


def _note(here: Context, connection: Connection, who: Visitor, now: int, what: str, last_day: str) -> None:
    audit.note(
        connection,
        here.office.keys,
        "announcement",
        now=now,
        actor=who.account.kid,
        what=what,
        last_day=last_day,
    )
