"""Whole stories at the page for visits, from a link in the talk to a code and away again; the doors behind it are the real ones."""

import re
from pathlib import Path

import icalendar
from playwright.sync_api import Page, Route, expect

from tests.cast import town as town
from tests.handlers.at_booking import Site
from tests.harness.browser import OpenPage
from tests.harness.until import until
from tests.journeys.booking_page import SQLITE, Hanako
from tests.journeys.booking_page import address as address
from tests.journeys.booking_page import hanako as hanako
from tests.journeys.booking_page import site as site
from tests.visits.booking import LATER, MORNING

pytestmark = SQLITE
EVERYTHING = "() => document.documentElement.innerHTML"


def test_two_people_book_move_change_and_give_up(hanako: Hanako, site: Site) -> None:
    """Everything that was typed arrives; the calendar's file tells nothing; what they gave up is free again."""
    page = hanako.arrive().page
    assert page.url == hanako.address
    hanako.to_the_details("12月9日(水)")
    hanako.press("もどる")
    expect(hanako.button("10:00–11:00")).to_be_visible()
    hanako.press("もどる")
    hanako.press("12月8日(火)")
    hanako.sees("12月8日(火)")
    hanako.press("10:00–11:00")
    hanako.sees("おしえてください")
    expect(page.get_by_role("timer")).to_contain_text(re.compile("あと (10分0秒|9分)"))
    hanako.answer()
    code = hanako.book()
    expect(page.get_by_text(f"受付で、番号だけ言ってください。「{code} です」")).to_be_visible()
    expect(page.get_by_text("2026年11月20日(金)に確かめた内容です。")).to_be_visible()
    with page.expect_download() as file:
        hanako.press("カレンダーに入れる")
    (event,) = icalendar.Calendar.from_ical(Path(file.value.path()).read_bytes()).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == ("予定", f"番号 {code}")

    hanako.press("日時を変える")
    hanako.press("12月9日(水)")
    hanako.press("10:00–11:00")
    hanako.sees("これでよいですか")
    hanako.press("この日時に変える")
    expect(page.get_by_text("番号は前と同じです")).to_be_visible()
    assert hanako.code() == code
    hanako.press("人数やお知らせを変える")
    expect(page.get_by_label("お呼びする名前")).to_have_value("かえで")
    page.get_by_label("ひとり").check()
    hanako.press("この内容に変える")
    expect(page.get_by_text("内容を変えました。")).to_be_visible()
    (booked,) = hanako.resident.sees()
    assert (booked.starts_at, booked.persons, booked.reminder_hour, booked.notices) == (LATER, 1, 19, True)
    assert site.visits.details(booked)[0] == ("かえで", "車いすで行きます")

    page.reload()
    expect(page.locator(".plan")).to_contain_text(code)
    page.locator(".plan").click()
    hanako.press("取り消す")
    hanako.sees("取り消しますか")
    page.get_by_label("予約があったことも、いま消す").check()
    page.locator(".danger-act").click()
    hanako.sees("取り消しになりました")
    assert hanako.resident.sees() == []
    assert site.visits.free(LATER) == 1
    ended = site.visits.find(booked)
    assert ended is not None
    assert ended.due_at == site.town.clock()


def test_whoever_was_quicker_costs_nothing_that_was_typed(hanako: Hanako, site: Site) -> None:
    page = hanako.page
    page.clock.install()
    hanako.arrive()
    hanako.to_the_details()
    hanako.answer()
    for name, language in (("ことば", "English"), ("Language", "日本語")):
        hanako.press(name)
        hanako.press(language)
    expect(page.get_by_label("お呼びする名前")).to_have_value("かえで")
    page.clock.run_for(9 * 60_000 + 30_000)
    lift = hanako.button("つづける")
    expect(lift).to_be_visible()
    assert "かえで" not in page.evaluate(EVERYTHING)
    lift.click()
    expect(page.get_by_role("status").filter(has_text="あと1分")).to_be_attached()
    page.clock.run_for(31_000)
    expect(page.get_by_role("timer")).to_contain_text("取っておく時間が終わりました。")
    site.town.clock.pass_(minutes=11)
    site.visits.fill(MORNING)
    hanako.press("つぎへ")
    hanako.press("この内容で予約する")
    expect(page.get_by_role("alert")).to_contain_text("ほかの人が先に予約しました。")
    hanako.press("12月8日(火) 13:00")
    expect(page.get_by_role("definition").filter(has_text="13:00")).to_be_visible()
    hanako.press("この内容で予約する")
    hanako.sees("決まりました")
    (booked,) = hanako.resident.sees()
    assert site.visits.details(booked)[0] == ("かえで", "車いすで行きます")
    assert booked.persons == 2


def test_wishes_and_waiting_and_an_offer(hanako: Hanako, site: Site) -> None:
    site.visits.fill(MORNING)
    strangers = site.visits.fill(LATER)
    page = hanako.arrive().page
    hanako.to_the_details(time="13:00–14:00")
    hanako.press("もどる")
    hanako.press("もどる")
    hanako.press("希望の日時を伝える")
    expect(page.get_by_label("日", exact=True).first).to_be_visible()
    until(lambda: not hanako.resident.sees())
    hanako.press("つぎへ")
    expect(page.get_by_role("alert")).to_have_text("1つは、日と時間をえらんでください。")
    page.get_by_label("日", exact=True).first.fill("2026-12-10")
    page.get_by_label("時間", exact=True).first.select_option("14:30")
    hanako.press("もう1つ書く")
    hanako.press("つぎへ")
    hanako.press("つぎへ")
    expect(page.get_by_role("definition").filter(has_text="12月10日(木) 14:30")).to_be_visible()
    hanako.press("希望を送る")
    hanako.sees("希望を送りました")
    hanako.press("希望を取り消す")
    page.locator(".danger-act").click()
    hanako.press("はじめの画面へ")

    hanako.to_the_days(place="どこでもよい")
    hanako.press("空きが出るのを待つ")
    page.get_by_label("いつから").fill("2026-12-09")
    page.get_by_label("いつまで").fill("2026-12-08")
    hanako.press("つぎへ")
    expect(page.get_by_role("alert")).to_have_text("「いつまで」が「いつから」より前になっています。")
    page.get_by_label("いつまで").fill("2026-12-09")
    hanako.press("つぎへ")
    hanako.press("つぎへ")
    hanako.press("待つことにする")
    hanako.sees("空きを待っています")
    strangers[0].cancels(strangers[0].sees()[0])
    site.visits.tick()
    # She comes back to the page.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    hanako.sees("時間の候補があります")
    expect(page.get_by_role("timer")).to_contain_text("お返事まで、あと ")
    hanako.press("この時間にする")
    hanako.sees("決まりました")
    (booked,) = hanako.resident.sees()
    assert (booked.state, booked.starts_at, booked.code) == ("booked", LATER, hanako.code())


def test_a_phone_with_a_wrong_clock_hasty_taps_and_a_slow_line(hanako: Hanako, site: Site) -> None:
    page = hanako.page
    # By this phone every day that can be booked is long over.
    page.clock.install(time="2031-01-01T00:00:00Z")
    holds: list[str | None] = []
    page.on("request", lambda one: holds.append(one.post_data) if one.url.endswith("/holds") else None)
    hanako.arrive()
    hanako.to_the_days()
    hanako.press("12月8日(火)")
    expect(hanako.button("13:00–14:00")).to_be_visible()
    page.evaluate("() => document.querySelectorAll('.time-choice').forEach((one) => one.click())")
    hanako.sees("おしえてください")
    assert len(holds) == 1
    hanako.book()
    expect(hanako.button("日時を変える")).to_be_visible()

    # What is saved while she has gone on does not say that her booking is given up.
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/change", hold)
    hanako.press("人数やお知らせを変える")
    page.get_by_label("お呼びする名前").fill("もみじ")
    hanako.press("この内容に変える")
    until(lambda: page.evaluate("1") and held)
    hanako.press("もどる")
    hanako.press("はじめの画面へ")
    hanako.sees("あなたの予約")
    with page.expect_response("**/change"):
        held[0].continue_()
    page.evaluate("() => new Promise((done) => queueMicrotask(done))")
    hanako.sees("あなたの予約")
    (booked,) = hanako.resident.sees()
    assert site.visits.details(booked)[0].call_name == "もみじ"


def test_by_the_keyboard_alone(open_page: OpenPage, address: str, site: Site) -> None:
    hanako = Hanako(open_page(), address, site).arrive()
    page = hanako.page
    for name, heading in (("宣誓", "どこへ行きますか"), ("あさつゆ町", "いつにしますか")):
        walk_to(page, name)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_focused()
    walk_to(page, "12月8日(火) 空いています")
    page.keyboard.press("ArrowRight")
    expect(hanako.button("12月9日(水) 空いています")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    walk_to(page, "13:00–14:00")
    page.keyboard.press("Space")
    hanako.sees("おしえてください")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("ふたり")).to_be_checked()
    for name in ("つぎへ", "この内容で予約する"):
        walk_to(page, name)
        page.keyboard.press("Enter")
    hanako.sees("決まりました")
    assert hanako.resident.sees()[0].persons == 2


def walk_to(page: Page, name: str) -> None:
    """By Tab."""
    wanted = page.get_by_role("button", name=name).first
    expect(wanted).to_be_visible()
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
