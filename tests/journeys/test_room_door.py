"""What stands in the room's page before its scripts have come, and what a page can do whose later parts have not."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.harness.browser import PHONE, OpenPage
from tests.journeys.room_page import TALK, opened, served, show

FIRST_LINES = """async (language) => {
  const { wordsIn } = await import("/static/js/room/face/words.js");
  const { welcome } = await wordsIn(language);
  return [welcome.heading, ...welcome.lines(null)];
}"""
DELIVERED = """(language) => [...document.querySelectorAll(`.door[lang=${language}] :is(h1, li)`)].map((one) => one.textContent)"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as there:
        yield there


@pytest.mark.parametrize(
    ("locale", "language", "other"),
    [("ja-JP", "ja", "Before you begin"), ("de-DE", "en", "はじめる前に")],
)
def test_consent_can_be_read_before_the_scripts_have_come(
    open_page: OpenPage, address: str, locale: str, language: str, other: str
) -> None:
    """In the words that it will have, but for the number that only the office knows; with the way out, and nothing to press."""
    page = open_page(**PHONE | {"locale": locale})
    page.route("**/js/room/main.js", lambda route: route.abort())
    page.goto(address)
    expect(page.locator(f".door[lang={language}]")).to_be_visible()
    expect(page.get_by_text(other)).to_be_hidden()
    assert page.evaluate(DELIVERED, language) == page.evaluate(FIRST_LINES, language)
    assert page.get_by_role("button").count() == 0
    assert (page.get_by_role("link").count(), page.title()) == (1, "メモ")


def test_a_talk_goes_on_while_the_other_screens_can_not_be_fetched(hanakos_phone: Page, address: str) -> None:
    hanakos_phone.route("**/words_ja_screens.js", lambda route: route.abort())
    page = opened(hanakos_phone, address)
    show(page, '{phase: "refused", refusal: "fingerprint"}')
    expect(page.get_by_role("heading", name="本物の場所か、確かめられませんでした")).to_be_visible()
    show(page, TALK)
    expect(page.get_by_text("時間のことです。")).to_be_visible()
    page.get_by_role("button", name="いそぐとき").click()
    expect(page.get_by_role("heading", name="いますぐ話せる所")).to_be_visible()
    page.get_by_role("button", name="もどる").click()
    page.get_by_role("button", name="メニュー").click()
    expect(page.get_by_role("heading", name="いま、つながりません")).to_be_visible()
    page.get_by_role("button", name="もどる").click()
    expect(page.get_by_text("時間のことです。")).to_be_visible()
    hanakos_phone.unroute("**/words_ja_screens.js")
    page.get_by_role("button", name="メニュー").click()
    expect(page.get_by_role("button", name="つづきの番号")).to_be_visible()
