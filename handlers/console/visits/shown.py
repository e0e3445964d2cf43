"""Bookings and slots as the calendar's page gets them. Days and times are the place's own, so that the page computes none."""

import datetime as dt
import zoneinfo
from typing import Any

from storage.bookings import Booking
from storage.contexts import b64


def moment(at: int, zone: dt.tzinfo) -> dict[str, Any]:
    """A moment (ms) with its local day (YYYY-MM-DD) and time (HH:MM)."""
    local = dt.datetime.fromtimestamp(at / 1000, zone)
    return {"at": at, "day": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"}


def booking(one: Booking, zone: zoneinfo.ZoneInfo) -> dict[str, Any]:
    """One booking without what its resident says of themselves. `due` is the day on which it is erased."""
    begins = moment(one.starts_at, zone) if one.starts_at is not None else None
    return {
        "id": b64(one.id),
        "code": one.code,
        "state": one.state,
        "place": one.place,
        "kind": one.kind,
        "begins": begins,
        "until": moment(one.ends_at, zone)["time"] if one.ends_at is not None else None,
        "persons": one.persons,
        "private_room": one.private_room,
        "language": one.language,
        "origin": one.origin,
        "room": one.room,
        "notices": one.notices,
        "offer_until": moment(one.offer_until, zone) if one.offer_until is not None else None,
        "offers": one.offers,
        "wait_from": one.wait_from,
        "wait_until": one.wait_until,
        "wishes": [moment(at, zone) for at in one.wishes],
        "ended_by": one.ended_by,
        "revision": one.revision,
        "made": moment(one.made_at, zone),
        "due": moment(one.due_at, zone)["day"],
    }
