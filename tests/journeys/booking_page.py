"""The page for visits before its real doors, in a town whose clock stands until it is moved; and Hanako's hands on it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, Route, expect
from werkzeug.serving import make_server

from storage import place_papers, visit_places
from storage.contexts import b64
from storage.place_papers import Papers
from tests.cast import Town
from tests.handlers.at_booking import Site
from tests.handlers.doors import opened
from tests.harness.browser import PHONE, OpenPage
from tests.harness.whole import whole
from tests.journeys.room_page import ELSEWHERE
from tests.visits.booking import ASATSUYU, Resident, Visits

SMALL = PHONE | {"viewport": {"width": 360, "height": 640}}
PAPERS = {
    "items": [
        {"name": {"ja": "本人とわかるもの"}, "where": {"ja": "手元にあるもの"}, "when": {"ja": "期限内"}}
    ]
}
SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""What a page does has nothing to do with the database; the doors have their own tests on both."""

SENTENCES = """async (language) => {
  const { wordsIn } = await import("/static/js/booking/words.js");
  const words = await wordsIn(language);
  const found = {};
  const walk = (value, key) => {
    if (typeof value === "function") for (const given of [1, 3]) walk(value(given, 2, 1), `${key}.${given}`);
    else if (typeof value === "object") for (const [name, inner] of Object.entries(value)) walk(inner, `${key}.${name}`);
    else found[key.slice(1)] = String(value);
  };
  walk(words, "");
  return found;
}"""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of the page."""
    server = make_server("127.0.0.1", 0, whole(app), threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}/booking/"
    server.shutdown()
    serving.join()
    server.server_close()


class Hanako:
    """At the page, on her phone."""

    def __init__(self, page: Page, address: str, site: Site, resident: Resident | None = None) -> None:
        self.page, self.address, self.site = page, address, site
        self.resident = resident or site.visits.resident()
        page.set_default_timeout(10_000)
        page.route(ELSEWHERE, _weather)

    def arrive(self, link: bytes | None = None) -> "Hanako":
        """By a link from the talk."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}?openExternalBrowser=1#t={b64(link or self.site.link(self.resident))}")
        expect(self.page.locator("main h1:not(.visually-hidden)")).to_be_visible()
        return self

    def sees(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_visible()

    def press(self, name: str) -> None:
        self.button(name).first.click()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def to_the_days(self, kind: str = "宣誓", place: str = "あさつゆ町") -> None:
        self.press(kind)
        self.sees("どこへ行きますか")
        self.press(place)
        self.sees("いつにしますか")

    def to_the_details(self, day: str = "12月8日(火)", time: str = "10:00–11:00") -> None:
        self.to_the_days()
        self.press(day)
        self.sees(day)
        self.press(time)
        self.sees("おしえてください")

    def answer(self) -> None:
        """For two, with everything."""
        self.page.get_by_label("ふたり").check()
        self.page.get_by_label("お呼びする名前").fill("かえで")
        self.page.get_by_label("前の日のお知らせ").select_option("19")
        self.page.get_by_label("LINEでほしい").check()
        self.page.get_by_label("伝えておきたいこと").fill("車いすで行きます")

    def book(self) -> str:
        """From the details to the code."""
        self.press("つぎへ")
        self.sees("これでよいですか")
        self.press("この内容で予約する")
        self.sees("決まりました")
        return self.code()

    def code(self) -> str:
        shown = self.page.locator(".code-shown [aria-hidden]").text_content()
        assert shown is not None
        assert len(shown) == 4
        return shown


def _weather(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<title>weather</title>sunny")


@pytest.fixture
def site(town: Town) -> Iterator[Site]:
    visits = Visits(town)
    with town.database.transaction() as connection:
        place_papers.add(connection, Papers(ASATSUYU.id, PAPERS, "", "2026-11-20", None))
        rung = visit_places.find(connection, ASATSUYU.id)
        assert rung is not None
        visit_places.change(connection, rung._replace(phone="0000-55-1001", address="あさつゆ町1番"))
    with opened(town.settings, town.clock) as app:
        yield Site(visits, app)


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site.app) as where:
        yield where


@pytest.fixture
def hanako(open_page: OpenPage, address: str, site: Site) -> Hanako:
    return Hanako(open_page(**SMALL), address, site)
