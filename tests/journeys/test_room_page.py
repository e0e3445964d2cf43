"""What Hanako sees of the room, and how fast she is out of it. The engine behind it is a stand-in: how it speaks is told elsewhere."""

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.bot.telling import TELLING, found
from tests.harness.browser import HERE, PHONE, Complaints, OpenPage
from tests.harness.sight import Sight
from tests.journeys.room_page import SENTENCES, STATES, TALK, opened, served, show

SMALL = PHONE | {"viewport": {"width": 360, "height": 640}}
WORDS = "家に帰りたくない日があります"
SCREENS = ("number", "knock", "agreed", "language", "more", "end", "erase", "forget")
SHOWN = "() => document.documentElement.innerHTML"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as where:
        yield where


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """One tab for the whole file: what a page has fetched, it has. What it complains of fails the file."""
    options: dict[str, Any] = HERE | SMALL
    context, complaints = browser.new_context(**options), Complaints()
    complaints.listen(context)
    yield opened(context.new_page(), address)
    context.close()
    complaints.settle()


@pytest.fixture
def page(tab: Page, address: str) -> Page:
    if tab.url != address:
        opened(tab, address)
    covered = tab.get_by_role("button", name="つづける")
    if covered.is_visible():
        covered.click()
    show(tab, "{}")
    tab.evaluate("() => asked.splice(0)")
    return tab


def asked(page: Page) -> list[list[Any]]:
    """What the face asked of the engine."""
    told: list[list[Any]] = page.evaluate("() => asked")
    return told


def test_every_state_can_be_seen_by_everybody(open_page: OpenPage, address: str) -> None:
    page = open_page(bypass_csp=True, **SMALL)
    sight = Sight(page)
    opened(page, address)
    for where, change in STATES.items():
        show(page, change)
        expect(page.locator("main h1, main .opening").first).to_be_attached()
        sight.look(where)
    show(page, TALK)
    page.get_by_label("ここに書く").fill("死にたいです")
    expect(page.get_by_role("button", name="急いで読んでほしい")).to_be_visible()
    sight.look("words that sound like danger")
    for screen in SCREENS:
        page.get_by_role("button", name="メニュー").click()
        page.locator(f"[data-screen={screen}]").click()
        expect(page.locator("h1")).to_be_focused()
        sight.look(screen)
        page.get_by_role("button", name="もどる").click()
        page.get_by_role("button", name="もどる").click()
    page.get_by_role("button", name="いそぐとき").click()
    sight.look("whom to ring")
    assert page.title() == "メモ"
    assert not sight.faults, "\n".join(sight.faults)


def test_from_the_link_two_taps_and_no_typing_but_the_message(page: Page) -> None:
    """Tile and link come before: four taps in all."""
    show(page, STATES["consent"])
    page.get_by_role("button", name="はじめる").tap()
    page.get_by_label("ここに書く").fill(WORDS)
    page.get_by_role("button", name="送る", exact=True).tap()
    expect(page.get_by_role("log")).to_contain_text(WORDS)
    marks = {"danger": False, "flagged": False}
    assert asked(page) == [["begin", {"eraseOnClose": False, "language": "ja"}], ["say", WORDS, marks]]
    expect(page.get_by_label("ここに書く")).to_have_value("")
    expect(page.locator(".entry")).to_contain_text("届きました")


def test_from_consent_to_sent_by_the_keyboard_alone(open_page: OpenPage, address: str) -> None:
    page = opened(open_page(), address)
    show(page, STATES["consent"])
    press_on(page, "終わったら、すぐに消す", "Space")
    press_on(page, "はじめる", "Enter")
    expect(page.get_by_role("heading", name="どうぞ、ここに書いてください")).to_be_focused()
    press_on(page, "あるかも", "Enter")
    expect(page.get_by_text("見られそうなときは、書くのをやめてかまいません。")).to_be_visible()
    press_on(page, "もやっとしている", "Space")
    press_on(page, "ここに書く", None)
    page.keyboard.type("死にたいと思うことがあります")
    expect(page.get_by_role("link", name="警察 110に電話する")).to_be_visible()
    press_on(page, "急いで読んでほしい", "Enter", back=True)
    press_on(page, "送る", "Enter")
    expect(page.get_by_role("log")).to_contain_text("死にたいと思うことがあります")
    assert asked(page) == [
        ["begin", {"eraseOnClose": True, "language": "ja"}],
        ["tell", {"kind": "topic", "topic": "moya"}],
        ["tell", {"kind": "safety", "seen": "maybe"}],
        ["say", "死にたいと思うことがあります", {"danger": True, "flagged": True}],
    ]


def test_only_she_asks_to_be_read_sooner(page: Page) -> None:
    show(page, TALK)
    send = page.get_by_role("button", name="送る", exact=True)
    sooner = page.get_by_role("button", name="急いで読んでほしい")
    page.get_by_label("ここに書く").fill("死ぬほどおいしいケーキでした")
    send.click()
    expect(sooner).to_be_hidden()
    page.get_by_label("ここに書く").fill("でも死にたくなります")
    send.click()
    expect(page.get_by_label("ここに書く")).to_have_value("")
    sooner.click()
    expect(sooner).to_be_hidden()
    assert asked(page) == [
        ["say", "死ぬほどおいしいケーキでした", {"danger": False, "flagged": False}],
        ["say", "でも死にたくなります", {"danger": True, "flagged": False}],
        ["say", "急いで読んでほしいです。", {"danger": True, "flagged": True}],
    ]


def test_out_at_once(open_page: OpenPage, address: str) -> None:
    """Nothing is left to be read before the browser even begins to leave, and going back does not come here."""
    page = opened(open_page(), address)
    show(page, TALK)
    expect(page.get_by_role("log")).to_be_visible()
    before = page.evaluate("() => history.length")
    left = page.evaluate(
        "() => (document.querySelector('#exit').click(), [document.body.innerHTML, history.length])"
    )
    assert left == ["", before]
    expect(page.locator("body")).to_have_text("sunny")
    assert page.evaluate("() => history.length") == before
    page.go_back()
    assert "/room/" not in page.url

    page = opened(open_page(), address)
    show(page, TALK)
    page.get_by_label("ここに書く").fill("途中の文")
    for _ in range(3):
        page.keyboard.press("Escape")
    expect(page.locator("body")).to_have_text("sunny")


def test_out_at_once_from_every_screen(page: Page) -> None:
    for change in STATES.values():
        show(page, change)
        expect(page.locator("#exit")).to_be_in_viewport()
    page.get_by_role("button", name="いそぐとき").click()
    expect(page.locator("#exit")).to_be_in_viewport()


def test_nothing_is_to_be_read_after_a_minute_or_out_of_sight(open_page: OpenPage, address: str) -> None:
    page = open_page(**SMALL)
    page.clock.install()
    opened(page, address)
    for cover in (
        lambda: page.clock.fast_forward(61_000),
        lambda: page.evaluate(
            "() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
        ),
        lambda: page.evaluate(
            """() => {
              Object.defineProperty(document, "hidden", { value: true, configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
              delete document.hidden;
            }"""
        ),
    ):
        show(page, TALK)
        page.get_by_label("ここに書く").fill("途中の文")
        cover()
        expect(page.get_by_role("button", name="つづける")).to_be_focused()
        assert "図書館" not in page.evaluate(SHOWN)
        assert page.get_by_role("log").count() == 0
        page.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        assert "図書館" not in page.evaluate(SHOWN)
        expect(page.locator("#exit")).to_be_visible()
        page.get_by_role("button", name="つづける").click()
        expect(page.get_by_role("log")).to_contain_text("図書館")
        expect(page.get_by_label("ここに書く")).to_have_value("途中の文")


def test_the_decoy_hides_the_page_and_goes_out(page: Page) -> None:
    show(page, TALK)
    page.get_by_label("ここに書く").fill(" 天気。")
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.get_by_role("button", name="つづける")).to_be_visible()
    assert asked(page)[-1][:2] == ["say", "天気。"]


def test_erasing_takes_two_steps_and_gives_a_number(page: Page) -> None:
    show(page, TALK)
    page.get_by_role("button", name="メニュー").click()
    page.locator("[data-screen=erase]").click()
    page.get_by_role("button", name="いま全部消す").click()
    assert ["deleteAll"] not in asked(page)
    page.get_by_role("button", name="全部消す", exact=True).click()
    expect(page.locator(".groups")).to_have_text("ABCDEFGHIJKLMNOP")
    expect(page.get_by_text("消しています。")).to_be_visible()
    show(page, '{phase: "gone", deletion: {receipt: "ABCDEFGHIJKLMNOP", state: "erased", finalAt: 1}}')
    expect(page.get_by_text("予備の写しからも、もう読めません。")).to_be_visible()
    page.get_by_role("button", name="はじめから書く").click()
    expect(page.get_by_role("heading", name="はじめる前に")).to_be_focused()


def test_three_questions_after_the_end(page: Page) -> None:
    show(page, TALK)
    page.get_by_role("button", name="メニュー").click()
    page.locator("[data-screen=end]").click()
    page.get_by_role("button", name="区切る", exact=True).click()
    expect(page.get_by_text("(あと14日)")).to_be_visible()
    page.get_by_role("button", name="3つの質問にこたえる").click()
    for answer in ("少しできた", "夜", "こたえない"):
        page.get_by_role("button", name=answer, exact=True).click()
    expect(page.get_by_text("教えてくれて、ありがとうございました。")).to_be_visible()
    told = [["answerSurvey", 1, "some"], ["answerSurvey", 2, "night"], ["answerSurvey", 3, "skip"]]
    assert asked(page)[-3:] == told


def test_a_number_is_read_kindly(page: Page) -> None:
    show(page, STATES["resume"])
    field, problem = page.get_by_label("つづきの番号"), page.locator("#resume-problem")
    for typed, told in (
        ("abcd", "あと22文字あります。"),
        ("ABCD EFGH IJKL MNOP QRST UVWX YZ 22", "2文字多いようです。"),
        ("ABCD EFGH IJKL MNOP QRST UVWX Y9", "ほかの文字が入っています。"),
        ("ABCD EFGH IJKL MNOP QRST UVWX YA", "どこか1文字ちがうようです。"),
        ("abcd-efgh ijkl mnop qrst uvwx yz", "見つかりませんでした。"),
    ):
        field.fill(typed)
        field.press("Enter")
        expect(problem).to_contain_text(told)
        expect(field).to_be_focused()
    field.fill("ＡＢＣＤ　efgh-0181")
    field.press("Enter")
    expect(problem).to_contain_text("あと14文字あります。")


def test_a_picture_is_looked_at_before_it_goes(page: Page) -> None:
    show(page, TALK)
    page.get_by_role("button", name="写真・声").click()
    pixel = page.evaluate("() => document.createElement('canvas').toDataURL('image/png').split(',')[1]")
    file = FilePayload(name="写真.png", mimeType="image/png", buffer=base64.b64decode(pixel))
    page.get_by_label("写真をえらぶ・とる").set_input_files(file)
    expect(page.get_by_role("img", name="送る写真")).to_be_visible()
    expect(page.get_by_text("とった場所や日時、機種の記録を取りのぞいて")).to_be_visible()
    page.get_by_label("元の写真も、証拠として残す").check()
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.get_by_role("log")).to_be_visible()
    assert asked(page)[-1] == ["sendImage", "image/png", {"original": True}]


def test_three_languages_say_the_same_things(page: Page) -> None:
    """Of one shape; nothing empty; in やさしい日本語 each kanji has its reading; nothing in the bar or on the veil tells what it is."""
    said: dict[str, dict[str, str]] = {
        language: page.evaluate(SENTENCES, language) for language in ("en", "easy", "ja")
    }
    assert said["ja"].keys() == said["easy"].keys() == said["en"].keys()
    assert [key for words in said.values() for key, text in words.items() if not text.strip()] == []
    unread = {key: text for key, text in said["easy"].items() if KANJI.search(READ.sub("", text))}
    assert unread == {}
    assert [key for key, text in said["en"].items() if KANJI.search(text)] == []
    for language, words in said.items():
        seen = [
            text for key, text in words.items() if key.startswith(("bar.", "veil", "menu.", "number.paper"))
        ]
        assert [text for text in seen if found(TELLING[language], text)] == []
        assert [text for text in words.values() if re.search(r"[!！]|大丈夫|頑張|絶対|完全に", text)] == []


KANJI = re.compile(r"[一-鿿々]")
READ = re.compile(r"[一-鿿々]+\([ぁ-ゖー]+\)")


def press_on(page: Page, name: str, key: str | None, *, back: bool = False) -> None:
    """Walks there by Tab, and presses a key."""
    wanted = page.get_by_role("button", name=name, exact=True).or_(page.get_by_label(name, exact=True)).first
    for _ in range(40):
        if wanted.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab" if back else "Tab")
    expect(wanted).to_be_focused()
    if key:
        page.keyboard.press(key)
