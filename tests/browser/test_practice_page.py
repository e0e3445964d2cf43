"""Kudo opens the desk for practice and practises: real keys in a real browser, and nothing of it looks like the real thing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from bot.practice import pupils
from bot.practice.cases import load
from storage import outbox, totals
from storage.contexts import unb64
from storage.desks import PRACTICE
from tests.browser.house import House, served
from tests.browser.test_case_page import LONG, comes_in, opens

CASE = load()["other-hand"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("practice")) as opened:
        yield opened


def count(house: House) -> tuple[int, int]:
    """Rows on their way to LINE, and totals."""
    with house.town.database.reading() as connection:
        tables = (outbox.outbox, totals.totals)
        out, counted = (connection.scalar(select(func.count()).select_from(one)) for one in tables)
    return int(out or 0), int(counted or 0)


def presses(page: Page, value: str) -> None:
    page.locator(f"#practice-dialog button[value={value}]").click(timeout=LONG)


def test_kudo_opens_the_desk_and_answers_somebody_invented(house: House, kudos_desk: Page) -> None:
    real, before = house.hears("きいてください"), count(house)
    kudo = kudos_desk
    comes_in(kudo, house, "kudo")
    kudo.locator("#show-practice").click()
    expect(kudo.locator("#practice-dialog")).to_contain_text("練習の窓口を開きます", timeout=LONG)
    presses(kudo, "found")
    kudo.get_by_role("radio", name=CASE.title).check(timeout=LONG)
    kudo.locator("#practice-dialog summary").click()
    expect(kudo.locator("#practice-dialog")).to_contain_text(CASE.points[0])
    presses(kudo, "begin")

    expect(kudo.locator("#practice-band")).to_contain_text("相手は作られた人です", timeout=LONG)
    for line in (pupils.MARK, *CASE.opening):
        expect(kudo.locator("#transcript")).to_contain_text(line, timeout=LONG)
    (mine,) = set(house.town.consultations()) - {unb64(real)}
    assert house.town.row(mine).desk == PRACTICE
    chip = kudo.locator('#inbox .item[data-practice="true"] .chip[data-tone="practice"]')
    expect(chip).to_have_text("練習")
    expect(kudo.locator('#inbox .item[data-practice="true"]')).to_have_count(1)
    kudo.locator("#more").click()
    expect(kudo.locator("#action-handover, #action-hand-over")).to_have_count(1)
    expect(kudo.locator("#action-hold, #action-delete, #action-block, #action-mark")).to_have_count(0)
    kudo.keyboard.press("Escape")

    kudo.locator("#reply").fill("読みました。ゆっくりで大丈夫です。")
    kudo.locator("#composer button[type=submit]").click()
    expect(kudo.locator("#transcript")).to_contain_text(CASE.turns[0][0], timeout=LONG)
    kudo.locator("#close").click()
    expect(kudo.locator("#confirm-close")).to_contain_text("だれにも、何も届きません")
    kudo.locator("#confirm-close button[value=confirm]").click()
    expect(kudo.locator("#composer")).to_be_hidden(timeout=LONG)
    assert count(house) == before

    opens(kudo, real)
    expect(kudo.locator("#practice-band")).to_be_hidden()
    expect(kudo.locator("#transcript")).not_to_contain_text(CASE.opening[0])
