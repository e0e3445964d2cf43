"""Abe, the clerk of Asatsuyu, before the calendar, over Flask's test client. Hoshizora is a place where Abe has nothing to do."""

import datetime as dt
import os
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from bot.visits import rules
from storage import audit, slots, visit_clerks, visit_places
from storage.contexts import b64
from storage.slots import Slot
from tests.cast import Json, Town
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor
from tests.joining import newcomer
from tests.retention.visiting import PLACE, open_place

HOSHIZORA = PLACE._replace(id="hoshizora", position=1, name_ja="ほしぞら町", name_en="Hoshizora")
HOUR = 3600 * 1000
SPOKEN = {"private_room": True, "call_name": "はな", "note": "車いすで来ます", "language": "ja"}


class Clerk:
    """Somebody at the calendar; `place` is the one that they look at."""

    def __init__(self, town: Town, desk: Desk, place: str = PLACE.id) -> None:
        self.town, self.desk, self.place = town, desk, place

    def day(self, days: int) -> str:
        """So many days from today, by the town's clock."""
        return str(rules.local_day(self.town.clock(), PLACE) + dt.timedelta(days=days))

    def at(self, days: int, hour: int) -> int:
        return rules.moment(dt.date.fromisoformat(self.day(days)), hour * 60, PLACE.timezone)

    def timetable(self, days: int, **headers: str) -> TestResponse:
        day = self.day(days)
        return self.desk.get(f"visits/timetable?place={self.place}&first={day}&last={day}", **headers)

    def slot(self, days: int, hour: int) -> Json:
        """One slot of the day as the page gets it."""
        return next(one for one in self.slots(days) if one["at"] == self.at(days, hour))

    def slots(self, days: int) -> list[Json]:
        (day,) = (self.timetable(days).json or {})["days"]
        found: list[Json] = day["slots"]
        return found

    def enters(self, at: int, **changes: Any) -> TestResponse:
        body = {"id": b64(os.urandom(16)), "place": self.place, "starts_at": at, "kind": "oath", "persons": 1}
        return self.desk.post("visits/bookings", body | SPOKEN | changes)

    def entered(self, at: int, **changes: Any) -> Json:
        answer = self.enters(at, **changes)
        assert answer.status_code == 201, answer.text
        found: Json = (answer.json or {})["booking"]
        return found

    def opens(self, booking: str) -> Json:
        answer = self.desk.get(f"visits/bookings/{booking}")
        assert answer.status_code == 200, answer.text
        return answer.json or {}

    def puts(self, path: str, **body: Any) -> TestResponse:
        return self.desk.client.put(f"/console/visits/{path}", json=body, headers=self.desk.headers)

    def steps(self, booking: Json, noun: str, **body: Any) -> TestResponse:
        """One step on a booking as this page saw it."""
        path, sent = f"bookings/{booking['id']}/{noun}", body | {"revision": booking["revision"]}
        if noun in ("room", "attendance"):
            return self.puts(path, **sent)
        return self.desk.post(f"visits/{path}", sent)

    def stepped(self, booking: Json, noun: str, **body: Any) -> Json:
        answer = self.steps(booking, noun, **body)
        assert answer.status_code == 200, answer.text
        found: Json = (answer.json or {})["booking"]
        return found

    def pool(self) -> list[Json]:
        found: list[Json] = (self.desk.get("visits/pool").json or {})["bookings"]
        return found


def furnish(town: Town) -> None:
    """Both places, with the same times."""
    open_place(town)
    with town.database.transaction() as connection:
        visit_places.add(connection, HOSHIZORA)
        present = slots.of_day(connection, PLACE.id, 0, 2**60, town.clock())
        laid: list[Slot] = [one._replace(place=HOSHIZORA.id) for one in present]
        slots.lay(connection, HOSHIZORA.id, laid, first=0, last=2**60, now=town.clock())


def abe_of(web: Flask, town: Town, *places: str) -> Desk:
    """Abe has joined, and works for these places."""
    person = newcomer("clerk", "abe")
    abe = Supervisor(web).join(person, "clerk")
    with town.database.transaction() as connection:
        visit_clerks.replace(connection, person.kid, list(places))
    return abe


def noted(town: Town) -> list[str]:
    """The acts about visits in the audit log, the oldest first."""
    with town.database.reading() as connection:
        return [one.action for one in reversed(audit.events(connection)) if one.action.startswith("visit-")]


def refused(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, (answer.json or {})["error"]
