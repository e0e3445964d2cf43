"""The page for visits over a shoulder, for every eye and in every language: how one gets in, how fast one is out, what it says."""

import re

from playwright.sync_api import Browser, expect

from storage import booking_links, visit_places
from tests.bot.telling import TELLING, found
from tests.cast import town as town
from tests.handlers.at_booking import Site
from tests.harness.browser import HERE, OpenPage
from tests.harness.sight import Sight
from tests.harness.until import until
from tests.journeys.booking_page import SENTENCES, SMALL, SQLITE, Hanako
from tests.journeys.booking_page import address as address
from tests.journeys.booking_page import hanako as hanako
from tests.journeys.booking_page import site as site
from tests.visits.booking import ASK, LATER, MORNING

pytestmark = SQLITE
KANJI = re.compile(r"[一-鿿々]")
READ = re.compile(r"[一-鿿々]+\([ぁ-ゖー]+\)")


def test_out_at_once_and_nothing_is_left(hanako: Hanako, site: Site) -> None:
    page = hanako.arrive().page
    hanako.to_the_details()
    hanako.answer()
    before = page.evaluate("() => history.length")
    left = page.evaluate(
        "() => (document.querySelector('#exit').click(), [document.body.innerHTML, sessionStorage.length, history.length])"
    )
    assert left == ["", 0, before]
    expect(page.locator("body")).to_have_text("sunny")
    # What the page says as it goes arrives while the next one is shown.
    until(lambda: not _links(site))
    page.goto(hanako.address)
    hanako.sees("LINEからひらいてください")
    hanako.arrive()
    for _ in range(3):
        page.keyboard.press("Escape")
    expect(page.locator("body")).to_have_text("sunny")


def _links(site: Site) -> list[object]:
    with site.town.database.reading() as connection:
        return list(connection.execute(booking_links.booking_links.select()))


def test_a_link_opens_one_browser_only(hanako: Hanako, open_page: OpenPage, site: Site) -> None:
    link = site.link(hanako.resident)
    hanako.arrive(link)
    hanako.page.reload()
    hanako.sees("予約")
    other = Hanako(open_page(**SMALL), hanako.address, site).arrive(link)
    other.sees("ほかの画面でひらかれています")
    site.town.clock.pass_(minutes=31)
    hanako.press("宣誓")
    hanako.press("あさつゆ町")
    hanako.sees("画面をとじました")
    hanako.press("電話")
    expect(hanako.page.get_by_role("link", name="あさつゆ町 0000-55-1001に電話する")).to_be_visible()
    hanako.press("もどる")
    hanako.sees("画面をとじました")


def test_who_only_wants_to_ask_has_nothing_to_bring(hanako: Hanako) -> None:
    booked = hanako.resident.books(MORNING, ASK)
    page = hanako.arrive().page
    page.get_by_text(booked.code).first.click()
    hanako.sees("決まりました")
    assert hanako.code() == booked.code
    expect(page.get_by_role("heading", name="持っていくもの")).to_have_count(0)


def test_where_no_place_takes_visits_there_are_telephones(hanako: Hanako, site: Site) -> None:
    with site.town.database.transaction() as connection:
        for one in visit_places.all_of(connection):
            visit_places.change(connection, one._replace(active=False))
    hanako.arrive()
    hanako.sees("いまは、電話で受け付けています")
    hanako.press("電話")
    expect(hanako.page.get_by_role("link", name="0000-55-1001")).to_be_visible()


def test_every_state_can_be_seen_by_everybody(open_page: OpenPage, address: str, site: Site) -> None:
    page = open_page(bypass_csp=True, **SMALL)
    sight, hanako = Sight(page), Hanako(page, address, site).arrive()
    sight.look("what it may be about")
    hanako.press("宣誓")
    hanako.sees("どこへ行きますか")
    sight.look("places")
    hanako.press("あさつゆ町")
    expect(page.get_by_role("grid")).to_be_visible()
    page.locator("summary").click()
    sight.look("days and rules")
    hanako.press("希望の日時を伝える")
    expect(page.get_by_label("日", exact=True).first).to_be_visible()
    hanako.press("つぎへ")
    sight.look("wishes, with a problem")
    hanako.press("もどる")
    hanako.press("空きが出るのを待つ")
    expect(page.get_by_label("いつから")).to_be_visible()
    sight.look("waiting")
    hanako.press("もどる")
    hanako.press("12月9日(水)")
    expect(hanako.button("10:00–11:00")).to_be_visible()
    sight.look("times")
    site.visits.fill(LATER)
    hanako.press("10:00–11:00")
    expect(page.get_by_role("alert")).to_contain_text("ほかの人が先に予約しました。")
    sight.look("somebody was quicker")
    hanako.press("12月8日(火) 13:00")
    hanako.sees("おしえてください")
    sight.look("details")
    hanako.answer()
    hanako.press("つぎへ")
    sight.look("check")
    hanako.press("この内容で予約する")
    hanako.sees("決まりました")
    sight.look("booked")
    hanako.press("取り消す")
    hanako.sees("取り消しますか")
    sight.look("giving up")
    hanako.press("もどる")
    hanako.press("はじめの画面へ")
    expect(page.locator(".plan")).to_be_visible()
    sight.look("bookings")
    hanako.press("電話")
    sight.look("whom to ring")
    site.town.clock.pass_(minutes=31)
    hanako.press("もどる")
    hanako.sees("画面をとじました")
    sight.look("over")
    assert page.title() == "予定"
    assert not sight.faults, "\n".join(sight.faults)


def test_three_languages_say_the_same_things(browser: Browser, address: str) -> None:
    """Of one shape; nothing empty; in やさしい日本語 each kanji has its reading; nothing in the bar or on the veil tells what it is."""
    context = browser.new_context(locale=HERE["locale"])
    page = context.new_page()
    page.goto(address)
    said: dict[str, dict[str, str]] = {one: page.evaluate(SENTENCES, one) for one in ("en", "easy", "ja")}
    context.close()
    assert said["ja"].keys() == said["easy"].keys() == said["en"].keys()
    assert [key for words in said.values() for key, text in words.items() if not text.strip()] == []
    unread = {key: text for key, text in said["easy"].items() if KANJI.search(READ.sub("", text))}
    assert unread == {}
    assert [key for key, text in said["en"].items() if KANJI.search(text)] == []
    for language, words in said.items():
        assert [text for text in words.values() if found(TELLING[language], text)] == []
        assert [text for text in words.values() if re.search(r"[!！]|大丈夫|頑張|絶対|完全に", text)] == []
