"""Every screen and state of the console, looked at by axe-core in three kinds of colours, and at 320 px."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Connection, update

from storage import desk_rules
from storage.database import Database
from storage.desk_rules import Rules
from storage.sessions import sessions
from tests.harness.browser import PHONE, Complaints, OpenPage
from tests.harness.sight import SETTLED, WIDER, Sight
from tests.journeys.demo import TOKYO
from tests.journeys.hands import SLOW, Hands, pressed_too_early, read
from tests.journeys.letting_in import told
from tests.journeys.world import World

PANELS = ("statistics", "templates", "referrals", "hours", "rules", "line", "people", "retention", "mine")
"""The screens about visits and flyers are looked at where their own stories are told."""

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
    pressed_too_early(page)
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


def test_what_is_asked_and_what_colleagues_do(
    world: World, open_sight: OpenSight, module_database_url: str
) -> None:
    """Questions in dialogs, the second look, reading along, and Kudo's forms."""
    consultation = told(world, "きいてください")
    world.sign_in("sato").claim(consultation)
    in_the_database(
        module_database_url,
        lambda connection: desk_rules.set_(
            connection, "kurashi", Rules(check_first=True), seen=None, by=b"k" * 16, now=1
        ),
    )
    sato, kudo = open_sight(), open_sight()
    for sight, name in ((sato, "sato"), (kudo, "kudo")):
        Hands(sight.page).sign_in(world.origin, name, world.sign_ins[name])
    read(Hands(sato.page), consultation)
    asked_of_sato(sato)
    look_twice(sato, kudo, consultation)
    read_along(sato, kudo, consultation)
    forms_of_kudo(kudo)
    in_the_database(
        module_database_url, lambda connection: connection.execute(update(sessions).values(proved_at=0))
    )
    sato.page.locator("#more").click()
    sato.page.locator("#action-hold").click()
    sato.page.locator("#ask-hold input[type=radio]").first.check()
    sato.page.locator("#hold-until").fill(f"{dt.datetime.now(TOKYO).date() + dt.timedelta(days=9)}")
    sato.page.locator("#ask-hold button[value=confirm]").click()
    expect(sato.page.locator("#proving-dialog[open]")).to_be_visible(timeout=SLOW)
    sato.look("a proof of the person", "dialog[open]")
    faults = sato.faults + kudo.faults
    assert not faults, "\n".join(faults)


def in_the_database(url: str, act: Callable[[Connection], object]) -> None:
    database = Database(url)
    with database.transaction() as connection:
        act(connection)
    database.engine.dispose()


def asked_of_sato(sight: Sight) -> None:
    """Everything that the menu of a consultation asks, and what the list of consultations does."""
    page = sight.page
    for action in ("hand-over", "agreed-words", "mark", "hold", "block", "delete"):
        page.locator("#more").click()
        page.locator(f"#action-{action}").click()
        expect(page.locator("dialog[open]")).to_be_visible(timeout=SLOW)
        following = page.locator("dialog[open] button[value=next]")
        if action == "delete":
            page.locator("dialog[open] input[name=reason]").first.check()
        if following.count():
            following.click()
        sight.look(action, "dialog[open]")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    for name in ("キーの一覧", "知らせ方"):
        page.get_by_role("button", name=name).click()
        sight.look(name, "dialog[open]")
        page.keyboard.press("Escape")


def look_twice(sato: Sight, kudo: Sight, consultation: str) -> None:
    """Kudo looks at a reply before it goes, and finds something; and then nothing any more."""
    desk, colleague = sato.page, kudo.page
    band, line = desk.locator("#check-band"), f'#inbox button[data-consultation="{consultation}"]'
    expect(band).to_contain_text("最初の返事", timeout=SLOW)
    sato.look("a look is needed", "#consultation")
    for words, answer, said in (
        ("はい。", "直してほしい", "直してから"),
        ("はい、読みました。", "これでよい", "届きます"),
    ):
        desk.locator("#reply").fill(words)
        desk.locator("#composer button[type=submit]").click()
        expect(band).to_contain_text("答えると", timeout=SLOW)
        colleague.locator(line).click()
        expect(colleague.locator(".check-text")).to_have_text(words, timeout=SLOW)
        if answer == "直してほしい":
            sato.look("asked", "#consultation")
            kudo.look("asked to look", "#consultation")
            colleague.locator("#check-answer").fill("お礼からはじめてください。")
        colleague.get_by_role("button", name=answer).click()
        expect(band).to_contain_text(said, timeout=SLOW)
        sato.look(answer, "#consultation")


def read_along(sato: Sight, kudo: Sight, consultation: str) -> None:
    page = kudo.page
    page.locator(f'#inbox button[data-consultation="{consultation}"]').click()
    expect(page.locator("#co-reading-begin")).to_be_visible(timeout=SLOW)
    kudo.look("a colleague's line", "#consultation")
    page.locator("input[name=co-reading-reason][value=worry]").check()
    page.locator("#co-reading-begin").click()
    expect(page.locator("#transcript")).to_contain_text("きいてください", timeout=SLOW)
    kudo.look("reading along", "#consultation")
    expect(sato.page.locator("#co-reading")).to_contain_text("工藤さん", timeout=SLOW)
    sato.look("somebody reads along", "#consultation")


def forms_of_kudo(sight: Sight) -> None:
    """On her screens: words, places, hours, a notice, a report and the list of them."""
    page = sight.page
    for screen, opener in (("templates", "直す: はじめのあいさつ"), ("referrals", "紹介先を書く")):
        page.locator(f"#screen-{screen}").click()
        page.get_by_role("button", name=opener).click()
        sight.look(opener, "dialog[open]")
        page.keyboard.press("Escape")
    page.locator("#screen-hours").click()
    page.get_by_role("button", name="くらしの窓口の時間を変える").click()
    page.locator("#announce-open").click()
    expect(page.locator("#announce-ja")).not_to_have_value("", timeout=SLOW)
    sight.look("hours and a notice", "#panel-hours")
    page.locator("#screen-statistics").click()
    page.locator("#report-add").click()
    page.locator("[name=report-title]").fill("上半期のまとめ")
    page.locator("[name=report-people]").fill("12")
    page.locator("[name=report-themes]").fill("夜に書く人が多くいます。")
    sight.look("a report", "dialog[open]")
    page.locator("#stat-dialog button[value=draft]").click()
    expect(page.locator("#reports .report")).to_have_count(1, timeout=SLOW)
    sight.look("the list of reports", "section:has(> #reports)")


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
