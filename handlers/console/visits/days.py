"""Days of a place: counts for a month, and every slot with its bookings for a week or a day."""

import datetime as dt
import json
import zoneinfo
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, request
from sqlalchemy import Connection

from bot import calendar
from bot.visits import rules
from handlers import language
from handlers.console.guard import Visitor, signed_in
from handlers.console.visits import guard, opened, shown
from handlers.context import context
from storage import bookings, slot_patterns, slots
from storage.bookings import Booking
from storage.contexts import b64, digest
from storage.slots import Slot
from storage.visit_places import Place

door = Blueprint("visit_timetable", __name__)

MOST = 42
"""Six weeks: what a month shows."""
CLOSELY = 7
"""So many days are told with each slot and its bookings."""
_AHEAD_MS = 400 * 24 * 3600 * 1000


@door.get("/console/visits/timetable")
@signed_in
def index(visitor: Visitor) -> Response:
    """The days from `first` to `last` (YYYY-MM-DD) of `place`; of a week or less each slot with its bookings.

    `beside` names the booking that is open, which is told too. Where none of them has a slot, `next` is the next day that has a free one. What is unchanged is answered 304, so asking every few seconds is cheap. 404 for another's place or what is no such span.
    """
    here = context()
    now = here.now()
    first, last = (day_of(request.args.get(name)) for name in ("first", "last"))
    if first is None or last is None or not 0 <= (last - first).days < MOST:
        abort(404)
    with here.database.reading() as connection:
        place = guard.require_place(connection, visitor, request.args.get("place"))
        days = _days(connection, place, first, last, now)
        waiting = awaiting(bookings.pool(connection, guard.places(connection, visitor)))
        open_one = opened.beside(here, connection, visitor, request.args.get("beside"), now=now)
        coming = _next_day(connection, place, last, now) if not any(one["capacity"] for one in days) else None
    today = rules.local_day(now, place).isoformat()
    told = {"today": today, "days": days, "next": coming, "awaiting": waiting}
    return marked(told | open_one, now)


def day_of(text: object) -> dt.date | None:
    """The day that is written so (YYYY-MM-DD) and can be in a calendar; None for anything else."""
    if not isinstance(text, str) or len(text) != len("2026-11-22"):
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None


def awaiting(pool: Iterable[Booking]) -> int:
    """How many of them nobody has proposed a time to."""
    return sum(one.state in ("wished", "waiting") for one in pool)


def marked(body: dict[str, Any], now: int) -> Response:
    """The body with `now` (ms) and an ETag that is its content's alone; 304 for who knows it already."""
    mark = b64(digest(json.dumps(body, ensure_ascii=False, sort_keys=True).encode())[:16])
    if request.if_none_match.contains(mark):
        response = Response(status=304)
    else:
        told = json.dumps(body | {"now": now}, ensure_ascii=False, separators=(",", ":"))
        response = Response(told, mimetype="application/json")
    response.set_etag(mark)
    return response


def _next_day(connection: Connection, place: Place, last: dt.date, now: int) -> str | None:
    after = max(now, rules.day_bounds(last, place.timezone)[1])
    found = slots.free_between(connection, [place.id], None, after, after + _AHEAD_MS, now, limit=1)
    return rules.local_day(found[0].starts_at, place).isoformat() if found else None


def _days(
    connection: Connection, place: Place, first: dt.date, last: dt.date, now: int
) -> list[dict[str, Any]]:
    zone, spoken = zoneinfo.ZoneInfo(place.timezone), language.language()
    begins, ends = rules.day_bounds(first, place.timezone)[0], rules.day_bounds(last, place.timezone)[1]
    unusual = [one for one in slot_patterns.unusual_of(connection, place.id) if one.opens is None]
    closely = (last - first).days < CLOSELY
    booked = bookings.between(connection, place.id, begins, ends, now=now) if closely else []
    times: dict[dt.date, list[Slot]] = {}
    for one in slots.of_day(connection, place.id, begins, ends, now):
        times.setdefault(dt.datetime.fromtimestamp(one.starts_at / 1000, zone).date(), []).append(one)
    told = []
    for ahead in range((last - first).days + 1):
        day = first + dt.timedelta(days=ahead)
        closed = next((one.note for one in unusual if one.first_day <= day.isoformat() <= one.last_day), None)
        laid = times.get(day, [])
        named = calendar.holiday_name(day, spoken) or (
            language.said("年末年始", "Year’s end") if calendar.is_year_end(day) else None
        )
        counts = {
            "capacity": sum(one.capacity for one in laid),
            "taken": sum(one.taken for one in laid),
        }
        fact = {"day": day.isoformat(), "holiday": named, "closed": closed} | counts
        told.append(fact | {"slots": _slots(day, laid, booked, zone, now)} if closely else fact)
    return told


def _slots(
    day: dt.date, times: list[Slot], booked: list[Booking], zone: zoneinfo.ZoneInfo, now: int
) -> list[dict[str, Any]]:
    """By time. A booking whose slot is gone (it was cancelled, or is long over) stands at its time all the same."""
    here: dict[int, list[Booking]] = {}
    for one in booked:
        if one.starts_at is None:
            continue
        if dt.datetime.fromtimestamp(one.starts_at / 1000, zone).date() == day:
            here.setdefault(one.starts_at, []).append(one)
    known = {one.starts_at: one for one in times}
    return [
        _slot(at, known.get(at), here.get(at, []), zone, now) for at in sorted(known.keys() | here.keys())
    ]


def _slot(
    at: int, slot: Slot | None, booked: list[Booking], zone: zoneinfo.ZoneInfo, now: int
) -> dict[str, Any]:
    ends = slot.ends_at if slot else max(one.ends_at or at for one in booked)
    return {
        **shown.moment(at, zone),
        "until": shown.moment(ends, zone)["time"],
        "capacity": slot.capacity if slot else 0,
        "taken": slot.taken if slot else 0,
        "choosing": sum(one.state == "held" for one in booked),
        "kinds": slot.kinds.split(",") if slot and slot.kinds else None,
        "past": ends <= now,
        "bookings": [shown.booking(one, zone) for one in booked if one.state != "held"],
    }
