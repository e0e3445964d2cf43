"""Abe sets up a place for the year in a real browser, closes a day on which somebody comes, and shares a page with Kudo."""

import datetime as dt
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from storage import bookings
from storage.bookings import Booking
from storage.database import Database
from tests.harness.browser import OpenPage
from tests.harness.sight import Sight
from tests.journeys.hands import SLOW, Hands
from tests.journeys.world import World

JAPAN = dt.timezone(dt.timedelta(hours=9))
WITHOUT_TIMES, WITH_VISITS = "watayuki", "hidamari"
PARTS = ("times", "days", "facts", "papers", "kinds", "order", "clerks")


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/handlers."""
    folder: Path = tmp_path_factory.mktemp("setup")
    return f"sqlite:///{folder / 'hidamari.db'}"


def booked(url: str, place: str) -> Booking:
    """The first visit to come at a place."""
    database, now = Database(url), time.time_ns() // 1_000_000
    with database.reading() as connection:
        coming = bookings.between(connection, place, now, now + 400 * 86_400_000)
    database.engine.dispose()
    return next(one for one in coming if one.state == "booked")


def day_of(booking: Booking) -> dt.date:
    assert booking.starts_at is not None
    return dt.datetime.fromtimestamp(booking.starts_at / 1000, JAPAN).date()


class Clerk(Hands):
    """Somebody before the screen 「予約の準備」."""

    def begin(self, world: World, name: str) -> None:
        self.sign_in(world.origin, name, world.sign_ins[name])
        self.steps = 0
        self.press("#screen-setup")
        expect(self.part("times")).to_be_visible(timeout=SLOW)

    def part(self, name: str) -> Locator:
        return self.page.locator(f"[aria-labelledby=setup-{name}-heading]")

    def turn(self, name: str) -> None:
        self.press(f"#setup-tab-{name}")
        expect(self.part(name)).to_be_visible(timeout=SLOW)

    def choose_place(self, place: str) -> None:
        self.steps += 1
        self.page.locator("#setup-place").select_option(place)

    def press_named(self, name: str) -> None:
        self.steps += 1
        self.page.locator("#panel-setup").get_by_role("button", name=name).first.click()

    def heard(self) -> str:
        expect(self.page.locator("#setup-said")).not_to_be_empty(timeout=SLOW)
        return self.page.locator("#setup-said").inner_text()


def slots_on(page: Page) -> int:
    return int(page.locator(".setup-sum").get_attribute("data-slots") or 0)


def test_abe_sets_up_a_place_for_the_year_in_eleven_steps(world: World, open_page: OpenPage) -> None:
    world.web.start()
    abe = Clerk(open_page())
    abe.begin(world, "abe")
    abe.choose_place(WITHOUT_TIMES)
    expect(abe.part("times")).to_contain_text("まだ入っていません")
    expect(abe.page.locator("#setup-times-save")).to_be_hidden()
    abe.press_named("平日 9:00–16:00、60分、1組ずつ")
    abe.write(".setup-row input[name=minutes]", "30")
    expect(abe.page.locator(".setup-row-sum")).to_have_text("1日に14回(9:00〜15:30)")
    expect(abe.page.locator(".setup-weeks td[data-open=true]").first).to_contain_text("14枠", timeout=SLOW)
    expect(abe.page.locator(".setup-missed")).to_contain_text("休みになる祝日など")
    foreseen = slots_on(abe.page)
    abe.press("#setup-times-save")
    assert abe.heard() == f"保存しました。予約できる枠は、{foreseen}枠になりました。"
    assert foreseen > 400
    expect(abe.part("times")).to_contain_text("月〜金 9:00–16:00")
    abe.turn("days")
    closing = dt.datetime.now(JAPAN).date() + dt.timedelta(days=40)
    abe.write("input[name=first_day]", str(closing))
    abe.write("input[name=note]", "職員研修")
    abe.press("#setup-day-add")
    expect(abe.page.locator(f".setup-days [data-day='{closing}']")).to_contain_text("職員研修", timeout=SLOW)
    abe.turn("papers")
    abe.press("#setup-papers-confirm")
    assert abe.heard() == "きょうの日付で、確認を残しました。"
    assert abe.steps == 11


def test_a_closure_on_a_booked_day_leads_to_who_comes_then(
    world: World, open_page: OpenPage, module_database_url: str
) -> None:
    world.web.start()
    visit = booked(module_database_url, WITH_VISITS)
    abe = Clerk(open_page())
    abe.begin(world, "abe")
    abe.choose_place(WITH_VISITS)
    abe.turn("days")
    abe.write("input[name=first_day]", str(day_of(visit)))
    abe.press("#setup-day-add")
    assert re.search(r"\d+件の予約がある時間は、そのまま残しました。", abe.heard())
    left = abe.page.locator(".setup-left li").filter(has_text=visit.code)
    left.get_by_role("button", name=f"番号 {visit.code} の予約をひらく").click()
    expect(abe.page.locator("#visit-open")).to_contain_text(visit.code, timeout=SLOW)
    expect(abe.page.locator("#visits-calendar")).to_contain_text("休み")
    abe.press("#screen-setup")
    abe.turn("days")
    abe.page.locator(f".setup-days [data-day='{day_of(visit)}']").get_by_role("button").click()
    assert abe.heard() == "取り消しました。"
    expect(abe.page.locator(".setup-left")).to_have_count(0)


def test_kudo_and_abe_change_the_same_place_and_everybody_can_read_it(
    world: World, open_page: OpenPage
) -> None:
    world.web.start()
    sight = Sight(open_page(bypass_csp=True))
    kudo, abe = Clerk(sight.page), Clerk(open_page())
    for clerk, name in ((kudo, "kudo"), (abe, "abe")):
        clerk.begin(world, name)
        clerk.turn("facts")
    abe.write("input[name=lead_days]", "7")
    expect(abe.page.locator(".setup-meaning")).to_contain_text(
        "きょう申し込むと、いちばん早い日は", timeout=SLOW
    )
    abe.press("#setup-facts-save")
    assert "きまりを保存しました" in abe.heard()
    kudo.write("input[name=phone]", "0166-00-0000")
    kudo.press("#setup-facts-save")
    conflict = kudo.page.locator(".setup-conflict")
    expect(conflict).to_contain_text("阿部さんが", timeout=SLOW)
    sight.look("somebody was quicker")
    expect(kudo.page.locator("input[name=phone]")).to_have_value("0166-00-0000")
    conflict.get_by_role("button", name="変わったあとの内容から、やり直す").click()
    expect(kudo.page.locator("input[name=lead_days]")).to_have_value("7")
    for part in PARTS:
        kudo.turn(part)
        sight.look(part, "#setup-body")
    kudo.turn("order")
    places = kudo.page.locator("#setup-place option")
    first, second = places.all_text_contents()[:2]
    kudo.press(".order-list-row:first-child button >> nth=1")
    expect(kudo.page.locator("#setup-body").get_by_role("status")).to_contain_text("2番目にしました")
    expect(places.nth(1)).to_have_text(first, timeout=SLOW)
    expect(places.first).to_have_text(second)
    kudo.turn("times")
    kudo.press("#setup-times-change")
    expect(kudo.page.locator(".setup-row").first).to_be_visible()
    sight.look("times being changed", "#setup-body")
    kudo.turn("kinds")
    kudo.page.locator(".setup-fold summary").first.click()
    kudo.write("input[name=talk_ja] >> nth=0", "宣誓の日")
    kudo.press("#setup-kinds-save")
    telling = kudo.page.locator(".field-said").filter(has_text="「宣誓」")
    expect(telling).to_be_visible(timeout=SLOW)
    sight.look("a telling word", ".setup-kind")
    kudo.page.locator("#sign-out").click()
    expect(kudo.page.locator("#setup-body")).to_be_empty()
    assert not sight.faults, "\n".join(sight.faults)


def test_while_a_form_is_saved_nothing_is_typed_that_the_answer_would_take_away(
    world: World, open_page: OpenPage
) -> None:
    world.web.start()
    kudo = Clerk(open_page())
    kudo.begin(world, "kudo")
    kudo.turn("kinds")
    kudo.page.locator(".setup-fold summary").first.click()
    name = kudo.page.locator("input[name=name_ja]").first
    waiting: list[Route] = []
    saving = re.compile("/visits/kinds$")

    def hold(route: Route) -> None:
        waiting.append(route)

    kudo.page.route(saving, hold)
    name.press("End")
    kudo.page.keyboard.type("など")
    typed = name.input_value()
    with kudo.page.expect_request(saving):
        name.press("Enter")
    kudo.page.keyboard.type("あと")
    expect(name).to_have_value(typed)
    waiting.pop().abort()
    expect(kudo.part("kinds")).to_contain_text("保存できませんでした", timeout=SLOW)
    expect(name).to_be_focused()
    kudo.page.unroute(saving)
    kudo.page.keyboard.type("です")
    name.press("Enter")
    kudo.heard()
    expect(name).to_have_value(f"{typed}です")
