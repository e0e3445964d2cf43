"""The screen about deletion, in real browsers: what falls due, what two people hold, who did what, and what is wrong."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from storage.database import Database
from tests.harness.browser import OpenPage
from tests.journeys.hands import SLOW, Hands, read
from tests.journeys.letting_in import told
from tests.journeys.world import World

SignIn = Callable[[str], Page]


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/handlers."""
    folder: Path = tmp_path_factory.mktemp("retention")
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


def days_of_talks(page: Page) -> Locator:
    """The days on which a consultation falls due."""
    return page.locator("#due-days tr").filter(has=page.locator("td:nth-child(2)", has_text="1件"))


def test_sato_asks_and_kudo_agrees_that_a_record_is_kept(
    world: World, sign_in: SignIn, module_database_url: str
) -> None:
    consultation = told(world, "のこしてほしいことがあります")
    counselor = world.sign_in("sato")
    counselor.claim(consultation)
    counselor.close(consultation)
    sato, kudo = sign_in("sato"), sign_in("kudo")
    sato.locator("#filters input[value=closed]").check()
    assert "のこしてほしいことがあります" in read(Hands(sato), consultation)
    expect(sato.locator("#footer-notice")).to_contain_text("消去まで あと14日")

    sato.locator("#more").click()
    sato.locator("#action-hold").click()
    sato.locator("#ask-hold button[value=confirm]").click()
    expect(sato.locator("#ask-hold-problem")).to_have_text("理由をえらんでください。")
    sato.locator("#ask-hold input[value=court]").check()
    sato.locator("#ask-hold button[value=confirm]").click()
    expect(sato.locator("#ask-hold-problem")).to_contain_text("あしたより後の日")
    until = dt.datetime.now(dt.timezone(dt.timedelta(hours=9))).date() + dt.timedelta(days=90)
    sato.locator("#hold-until").fill(until.isoformat())
    sato.locator("#ask-hold button[value=confirm]").click()
    expect(sato.locator("#footer-notice")).to_contain_text("同意を頼みました")

    kudo.locator("#screen-retention").click()
    expect(days_of_talks(kudo)).to_have_count(1, timeout=SLOW)
    hold = kudo.locator("#holds .hold")
    expect(hold).to_contain_text("佐藤さんが頼みました。同意を待っています。まだ止まっていません。")
    expect(hold).to_contain_text("裁判所や警察などの求め")
    expect(hold).to_contain_text(f"{until.month}月{until.day}日")
    hold.get_by_role("button", name="同意する").click()
    expect(hold).to_contain_text("止まっています。")
    expect(days_of_talks(kudo)).to_have_count(0)
    assert kudo.locator("#due-days tr").count() > 0, "the town's bookings are counted beside them"
    expect(kudo.locator("#due-lead")).to_contain_text("消去を止めている相談が1件あります")
    kudo.locator("#audit-group").select_option("keeping")
    kudo.locator("#audit-person").select_option(label="工藤")
    expect(kudo.locator("#audit-events tr")).to_have_count(1)
    expect(kudo.locator("#audit-events tr")).to_contain_text("消去を止めることに同意しました")
    expect(kudo.locator("#proof dd").last).to_contain_text("番")

    kudo.locator("#sign-out").click()
    for place in ("#holds", "#audit-events", "#proof", "#due-days"):
        expect(kudo.locator(place)).to_be_empty()

    world.purge(dt.datetime.now(dt.UTC) + dt.timedelta(days=30))
    assert world.sign_in("sato").open(consultation).texts == ["のこしてほしいことがあります"]


def test_what_is_wrong_stands_above_everything_until_it_is_mended(
    world: World, sign_in: SignIn, module_database_url: str
) -> None:
    sato, kudo = sign_in("sato"), sign_in("kudo")
    expect(kudo.locator("#alarms")).to_be_hidden()
    kudo.locator("#sign-out").click()
    database = Database(module_database_url)
    with database.transaction() as connection:
        connection.execute(
            text("INSERT INTO staff_heads (consultation_id, kid, seq, head) VALUES (:one, :one, 1, :one)"),
            {"one": bytes(16)},
        )
    database.engine.dispose()
    kudo = sign_in("kudo")
    expect(kudo.locator("#alarms")).to_contain_text("消したはずの記録の一部が、残っています。", timeout=SLOW)
    expect(sato.locator("#alarms")).to_be_hidden()
