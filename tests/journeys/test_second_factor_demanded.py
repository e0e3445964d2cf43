"""The office demands a second factor: Sato is led to one before anything opens; Kudo shuts a page that she left open."""

import base64
import time

from playwright.sync_api import Page, expect

from storage import second_factor
from storage.totp import STEP_MS, code_at
from tests.cast import colleague, founded
from tests.harness.browser import OpenPage
from tests.harness.sight import Sight
from tests.journeys.test_second_factors import LONG, House, attempt, reads_the_consultation
from tests.journeys.test_second_factors import house as house


def test_sato_is_led_to_a_second_factor_and_kudo_shuts_what_she_left_open(
    house: House, open_page: OpenPage
) -> None:
    town, passphrases = house.town, founded().passphrases
    with town.database.transaction() as connection:
        second_factor.demand(connection, True, by=colleague("kudo").kid, now=town.clock())
    sight = Sight(open_page(bypass_csp=True))
    page = sight.page
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("/console/")[2]))
    page.goto(house.console)
    attempt(page, passphrases["sato"])
    expect(page.locator("#gate-second-heading")).to_be_focused(timeout=LONG)
    expect(page.locator("#sign-in")).to_be_hidden()
    sight.look("gate, a second factor to be set up")
    # Who goes back is signed out, and begins with the passphrase again.
    page.keyboard.press("Shift+Tab")
    page.locator("#gate-second-leave").press("Enter")
    expect(page.locator("#name")).to_be_focused()
    attempt(page, passphrases["sato"])
    expect(page.locator("#gate-second-heading")).to_be_focused(timeout=LONG)
    # Who walks away leaves nobody a chance to set up one of theirs.
    page.clock.fast_forward("10:01")
    expect(page.locator("#gate-note")).to_contain_text("10分間")
    expect(page.locator("#gate-second")).to_be_hidden()
    attempt(page, passphrases["sato"])
    expect(page.locator("#gate-second-heading")).to_be_focused(timeout=LONG)
    page.keyboard.press("Tab")
    expect(page.locator("#gate-second-add")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    secret = give_digits(page, sight)
    assert not [one for one in asked if one in ("consultations", "news", "roster", "keys")]
    page.locator("#gate-dialog button[value=ok]").press("Enter")
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)
    expect(page.locator("#second-way")).to_be_hidden()
    reads_the_consultation(page)

    with town.database.transaction() as connection:
        second_factor.demand(connection, False, by=colleague("kudo").kid, now=town.clock())
    kudo = Sight(open_page(bypass_csp=True))
    shuts_satos_page(kudo, house, passphrases["kudo"])
    expect(page.locator("#gate")).to_be_visible(timeout=LONG)
    expect(page.locator("#transcript li")).to_have_count(0)
    page.locator("#passphrase").fill(passphrases["sato"])
    page.locator("#sign-in button[type=submit]").click()
    expect(page.locator("#code")).to_be_focused(timeout=LONG)
    page.locator("#code").fill(code_at(secret, time.time_ns() // 1_000_000 // STEP_MS + 1))
    page.keyboard.press("Enter")
    expect(page.locator("#ended-notice")).to_contain_text("工藤さんが", timeout=LONG)
    sight.look("told of the end")
    page.locator("#ended-seen").click()
    expect(page.locator("#ended-notice")).to_be_hidden()
    expect(page.locator("main :focus")).to_be_visible()
    page.clock.fast_forward("10:01")
    expect(page.locator("#gate-note")).to_contain_text("10分間")
    expect(page.locator("#transcript li, #inbox button")).to_have_count(0)
    assert not sight.faults + kudo.faults, "\n".join(sight.faults + kudo.faults)


def give_digits(page: Page, sight: Sight) -> bytes:
    """Begins with six digits by keyboard alone; the passphrase is not asked for again."""
    field = page.locator("#gate-dialog input[name=code]")
    expect(field).to_be_visible(timeout=LONG)
    expect(page.locator("#gate-dialog input[name=passphrase]")).to_have_count(0)
    page.wait_for_function("() => document.querySelector('#gate-dialog img').naturalWidth > 100")
    sight.look("digits at the gate")
    secret = base64.b32decode(page.locator("[data-secret]").get_attribute("data-secret") or "")
    field.fill(code_at(secret, time.time_ns() // 1_000_000 // STEP_MS))
    field.press("Enter")
    expect(page.locator("#gate-dialog-heading")).to_have_text("6けたの数字を使い始めました", timeout=LONG)
    return secret


def shuts_satos_page(kudo: Sight, house: House, passphrase: str) -> None:
    page = kudo.page
    page.goto(house.console)
    attempt(page, passphrase, name="kudo")
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)
    page.locator("#screen-people").click()
    sato = page.locator('#people-list [data-name="sato"]')
    expect(sato).to_contain_text("1つ", timeout=LONG)
    expect(page.locator("#second-factor")).to_contain_text("まだない人：工藤、森")
    page.locator("#second-factor-change").click()
    kudo.look("asked whether to demand it")
    # He has none himself, so it can't be demanded yet.
    page.locator("#people-dialog button[value=change]").click()
    expect(page.locator("#people-dialog-body")).to_contain_text("先に、あなたの分を")
    page.locator("#people-dialog button[value=ok]").click()
    sato.locator("[data-act=sign-out]").click()
    kudo.look("asked whether to sign Sato out")
    page.locator("#people-dialog button[value=end]").click()
    expect(page.locator("#people-dialog-body")).to_contain_text("1つの画面を閉じました", timeout=LONG)
    page.locator("#people-dialog button[value=ok]").click()
    expect(sato).to_contain_text("ありません", timeout=LONG)
