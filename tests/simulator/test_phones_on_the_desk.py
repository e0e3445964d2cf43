"""The desk in Chromium: several phones, the rich menu, the clock and the switches behind the scenes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from simulator import pictures
from simulator.app import Simulator, create_simulator
from simulator.moved_clock import MovedClock
from simulator.platform import Platform
from simulator.rehearsal import Callback, Clock, serve
from simulator.rich_menus import Picture
from simulator.sending import push
from simulator.talks import Resident
from tests.harness.browser import OpenPage

WIDE = {"viewport": {"width": 1600, "height": 900}}


@pytest.fixture
def simulator(clock: Clock, callback: Callback, tmp_path: Path) -> Iterator[Simulator]:
    """As in this room's conftest, with a clock that the desk can move."""
    with serve(callback) as origin:
        made = create_simulator(
            channel_secret="8c570fa6dd201bb328f1c1eac23a96d8",
            callback_url=f"{origin}/callback",
            access_token="long-lived",
            clock=MovedClock(tmp_path / "moved-clock", clock),
        )
        yield made
        made.platform.webhooks.settle()


@pytest.fixture
def desk(open_page: OpenPage, address: str, hanako: Resident) -> Page:
    """The page on a wide screen, with Hanako's phone on it."""
    page = open_page(**WIDE)
    page.goto(address)
    expect(page.locator("[data-owner]")).to_have_text("はなこさんの電話")
    return page


def phone(page: Page, name: str) -> Locator:
    return page.locator(".phone", has=page.get_by_text(f"{name}さんの電話", exact=True))


def tell(platform: Platform, to: str, message: dict[str, Any], **more: Any) -> None:
    push(platform, {"to": to, "messages": [message], **more}, None, "request")


def publish(platform: Platform) -> None:
    """A menu with a tile and a tab in each of two languages."""
    half = {"y": 0, "width": 1250, "height": 1686}
    for language, other, label in (("ja", "en", "話す"), ("en", "ja", "Talk")):
        tab = {
            "type": "richmenuswitch",
            "label": other,
            "richMenuAliasId": f"menu-{other}",
            "data": f"lang.{other}",
        }
        areas = [
            {"bounds": {"x": 0, **half}, "action": {"type": "message", "label": label, "text": label}},
            {"bounds": {"x": 1250, **half}, "action": tab},
        ]
        size = {"width": 2500, "height": 1686}
        menu = platform.rich_menus.create(
            {"size": size, "selected": True, "name": language, "chatBarText": "メニュー", "areas": areas}
        )
        menu.picture = Picture(pictures.picture("dawn"), "image/png")
        platform.rich_menus.aliases[f"menu-{language}"] = menu.id
    platform.rich_menus.default = platform.rich_menus.aliases["menu-ja"]
    platform.touch()


def test_the_menu_its_tabs_and_the_keys(desk: Page, platform: Platform, callback: Callback) -> None:
    publish(platform)
    desk.get_by_role("button", name="話す", exact=True).click()
    expect(desk.locator(".entry.resident .bubble")).to_have_text(["話す"])
    desk.get_by_role("button", name="en", exact=True).click()
    expect(desk.get_by_role("button", name="Talk", exact=True)).to_be_visible()
    bar = desk.get_by_role("button", name="メニュー ▾")
    bar.click()
    expect(desk.get_by_role("button", name="メニュー ▴")).to_have_attribute("aria-expanded", "false")
    expect(desk.get_by_role("button", name="Talk", exact=True)).to_be_hidden()
    desk.get_by_role("button", name="文字を書く").click()
    box = desk.get_by_label("メッセージ", exact=True)
    box.fill("Hello")
    box.press("Enter")
    expect(desk.locator(".entry.resident .bubble")).to_have_text(["話す", "Hello"])
    desk.get_by_role("button", name="メニューにもどる").click()
    expect(box).to_be_hidden()
    expect(desk.get_by_role("button", name="Talk", exact=True)).to_be_visible()
    platform.webhooks.settle()
    assert [event["type"] for event in callback.events] == ["message", "postback", "message"]


def test_line_on_a_pc_has_no_menu_and_no_quick_replies(
    desk: Page, platform: Platform, hanako: Resident
) -> None:
    publish(platform)
    yes = {"type": "action", "action": {"type": "message", "label": "はい", "text": "はい"}}
    tell(platform, hanako.id, {"type": "text", "text": "いいですか", "quickReply": {"items": [yes]}})
    expect(desk.get_by_role("button", name="はい", exact=True)).to_be_visible()
    desk.get_by_role("button", name="メニュー", exact=True).click()
    desk.get_by_role("button", name="パソコンのLINEで見る").click()
    expect(desk.get_by_role("button", name="はい", exact=True)).to_have_count(0)
    expect(desk.get_by_role("button", name="話す", exact=True)).to_be_hidden()
    desk.get_by_label("メッセージ", exact=True).fill("話す")
    desk.keyboard.press("Enter")
    expect(desk.locator(".entry.resident .bubble")).to_have_text(["話す"])


def test_two_people_side_by_side(desk: Page, platform: Platform, hanako: Resident) -> None:
    desk.get_by_role("button", name="電話をふやす").click()
    hers, other = phone(desk, "はなこ"), phone(desk, "みどり")
    other.get_by_role("button", name="友だちに追加").click()
    hers.get_by_label("メッセージ", exact=True).fill("はなこです")
    other.get_by_label("メッセージ", exact=True).fill("みどりです")
    hers.get_by_label("メッセージ", exact=True).press("Enter")
    other.get_by_label("メッセージ", exact=True).press("Enter")
    expect(hers.locator(".bubble")).to_have_text(["はなこです"])
    expect(other.locator(".bubble")).to_have_text(["みどりです"])
    left, right = hers.bounding_box(), other.bounding_box()
    assert left is not None
    assert right is not None
    assert (left["y"], left["width"], left["x"] + left["width"] < right["x"]) == (
        right["y"],
        right["width"],
        True,
    )
    desk.reload()
    expect(phone(desk, "みどり").locator(".bubble")).to_have_text(["みどりです"])
    expect(phone(desk, "はなこ").locator(".bubble")).to_have_text(["はなこです"])
    phone(desk, "みどり").get_by_role("button", name="メニュー", exact=True).click()
    desk.get_by_role("button", name="この電話をしまう").click()
    expect(desk.locator(".phone")).to_have_count(1)
    assert len(platform.residents) == 2


def test_the_clock_is_moved_from_the_desk(desk: Page, platform: Platform, clock: Clock) -> None:
    desk.get_by_text("舞台裏", exact=True).click()
    stage = desk.get_by_role("complementary", name="舞台裏")
    expect(stage).to_contain_text("2026年11月21日(土) 09:00")
    stage.get_by_role("button", name="＋30日").click()
    expect(stage).to_contain_text("2026年12月21日(月) 09:00（進めています）")
    stage.get_by_role("button", name="つぎの朝9時").click()
    expect(stage).to_contain_text("2026年12月22日(火) 09:00（進めています）")
    assert platform.clock() == clock.at + 31 * 86_400_000
    stage.get_by_label("この時刻にする").first.fill("2026-12-31T23:59")
    stage.get_by_role("button", name="この時刻にする").click()
    expect(stage).to_contain_text("2026年12月31日(木) 23:59（進めています）")
    stage.get_by_role("button", name="ほんとうの時刻にもどす").click()
    expect(stage).not_to_contain_text("進めています")
    assert platform.clock() == clock.at


def test_failures_quota_and_deliveries_are_switched_from_the_desk(desk: Page, platform: Platform) -> None:
    desk.get_by_text("舞台裏", exact=True).click()
    stage = desk.get_by_role("complementary", name="舞台裏")
    stage.get_by_label("なん回").fill("3")
    stage.get_by_role("button", name="今月の上限（429）").click()
    expect(stage).to_contain_text("ことわる 429 あと3回")
    (fault,) = platform.faults.waiting()
    assert (fault.message, fault.path) == ("You have reached your monthly limit.", "/push")
    stage.get_by_role("button", name="ぜんぶやめる").click()
    expect(stage).to_contain_text("待っている失敗はありません")
    stage.get_by_role("button", name="とめておく").click()
    expect(stage.get_by_role("button", name="とめておく")).to_have_attribute("aria-pressed", "true")
    assert platform.webhooks.held
    stage.get_by_role("button", name="とめておく").click()
    expect(stage.get_by_role("button", name="とめておく")).to_have_attribute("aria-pressed", "false")
    stage.get_by_label("上限").fill("200")
    stage.get_by_label("上限").press("Enter")
    platform.wait_until(lambda: platform.quota.limit == 200)


def test_a_picture_is_taken_back(
    desk: Page, platform: Platform, hanako: Resident, callback: Callback
) -> None:
    desk.get_by_role("button", name="スタンプや写真をおくる").click()
    desk.get_by_role("button", name="お茶").click()
    photo = desk.get_by_alt_text("おくった写真")
    expect(photo).to_be_visible()
    photo.click(button="right")
    desk.get_by_role("button", name="送信を取り消す").click()
    expect(desk.get_by_text("送信を取り消しました")).to_be_visible()
    expect(photo).to_have_count(0)
    platform.webhooks.settle()
    assert [event["type"] for event in callback.events] == ["message", "unsend"]
    assert platform.media.gone(hanako.entries[0].id)


def test_a_film_and_a_sound_can_be_played(desk: Page) -> None:
    for label, tag in (("動画をおくる", "video"), ("音声をおくる", "audio")):
        desk.get_by_role("button", name="スタンプや写真をおくる").click()
        desk.get_by_role("button", name=label).click()
        desk.wait_for_function("tag => document.querySelector(tag)?.duration > 1", arg=tag)


def test_a_quiet_message_is_marked_and_stays_off_the_lock_screen(
    desk: Page, platform: Platform, hanako: Resident
) -> None:
    tell(platform, hanako.id, {"type": "text", "text": "静かに届く"}, notificationDisabled=True)
    tell(platform, hanako.id, {"type": "text", "text": "ふつうに届く"})
    expect(desk.locator(".entry", has_text="静かに届く")).to_contain_text("通知なし")
    glance = desk.get_by_role("region", name="ロック画面に出るもの")
    expect(glance).to_contain_text("ふつうに届く")
    expect(glance).not_to_contain_text("静かに届く")


def test_a_link_is_shown_before_anybody_follows_it(desk: Page, platform: Platform, hanako: Resident) -> None:
    call = {"type": "uri", "label": "電話をかける", "uri": "tel:0120279338"}
    site = {"type": "uri", "label": "ページ", "uri": "https://example.org/"}
    buttons = [{"type": "button", "action": action} for action in (call, site)]
    bubble = {"type": "bubble", "footer": {"type": "box", "layout": "vertical", "contents": buttons}}
    tell(platform, hanako.id, {"type": "flex", "altText": "お知らせ", "contents": bubble})
    desk.get_by_role("link", name="電話をかける").click()
    expect(desk.get_by_role("dialog")).to_contain_text("0120279338")
    desk.get_by_role("button", name="とじる").click()
    desk.get_by_role("link", name="ページ").click()
    expect(desk.get_by_role("link", name="べつの窓でひらく")).to_have_attribute(
        "href", "https://example.org/"
    )


FLEX: dict[str, Any] = {
    "type": "bubble",
    "size": "kilo",
    "body": {
        "type": "box",
        "layout": "vertical",
        "spacing": "md",
        "paddingAll": "xl",
        "backgroundColor": "#fff4d6",
        "contents": [
            {
                "type": "text",
                "text": "見出し",
                "size": "xl",
                "weight": "bold",
                "color": "#8f3d10",
                "align": "center",
            },
            {"type": "separator", "margin": "xxl", "color": "#ff0000"},
            {
                "type": "box",
                "layout": "horizontal",
                "contents": [
                    {"type": "text", "text": "左", "flex": 1},
                    {"type": "text", "text": "折りかえす長い文が右に", "flex": 3, "wrap": True},
                ],
            },
        ],
    },
    "footer": {
        "type": "box",
        "layout": "vertical",
        "contents": [
            {
                "type": "button",
                "style": "primary",
                "color": "#b14e17",
                "height": "sm",
                "action": {"type": "postback", "label": "はい", "data": "1"},
            }
        ],
    },
}


def test_flex_follows_the_rules_of_line(desk: Page, platform: Platform, hanako: Resident) -> None:
    tell(platform, hanako.id, {"type": "flex", "altText": "お知らせ", "contents": FLEX})
    card, title = desk.locator(".card.flex"), desk.get_by_text("見出し")
    expect(title).to_have_css("font-size", "22px")
    expect(title).to_have_css("font-weight", "700")
    expect(title).to_have_css("color", "rgb(143, 61, 16)")
    expect(title).to_have_css("text-align", "center")
    body = card.locator(".body > .flex-box")
    expect(body).to_have_css("padding-top", "16px")
    expect(body).to_have_css("background-color", "rgb(255, 244, 214)")
    line = card.locator("hr")
    expect(line).to_have_css("margin-top", "20px")
    expect(line).to_have_css("background-color", "rgb(255, 0, 0)")
    expect(card.locator(".horizontal")).to_have_css("margin-top", "8px")
    press = card.get_by_role("button", name="はい")
    expect(press).to_have_css("line-height", "32px")
    expect(press).to_have_css("background-color", "rgb(177, 78, 23)")
    widths = [
        box["width"]
        for box in map(Locator.bounding_box, (card, *card.locator(".horizontal > p").all()))
        if box
    ]
    assert widths[0] == 260
    assert abs(widths[2] - 3 * widths[1]) < 1
