"""Hanako looks at flyers in a browser of her own, without LINE: reads, listens, shows her screen, and is out at once."""

import dataclasses
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.cast import Town
from tests.cast import town as town
from tests.flyers.showing import CLINIC, FIRST, HIDDEN, LIBRARY, SECOND, lay, show
from tests.handlers.doors import opened
from tests.harness.browser import Complaints, OpenPage
from tests.harness.service import ROOT
from tests.harness.sight import Sight
from tests.journeys.booking_page import SMALL, SQLITE, served
from tests.journeys.room_page import ELSEWHERE

pytestmark = SQLITE
ONE = f"{FIRST.id}/"
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
VOICES = """(found) => {
  globalThis.said = [];
  globalThis.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
  let speaking = null;
  const speech = Object.assign(new EventTarget(), {
    voices: [],
    getVoices() { return this.voices; },
    speak(one) { speaking = one; said.push([one.voice.name, one.text]); },
    cancel() { const one = speaking; speaking = null; one?.dispatchEvent(new Event("error")); },
    finish() { const one = speaking; speaking = null; one.dispatchEvent(new Event("end")); },
  });
  Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
  // As in Chrome: the list is empty at first, and then comes bit by bit.
  const tell = () => {
    const next = found.shift();
    if (!next) return;
    speech.voices = next;
    speech.dispatchEvent(new Event("voiceschanged"));
    setTimeout(tell, 30);
  };
  addEventListener("click", () => setTimeout(tell, 30), { once: true, capture: true });
}"""
FAR = '{name: "far", lang: "ja-JP", localService: false}'
NEAR = '{name: "near", lang: "ja_JP", localService: true}'
OTHER = '{name: "other", lang: "en-US", localService: true}'
SHIFTED = """() => new Promise((resolve) => new PerformanceObserver((list) =>
  resolve(list.getEntries().reduce((sum, one) => sum + one.value, 0))).observe({ type: "layout-shift", buffered: true })
  || setTimeout(() => resolve(0), 300))"""


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    now = town.clock()
    with town.database.transaction() as connection:
        first = show(connection, FIRST, now=now)
        second = show(connection, SECOND, now=now, pages=1)
        lay(connection, LIBRARY, first, second, now=now)
        lay(connection, CLINIC, first, now=now)
        lay(connection, HIDDEN, first, now=now)
    numbers = ROOT / "simulator" / "local-numbers.toml"
    with (
        opened(dataclasses.replace(town.settings, local_numbers=numbers), town.clock) as app,
        served(app) as booking,
    ):
        yield booking.replace("/booking/", "/flyers/")


def with_voices(page: Page, *found: str) -> Page:
    """A phone whose voices come one list after the other."""
    page.add_init_script(f"({VOICES})([{', '.join(found)}])")
    page.route(ELSEWHERE, _weather)
    return page


def _weather(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<title>weather</title>sunny")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_hanako_looks_listens_shows_her_screen_and_is_out(open_page: OpenPage, address: str) -> None:
    page = with_voices(open_page(**SMALL), f"[{FAR}]", f"[{FAR}, {OTHER}, {NEAR}]")
    page.goto(address)
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/*-960.avif", hold)
    page.get_by_role("link", name="くらしと気持ちのメモ").click()
    expect(page.get_by_role("heading", name="書いてあること")).to_be_attached()
    page.evaluate(
        "() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))"
    )
    page.unroute("**/*-960.avif")
    for picture_on_its_way in late:
        picture_on_its_way.continue_()
    picture = page.get_by_alt_text("大きな字で「ひとりでかかえなくていいよ」")
    page.wait_for_function("() => document.images[0].complete && document.images[0].naturalWidth > 0")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.currentSrc").endswith("-1-960.avif")
    assert page.evaluate(SHIFTED) < 0.01

    page.get_by_role("link", name="文字で読む・声で聞く").click()
    button(page, "声で聞く").click()
    expect(button(page, "とめる")).to_be_focused()
    being_read = page.locator(".being-read")
    expect(being_read).to_have_text("ひとりでかかえなくていいよ。")
    page.evaluate("speechSynthesis.finish()")
    expect(being_read).to_have_text("名前を言わなくても話せます。")
    button(page, "とめる").click()
    expect(button(page, "つづきから聞く")).to_be_focused()
    button(page, "つづきから聞く").click()
    for _ in range(3):
        page.evaluate("speechSynthesis.finish()")
    expect(button(page, "声で聞く")).to_be_focused()
    expect(being_read).to_have_count(0)
    again = "名前を言わなくても話せます。"
    said = [
        "ひとりでかかえなくていいよ。",
        again,
        again,
        "火曜日の16時から19時まで。",
        "「もしもし。」だけでもかまいません。",
    ]
    assert page.evaluate("said") == [["near", text] for text in said]

    page.get_by_role("link", name="見せるだけでもらう").click()
    page.get_by_role("link", name="この画面を出す").click()
    expect(page.get_by_text("1セットお願いします")).to_be_visible()
    assert (page.title(), page.locator(".card-sign").text_content()) == ("資料", "A")
    before = page.evaluate("history.length")
    page.get_by_role("link", name="すぐとじる").click()
    expect(page.locator("body")).to_have_text("sunny")
    assert page.evaluate("history.length") == before
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", name="くらしと気持ちのメモ")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Escape")
    expect(page.locator("body")).to_have_text("sunny")


def test_without_a_voice_of_her_own_phone_the_letters_are_large(open_page: OpenPage, address: str) -> None:
    page = with_voices(open_page(**SMALL), f"[{FAR}, {OTHER}]")
    page.goto(f"{address}{ONE}?lang=easy")
    text = page.locator("#aloud-text p").first
    small = text.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    page.locator("#aloud-begin").click()
    expect(page.get_by_role("status").get_by_text("ふつうの ブラウザ")).to_be_visible()
    assert text.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 1.5 * small
    assert page.evaluate("said") == []


def test_without_scripts_everything_is_there_but_the_voice(open_page: OpenPage, address: str) -> None:
    page = open_page(java_script_enabled=False, **SMALL)
    page.route(ELSEWHERE, _weather)
    page.goto(address)
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="A note about living and feeling").click()
    expect(page.get_by_alt_text("Large letters")).to_be_visible()
    expect(page.get_by_text("You need not carry it alone.")).to_be_visible()
    expect(page.locator(".aloud")).to_be_hidden()
    page.get_by_role("link", name="All places").click()
    expect(page.get_by_role("heading", name="Hospitals and pharmacies")).to_be_visible()
    page.get_by_role("link", name="Leave now").click()
    expect(page.locator("body")).to_have_text("sunny")


def test_every_page_can_be_seen_by_everybody(
    open_page: OpenPage, address: str, complaints: Complaints
) -> None:
    """In three languages, on a phone and on a desk, in light, dark and forced colours, at 400 %; by the keyboard alone."""
    complaints.expect("^404: .*/0000000000/")
    faults = []
    for size, language, paths in (
        (SMALL, "easy", ("", ONE, "places/", "card/", "card/screen/", "0000000000/")),
        (SMALL, "ja", (ONE,)),
        (DESKTOP, "en", ("", ONE)),
    ):
        page = open_page(bypass_csp=True, **size)
        sight = Sight(page)
        for path in paths:
            page.goto(f"{address}{path}?lang={language}{'&c=A' if 'card' in path else ''}")
            sight.look(f"{path} {language}")
            assert page.title() in ("資料", "Leaflets")
        faults += sight.faults
    assert not faults, "\n".join(faults)

    page.goto(address)
    for _ in range(5):
        page.keyboard.press("Tab")
    title = page.get_by_role("link", name="くらしと気持ちのメモ")
    expect(title).to_be_focused()
    assert title.evaluate("one => getComputedStyle(one, '::after').outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="くらしと気持ちのメモ")).to_be_visible()
