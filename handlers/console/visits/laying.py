"""The slots of a place laid anew after its times have changed, and who had booked a time that is no longer offered."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from bot.visits import rules
from bot.visits.laying import Laid
from handlers.console.guard import Visitor
from handlers.console.visits import ahead, guard, shown
from handlers.console.visits.pattern_rows import FARTHEST
from storage import bookings, slot_patterns, slots, visit_places
from storage.contexts import b64
from storage.slot_patterns import Pattern, Unusual
from storage.visit_places import Place

SEATED = ("booked", "offered")
"""States of a booking whose time somebody counts on."""


class Times:
    """What is set at a place at this moment, and the slots that follow from it."""

    def __init__(
        self,
        connection: Connection,
        place: Place,
        now: int,
        *,
        patterns: Sequence[Pattern] | None = None,
        unusual: Sequence[Unusual] | None = None,
    ) -> None:
        """`patterns`, `unusual`: as if these were set instead."""
        self.place, self.now, self.today = place, now, rules.local_day(now, place)
        stored = slot_patterns
        self.patterns = stored.patterns_of(connection, place.id) if patterns is None else patterns
        self.unusual = stored.unusual_of(connection, place.id) if unusual is None else unusual
        self.laid: list[Laid] = ahead.slots(place, self.patterns, self.unusual, self.today, now)

    def seen(self, connection: Connection, language: str) -> dict[str, Any]:
        """The preview, and the bookings that stand outside of it."""
        found = ahead.shown(self.place, self.patterns, self.unusual, self.laid, self.today, language)
        return found | {"left": self.left(connection)}

    def lay(self, connection: Connection) -> None:
        """Slots become those; one that somebody has booked stays, never below what is booked."""
        slots.lay(connection, self.place.id, self.laid, first=self.now, last=self._end(), now=self.now)

    def left(self, connection: Connection) -> list[dict[str, Any]]:
        """Bookings to come that stand outside of what is offered: at another time, or more than so many at once."""
        zone, found = zoneinfo.ZoneInfo(self.place.timezone), []
        room = {one.starts_at: one.capacity for one in self.laid}
        for one in bookings.between(connection, self.place.id, self.now, self._end(), now=self.now):
            if one.starts_at is None or one.state not in SEATED:
                continue
            room[one.starts_at] = room.get(one.starts_at, 0) - 1
            if room[one.starts_at] < 0:
                found.append({"id": b64(one.id), "code": one.code} | shown.moment(one.starts_at, zone))
        return found

    def _end(self) -> int:
        last = self.today + dt.timedelta(days=FARTHEST + 1)
        return rules.moment(last, 0, self.place.timezone)


def held(connection: Connection, visitor: Visitor, place: str, now: int) -> Times:
    """What is set there, and nobody else sets anything there until the commit; 404 when it is not theirs."""
    visit_places.hold(connection, place)
    return Times(connection, guard.require_place(connection, visitor, place), now)


def laid_anew(connection: Connection, before: Times) -> tuple[Times, list[dict[str, Any]]]:
    """What is set there after a change, its slots laid, and who stands outside only since this change."""
    after = Times(connection, before.place, before.now)
    after.lay(connection)
    known = {one["id"] for one in before.left(connection)}
    return after, [one for one in after.left(connection) if one["id"] not in known]
