"""Sato's list and what is around it: drafts that outlive a reload and nobody else can read, search, keys, and quiet notices."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from storage.contexts import b64
from tests.browser.house import House, served
from tests.cast import colleague, founded
from tests.harness.browser import HERE, INSTALLED, QUIET, OpenPage
from tests.harness.until import until

LONG = 20_000
DRAFT = "かなりあは鳴きやみました4c1f0ad27"
CONTROL = "control-7b2e91d4"
KEPT = """async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), await caches.keys(),
  document.cookie, location.href, history.state, document.title])"""
DRAFTS = """() => Object.keys(localStorage).filter((name) => name.startsWith("hidamari.draft.")).length"""
LISTENING = """globalThis.told = [];
globalThis.Notification = class extends EventTarget {
  static permission = "default";
  static async requestPermission() { return (this.permission = "granted"); }
  constructor(...said) { super(); told.push(said); }
  close() {}
};
globalThis.AudioContext = class { constructor() { told.push("sound"); throw new Error("no sound was wanted"); } };
Document.prototype.hasFocus = () => false;"""
FOLDED = """async (asked) => {
  const { matches } = await import("/static/js/console/search/matching.js");
  return asked.map(([text, wanted]) => matches(text, wanted).map(([start, end]) => text.slice(start, end)));
}"""
PAINTED = "() => [...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map(String)])"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.fixture
def profile(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page of a browser that keeps its profile in a folder of this test."""
    found = next(filter(None, map(shutil.which, INSTALLED)), None)
    options: dict[str, Any] = {"executable_path": found, "args": QUIET, **HERE}
    context = browser.browser_type.launch_persistent_context(tmp_path / "profile", **options)
    yield context.pages[0]
    context.close()


def sign_in(page: Page, house: House, name: str = "sato") -> None:
    if page.url != house.console:
        page.goto(house.console)
    page.locator("#name").fill(name)
    page.locator("#passphrase").fill(founded().passphrases[name])
    page.locator("form#sign-in button[type=submit]").click()
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)


def open_(page: Page, consultation: str) -> None:
    page.locator(f'#inbox button[data-consultation="{consultation}"]').click(timeout=LONG)
    expect(page.locator("#transcript li.entry").first).to_be_visible(timeout=LONG)


def on_disk(folder: Path, words: str) -> list[Path]:
    """The files of the profile in which these words stand, in one of the ways in which browsers write."""
    spelled = (words.encode(), words.encode("utf-16-le"))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(one in path.read_bytes() for one in spelled)]


def test_a_draft_outlives_a_reload_and_nobody_else_can_read_it(
    house: House, profile: Page, tmp_path: Path
) -> None:
    consultation, page = house.hears("きいてください"), profile
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, house)
    open_(page, consultation)
    page.locator("#claim").click()
    page.locator("#reply").fill(DRAFT)
    until(lambda: page.evaluate(DRAFTS) == 1)
    kid = b64(colleague("sato").kid)
    for canary in (DRAFT, DRAFT[:6], consultation, "きいてください", kid):
        assert canary not in page.evaluate(KEPT)

    page.reload()
    sign_in(page, house, "kudo")
    expect(page.locator("#inbox")).not_to_contain_text("書きかけ")
    page.locator("#sign-out").click()
    sign_in(page, house)
    chip = page.locator(f'#inbox button[data-consultation="{consultation}"]')
    expect(chip).to_contain_text("書きかけ", timeout=LONG)
    open_(page, consultation)
    expect(page.locator("#reply")).to_have_value(DRAFT)

    page.locator("#composer button[type=submit]").click()
    expect(page.locator("#transcript")).to_contain_text(DRAFT, timeout=LONG)
    until(lambda: page.evaluate(DRAFTS) == 0)
    page.locator("#reply").fill(DRAFT)
    until(lambda: page.evaluate(DRAFTS) == 1)
    page.evaluate("words => localStorage.setItem('hidamari.control', words)", CONTROL)
    page.locator("#sign-out").click()
    page.locator("#confirm-leave button[value=confirm]").click()
    until(lambda: page.evaluate(DRAFTS) == 0)
    page.context.close()
    assert on_disk(tmp_path / "profile", CONTROL), "the scan would have found nothing anyway"
    assert [on_disk(tmp_path / "profile", words) for words in (DRAFT, consultation, "きいてください")] == [
        [],
        [],
        [],
    ]


def test_search_keys_and_a_notice_that_says_nothing(house: House, open_page: OpenPage) -> None:
    consultation = house.hears("カタカナで書きました。かたかなでも、さがせます")
    page = open_page()
    page.add_init_script(LISTENING)
    sign_in(page, house)
    open_(page, consultation)
    asked = [
        ["ｶﾀｶﾅ ABC", "abc"],
        ["がくぶち", "ガク"],
        ["㍿さくら", "株式会社"],
        ["😀いい", "い"],
        ["あ", " "],
    ]
    assert page.evaluate(FOLDED, asked) == [["ABC"], ["がく"], ["㍿"], ["い", "い"], []]

    page.keyboard.press("/")
    page.keyboard.type("カタカナ")
    expect(page.locator(".search-count")).to_have_text("2件中 2件目")
    assert page.evaluate(PAINTED) == [["found", ["カタカナ"]], ["found-now", ["かたかな"]]]
    page.keyboard.press("Enter")
    expect(page.locator(".search-count")).to_have_text("2件中 1件目")
    page.keyboard.press("Escape")
    assert page.evaluate(PAINTED) == [["found", []], ["found-now", []]]
    assert page.locator("#search-field").input_value() == ""

    keys(page)
    other = notices(page, house)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.consultation") == other
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.consultation") == consultation


def keys(page: Page) -> None:
    """Letters act on the page, and are letters in a field; they can be switched off."""
    page.keyboard.press("c")
    expect(page.locator("#reply")).to_be_visible(timeout=LONG)
    page.locator("#reply").press("?")
    expect(page.locator("#reply")).to_have_value("?")
    page.locator("#reply").fill("")
    page.locator("#consultation-heading").focus()
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#search-field")).to_be_hidden()
    page.locator("#show-keys").click()
    page.locator("#keys-on").check()
    page.keyboard.press("Escape")


def notices(page: Page, house: House) -> str:
    """Off at first; then one sentence without content. The consultation that came last."""
    house.hears("だれかいますか")
    expect(page).to_have_title("(2) ひだまり", timeout=LONG)
    assert page.evaluate("told") == []
    page.locator("#show-notifying").click()
    page.locator("#notifying-notice").check()
    page.keyboard.press("Escape")
    last = house.hears("もうひとりです")
    expect(page).to_have_title("(3) ひだまり", timeout=LONG)
    ((title, options),) = page.evaluate("told")
    assert title == "新しいお知らせがあります"
    assert options == {"tag": "hidamari", "silent": True, "icon": "/static/img/icon.svg"}
    return page.locator("#inbox button").nth(1).get_attribute("data-consultation") or last
