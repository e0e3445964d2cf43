"""Kudo changes the week and closes for a snow day in real browsers; Hanako is told by the bot what the screen shows."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.harness.browser import PHONE, OpenPage
from tests.harness.until import until
from tests.journeys.hands import SLOW, Hands
from tests.journeys.world import World

SignIn = Callable[..., Page]


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/handlers."""
    folder: Path = tmp_path_factory.mktemp("hours")
    return f"sqlite:///{folder / 'hidamari.db'}"


@pytest.fixture
def at_hours(world: World, open_page: OpenPage) -> SignIn:
    """Somebody signed in, before the screen 「受付時間とお知らせ」."""
    world.web.start()
    world.clock.start()

    def signed_in(name: str, **options: object) -> Page:
        hands = Hands(open_page(**options))
        hands.sign_in(world.origin, name, world.sign_ins[name])
        go(hands.page, "hours")
        expect(desk(hands.page)).to_be_visible(timeout=SLOW)
        return hands.page

    return signed_in


def go(page: Page, screen: str) -> None:
    """To a screen, also where a narrow page folds the list of them away."""
    if page.locator("#navigation-open").is_visible():
        page.locator("#navigation-open").click()
    page.locator(f"#screen-{screen}").click()


def desk(page: Page, name: str = "kurashi") -> Locator:
    return page.locator(f"#weeks [data-desk={name}]")


def told(world: World, words: str = "きいてください") -> str:
    """What the bot says to somebody new who writes."""
    hanako = world.resident()
    world.platform.say(hanako, words)
    return "\n".join(until(lambda: world.platform.shown_texts(hanako)))


def next_opening(page: Page) -> str:
    said = re.search(r"つぎに受け付けるのは、(.+?)からです", desk(page).inner_text())
    assert said is not None
    return said[1]


def test_kudo_changes_the_week_and_a_colleague_with_the_same_idea_is_told(at_hours: SignIn) -> None:
    kudo, on_the_way = at_hours("kudo"), at_hours("kudo", **PHONE)
    for page in (kudo, on_the_way):
        desk(page).get_by_role("button", name="くらしの窓口の時間を変える").click()
    saturday = kudo.locator(".edit-day[data-weekday='5']")
    expect(saturday).to_contain_text("お休みです")
    saturday.get_by_role("button", name="土曜日 時間を入れる").click()
    kudo.get_by_role("button", name="この時間にする").click()
    expect(saturday.get_by_role("alert")).to_have_text("はじまりの時刻を入れてください。")
    expect(saturday.get_by_label("はじまり")).to_be_focused()
    saturday.get_by_label("はじまり").fill("22:00")
    saturday.get_by_label("終わり").fill("02:00")
    expect(saturday).to_contain_text("翌2:00まで")
    nights = kudo.locator(".edit-preview li").filter(has_text=re.compile(r"\(土\)")).filter(
        has_text="22:00–翌2:00"
    )  # fmt: skip
    expect(nights).to_have_count(2, timeout=SLOW)
    saturday.get_by_role("button", name="土曜日 もう1つ入れる").click()
    saturday.get_by_label("はじまり").last.fill("21:00")
    saturday.get_by_label("終わり").last.fill("23:00")
    saturday.get_by_label("終わり").last.blur()
    expect(saturday.get_by_role("alert").last).to_contain_text("重なっています", timeout=SLOW)
    saturday.get_by_role("button", name="この時間を消す").last.click()
    kudo.get_by_role("button", name="この時間にする").click()
    expect(desk(kudo)).to_contain_text("22:00–翌2:00", timeout=SLOW)
    expect(kudo.locator("#hours-said")).to_contain_text("くらしの窓口の受付時間を変えました")
    expect(desk(kudo).get_by_role("button")).to_be_focused()

    sunday = on_the_way.locator(".edit-day[data-weekday='6']")
    sunday.get_by_role("button", name="日曜日 時間を入れる").click()
    sunday.get_by_label("はじまり").fill("10:00")
    sunday.get_by_label("終わり").fill("12:00")
    on_the_way.get_by_role("button", name="この時間にする").click()
    conflict = on_the_way.locator(".edit-conflict")
    expect(conflict).to_contain_text("先にこの窓口の時間を変えました", timeout=SLOW)
    expect(sunday.get_by_label("はじまり")).to_have_value("10:00")
    conflict.get_by_role("button", name="変わったあとの時間から、やり直す").click()
    expect(on_the_way.locator(".edit-day[data-weekday='5'] input[name=closes]")).to_have_value("02:00")
    expect(sunday).to_contain_text("お休みです")


def test_on_a_snow_day_kudo_closes_and_tells_in_one_step_and_takes_it_back_in_one(
    world: World, at_hours: SignIn
) -> None:
    kudo, sato = at_hours("kudo"), at_hours("sato")
    expect(sato.locator("#panel-hours").get_by_role("button")).to_have_count(0)
    kudo.locator("#announce-open").click()
    expect(kudo.locator("#announce-ja")).to_have_value(
        re.compile("^大雪のため、.*お休みします"), timeout=SLOW
    )
    kudo.locator("#announce-easy").fill("相談(そうだん)は 休(やす)みです。")
    kudo.locator("#announce-send").click()
    expect(kudo.locator("#announce-easy-problem")).to_contain_text("「相談」は、鍵のかかった画面で")
    kudo.get_by_role("button", name="やめる").click()
    expect(kudo.locator("#announce-open")).to_be_focused()
    kudo.locator("#announce-open").click()
    kudo.locator("#announce-reason").select_option("storm")
    expect(kudo.locator("#announce-ja")).to_have_value(re.compile("^台風や大雨のため"), timeout=SLOW)
    kudo.locator("#announce-send").click()
    notice = kudo.locator("#notices > li")
    expect(notice).to_contain_text("いっしょに休みにしました: すべての窓口", timeout=SLOW)
    expect(kudo.locator("#closed-days > li")).to_have_count(1)
    expect(desk(kudo).locator(".day-list li").first).to_contain_text("休みの日")

    said = told(world)
    assert "台風や大雨のため" in said
    assert next_opening(kudo) in said
    go(sato, "line")
    expect(sato.locator("#line-cards")).to_contain_text("届いています。", timeout=SLOW)
    go(sato, "hours")
    expect(sato.locator("#notices > li")).to_contain_text("台風や大雨のため", timeout=SLOW)
    expect(sato.locator("#panel-hours").get_by_role("button")).to_have_count(0)

    notice.get_by_role("button", name="お知らせをやめて、受付ももどす").click()
    expect(kudo.locator("#hours-said")).to_have_text("お知らせをやめて、受付をもどしました。", timeout=SLOW)
    expect(kudo.locator("#notices > li, #closed-days > li")).to_have_count(0)
    assert "大雨" not in told(world, "もどりましたか")
    kudo.locator("#sign-out").click()
    for place in ("#weeks", "#notices", "#closed-days"):
        expect(kudo.locator(place)).to_be_empty()
