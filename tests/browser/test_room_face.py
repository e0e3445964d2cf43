"""The face of the room under hasty and slow hands. The engine behind it is a stand-in: tests/browser/room_face_page.js."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.pictures import see_through
from tests.harness.browser import HERE, PHONE, Complaints
from tests.journeys.room_page import TALK, opened, served, show

SAID = "() => asked.filter(([verb]) => verb === 'say').map(([, text]) => text)"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for the whole file. What it complains of fails the file."""
    options: dict[str, Any] = HERE | PHONE
    context, complaints = browser.new_context(**options), Complaints()
    complaints.listen(context)
    with served() as address:
        yield opened(context.new_page(), address)
        context.close()
    complaints.settle()


@pytest.fixture
def page(tab: Page) -> Page:
    """Hanako in her talk, in Japanese."""
    tab.evaluate("() => asked.splice(0)")
    show(tab, '{phase: "welcome", language: "ja"}')
    expect(tab.get_by_role("button", name="はじめる")).to_be_visible()
    show(tab, TALK)
    expect(tab.locator("#write")).to_be_visible()
    return tab


def test_what_is_typed_while_words_are_on_their_way_stays(page: Page) -> None:
    field = page.locator("#write")
    field.fill("ひとつめ")
    # Sealing takes a moment on an old phone, and she types on.
    field.evaluate("(one) => { one.form.requestSubmit(); one.value += '\\nふたつめの途中'; }")
    expect(field).to_have_value("ふたつめの途中")
    assert page.evaluate(SAID) == ["ひとつめ"]
    field.press("Control+Enter")
    expect(field).to_have_value("")
    assert page.evaluate(SAID) == ["ひとつめ", "ふたつめの途中"]


def test_what_was_being_written_stays_when_another_language_is_chosen(page: Page) -> None:
    page.locator("#write").fill("書きかけの文")
    page.get_by_role("button", name="メニュー", exact=True).click()
    page.locator("[data-screen=language]").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    expect(page.locator("#write")).to_have_value("書きかけの文")
    # Another talk begins empty.
    show(page, '{phase: "welcome"}')
    expect(page.locator("#write")).to_have_count(0)
    show(page, TALK)
    expect(page.locator("#write")).to_have_value("")


def test_two_presses_do_what_one_does(page: Page) -> None:
    page.get_by_role("button", name="メニュー", exact=True).evaluate("(one) => { one.click(); one.click(); }")
    page.get_by_role("button", name="もどる").click()
    expect(page.locator("#write")).to_be_visible()

    field = page.locator("#write")
    field.press_sequentially("死にたい")
    ask = page.get_by_role("button", name="急いで読んでほしい")
    expect(ask).to_be_visible()
    field.fill("")
    ask.evaluate("(one) => { one.click(); one.click(); }")
    expect(ask).to_have_count(0)
    assert page.evaluate(SAID) == ["急いで読んでほしいです。"]


def test_a_picture_that_is_sealed_takes_nobody_away_from_where_they_went(page: Page) -> None:
    page.evaluate("() => { globalThis.held = new Promise((done) => (globalThis.letGo = done)); }")
    page.get_by_role("button", name="写真・声").click()
    page.locator("#choose-image").set_input_files(
        FilePayload(name="mark.png", mimeType="image/png", buffer=see_through())
    )
    page.get_by_role("button", name="送る", exact=True).click()
    page.get_by_role("button", name="いそぐとき").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_focused()
    urgent = heading.inner_text()
    page.evaluate(
        "async () => { letGo(); delete globalThis.held; await new Promise((done) => setTimeout(done)); }"
    )
    assert heading.inner_text() == urgent


def test_a_talk_that_is_open_over_night_has_another_today(page: Page) -> None:
    days = page.locator(".lines .day")
    expect(days).to_have_text(["きのう", "今日"])
    page.evaluate("() => { const now = (Date.real = Date.now); Date.now = () => now() + known.DAY; }")
    show(page, TALK)
    expect(days.last).to_have_text("きのう")
    page.evaluate("() => { Date.now = Date.real; }")
