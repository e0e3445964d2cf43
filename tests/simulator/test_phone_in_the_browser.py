"""The phone as a person uses it, in Chromium."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from simulator.platform import Platform
from simulator.rehearsal import Callback
from simulator.sending import push
from simulator.talks import Resident

CHIPS = {
    "items": [{"type": "action", "action": {"type": "message", "label": "話す", "text": "話したいです"}}]
}


def tell(platform: Platform, to: str, *messages: dict[str, Any]) -> None:
    push(platform, {"to": to, "messages": list(messages)}, None, "request")


def test_follow_write_tap_and_unsend(page: Page, platform: Platform, callback: Callback) -> None:
    (hanako,) = platform.residents.values()
    page.get_by_role("button", name="友だちに追加").click()
    expect(page.get_by_label("メッセージ", exact=True)).to_be_visible()
    tell(platform, hanako.id, {"type": "text", "text": "ようこそ 0120-279-338 へ", "quickReply": CHIPS})
    expect(page.get_by_role("link", name="0120-279-338")).to_have_attribute("href", "tel:0120-279-338")
    page.get_by_role("button", name="話す", exact=True).click()
    expect(page.locator(".entry.resident .bubble")).to_have_text(["話したいです"])
    expect(page.locator(".chip")).to_have_count(0)
    page.get_by_label("メッセージ", exact=True).fill("実は、")
    page.get_by_role("button", name="おくる", exact=True).click()
    expect(page.locator(".entry.resident .bubble")).to_have_text(["話したいです", "実は、"])
    expect(page.locator(".entry.resident").last).to_contain_text("既読")
    page.get_by_role("button", name="このメッセージのメニュー").last.click()
    page.get_by_role("button", name="送信を取り消す").click()
    expect(page.get_by_text("送信を取り消しました")).to_be_visible()
    platform.webhooks.settle()
    assert [event["type"] for event in callback.events] == ["follow", "message", "message", "unsend"]


def test_enter_sends_but_not_while_the_input_method_converts(
    page: Page, hanako: Resident, platform: Platform
) -> None:
    platform.touch()
    box = page.get_by_label("メッセージ", exact=True)
    box.fill("にほん")
    box.evaluate(
        "e => e.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    assert hanako.entries == []
    box.press("Shift+Enter")
    box.press_sequentially("ご")
    box.press("Enter")
    expect(page.locator(".entry.resident .bubble")).to_have_text(["にほん\nご"])
    expect(box).to_have_value("")
    assert [entry.message["text"] for entry in hanako.entries] == ["にほん\nご"]


def test_two_people_do_not_see_each_other(page: Page, hanako: Resident, platform: Platform) -> None:
    platform.touch()
    page.get_by_label("メッセージ", exact=True).fill("はなこの秘密")
    page.keyboard.press("Enter")
    expect(page.get_by_text("はなこの秘密")).to_be_visible()
    page.get_by_label("メッセージ", exact=True).fill("書きかけ")
    page.get_by_role("button", name="メニュー", exact=True).click()
    page.get_by_role("button", name="べつの人になる").click()
    expect(page.get_by_text("みどりさんの電話", exact=True)).to_be_visible()
    expect(page.get_by_text("はなこの秘密")).to_have_count(0)
    page.get_by_role("button", name="追加しないで話す").click()
    expect(page.get_by_label("メッセージ", exact=True)).to_have_value("")
    page.get_by_role("button", name="メニュー", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="はなこさん").click()
    expect(page.get_by_text("はなこの秘密")).to_be_visible()
    expect(page.get_by_label("メッセージ", exact=True)).to_have_value("書きかけ")


def test_the_lock_screen_shows_alt_text_only(page: Page, hanako: Resident, platform: Platform) -> None:
    text = {"type": "text", "text": "なかみ"}
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [text]}}
    tell(platform, hanako.id, {"type": "flex", "altText": "新しいお知らせがあります", "contents": bubble})
    expect(page.get_by_text("なかみ")).to_be_visible()
    page.get_by_role("button", name="ロック画面を見る").click()
    lock = page.get_by_role("region", name="ロック画面", exact=True)
    expect(lock.get_by_text("新しいお知らせがあります")).to_be_visible()
    expect(lock.get_by_text("なかみ")).to_have_count(0)
    page.get_by_role("button", name="ロックを解除").click()
    expect(lock).to_be_hidden()


def test_stickers_pictures_and_blocking(page: Page, hanako: Resident, platform: Platform) -> None:
    platform.touch()
    page.get_by_role("button", name="スタンプや写真をおくる").click()
    page.get_by_role("button", name="ありがとう").click()
    page.get_by_role("button", name="スタンプや写真をおくる").click()
    page.get_by_role("button", name="お茶").click()
    photo = page.get_by_alt_text("おくった写真")
    expect(photo).to_be_visible()
    page.wait_for_function("document.querySelector('.photo').naturalWidth > 0")
    page.get_by_role("button", name="メニュー", exact=True).click()
    page.get_by_role("button", name="ブロックする").click()
    expect(page.get_by_label("メッセージ", exact=True)).to_be_hidden()
    page.get_by_role("button", name="ブロックを解除").click()
    expect(page.get_by_label("メッセージ", exact=True)).to_be_visible()
    assert hanako.following


def test_a_postback_button_and_a_date(
    page: Page, hanako: Resident, platform: Platform, callback: Callback
) -> None:
    book = {"type": "postback", "label": "予約", "data": "v1:book", "displayText": "予約します"}
    day = {
        "type": "datetimepicker",
        "label": "日をえらぶ",
        "data": "v1:day",
        "mode": "date",
        "min": "2026-12-01",
    }
    template = {"type": "buttons", "text": "どうしますか", "actions": [book, day]}
    tell(platform, hanako.id, {"type": "template", "altText": "お知らせ", "template": template})
    page.get_by_role("button", name="予約", exact=True).click()
    expect(page.get_by_role("log").get_by_text("予約します")).to_be_visible()
    page.get_by_role("button", name="日をえらぶ").click()
    page.locator("dialog input").fill("2026-12-08")
    page.get_by_role("button", name="これにする").click()
    platform.wait_until(lambda: len(platform.webhooks.all()) == 2)
    platform.webhooks.settle()
    assert [event["postback"] for event in callback.events] == [
        {"data": "v1:book"},
        {"data": "v1:day", "params": {"date": "2026-12-08"}},
    ]


def test_nothing_in_a_message_becomes_markup(page: Page, hanako: Resident, platform: Platform) -> None:
    tell(
        platform,
        hanako.id,
        {"type": "text", "text": "<img src=x onerror=alert(1)> https://example.org/a?b=1、"},
    )
    expect(page.get_by_role("log").get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    expect(page.get_by_role("link", name="https://example.org/a?b=1")).to_have_attribute("target", "_blank")


@pytest.mark.parametrize(
    ("width", "height", "framed"), [(360, 640, False), (390, 844, False), (1280, 800, True)]
)
def test_it_fits(
    browser: Browser, address: str, hanako: Resident, width: int, height: int, framed: bool
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_label("メッセージ", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone = page.get_by_role("main").bounding_box()
    assert phone is not None
    if framed:
        assert abs(phone["x"] + phone["width"] / 2 - width / 2) < 40
        expect(page.get_by_role("complementary", name="この電話について")).to_be_visible()
    else:
        assert (phone["x"], phone["width"], phone["height"]) == (0, width, height)
    context.close()
