"""Sato begins with words at hand, by keyboard alone; Kudo, who sits at the same desk, looks before they are sent."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from storage import desk_rules
from storage.database import Database
from storage.desk_rules import Rules
from tests.harness.browser import OpenPage
from tests.harness.until import until
from tests.journeys.hands import SLOW, Hands, read
from tests.journeys.letting_in import told
from tests.journeys.world import World

SignIn = Callable[[str], Page]


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/handlers."""
    folder: Path = tmp_path_factory.mktemp("words")
    return f"sqlite:///{folder / 'hidamari.db'}"


@pytest.fixture
def sign_in(world: World, module_database_url: str, open_page: OpenPage) -> SignIn:
    world.web.start()
    world.clock.start()
    database = Database(module_database_url)
    with database.transaction() as connection:
        desk_rules.set_(
            connection,
            "kurashi",
            Rules(check_first=True, check_referral=True),
            seen=None,
            by=b"k" * 16,
            now=1,
        )
    database.engine.dispose()

    def signed_in(name: str) -> Page:
        hands = Hands(open_page())
        hands.sign_in(world.origin, name, world.sign_ins[name])
        return hands.page

    return signed_in


def test_a_first_reply_is_begun_by_keyboard_looked_at_and_mended_before_it_goes(
    world: World, sign_in: SignIn
) -> None:
    consultation = told(world, "家に帰りたくないです")
    hanako = list(world.platform.residents)[-1]
    world.sign_in("sato").claim(consultation)
    sato, kudo = sign_in("sato"), sign_in("kudo")
    read(Hands(sato), consultation)
    expect(sato.locator("#check-band")).to_contain_text("最初の返事のため", timeout=SLOW)

    words = begun_by_keyboard(sato)
    expect(sato.locator("#check-band")).to_contain_text("工藤さんが答えると", timeout=SLOW)
    expect(sato.locator("#reply")).not_to_be_editable()

    line = kudo.locator(f'#inbox button[data-consultation="{consultation}"]')
    expect(line).to_contain_text("確認をお願いします", timeout=SLOW)
    line.click()
    expect(kudo.locator(".check-text")).to_have_text(words, timeout=SLOW)
    expect(kudo.locator("#transcript")).to_contain_text("家に帰りたくないです")
    expect(kudo.locator("#composer")).to_be_hidden()
    kudo.get_by_role("button", name="直してほしい").click()
    expect(kudo.locator("#check-answer-problem")).to_contain_text("どこをどう直すとよいか")
    kudo.locator("#check-answer").fill("はじめに、お礼をお願いします。")
    kudo.get_by_role("button", name="直してほしい").click()
    expect(kudo.locator("#footer-notice")).to_contain_text("担当の人にもどりました", timeout=SLOW)
    expect(kudo.locator("#transcript")).to_be_empty()

    expect(sato.locator("#check-band")).to_contain_text("はじめに、お礼をお願いします。", timeout=SLOW)
    better = f"書いてくれて、ありがとうございます。{words}"
    sato.locator("#reply").fill(better)
    sato.get_by_role("button", name="同僚に見てもらう").click()
    expect(line).to_contain_text("確認をお願いします", timeout=SLOW)
    line.click()
    kudo.get_by_role("button", name="これでよい").click(timeout=SLOW)

    expect(sato.locator("#check-band")).to_contain_text("工藤さんが「これでよい」と答えました", timeout=SLOW)
    send = sato.locator("#composer button[type=submit]")
    sato.locator("#reply").press_sequentially("。")
    expect(send).to_have_text("同僚に見てもらう")
    sato.locator("#reply").fill(better)
    expect(send).to_have_text("送る")
    send.click()
    until(lambda: better in world.platform.shown_texts(hanako))
    expect(sato.locator("#reply")).to_have_value("")
    expect(sato.locator("#check-band > *")).to_have_count(0)


def begun_by_keyboard(sato: Page) -> str:
    """Never a mouse: "/", a word, an arrow, Enter, the gap, Ctrl and Enter. Returns what was asked about."""
    field, keys = sato.locator("#reply"), sato.keyboard
    field.focus()
    keys.type("1/2\n/")
    expect(sato.locator("#picker-filter")).to_be_focused()
    expect(sato.locator("#picker-list li").first).to_be_visible(timeout=SLOW)
    keys.press("Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("1/2\n/")
    keys.press("Control+A")
    keys.type("/")
    keys.type("おくれ")
    expect(sato.locator("#picker-list li")).to_have_count(1)
    expect(sato.locator("#picker-list li[aria-selected=true]")).to_contain_text("返事が遅くなる")
    keys.press("Enter")
    keys.press("Control+Enter")
    expect(sato.locator("#reply-problem")).to_contain_text("のところを書いてから")
    keys.type("20時")
    words = field.input_value()
    assert (
        words
        == "お待たせしています。書いてくれたことは、読みました。返事は20時ごろになります。この画面は、閉じてもかまいません。"
    )
    keys.press("Control+Enter")
    return words
