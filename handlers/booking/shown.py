"""Openings and bookings as the page gets them: moments in ms, and beside them day and time as the clocks of the place show them."""

import datetime as dt
import zoneinfo
from typing import Any

from sqlalchemy import Connection

from bot.visits import rules
from bot.visits.model import Opening
from storage import bookings, slot_patterns, visit_places
from storage.booking_details import Details
from storage.bookings import Booking
from storage.contexts import b64
from storage.visit_places import Place

Shown = dict[str, Any]


def opening(one: Opening, place: Place) -> Shown:
    return {"place": one.place, "free": one.free} | moments(one.starts_at, one.ends_at, place.timezone)


def moments(starts_at: int, ends_at: int, timezone: str) -> Shown:
    begins, ends = (_local(at, timezone) for at in (starts_at, ends_at))
    return {
        "starts_at": starts_at,
        "day": f"{begins:%Y-%m-%d}",
        "time": f"{begins:%H:%M}",
        "until": f"{ends:%H:%M}",
    }


def booking(
    connection: Connection, one: Booking, *, now: int, timezone: str, details: Details | None = None
) -> Shown:
    """`timezone` (IANA): of wishes for anywhere. What has no time yet has no "day"; `details` only for who looks at this one."""
    one = bookings.standing(one, now)
    place = visit_places.find(connection, one.place) if one.place else None
    zone = place.timezone if place else timezone
    told: Shown = {
        "id": b64(one.id),
        "code": one.code,
        "state": one.state,
        "place": one.place,
        "kind": one.kind,
        "persons": one.persons,
        "private_room": one.private_room,
        "reminder_hour": one.reminder_hour,
        "notices": one.notices,
        "held_until": one.offer_until,
        "ended_by": one.ended_by,
        "wait_from": one.wait_from,
        "wait_until": one.wait_until,
        "wishes": [_wish(at, zone) for at in one.wishes],
        "changeable": _changeable(connection, one, place, now=now),
    }
    if one.starts_at is not None and one.ends_at is not None:
        told |= {"at": moments(one.starts_at, one.ends_at, zone)}
    return told | (details._asdict() if details is not None else {})


def _changeable(connection: Connection, one: Booking, place: Place | None, *, now: int) -> bool:
    if one.state in ("wished", "waiting", "offered"):
        return True
    if one.state != "booked" or place is None or one.starts_at is None:
        return False
    closed = rules.closed_of(slot_patterns.closed_days(connection, place.id))
    return rules.changeable(now, place, one.starts_at, closed)


def _wish(at: int, timezone: str) -> Shown:
    local = _local(at, timezone)
    return {"day": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"}


def _local(at: int, timezone: str) -> dt.datetime:
    return dt.datetime.fromtimestamp(at / 1000, zoneinfo.ZoneInfo(timezone))
