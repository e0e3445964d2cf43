"""A time that a clerk names: one of the slots, or any other, for which a slot is made."""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import Connection

from bot.visits import rules
from handlers.console.visits.acting import integer, is_moment
from handlers.console.visits.days import day_of
from storage import slots
from storage.visit_places import Place

SHORTEST, LONGEST = 5, 480
"""Minutes of a visit for which a slot is made."""
_USUAL = 60
_MINUTE_MS = 60_000


class Asked(NamedTuple):
    """`starts_at` (ms) of a slot; or else a day and its minutes from midnight, by the clocks of the place."""

    starts_at: int | None
    day: dt.date
    midnight: int
    minutes: int

    def at(self, place: Place) -> int:
        if self.starts_at is not None:
            return self.starts_at
        return rules.moment(self.day, self.midnight, place.timezone)

    def slot(self, connection: Connection, place: Place) -> int:
        """When it is. Where a time of day was named and there is no slot then, one is made for this visit alone."""
        at = self.at(place)
        if self.starts_at is None:
            slots.add_extra(connection, place.id, at, at + self.minutes * _MINUTE_MS)
        return at


def read(body: dict[str, Any]) -> Asked | None:
    """`starts_at`, or `day` and `time` (HH:MM) and, if it is not an hour, `minutes`. None for what is no time."""
    minutes, starts_at = body.get("minutes", _USUAL), body.get("starts_at")
    if not integer(minutes, SHORTEST, LONGEST):
        return None
    if is_moment(starts_at):
        return Asked(starts_at, dt.date.min, 0, minutes)
    day, midnight = day_of(body.get("day")), minutes_of(body.get("time"))
    return Asked(None, day, midnight, minutes) if day is not None and midnight is not None else None


def minutes_of(text: object) -> int | None:
    """Minutes from midnight of "10:30"; None for what is no time of day."""
    match text.split(":") if isinstance(text, str) and text.isascii() else []:
        case [hours, minutes] if hours.isdigit() and minutes.isdigit() and len(hours) == len(minutes) == 2:
            found = int(hours) * 60 + int(minutes)
            return found if int(minutes) < 60 and found < 24 * 60 else None
    return None
