"""Kudo's hasty hands at a desk with a slow line: nothing is made twice, and nothing that is typed is lost."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from storage import desk_rules, flyer_versions, flyers, templates, totals
from storage.contexts import b64
from storage.desk_rules import Rules
from storage.templates import Wording
from tests.browser.house import House, served
from tests.browser.test_case_page import LONG, comes_in
from tests.cast import founded
from tests.flyers.at_flyers import a_read

TITLES = {"ja": "くらしの案内", "easy": "くらしの あんない", "en": "Daily life"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("saving")) as opened:
        yield opened


def titles(house: House) -> list[str]:
    with house.town.database.reading() as connection:
        return [one.title_ja for one in flyers.all_of(connection)]


def writes(page: Page, field: str, text: str) -> None:
    page.locator(f"[name={field}]").fill(text)


def named(page: Page, titles: dict[str, str]) -> None:
    for language, words in titles.items():
        page.locator(f".flyer-languages [data-language={language}]").first.click()
        for part in ("title", "talk"):
            writes(page, f"{part}_{language}", words)


def test_a_flyer_is_added_once_and_what_is_typed_meanwhile_stays(house: House, kudos_desk: Page) -> None:
    kudo, held = kudos_desk, list[Route]()
    comes_in(kudo, house, "kudo")
    kudo.locator("#screen-flyers").click()
    kudo.locator("#flyer-add").click(timeout=LONG)
    named(kudo, TITLES)

    save = kudo.locator("#flyer-words-save")
    save.evaluate("(one) => { one.click(); one.click(); }")
    expect(kudo.locator("#flyers-said")).to_contain_text("PDF", timeout=LONG)
    assert titles(house) == [TITLES["ja"]]

    def hold(route: Route) -> None:
        held.append(route)

    kudo.locator("#flyer-tab-words").click()
    kudo.locator(".flyer-languages [data-language=ja]").first.click()
    kudo.route("**/console/flyers/*", hold)
    writes(kudo, "title_ja", "まちの案内")
    with kudo.expect_request("**/console/flyers/*"):
        save.click()
    writes(kudo, "talk_ja", "まちの ことば")
    with kudo.expect_response("**/console/flyers/*"):
        held[0].continue_()
    kudo.unroute("**/console/flyers/*")
    expect(kudo.locator(".flyer-heading")).to_have_text("まちの案内", timeout=LONG)
    expect(kudo.locator("[name=talk_ja]")).to_have_value("まちの ことば")
    save.click()
    expect(kudo.locator(".flyer-drafted")).to_be_empty(timeout=LONG)
    with house.town.database.reading() as connection:
        (stored,) = flyers.all_of(connection)
    assert (stored.title_ja, stored.talk_ja) == ("まちの案内", "まちの ことば")

    # What is typed over it and not saved is this flyer's, and no beginning of another one.
    writes(kudo, "talk_ja", "もっと書く")
    kudo.locator("#flyer-back").click()
    kudo.locator("#flyer-add").click()
    expect(kudo.locator("[name=talk_ja]")).to_have_value("")
    kudo.locator("#flyer-back").click()

    with house.town.database.transaction() as connection:
        read = a_read(1)
        flyer_versions.add(connection, stored.id, read.pdf, read.pictures, read.texts, stored.changed_at)
    kudo.locator("#screen-orders").click()
    kudo.locator("#screen-flyers").click()
    kudo.locator("#flyers-body").get_by_role("button", name="まちの案内", exact=True).click(timeout=LONG)
    kudo.locator("#flyer-tab-pages").click()
    kudo.route("**/versions/1/words", hold)
    writes(kudo, "alt_ja_1", "橙色の四角です。")
    with kudo.expect_request("**/versions/1/words"):
        kudo.locator("#flyer-pages-save").click()
    writes(kudo, "aloud_ja_0", "くらしのこと。")
    held[1].continue_()
    kudo.unroute("**/versions/1/words")
    expect(kudo.locator("#flyers-said")).not_to_be_empty(timeout=LONG)
    expect(kudo.locator("[name=aloud_ja_0]")).to_have_value("くらしのこと。")
    kudo.locator("#flyer-pages-save").click()
    expect(kudo.locator("[aria-labelledby=flyer-pages-heading] .flyer-drafted")).to_be_empty(timeout=LONG)


def test_a_lost_answer_does_not_promise_that_a_second_try_is_harmless(house: House, kudos_desk: Page) -> None:
    """The server names a new flyer itself: only the list shows whether it is there."""
    kudo, asked = kudos_desk, list[str]()
    comes_in(kudo, house, "kudo")
    kudo.locator("#screen-flyers").click()
    kudo.locator("#flyer-add").click(timeout=LONG)
    named(kudo, TITLES | {"ja": "夜の案内"})

    def lose(route: Route) -> None:
        asked.append(route.request.method)
        route.fetch()
        route.abort()

    kudo.route("**/console/flyers", lose)
    kudo.locator("#flyer-words-save").click()
    said = (
        "つながりませんでした。もう届いているかもしれません。一覧を見て、なければ、もう一度押してください。"
    )
    expect(kudo.get_by_role("alert").filter(has_text="つながりません")).to_have_text(said, timeout=LONG)
    kudo.unroute("**/console/flyers")
    assert asked == ["POST"]
    assert titles(house).count("夜の案内") == 1


def test_an_answered_question_is_not_answered_again_while_its_screen_comes(
    house: House, kudos_desk: Page
) -> None:
    kudo, held, made = kudos_desk, list[Route](), list[str]()
    comes_in(kudo, house, "kudo")
    kudo.locator("#screen-templates").click()
    kudo.locator("#templates-add").click(timeout=LONG)
    for field, words in (("title", "あいさつ"), ("shortcut", "aisatsu"), ("ja", "こんにちは。")):
        writes(kudo, f"template-{field}", words)

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            made.append(route.request.url)
            return route.continue_()
        return held.append(route)

    kudo.route("**/console/templates", hold)
    save = kudo.locator("#templates-dialog button[value=save]")
    with kudo.expect_request(lambda one: one.method == "GET" and one.url.endswith("/console/templates")):
        save.click()
    save.evaluate("(one) => one.click()")
    expect(kudo.locator("#templates-dialog-problem")).to_be_empty()
    held[0].continue_()
    expect(kudo.locator("#templates-said")).not_to_be_empty(timeout=LONG)
    assert len(made) == 1


def test_what_the_browser_does_not_copy_it_says(house: House, kudos_desk: Page) -> None:
    kudo = kudos_desk
    comes_in(kudo, house, "kudo")
    kudo.locator("#screen-people").click()
    kudo.locator("#invite").click(timeout=LONG)
    writes(kudo, "display-name", "新しい人")
    writes(kudo, "sign-in-name", "newcomer")
    kudo.locator("[name=desks]").first.check()
    kudo.locator("#people-dialog button[value=make]").click()
    kudo.evaluate(
        "() => { navigator.clipboard.writeText = async () => { throw new DOMException('no', 'NotAllowedError'); }; }"
    )
    kudo.get_by_role("button", name="コード入りのアドレスをコピー").click(timeout=LONG)
    expect(kudo.get_by_role("button", name="コピーできませんでした")).to_be_visible()


def calls(house: House) -> int:
    month = totals.month_of(time.time_ns() // 1_000_000, house.town.settings.timezone)
    with house.town.database.reading() as connection:
        return totals.of_month(connection, month).get(("contact", "phone"), 0)


def test_a_call_is_counted_once_taken_back_once_and_shown_to_nobody_who_comes_later(
    house: House, kudos_desk: Page
) -> None:
    kudo, held = kudos_desk, list[Route]()
    comes_in(kudo, house, "kudo")
    kudo.locator("#screen-statistics").click()
    expect(kudo.locator("#stat-month option").first).to_be_attached(timeout=LONG)
    number, said = kudo.locator("#stat-number"), kudo.locator("#stat-enter-said")
    for calls_more in ("7", "3"):
        number.fill(calls_more)
        number.press("Enter")
        expect(said).to_contain_text(f"電話 {calls_more}件", timeout=LONG)

    def hold(route: Route) -> None:
        held.append(route)

    kudo.route("**/console/statistics*", hold)
    undo = kudo.locator("#stat-entered button").first
    with kudo.expect_request("**/console/statistics*"):
        undo.click()
    box = undo.bounding_box()
    assert box is not None
    kudo.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    kudo.evaluate("() => fetch('/health/live')")
    held[0].continue_()
    kudo.unroute("**/console/statistics*")
    expect(said).to_contain_text("取り消しました", timeout=LONG)
    expect(kudo.locator("#stat-entered li")).to_have_count(1)
    assert calls(house) == 7

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    kudo.route("**/console/contacts", lose)
    number.fill("5")
    number.press("Enter")
    expect(kudo.locator("#stat-enter-problem")).to_contain_text("上の表の数", timeout=LONG)
    table = kudo.locator("table[data-table=contacts] tr").filter(has_text="電話")
    expect(table.locator("td").first).to_have_text("12")
    assert calls(house) == 12
    kudo.unroute("**/console/contacts")

    kudo.route("**/console/statistics*", hold)
    number.fill("1")
    with kudo.expect_request("**/console/statistics*"):
        number.press("Enter")
    kudo.locator("#sign-out").click()
    expect(kudo.locator("#sign-in")).to_be_visible(timeout=LONG)
    held[-1].abort()
    kudo.unroute("**/console/statistics*")
    kudo.locator("#name").fill("kudo")
    kudo.locator("#passphrase").fill(founded().passphrases["kudo"])
    kudo.locator("#sign-in button[type=submit]").click()
    expect(kudo.locator("body[data-ready]")).to_be_attached(timeout=LONG)
    kudo.locator("#screen-statistics").click()
    expect(table.locator("td").first).to_have_text("13", timeout=LONG)
    expect(kudo.locator("#stat-entered li")).to_have_count(0)
    expect(said).to_be_empty()


def test_who_changes_rules_that_somebody_else_has_changed_sees_both_and_chooses(
    house: House, kudos_desk: Page
) -> None:
    kudo = kudos_desk
    comes_in(kudo, house, "kudo")
    kudo.locator("#screen-rules").click()
    card = kudo.locator(".rules-desk[data-desk=kurashi]")
    card.locator("[name=cap-kurashi]").fill("6", timeout=LONG)
    now = time.time_ns() // 1_000_000
    with house.town.database.transaction() as connection:
        flagged = Rules(check_flagged=True, evening_cap=8)
        assert desk_rules.set_(connection, "kurashi", flagged, seen=None, by=b"o" * 16, now=now)
    save = card.get_by_role("button", name="このきまりにする")
    save.click()
    problem = card.locator(".field-problem").last
    expect(card.get_by_role("alert").filter(has_text="先に変えました")).to_contain_text(
        "「送る前に、もう一人が見る」は気になる言葉がある相談への返事、「きょう担当する件数の目安」は8、",
        timeout=LONG,
    )
    expect(card.locator("[name=cap-kurashi]")).to_have_value("6")
    card.get_by_label("気になる言葉がある相談への返事").check()
    save.click()
    expect(card.locator(".rules-said")).to_contain_text("変えました", timeout=LONG)
    expect(problem).to_be_empty()
    with house.town.database.reading() as connection:
        assert desk_rules.of(connection, "kurashi") == Rules(check_flagged=True, evening_cap=6)


def test_a_template_that_somebody_else_has_changed_is_not_written_over(
    house: House, kudos_desk: Page
) -> None:
    kudo, now = kudos_desk, time.time_ns() // 1_000_000
    words = Wording("yoru", "夜のあいさつ", "こんばんは。", "", "")
    with house.town.database.transaction() as connection:
        made = templates.add(connection, words, desk=None, by=None, now=now)
    assert made is not None
    comes_in(kudo, house, "kudo")
    kudo.locator("#screen-templates").click()
    kudo.locator(f'[data-id="{b64(made)}"] [data-act=change]').click(timeout=LONG)
    writes(kudo, "template-ja", "こんばんは、夜です。")
    with house.town.database.transaction() as connection:
        mended = words._replace(title="夜の返事")
        assert templates.change(connection, made, mended, desk=None, by=b"o" * 16, now=now + 1)
    kudo.locator("#templates-dialog button[value=save]").click()
    expect(kudo.locator("#templates-dialog-problem")).to_contain_text("先に書きかえました", timeout=LONG)
    expect(kudo.locator("[name=template-ja]")).to_have_value("こんばんは、夜です。")
    kudo.locator("#templates-dialog button[value='']").click()
    expect(kudo.locator(f'[data-id="{b64(made)}"]')).to_contain_text("夜の返事", timeout=LONG)
    with house.town.database.reading() as connection:
        stored = templates.find(connection, made)
    assert stored is not None
    assert stored.wording == mended
