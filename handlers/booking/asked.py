"""What a browser asks for, out of JSON: of the right type and size, or 400. Whether it can be had, the steps say."""

import datetime as dt
import re
from typing import Any

from bot.visits.model import Details, Wanted
from handlers.booking.guard import unreadable
from storage.contexts import unb64

NAME, NOTE = 40, 200
_LATEST_MS = 1 << 52
_HALF = re.compile("[\ud800-\udfff]")
_HOURS = range(8, 22)


def wanted(body: dict[str, Any]) -> Wanted:
    """{"kind", "persons"?, "private_room"?, "reminder_hour"?, "notices"?}"""
    hour = body.get("reminder_hour")
    return Wanted(
        kind=word(body, "kind"),
        persons=whole(body.get("persons", 1), range(1, 10)),
        private_room=flag(body.get("private_room", True)),
        reminder_hour=None if hour is None else whole(hour, _HOURS),
        notices=flag(body.get("notices", False)),
    )


def details(body: dict[str, Any]) -> Details:
    """{"call_name"?, "note"?}"""
    return Details(text(body.get("call_name", ""), NAME), text(body.get("note", ""), NOTE))


def moment(told: object) -> int:
    """Milliseconds since 1970."""
    return whole(told, range(_LATEST_MS))


def day(told: object) -> dt.date:
    """One that can be in a calendar, as YYYY-MM-DD."""
    try:
        found = dt.date.fromisoformat(told) if isinstance(told, str) and len(told) == 10 else unreadable()
    except ValueError:
        unreadable()
    return found if 2000 <= found.year < 2100 else unreadable()


def word(body: dict[str, Any], name: str) -> str:
    """An id of the office's: short."""
    told = body.get(name)
    return told if isinstance(told, str) and len(told) <= 32 and told.isprintable() else unreadable()


def booking(told: object) -> bytes:
    """The id that a browser makes before it asks, so that asking twice is asking once."""
    try:
        found = unb64(told) if isinstance(told, str) else unreadable()
    except ValueError:
        unreadable()
    return found if len(found) == 16 else unreadable()


def whole(told: object, among: range) -> int:
    return told if type(told) is int and told in among else unreadable()


def flag(told: object) -> bool:
    return told if isinstance(told, bool) else unreadable()


def text(told: object, most: int) -> str:
    """What can be kept: no half of a sign, which no encoding has."""
    if not isinstance(told, str) or len(told.strip()) > most or _HALF.search(told):
        unreadable()
    return told.strip()
