"""Every screen and state of the console, looked at by axe-core in three kinds of colours, and at 320 px."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.harness.browser import PHONE, Complaints, OpenPage
from tests.harness.sight import SETTLED, WIDER, Sight
from tests.journeys.hands import SLOW, Hands
from tests.journeys.letting_in import told
from tests.journeys.world import World

PANELS = ("statistics", "templates", "referrals", "hours", "rules", "line", "people", "retention", "mine")

OpenSight = Callable[[], Sight]


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: what a page looks like does not depend on the database."""
    folder: Path = tmp_path_factory.mktemp("seen")
    return f"sqlite:///{folder / 'hidamari.db'}"


@pytest.fixture
def open_sight(world: World, open_page: OpenPage) -> OpenSight:
    world.web.start()
    return lambda: Sight(open_page(bypass_csp=True))


def test_what_sato_sees_in_japanese_and_in_english(world: World, open_sight: OpenSight) -> None:
    sight = open_sight()
    page = sight.page
    page.goto(f"{world.origin}/console/")
    sight.look("gate")
    page.locator("#name").fill("sato")
    page.locator("#sign-in button[type=submit]").click()
    expect(page.locator("#sign-in-problem")).not_to_be_empty()
    sight.look("gate with a problem")
    Hands(page).sign_in(world.origin, "sato", world.sign_ins["sato"])
    expect(page.locator("#inbox-empty")).to_be_visible(timeout=SLOW)
    sight.look("empty inbox")
    consultation = told(world, "死にたいと思うことがあります")
    line = page.locator(f'#inbox button[data-consultation="{consultation}"]')
    expect(line).to_be_visible(timeout=SLOW)
    sight.look("inbox")
    line.click()
    expect(page.locator("#transcript li[data-direction=in]").first).to_be_visible(timeout=SLOW)
    sight.look("opened, not taken yet")
    page.locator("#claim").click()
    expect(page.locator("#reply")).to_be_visible()
    page.locator("#composer button[type=submit]").click()
    expect(page.locator("#reply-problem")).not_to_be_empty()
    sight.look("composer with a problem")
    page.locator("#reply").fill("よく書いてくれました。")
    page.locator("#composer button[type=submit]").click()
    expect(page.locator("#transcript li[data-direction=out]")).to_be_visible(timeout=SLOW)
    sight.look("answered")
    page.locator("#more").click()
    sight.look("what else can be done")
    page.locator("#more").press("Escape")
    page.locator("#use-templates").click()
    expect(page.locator("#picker-list")).to_be_visible()
    sight.look("templates at hand")
    page.locator("#picker-filter").press("Escape")
    page.get_by_role("tab", name="ノート").or_(
        page.get_by_role("button", name="ノート", exact=True)
    ).first.click()
    expect(page.locator("#note-text")).to_be_visible()
    sight.look("a note")
    page.locator("#close").click()
    sight.look("asked whether to end")
    page.locator("#confirm-close button[value=cancel]").click()
    page.locator("#language a").click()
    sight.look("asked about the language")
    page.locator("#confirm-language button[value=confirm]").click()
    expect(page.locator("#passphrase-hint")).to_contain_text("The six words of your card")
    Hands(page).sign_in(world.origin, "sato", world.sign_ins["sato"])
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for screen in page.locator("#navigation-groups button").all():
        screen.click()
        page.wait_for_function(SETTLED)
        sight.faults += [f"not English: {text}" for text in japanese_in(page)]
        sight.faults += page.evaluate(WIDER)
    assert not sight.faults, "\n".join(sight.faults)


def test_what_kudo_sees_on_every_screen(world: World, open_sight: OpenSight) -> None:
    sight = open_sight()
    page = sight.page
    Hands(page).sign_in(world.origin, "kudo", world.sign_ins["kudo"])
    for panel in PANELS:
        page.locator(f"#screen-{panel}").click()
        expect(page.locator(f"#{panel}-heading")).to_be_focused()
        sight.look(panel)
    page.locator("#screen-people").click()
    page.locator("#invite").click()
    expect(page.locator("#people-dialog-heading")).to_be_visible()
    sight.look("adding somebody")
    page.locator("#people-dialog button").first.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    opener, people = page.locator("#navigation-open"), page.locator("#screen-people")
    expect(people).to_be_hidden()
    opener.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    sight.look("list of screens on a phone")
    people.press("Escape")
    expect(people).to_be_hidden()
    expect(opener).to_be_focused()
    opener.press("Enter")
    people.press("Enter")
    expect(page.locator("#people-heading")).to_be_focused()
    expect(people).to_be_hidden()
    expect(opener).to_have_text("人の登録")
    assert not sight.faults, "\n".join(sight.faults)


def test_the_pages_beside_the_console(world: World, open_sight: OpenSight, complaints: Complaints) -> None:
    complaints.expect("^404: .*/console/nothing$")
    sight = open_sight()
    for path in ("/console/enrol", "/console/?language=en", "/receipt", "/console/nothing"):
        sight.page.goto(world.origin + path)
        sight.look(path)
    sight.page.goto(f"{world.origin}/receipt")
    sight.page.locator("#number").fill("ABCD EFGH IJKL MNOP")
    sight.page.locator("button[type=submit]").click()
    sight.look("receipt that is not there")
    assert not sight.faults, "\n".join(sight.faults)


def test_the_simulators_phone(world: World, open_page: OpenPage) -> None:
    sight = Sight(open_page(bypass_csp=True, **PHONE))
    sight.page.goto(world.phone)
    sight.page.get_by_role("button", name="友だちに追加").click()
    expect(sight.page.get_by_label("メッセージ", exact=True)).to_be_visible(timeout=SLOW)
    sight.look("phone")
    assert not sight.faults, "\n".join(sight.faults)


def japanese_in(page: Page) -> list[str]:
    """Texts on the screen that are not in English, but for names of people and desks, and what is said to be Japanese."""
    found: list[str] = page.evaluate("""() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        if (!around.checkVisibility() || around.closest("[lang=ja], [translate=no] li, [data-name]")) continue;
        texts.push(walker.currentNode.data.trim());
      }
      return texts.filter((text) => /[\\u3041-\\u3096\\u30a1-\\u30fa]/.test(text));
    }""")
    return [text for text in found if "くらしの窓口" not in text and "はたらく窓口" not in text]
