"""The screen of the statistics, in a real browser: Kudo counts a call in one line, takes it back, finds and exports the table."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.harness.browser import OpenPage
from tests.journeys.hands import SLOW, Hands, read
from tests.journeys.letting_in import told
from tests.journeys.world import World

SignIn = Callable[[str], Page]


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/handlers."""
    folder: Path = tmp_path_factory.mktemp("statistics")
    return f"sqlite:///{folder / 'hidamari.db'}"


@pytest.fixture
def sign_in(world: World, open_page: OpenPage) -> SignIn:
    world.web.start()
    world.clock.start()

    def signed_in(name: str) -> Page:
        hands = Hands(open_page())
        hands.sign_in(world.origin, name, world.sign_ins[name])
        return hands.page

    return signed_in


def figure(page: Page, row: str, column: int = 0) -> str:
    """A number of the office's own table as the eye sees it."""
    line = page.locator("table[data-table=contacts] tbody tr").filter(
        has=page.get_by_role("rowheader", name=row, exact=True)
    )
    return line.locator("td").nth(column).inner_text().split("\n")[0].split("(")[0].strip()


def test_kudo_counts_a_call_marks_a_talk_and_takes_the_table_with_her(
    world: World, sign_in: SignIn, tmp_path: Path
) -> None:
    world.forget_totals()
    consultation = told(world, "家のことで相談があります")
    world.sign_in("sato").claim(consultation)
    sato = sign_in("sato")
    assert "家のことで" in read(Hands(sato), consultation)
    sato.get_by_role("button", name="そのほか").click()
    sato.get_by_role("button", name="統計のしるし").click()
    sato.get_by_label("DVの相談").check()
    sato.get_by_role("button", name="決める").click()
    expect(sato.locator("#footer-notice")).to_contain_text("統計のしるしを変えました", timeout=SLOW)

    kudo = sign_in("kudo")
    kudo.locator("#screen-statistics").click()
    expect(kudo.locator("table[data-table=contacts]")).to_be_visible(timeout=SLOW)
    assert [figure(kudo, row) for row in ("LINE(文字)", "計", "(内DV)")] == ["1", "1", "1"]
    expect(kudo.locator("[data-card=contacts] svg[role=img]")).to_be_visible()

    kudo.locator("#stat-number").fill("１２")
    kudo.locator("#stat-dv").fill("5")
    kudo.locator("#stat-dv").press("Enter")
    expect(kudo.locator("#stat-enter-said")).to_contain_text("電話 12件(うちDV 5件)")
    assert [figure(kudo, row) for row in ("電話", "計", "(内DV)")] == ["12", "13", "6"]
    expect(kudo.locator("#stat-number")).to_be_focused()
    kudo.locator("#stat-number").fill("-13")
    kudo.locator("#stat-number").press("Enter")
    expect(kudo.locator("#stat-enter-problem")).to_contain_text("0より小さくなる")
    kudo.locator("#stat-enter input[value=visit]").check(force=True)
    kudo.locator("#stat-number").fill("30")
    kudo.locator("#stat-number").press("Enter")
    expect(kudo.locator("#stat-entered li")).to_have_count(2)
    kudo.locator("#stat-entered li").last.get_by_role("button").click()
    expect(kudo.locator("#stat-entered li")).to_have_count(1)
    expect(kudo.locator("#stat-enter-said")).to_contain_text("取り消しました")
    assert [figure(kudo, row) for row in ("来所", "電話", "計", "(内DV)")] == ["30", "0", "31", "1"]

    with kudo.expect_download() as download:
        kudo.locator("[data-card=contacts] [data-form=csv]").click()
    saved = tmp_path / download.value.suggested_filename
    assert saved.name.startswith("toukei-")
    download.value.save_as(saved)
    rows = {row[0]: row[1] for row in csv.reader(saved.read_text("utf-8-sig").splitlines()) if len(row) > 1}
    assert (rows["LINE(文字)"], rows["(内DV)"]) == ("5未満", "5未満")
    assert "X" in (rows["来所"], rows["計"])
    expect(kudo.locator("#statistics-said")).to_contain_text("書き出しました")

    kudo.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    kudo.locator("#stat-print").click()
    paper = kudo.locator("#paper table[data-table=contacts]")
    expect(paper).to_contain_text("5未満")
    kudo.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(kudo.locator("#paper")).to_be_empty()

    kudo.locator("#sign-out").click()
    for place in ("#stat-first", "#stat-tables", "#stat-entered", "#reports"):
        expect(kudo.locator(place)).to_be_empty()
