"""Abe, a clerk at Asatsuyu, and Kudo before the screen 「予約の準備」, over Flask's test client; today is whatever day it is."""

import datetime as dt
import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.visits import desk as visit_desk
from bot.visits import rules
from bot.visits.model import Details, Ground, Wanted
from storage import audit, bookings, slots, visit_clerks, visit_kinds, visit_places
from storage.bookings import Booking
from storage.contexts import b64
from tests.cast import Json, Town
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor
from tests.joining import newcomer
from tests.visits.places import ASATSUYU

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""

HOSHIZORA = ASATSUYU._replace(id="hoshizora", position=1, name_ja="ほしぞら町", name_en="Hoshizora")
DAY = 24 * 3600 * 1000


def now() -> int:
    return time.time_ns() // 1_000_000


def day(ahead: int = 0) -> dt.date:
    """So many days from today, where Asatsuyu is."""
    return rules.local_day(now(), ASATSUYU) + dt.timedelta(days=ahead)


def weekday(name: int, *, after: int = 30) -> dt.date:
    """The first such weekday (0 is Monday) that lies so far ahead and is no holiday."""
    closed = rules.closed_of([])
    return next(
        one for one in map(day, range(after, after + 60)) if one.weekday() == name and not closed(one)
    )


def row(*weekdays: int, last: int = 200, **more: Any) -> Json:
    """Nine to four, one hour, one at a time, from tomorrow."""
    usual: Json = {
        "weekdays": list(weekdays or range(5)),
        "nth": None,
        "opens": 540,
        "closes": 960,
        "minutes": 60,
    }
    usual |= {"capacity": 1, "kinds": None, "first_day": str(day(1)), "last_day": str(day(last))}
    return usual | {"holidays": False} | more


def closed(first: dt.date, last: dt.date | None = None, note: str = "") -> Json:
    return {"first_day": str(first), "last_day": str(last or first), "opens": None, "note": note}


class Office:
    """Two places, the first kinds, and who sets them up."""

    def __init__(self, town: Town, web: Flask) -> None:
        self.town, self.web = town, web
        with town.database.transaction() as connection:
            visit_kinds.furnish(connection)
            for place in (ASATSUYU, HOSHIZORA):
                visit_places.add(connection, place)
        self.kudo = Supervisor(web)
        self.abe = self.clerk("abe")
        with town.database.transaction() as connection:
            visit_clerks.replace(connection, self.abe.person.kid, [ASATSUYU.id])

    def clerk(self, name: str) -> Desk:
        return self.kudo.join(newcomer("clerk", name), "clerk")

    def slots(self, place: str = ASATSUYU.id) -> list[Any]:
        """All that are laid from now on, with how many have booked them."""
        with self.town.database.reading() as connection:
            return slots.of_day(connection, place, now(), now() + 800 * DAY, now())

    def books(self, at: int, place: str = ASATSUYU.id) -> Booking:
        """Somebody on the telephone."""
        ground = Ground(self.town.keys, 7 * DAY)
        with self.town.database.transaction() as connection:
            return visit_desk.enter(connection, ground, place, at, Wanted("kind-1"), Details(), now=now())

    def stands(self, booking: Booking) -> bool:
        """Whether it is agreed and has its seat."""
        with self.town.database.reading() as connection:
            found = bookings.find(connection, booking.id)
            seat = connection.scalar(select(slots.seats.c.seat).where(slots.seats.c.booking == booking.id))
        return found is not None and found.state == "booked" and seat is not None

    def noted(self) -> list[tuple[str, Json]]:
        """What the audit log says of setting up, the oldest first."""
        with self.town.database.reading() as connection:
            found = reversed(audit.events(connection))
            return [(e.action, e.facts) for e in found if e.action.startswith("visit-")]


@pytest.fixture
def office(town: Town, web: Flask) -> Office:
    return Office(town, web)


def put(desk: Desk, path: str, **body: Any) -> TestResponse:
    return desk.client.put(f"/console/visits/{path}", json=body, headers=desk.headers)


def post(desk: Desk, path: str, **body: Any) -> TestResponse:
    return desk.post(f"visits/{path}", body)


def take_back(desk: Desk, one: Json, place: str = ASATSUYU.id) -> TestResponse:
    path = f"/console/visits/places/{place}/unusual-days/{one['id']}"
    return desk.client.delete(path, json={}, headers=desk.headers)


def seen(desk: Desk, path: str) -> Json:
    answer = desk.get(f"visits/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json or {}


def patterns(desk: Desk, place: str = ASATSUYU.id) -> Json:
    return seen(desk, f"places/{place}/patterns")


def set_rows(desk: Desk, *rows: Json, place: str = ASATSUYU.id, revision: str | None = None) -> TestResponse:
    """As this desk sees it now, unless another revision is said."""
    known = patterns(desk, place)["revision"] if revision is None else revision
    return put(desk, f"places/{place}/patterns", rows=list(rows), revision=known)


def problems(answer: TestResponse) -> list[tuple[int | None, str, str]]:
    assert answer.status_code == 422, answer.text
    return [(one["row"], one["field"], one["code"]) for one in (answer.json or {})["problems"]]


def shown(booking: Booking) -> tuple[str, str]:
    """Id and code, as the page knows them."""
    return b64(booking.id), booking.code


def named(left: list[Json]) -> list[tuple[str, str]]:
    return [(one["id"], one["code"]) for one in left]
