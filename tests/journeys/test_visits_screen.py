"""Abe takes a booking at the telephone and gives somebody a time; Kudo, on the way, sees it live on a phone."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from bot.visits.laying import Laid
from storage import slots
from storage.database import Database
from tests.harness.browser import PHONE, OpenPage
from tests.harness.sight import Sight
from tests.journeys.hands import SLOW, Hands
from tests.journeys.world import World

HOUR = 3600 * 1000
PRINTED = """() => {
  globalThis.print = () => {
    dispatchEvent(new Event("beforeprint"));
    globalThis.hidamariPaper = document.getElementById("paper").innerText;
    globalThis.hidamariTitle = document.title;
    dispatchEvent(new Event("afterprint"));
  };
}"""


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/handlers."""
    folder: Path = tmp_path_factory.mktemp("visits")
    return f"sqlite:///{folder / 'hidamari.db'}"


def open_now(url: str, place: str) -> None:
    """A slot for two that has just begun, so that it is today's whatever day it is."""
    database, now = Database(url), time.time_ns() // 1_000_000
    starts_at = now // 60_000 * 60_000
    with database.transaction() as connection:
        laid = [Laid(starts_at, starts_at + HOUR, 2, None, "day")]
        slots.lay(connection, place, laid, first=starts_at, last=starts_at + 1, now=now)
    database.engine.dispose()


def at_visits(world: World, page: Page, name: str) -> Page:
    hands = Hands(page)
    hands.sign_in(world.origin, name, world.sign_ins[name])
    if name != "abe":
        page.locator("#navigation-open").click()
        page.locator("#screen-visits").click()
    expect(page.locator("#visits-when")).not_to_be_empty(timeout=SLOW)
    return page


def line(code: str) -> str:
    return f"#visits-calendar [data-booking]:has-text('{code}')"


def enter(page: Page) -> str:
    """At the telephone; the code that is said to who called."""
    page.get_by_role("button", name=re.compile("に電話の予約を入れる$")).click()
    dialog = page.locator("#visits-dialog")
    expect(dialog.locator("input[type=radio]:checked").first).to_be_attached(timeout=SLOW)
    dialog.locator("[name=visit-kind]").select_option(index=0)
    dialog.locator("[name=visit-persons]").select_option("2")
    dialog.get_by_label("呼び名").fill("はな")
    dialog.locator("button[value=save]").click()
    expect(dialog.locator(".visit-told")).to_contain_text("読み上げ", timeout=SLOW)
    code = dialog.locator(".visit-told .visit-code").inner_text()
    dialog.locator("button[value=ok]").click()
    return code


def overtaken_by_nothing(abe: Page, kudo: Page, first: str, second: str) -> None:
    """Abe has the second one open and asks for the first, which is slow to come; meanwhile Kudo changes the second. Then what Abe
    does with the first is slow to be done, and the second was opened again.
    """
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    asked = re.compile(r"/console/visits/bookings/[^/?]+$")
    kudo.get_by_role("button", name="閉じる").click()
    kudo.locator(line(second)).click()
    expect(kudo.locator("#visit-open")).to_contain_text(second, timeout=SLOW)
    abe.route(asked, lambda route: route.continue_() if held else hold(route))
    abe.locator(line(first)).click()
    kudo.locator("#visit-open [data-act=attended]").click()
    expect(abe.locator(line(second))).to_contain_text("来ました", timeout=SLOW)
    held[0].continue_()
    expect(abe.locator("#visit-open")).to_contain_text(first, timeout=SLOW)
    abe.unroute(asked)
    done = re.compile("/attendance$")
    abe.route(done, hold)
    abe.locator("#visit-open [data-act=booked]").click()
    abe.locator(line(second)).click()
    expect(abe.locator("#visit-open")).to_contain_text(second, timeout=SLOW)
    held[1].continue_()
    expect(abe.locator(line(first))).not_to_contain_text("来ました", timeout=SLOW)
    expect(abe.locator("#visit-open")).to_contain_text(second)
    abe.unroute(done)


def nobody_else_in_their_place(abe: Page) -> None:
    """What is asked for can't be fetched: the booking that is open still is neither offered a time nor taken for what was looked for."""
    asked, trouble = re.compile(r"/console/visits/bookings/[^/?]+$"), abe.locator("#visits-trouble")
    abe.route(asked, lambda route: route.abort())
    wished = abe.locator(".pool-item").filter(has_text="第1希望")
    code = wished.locator(".visit-code").inner_text()
    wished.get_by_role("button", name=re.compile("^候補を出す")).click()
    expect(trouble).not_to_be_empty(timeout=SLOW)
    expect(abe.locator("#visits-dialog")).to_be_hidden()
    trouble.evaluate("(one) => one.replaceChildren()")
    abe.locator("#visits-code").fill(code)
    abe.get_by_role("button", name="さがす").click()
    expect(trouble).not_to_be_empty(timeout=SLOW)
    expect(abe.locator("#visits-view-pool")).to_have_attribute("aria-pressed", "true")
    abe.unroute(asked)


def test_a_telephone_booking_seen_live_by_a_colleague(
    world: World, open_page: OpenPage, module_database_url: str
) -> None:
    world.web.start()
    sight = Sight(open_page(bypass_csp=True))
    abe, kudo = at_visits(world, sight.page, "abe"), at_visits(world, open_page(**PHONE), "kudo")
    expect(abe.locator("#screen-visits")).to_have_attribute("aria-current", "page")
    expect(abe.locator("#screen-consultations")).to_have_count(0)
    open_now(module_database_url, "hidamari")
    code = enter(abe)
    expect(kudo.locator(line(code))).to_be_visible(timeout=SLOW)
    opened = abe.locator("#visit-open")
    expect(opened).to_contain_text("はな")
    sight.look("a day and an open booking")

    kudo.locator("#visits-code").fill(f" {code.lower()}")
    kudo.get_by_role("button", name="さがす").click()
    theirs = kudo.locator("#visit-open")
    expect(theirs.locator("h2")).to_be_focused(timeout=SLOW)
    opened.locator("[data-act=room]").click()
    abe.get_by_label("部屋の名前か番号").fill("第2会議室")
    sight.look("a room", "dialog[open]")
    abe.locator("#visits-dialog button[value=save]").click()
    expect(opened).to_contain_text("第2会議室", timeout=SLOW)
    expect(theirs).to_contain_text("第2会議室", timeout=SLOW)

    theirs.locator("[data-act=cancel]").click()
    opened.locator("[data-act=attended]").click()
    expect(opened.locator(".visit-state")).to_have_text("来ました", timeout=SLOW)
    kudo.locator("#visits-dialog button[value=save]").click()
    expect(kudo.locator("#visits-dialog-problem")).to_contain_text("ほかの人が先に変えました", timeout=SLOW)
    kudo.locator("#visits-dialog button[value='']").click()
    expect(theirs.locator(".visit-state")).to_have_text("来ました", timeout=SLOW)

    another = enter(abe)
    expect(opened).to_contain_text(another, timeout=SLOW)
    overtaken_by_nothing(abe, kudo, code, another)

    abe.evaluate(PRINTED)
    abe.locator("#visits-print").click()
    abe.wait_for_function("() => globalThis.hidamariTitle")
    assert abe.evaluate("globalThis.hidamariTitle") == "予定"
    paper = abe.evaluate("globalThis.hidamariPaper")
    assert code in paper
    assert not re.search("はな|宣誓|会議室|個室|人|ひだまり", paper)
    expect(abe.locator("#paper")).to_be_empty()

    abe.locator("#visits-heading").focus()
    for key, view in (("w", "week"), ("m", "month"), ("p", "pool")):
        abe.keyboard.press(key)
        expect(abe.locator(f"#visits-view-{view}")).to_have_attribute("aria-pressed", "true")
        expect(abe.locator(f"#visits-calendar .visit-{view}")).to_be_visible(timeout=SLOW)
        sight.look(view)
    nobody_else_in_their_place(abe)
    wished = abe.locator(".pool-item").filter(has_text="第1希望")
    wished.get_by_role("button", name=re.compile("^候補を出す")).click()
    sight.look("a proposal", "dialog[open]")
    abe.locator("#visits-dialog button[value=save]").click()
    expect(abe.locator("#visits-said")).to_contain_text("候補を出しました", timeout=SLOW)
    expect(opened.locator(".visit-state")).to_have_text("返事待ち")
    kudo.get_by_role("button", name="閉じる").click()
    kudo.locator("#visits-view-pool").click()
    expect(kudo.locator(".pool-item").filter(has_text="返事待ち")).to_have_count(1, timeout=SLOW)
    abe.locator("#sign-out").click()
    for place in ("#visits-calendar", "#visit-open", "#visits-said"):
        expect(abe.locator(place)).to_be_empty()
    assert not sight.faults, "\n".join(sight.faults)
