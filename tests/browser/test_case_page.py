"""One consultation from hand to hand, in two browsers: noted, warned of, handed over, opened again, destroyed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect
from sqlalchemy import select

from storage import consultations, outbox
from storage.contexts import unb64
from tests.browser.house import House, served
from tests.browser.sending import Sender
from tests.cast import colleague, founded
from tests.handlers.inside import said
from tests.harness.until import until

LONG = 20_000


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("house")) as opened:
        yield opened


def comes_in(page: Page, house: House, name: str) -> None:
    page.goto(house.console)
    page.locator("#name").fill(name)
    page.locator("#passphrase").fill(founded().passphrases[name])
    page.locator("#sign-in button[type=submit]").click()
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)


def opens(page: Page, consultation: str) -> None:
    page.locator(f'#inbox button[data-consultation="{consultation}"]').click(timeout=LONG)
    expect(page.locator("#transcript li.entry").first).to_be_visible(timeout=LONG)


def does(page: Page, action: str) -> None:
    page.locator("#more").click()
    page.locator(f"#action-{action}").click()


def answers(page: Page, value: str) -> None:
    page.locator(f"#case-dialog button[value={value}]").click()


def pushed(house: House) -> int:
    with house.town.database.reading() as connection:
        return len(connection.execute(select(outbox.outbox.c.id).where(outbox.outbox.c.kind == "push")).all())


def test_from_sato_to_kudo_to_nobody(house: House, satos_desk: Page, kudos_desk: Page) -> None:
    hanako = Sender(house, house.hears("家の人に、電話を見られているかもしれません"))
    sato, kudo = satos_desk, kudos_desk
    comes_in(sato, house, "sato")
    opens(sato, hanako.id)
    expect(sato.locator("#note-tab")).to_be_hidden()
    sato.locator("#claim").click()

    # A note is written in another field than a reply, and looks like none.
    expect(sato.locator("#composer")).to_be_visible(timeout=LONG)
    sato.get_by_role("button", name="ノート", exact=True).click()
    expect(sato.locator("#composer")).to_be_hidden()
    sato.locator("#note-text").fill("電話は夜9時より前だけ")
    sato.get_by_role("button", name="ノートを残す").click()
    note = sato.locator("#transcript li[data-kind=note]")
    expect(note).to_contain_text("窓口の中だけ", timeout=LONG)
    expect(note).to_have_attribute("data-direction", "inside")
    expect(sato.locator("#note-text")).to_have_value("")
    assert pushed(house) == 0

    # Words are agreed on, hidden again with the consultation; the decoy comes.
    does(sato, "agreed-words")
    sato.get_by_label("確かめの言葉").fill("みかづき")
    sato.get_by_label("おとりの言葉").fill("みかづきの夜")
    answers(sato, "keep")
    expect(sato.locator("#case-dialog-problem")).to_contain_text("ちがうもの")
    sato.get_by_label("おとりの言葉").fill("天気")
    answers(sato, "keep")
    expect(sato.locator(".case-head")).to_contain_text("約束の言葉があります", timeout=LONG)
    assert "みかづき" not in sato.locator("body").inner_text()
    sato.locator("#show-words").click()
    expect(sato.locator(".case-head")).to_contain_text("確かめの言葉「みかづき」")
    hanako.writes({"kind": "text", "text": "きょうは天気がいいですね"})
    expect(sato.locator("#decoy-band")).to_contain_text("おとりの言葉が使われました", timeout=LONG)
    sato.get_by_role("button", name="返事", exact=True).click()
    sato.locator("#neutral").click()
    expect(sato.locator("#reply")).to_have_value(
        "お問い合わせ、ありがとうございます。資料の用意ができましたら、お知らせします。お返事はいりません。"
    )

    # Kudo has it at once, and Sato has nothing of it left on the page.
    comes_in(kudo, house, "kudo")
    does(sato, "hand-over")
    sato.get_by_label("伝えること").fill("おとりの言葉が出ました")
    answers(sato, "go")
    expect(sato.locator("#footer-notice")).to_have_text("工藤さんに引きつぎました。", timeout=LONG)
    expect(sato.locator("#transcript li")).to_have_count(0)
    assert "みかづき" not in sato.locator("body").inner_text()
    assert sato.locator("#reply").input_value() == ""
    opens(kudo, hanako.id)
    expect(kudo.locator(".case-head")).to_contain_text("佐藤さんから引きつがれました")
    expect(kudo.locator("#transcript li[data-kind=handover]")).to_contain_text("おとりの言葉が出ました")
    kudo.locator("#reply").fill("工藤です。読みました。")
    kudo.locator("#composer button[type=submit]").click()
    expect(kudo.locator(".case-head")).not_to_contain_text("引きつがれました", timeout=LONG)

    # Ended too early, opened again, and then destroyed with two presses.
    kudo.locator("#close").click()
    kudo.locator("#confirm-close button[value=confirm]").click()
    expect(kudo.locator("#footer-notice")).to_contain_text("消去まで", timeout=LONG)
    does(kudo, "reopen")
    answers(kudo, "go")
    expect(kudo.locator("#footer-notice")).to_contain_text("もう一度開きました", timeout=LONG)
    expect(kudo.locator("#reply")).to_have_value(
        "窓口から、もう一度お話しできるようにしました。前にお知らせした「記録が消える日」は取り消しました。次に終わったときに、あらためてお知らせします。"
    )
    kinds = [kind for kind, _ in said(house.town, hanako.consultation, colleague("kudo"))]
    assert kinds == ["text", "note", "words", "text", "handover", "text"]
    does(kudo, "delete")
    answers(kudo, "next")
    expect(kudo.locator("#case-dialog-problem")).to_have_text("理由をえらんでください。")
    kudo.get_by_label("ためしに送ったもの").check()
    answers(kudo, "next")
    expect(kudo.locator("#case-dialog-body")).to_contain_text("控え番号")
    answers(kudo, "delete")
    expect(kudo.locator("#footer-notice")).to_contain_text("消しました", timeout=LONG)
    expect(kudo.locator("#transcript li")).to_have_count(0)
    assert house.town.row(hanako.consultation).wish_at is not None


def test_the_menu_works_without_a_mouse(house: House, satos_desk: Page) -> None:
    hanako = Sender(house, house.hears("きいてください"))
    comes_in(satos_desk, house, "sato")
    opens(satos_desk, hanako.id)
    more, keys = satos_desk.locator("#more"), satos_desk.keyboard
    more.focus()
    keys.press("ArrowDown")
    expect(satos_desk.locator("#action-flag")).to_be_focused()
    keys.press("Escape")
    expect(satos_desk.locator("#more-list")).to_be_hidden()
    expect(more).to_be_focused()
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Enter")
    expect(satos_desk.locator("#consultation-flag")).to_be_visible(timeout=LONG)
    expect(satos_desk.locator("#footer-notice")).to_contain_text("しるしをつけました")
    expect(more).to_be_focused()


def test_what_was_given_away_does_not_come_back_with_a_late_answer(house: House, satos_desk: Page) -> None:
    """Her page was fetching it anew at the moment at which she handed it over."""
    sato, late = satos_desk, list[tuple[Route, APIResponse]]()
    hanako = Sender(house, house.hears("きょうは、ここまでにします"))
    comes_in(sato, house, "sato")
    opens(sato, hanako.id)
    sato.locator("#claim").click()
    expect(sato.locator("#composer")).to_be_visible(timeout=LONG)

    def hold(route: Route) -> None:
        if late:
            return route.continue_()
        return late.append((route, route.fetch()))

    sato.route(f"**/console/consultations/{hanako.id}", hold)
    with house.town.database.transaction() as connection:
        consultations.note_changed(connection, unb64(hanako.id))
    until(lambda: late or sato.evaluate("() => false"))
    does(sato, "hand-over")
    sato.locator("#case-dialog input[name=taker]").first.check()
    answers(sato, "go")
    expect(sato.locator("#transcript .bubble")).to_have_count(0, timeout=LONG)
    [(route, answer)] = late
    with sato.expect_response(f"**/console/consultations/{hanako.id}"):
        route.fulfill(response=answer)
    # Whoever writes next is there after it.
    another = house.hears("はじめまして")
    expect(sato.locator(f'#inbox button[data-consultation="{another}"]')).to_be_visible(timeout=LONG)
    expect(sato.locator("#transcript .bubble")).to_have_count(0)
