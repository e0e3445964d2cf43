"""Screens of the console come when they are opened: without a line they say so, and nothing that is typed gets into an address."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.harness.browser import OpenPage
from tests.journeys.conftest import ONE_KIND
from tests.journeys.hands import SLOW, Hands
from tests.journeys.world import World

SCREENS = re.compile(r"/js/console/(\w+)/panel\.js$")


@pytest.fixture
def fetched(world: World, open_page: OpenPage) -> tuple[Page, list[str]]:
    """Kudo's page before she signs in, and the screens that it has asked for."""
    world.web.start()
    page, screens = open_page(), list[str]()

    def note(request: Request) -> None:
        screens.extend(SCREENS.findall(request.url))

    page.on("request", note)
    page.clock.install()
    Hands(page).sign_in(world.origin, "kudo", world.sign_ins["kudo"])
    return page, screens


@ONE_KIND
def test_what_nobody_opens_is_fetched_when_there_is_time(fetched: tuple[Page, list[str]]) -> None:
    page, screens = fetched
    assert screens == []
    page.locator("#screen-hours").click()
    expect(page.locator("#weeks [data-desk=kurashi]")).to_be_visible(timeout=SLOW)
    assert screens == ["hours"]
    with page.expect_request(re.compile(r"/mine/panel\.js$"), timeout=SLOW):
        page.clock.fast_forward(30_000)
    assert sorted(screens) == sorted(
        {
            "designs",
            "flyers",
            "hours",
            "line",
            "mine",
            "orders",
            "people",
            "placements",
            "referrals",
            "retention",
        }
        | {"rules", "statistics", "templates", "visit_setup", "visits"}
    )


@ONE_KIND
def test_a_screen_that_does_not_come_says_so_and_comes_later(fetched: tuple[Page, list[str]]) -> None:
    page, screens = fetched
    page.route(SCREENS, lambda route: route.abort())
    for screen in ("templates", "people", "visits"):
        page.locator(f"#screen-{screen}").click()
        panel = page.locator(f"#panel-{screen}")
        expect(panel.get_by_role("alert")).to_contain_text("この画面を読み込めませんでした", timeout=SLOW)
        expect(panel.locator(f"#{screen}-heading")).to_be_visible()
        expect(panel.get_by_role("alert").filter(has_text="読み込め")).to_be_in_viewport()
        expect(
            panel.locator("button:visible, input:visible, select:visible, textarea:visible")
        ).to_have_count(0)
    page.unroute(SCREENS)
    page.locator("#screen-consultations").click()
    page.locator("#screen-visits").click()
    expect(page.locator("#visits-code")).to_be_visible(timeout=SLOW)
    expect(page.locator("#panel-visits").get_by_role("alert").filter(has_text="読み込め")).to_have_count(0)
    assert screens == ["templates", "people", "visits", "visits"]
    assert page.url.endswith("/console/")
