"""The town with places that take visits (tests/visits/booking.py), and browsers that opened a link from the talk."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from storage import booking_links
from storage.contexts import b64
from tests.cast import Json, Town
from tests.handlers.doors import opened
from tests.visits.booking import ASATSUYU, Resident, Visits

TAGS = {"ja": "ja", "easy": "ja-x-easy", "en": "en"}


class Site:
    """One web process at the time of the visits."""

    def __init__(self, visits: Visits, app: Flask) -> None:
        self.visits, self.town, self.app = visits, visits.town, app

    def link(self, resident: Resident) -> bytes:
        """What the talk hands to them."""
        who, town = resident.who, self.town
        assert who.pseudonym is not None
        assert who.address is not None
        with town.database.transaction() as connection:
            return booking_links.issue(
                connection,
                town.keys.courier,
                who.pseudonym,
                who.address,
                language=who.language,
                now=town.clock(),
            )

    def browser(self, resident: Resident | None = None, *, link: bytes | None = None) -> "PageBrowser":
        """Somebody at the page, with a link that is claimed already."""
        made = PageBrowser(self, resident or self.visits.resident())
        claimed = made.post("claims", {"link": b64(link or self.link(made.resident))})
        assert claimed.status_code == 201, claimed.text
        return made

    def stranger(self) -> "PageBrowser":
        """Somebody at the page without a link."""
        return PageBrowser(self, self.visits.resident())


class PageBrowser:
    """The Python twin of js/booking/api.js."""

    def __init__(self, site: Site, resident: Resident) -> None:
        self.resident, self.language = resident, resident.who.language
        self.client, self.access = site.app.test_client(), os.urandom(32)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {b64(self.access)}", "Accept-Language": TAGS[self.language]}

    def get(self, door: str) -> TestResponse:
        return self.client.get(f"/booking/{door}", headers=self.headers)

    def post(self, door: str, body: Any) -> TestResponse:
        return self.client.post(f"/booking/{door}", json=body, headers=self.headers)

    def hold(
        self, starts_at: int, *, id: str | None = None, place: str = ASATSUYU.id, **changes: Any
    ) -> Json:
        return created(self.post("holds", hold(starts_at, id=id, place=place, **changes)))

    def book(self, starts_at: int, **said: Any) -> Json:
        held = self.hold(starts_at)
        return created(self.post(f"bookings/{held['id']}/confirmation", wanted(**said)))

    def mine(self) -> list[Json]:
        answer = self.get("bookings")
        assert answer.status_code == 200, answer.text
        found: list[Json] = (answer.json or {})["bookings"]
        return found


def new_id() -> str:
    return b64(os.urandom(16))


def hold(starts_at: int, *, id: str | None = None, place: str = ASATSUYU.id, **changes: Any) -> Json:
    return wanted(id=id or new_id(), place=place, starts_at=starts_at, **changes)


def wanted(**changes: Any) -> Json:
    """As the page sends what is chosen, for two people."""
    usual = {"persons": 2, "private_room": True, "reminder_hour": None, "notices": False}
    return {"kind": "oath", "call_name": "", "note": "", **usual, **changes}


def created(answer: TestResponse) -> Json:
    assert answer.status_code == 201, answer.text
    return answer.json or {}


def why(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, (answer.json or {}).get("error", "")


@pytest.fixture
def site(town: Town) -> Iterator[Site]:
    visits = Visits(town)
    with opened(town.settings, town.clock) as app:
        yield Site(visits, app)
