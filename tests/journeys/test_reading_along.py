"""Kudo looks after the desk, in real browsers: reads along and is seen, agrees that somebody is not answered, sets the rules."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.phrases import load
from tests.harness.browser import OpenPage
from tests.journeys.hands import SLOW, Hands, read
from tests.journeys.letting_in import told
from tests.journeys.world import World

SignIn = Callable[[str], Page]


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/handlers."""
    folder: Path = tmp_path_factory.mktemp("along")
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


def test_kudo_reads_along_and_sato_sees_it_at_once_and_later(world: World, sign_in: SignIn) -> None:
    consultation = told(world, "きのうのことです")
    world.sign_in("sato").claim(consultation)
    sato, kudo = sign_in("sato"), sign_in("kudo")
    read(Hands(sato), consultation)
    expect(sato.locator("#capacity")).to_contain_text("返事待ち 1件", timeout=SLOW)
    expect(sato.locator("#capacity")).to_contain_text("きょう担当した相談 1件")

    kudo.locator(f'#inbox button[data-consultation="{consultation}"]').click()
    expect(kudo.locator("#co-reading-begin")).to_be_disabled()
    assert "きのうのことです" not in kudo.locator("body").inner_text()
    kudo.locator("input[name=co-reading-reason][value=worry]").check()
    kudo.locator("#co-reading-begin").click()
    expect(kudo.locator("#transcript")).to_contain_text("きのうのことです", timeout=SLOW)
    expect(kudo.locator("#co-reading")).to_contain_text("あなたがいっしょに読んでいます")
    expect(kudo.locator("#composer")).to_be_hidden()
    expect(sato.locator("#co-reading")).to_contain_text(
        "工藤さん(責任者)がいっしょに読んでいます", timeout=SLOW
    )
    expect(sato.locator("#co-reading")).to_contain_text("心配なことがあるため")

    kudo.locator("#co-reading-end").click()
    expect(kudo.locator("#co-reading-begin")).to_be_visible(timeout=SLOW)
    expect(kudo.locator("#transcript")).to_be_empty()
    expect(sato.locator("#co-reading .notice")).to_have_count(0, timeout=SLOW)
    sato.locator("#co-reading summary").click()
    expect(sato.locator("#co-reading li")).to_contain_text("工藤さん")


def test_a_block_is_asked_for_agreed_to_and_ended_and_help_is_always_there(
    world: World, sign_in: SignIn
) -> None:
    consultation = told(world, "おい")
    counselor = world.sign_in("sato")
    counselor.claim(consultation)
    hanako = list(world.platform.residents)[-1]
    sato = sign_in("sato")
    read(Hands(sato), consultation)
    sato.locator(".menu-button").click()
    sato.get_by_role("button", name="対応を止める(ブロック)").click()
    expect(sato.locator("#case-dialog")).to_contain_text("保管されません")
    sato.locator("#case-dialog button[value=next]").click()
    sato.locator("#case-dialog input[name=block-reason][value=threats]").check()
    sato.locator("#case-dialog select[name=block-days]").select_option("7")
    sato.locator("#case-dialog button[value=ask]").click()
    expect(sato.locator("#block-band")).to_contain_text("同意を待っています", timeout=SLOW)

    kudo = sign_in("kudo")
    kudo.locator("#awaiting-blocks-open").click(timeout=SLOW)
    wish = kudo.locator("#blocks .block")
    expect(wish).to_contain_text("佐藤さんが頼みました。同意を待っています。まだ止まっていません。")
    wish.get_by_role("button", name="同意する").click()
    expect(wish).to_contain_text("佐藤さんが頼み、工藤さんが同意しました。")
    expect(sato.locator("#block-band")).to_contain_text("この相手への対応を止めています", timeout=SLOW)

    before = len(world.platform.shown(hanako))
    for words in ("ころしてやる", "でてこい", "いそぐとき"):
        world.platform.say(hanako, words)
    world.settle()
    answers = str(world.platform.shown(hanako)[before:])
    assert answers.count("いまは、ここではお返事ができません。") == 1
    assert load("ja").say("urgent.title") in answers
    assert counselor.open(consultation).texts == ["おい"]

    wish.get_by_role("button", name="対応を再開する").click()
    expect(kudo.locator("#blocks .block")).to_have_count(0)
    expect(sato.locator("#block-band")).to_be_empty(timeout=SLOW)


def test_kudo_sets_the_rules_and_the_strip_follows(world: World, sign_in: SignIn) -> None:
    kudo = sign_in("kudo")
    kudo.locator("#screen-rules").click()
    card = kudo.locator("form[data-desk=kurashi]")
    card.get_by_label("返事までの目安").fill("０")
    card.get_by_role("button", name="このきまりにする").click()
    expect(card).to_contain_text("1から10080までの数字(分)")
    card.get_by_label("返事までの目安").fill("１５")
    card.get_by_label("件数の目安").fill("1")
    card.get_by_label("はじめての返事").check()
    card.get_by_role("button", name="このきまりにする").click()
    expect(card).to_contain_text("くらしの窓口のきまりを変えました。")
    kudo.locator("#sign-out").click()
    expect(kudo.locator("#rules-desks")).to_be_empty()
    kudo = sign_in("kudo")
    expect(kudo.locator("#capacity")).to_contain_text("目安 1件", timeout=SLOW)
    expect(kudo.locator("#capacity")).to_contain_text("きょうの目安に達しました")
