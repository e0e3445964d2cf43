"""Kudo before the screen 「受付時間とお知らせ」, over Flask's test client."""

import datetime as dt
import time
import zoneinfo
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from bot.openings import opening_words
from storage import audit, seed
from tests.cast import Json, Town
from tests.handlers.desk import Desk

SignIn = Callable[[str], Desk]
SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""

JAPAN = zoneinfo.ZoneInfo("Asia/Tokyo")
TEXTS = {"ja": "大雪でお休みします。", "easy": "雪(ゆき)で 休(やす)みです。", "en": "Closed because of snow."}


def today() -> dt.date:
    """Where the office is, by the clock of the doors."""
    return dt.datetime.fromtimestamp(time.time_ns() / 1e9, JAPAN).date()


def row(weekday: int, opens: Any = 540, closes: Any = 1020, nth: Any = None, **more: Any) -> Json:
    row = {"weekday": weekday, "nth": nth, "opens": opens, "closes": closes}
    return row | {"first_day": None, "last_day": None, "holidays": False} | more


def days(first: int = 0, last: int | None = None) -> Json:
    """So many days from today."""
    ends = [today() + dt.timedelta(days=each) for each in (first, first if last is None else last)]
    return dict(zip(("first_day", "last_day"), map(str, ends), strict=True))


def put(desk: Desk, place: str, rows: Any, revision: str) -> TestResponse:
    body = {"rows": rows, "revision": revision}
    return desk.client.put(f"/console/hours/{place}", json=body, headers=desk.headers)


def delete(desk: Desk, path: str, **body: Any) -> int:
    return desk.client.delete(f"/console/{path}", json=body, headers=desk.headers).status_code


def seen(desk: Desk) -> Json:
    answer = desk.get("hours")
    assert answer.status_code == 200, answer.text
    return answer.json or {}


def week(desk: Desk, place: str = "kurashi") -> Json:
    found: Json = next(one for one in seen(desk)["desks"] if one["id"] == place)
    return found


def noted(town: Town) -> list[tuple[str, Json]]:
    """What the audit log says of hours and notices, the oldest first."""
    with town.database.reading() as connection:
        found = reversed(audit.events(connection))
        return [(e.action, e.facts) for e in found if e.action in ("hours", "closed-days", "announcement")]


@pytest.fixture
def kudo(town: Town, sign_in: SignIn) -> Desk:
    """Supervises both desks, which have the demo's hours."""
    with town.database.transaction() as connection:
        seed.furnish(connection)
    return sign_in("kudo")


def told(town: Town, desk: str = "kurashi") -> str | None:
    with town.database.reading() as connection:
        return opening_words(connection, desk, "ja", time.time_ns() // 1_000_000, JAPAN)
