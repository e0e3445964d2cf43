"""An office whose paper lies somewhere, and whoever opens what it says."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from storage import totals
from tests.cast import Json, Town
from tests.cast import town as town
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.room_resident import RoomResident

ORIGIN = "https://kurashi.example.jp"
NOBODY = "2222"
LIBRARY: Json = {
    "kind": "library", "name": "中央図書館 1階", "leads": "room", "shown": True, "flyers": [],
    "shown_ja": "中央図書館", "shown_easy": "中央図書館(ちゅうおうとしょかん)", "shown_en": "Central Library",
    "address": "常磐公園", "hours_ja": "9:30〜18:00", "hours_easy": "9:30〜18:00", "hours_en": "9:30–18:00",
}  # fmt: skip
SCHOOL: Json = LIBRARY | {"kind": "school", "name": "第一中学校 保健室", "shown": False}


class Office:
    """Kudo at the screen of placements, and phones that scan."""

    def __init__(self, town: Town, app: Flask) -> None:
        self.town, self.app, self.kudo = town, app, Desk(app, "kudo")

    def add(self, **other: Any) -> Json:
        answer = self.kudo.post("placements", LIBRARY | other)
        assert answer.status_code == 201, answer.text
        return answer.json or {}

    def put(self, code: str, body: Json) -> TestResponse:
        return self.kudo.client.put(f"/console/placements/{code}", json=body, headers=self.kudo.headers)

    def scan(self, code: object, what: str = "open", times: int = 1, **more: str) -> set[int]:
        body, where = {"placement": code, "what": what}, {"REMOTE_ADDR": more.get("address", "203.0.113.7")}
        client = self.app.test_client()
        return {
            client.post("/flyers/arrivals", json=body, environ_base=where).status_code for _ in range(times)
        }

    def resident(self) -> RoomResident:
        return RoomResident(self.app.test_client(), self.town.keys.fingerprint, self.town.clock)

    def counted(self) -> dict[tuple[str, str], int]:
        month = totals.month_of(self.town.clock(), self.town.settings.timezone)
        with self.town.database.reading() as connection:
            found = totals.of_month(connection, month)
        return {what: number for what, number in found.items() if what[0].startswith("paper-")}

    def count(self, kind: totals.Kind, code: str, number: int, *, months_ago: int = 0) -> None:
        at = self.town.clock() - months_ago * 31 * 86_400_000
        with self.town.database.transaction() as connection:
            totals.count(connection, kind, code, now=at, timezone=self.town.settings.timezone, number=number)

    def month_passes(self) -> None:
        self.town.clock.pass_(days=31)
        self.kudo = Desk(self.app, "kudo")

    def figures(self, code: str) -> Json:
        found: Json = (self.kudo.get("placements/figures").json or {})["figures"][code]
        return found


@pytest.fixture
def office(town: Town) -> Iterator[Office]:
    settings = town.but(LANES="talk,room", LINE_BASIC_ID="@123abcde", PUBLIC_ORIGIN=ORIGIN)
    with opened(settings, town.clock) as app:
        yield Office(town, app)
