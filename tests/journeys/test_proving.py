"""Kudo comes back to a screen that she left open: before something that stays, it asks whether it is still her."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from storage import audit, holds
from storage.audit_actions import ACTIONS, GROUPS
from storage.sessions import PROOF_MS
from tests.cast import DAY, Town, colleague, founded
from tests.handlers.doors import opened
from tests.harness.ports import free_port
from tests.harness.whole import whole

LONG = 20_000


class House(Town):
    """A town on SQLite behind an address of its own; the doors have their tests on both databases."""

    console = ""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    shutil.copy(f"{founded().folder.name}/office.db", tmp_path / "hidamari.db")
    town, port = House(tmp_path, f"sqlite:///{tmp_path}/hidamari.db"), free_port()
    town.console = f"http://127.0.0.1:{port}/console/"
    with opened(town.but(PUBLIC_ORIGIN=f"http://127.0.0.1:{port}"), town.clock) as app:
        server = make_server("127.0.0.1", port, whole(app), threaded=True)
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield town
        server.shutdown()
        serving.join()
        server.server_close()
    town.database.engine.dispose()


def test_before_a_hold_is_agreed_to_kudo_shows_that_it_is_her_and_then_reads_who_did_what(
    house: House, kudos_desk: Page
) -> None:
    page, passphrase = kudos_desk, founded().passphrases["kudo"]
    hold_asked_by_sato(house)
    page.goto(house.console)
    page.locator("#name").fill("kudo")
    page.locator("#passphrase").fill(passphrase)
    page.keyboard.press("Enter")
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)
    page.locator("#screen-retention").click()
    agree = page.get_by_role("button", name="同意する")
    expect(agree).to_be_visible()

    # Ten minutes later she goes back, and nothing has changed.
    house.clock.pass_(seconds=PROOF_MS / 1000 + 1)
    dialog = page.locator("#proving-dialog")
    agree.click()
    expect(dialog.get_by_role("heading")).to_have_text("本人か、もう一度たしかめます")
    expect(dialog.locator("input[name=passphrase]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#retention-problem")).to_contain_text("何も変わっていません")
    expect(page.locator("#holds")).to_contain_text("まだ止まっていません")
    expect(page.get_by_role("button", name="同意する")).to_be_focused()

    # Mistyped, then as on the card; the wish is not asked for again, nor for the next ten minutes.
    page.get_by_role("button", name="同意する").click()
    field = dialog.locator("input[name=passphrase]")
    field.fill("ちがう ことば")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("合言葉が違います", timeout=LONG)
    field.fill(passphrase)
    page.keyboard.press("Enter")
    expect(page.locator("#holds")).to_contain_text("止まっています", timeout=LONG)
    expect(dialog).to_be_hidden()
    expect(page.locator("#holds")).not_to_contain_text("まだ")
    page.get_by_role("button", name="もとにもどす").click()
    expect(page.locator("#holds-none")).to_be_visible()
    expect(dialog).to_be_hidden()

    reads_the_log(page)
    every_act_has_words_in_both_languages(page)


def hold_asked_by_sato(house: House) -> None:
    house.receive(house.resident().says("のこしてください"))
    (case,) = house.consultations()
    now, sato = house.clock(), colleague("sato").kid
    with house.database.transaction() as connection:
        holds.ask(connection, case, reason="court", until=now + DAY, by=sato, now=now)
        for age in range(120):
            audit.note(
                connection, house.keys, "reply", now=now - (120 - age) * DAY, actor=sato, consultation=case
            )


def reads_the_log(page: Page) -> None:
    """By kind, by person and by day; further back; and back to everything."""
    rows, count = page.locator("#audit-events tr"), page.locator("#audit-count")
    page.locator("#screen-mine").click()
    page.locator("#screen-retention").click()
    expect(rows).to_have_count(100)
    expect(count).to_contain_text("新しいものから100件")
    page.locator("#audit-more").click()
    expect(rows.nth(110)).to_contain_text("返事をしました")
    page.locator("#audit-group").select_option("keeping")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("工藤")
    expect(rows.first).to_contain_text("消去を止めるのをやめました")
    page.locator("#audit-person").select_option(label="佐藤")
    expect(count).to_contain_text("合う記録はありません")
    page.locator("#audit-group").select_option("consultations")
    expect(rows).to_have_count(100)
    page.locator("#audit-since").fill("2020-01-02")
    page.locator("#audit-until").fill("2020-01-01")
    expect(page.locator("#audit-problem")).to_contain_text("前の日")
    page.locator("#audit-until").fill("2020-01-03")
    expect(rows).to_have_count(0)
    expect(page.locator("#audit-problem")).to_be_empty()
    page.locator("#audit-reset").click()
    expect(rows).to_have_count(100)
    expect(page.locator("#audit-group")).to_be_focused()


def every_act_has_words_in_both_languages(page: Page) -> None:
    known = page.evaluate(
        """async () => {
          const { sentences, inEnglish, groups } = await import("/static/js/console/retention/audit_words.js");
          return [sentences, inEnglish, groups].map((one) => Object.keys(one).sort());
        }"""
    )
    assert known == [sorted(ACTIONS), sorted(ACTIONS), sorted(GROUPS)]
