"""Sato has no mouse today: from the gate to a reply, a note, a colleague and an end, and the focus is always to be seen."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.harness.until import until
from tests.journeys.hands import SLOW
from tests.journeys.letting_in import told
from tests.journeys.world import World

LOST = """() => {
  const one = document.activeElement;
  const named = `${one?.tagName}#${one?.id} ${one?.textContent?.slice(0, 20)}`;
  if (!one || one === document.body) return "nothing has the focus";
  if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return `${named} has it and is not shown`;
  const { left, right, top, bottom } = one.getBoundingClientRect();
  if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) return `${named} has it and is out of sight`;
  const ringed = [one, one.labels?.[0]].some((part) => part && parseFloat(getComputedStyle(part).outlineWidth) >= 2
    && getComputedStyle(part).outlineStyle !== "none");
  return ringed ? "" : `${named} has it and no ring`;
}"""
FARTHEST = 60


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: this is about the page."""
    folder: Path = tmp_path_factory.mktemp("keyboard")
    return f"sqlite:///{folder / 'hidamari.db'}"


class Keyboard:
    """Ten fingers. After everything they do, somebody who can see must find where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lost: list[str] = []

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.seen(key)

    def write(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.seen(words)

    def seen(self, after: str) -> None:
        """Where they are may show a moment later, when the page had something to ask or to store first."""
        try:
            self.page.wait_for_function(f"() => ({LOST})() === ''", timeout=SLOW)
        except PlaywrightTimeoutError:
            self.lost.append(f"after {after}: {self.page.evaluate(LOST)}")

    def reach(self, wanted: Locator, key: str = "Tab") -> None:
        """Goes on with one key until it is there."""
        expect(wanted).to_be_visible(timeout=SLOW)
        for _ in range(FARTHEST):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            self.press(key)
        raise AssertionError(f"{wanted} is not reached with {key}")

    def settled(self, wanted: Locator, after: str) -> None:
        """The page puts the focus there by itself."""
        expect(wanted).to_be_focused(timeout=SLOW)
        self.seen(after)


def test_a_day_without_a_mouse(world: World, satos_desk: Page) -> None:
    world.web.start()
    world.clock.start()
    longest, later = told(world, "さきに書きました"), told(world, "あとから書きました")
    hanako = list(world.platform.residents)[-2]
    page, keys = satos_desk, Keyboard(satos_desk)
    # The line is slow: she types before the page is all there, and loses nothing.
    late: list[Route] = []

    def held(route: Route) -> None:
        late.append(route)

    page.route("**/js/console/main.js", held)
    with page.expect_request("**/js/console/main.js"):
        page.goto(f"{world.origin}/console/", wait_until="commit")
    keys.settled(page.locator("#name"), "opening")
    keys.write("sato")
    late[0].continue_()
    page.wait_for_load_state()
    expect(page.locator("#name")).to_have_value("sato")
    keys.press("Tab")
    page.keyboard.type(world.sign_ins["sato"])
    page.keyboard.press("Enter")
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=SLOW)
    keys.seen("sign-in")

    expect(line(page, longest)).to_be_visible(timeout=SLOW)
    keys.press("j")
    keys.settled(line(page, longest), "j")
    keys.press("Enter")
    expect(page.locator("#transcript")).to_contain_text("さきに書きました", timeout=SLOW)
    expect(page.locator("#claim")).to_be_visible(timeout=SLOW)
    keys.press("c")
    keys.settled(page.locator("#reply"), "c")
    keys.write("読みました。")
    keys.press("Control+Enter")
    until(lambda: "読みました。" in world.platform.shown_texts(hanako))
    expect(page.locator("#reply")).to_have_value("", timeout=SLOW)
    keys.settled(page.locator("#reply"), "sending")

    keys.reach(page.get_by_role("button", name="ノート", exact=True), "Shift+Tab")
    keys.press("Enter")
    keys.settled(page.locator("#note-text"), "the tab of notes")
    keys.write("あした電話をする約束です")
    keys.press("Control+Enter")
    expect(page.locator("#transcript")).to_contain_text("あした電話をする約束です", timeout=SLOW)
    keys.seen("a note")

    keys.reach(page.locator("#more"), "Shift+Tab")
    keys.press("Enter")
    keys.reach(page.locator("#action-hand-over"), "ArrowDown")
    keys.press("Enter")
    dialog = page.locator("#case-dialog")
    keys.settled(dialog.locator("h2"), "handing over")
    keys.reach(dialog.locator("textarea"))
    keys.write("つづきをお願いします")
    keys.reach(dialog.locator("button[value=go]"))
    keys.press("Enter")
    expect(dialog).to_be_hidden(timeout=SLOW)
    expect(line(page, longest)).to_have_count(0, timeout=SLOW)
    keys.seen("handed over")

    keys.press("j")
    keys.settled(line(page, later), "j again")
    keys.press("Enter")
    expect(page.locator("#claim")).to_be_visible(timeout=SLOW)
    keys.press("c")
    keys.settled(page.locator("#reply"), "c again")
    keys.reach(page.locator("#close"), "Shift+Tab")
    keys.press("Enter")
    confirm = page.locator("#confirm-close button[value=confirm]")
    keys.reach(confirm)
    keys.press("Enter")
    expect(page.locator("#footer-notice")).to_contain_text("終わ", timeout=SLOW)
    keys.seen("the end")
    assert not keys.lost, "\n".join(keys.lost)


def line(page: Page, consultation: str) -> Locator:
    return page.locator(f'#inbox button[data-consultation="{consultation}"]')
