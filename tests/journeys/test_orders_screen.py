"""Abe packs and sends what organisations ordered, in a real browser, beside Kudo who is quicker once."""

import secrets
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from storage import order_details, paper_orders
from storage.database import Database
from storage.keystore import Keys
from storage.order_details import Details
from storage.paper_orders import CARD, Order
from tests.harness.browser import OpenPage
from tests.harness.sight import Sight
from tests.journeys.hands import SLOW, Hands
from tests.journeys.world import World

DAY_MS = 24 * 3600 * 1000
PRINTED = """() => {
  globalThis.print = () => {
    dispatchEvent(new Event("beforeprint"));
    globalThis.hidamariPaper = document.getElementById("paper").innerText;
    globalThis.hidamariTitle = document.title;
    dispatchEvent(new Event("afterprint"));
  };
}"""
SCHOOL = Details(
    "見本市立あさつゆ中学校",
    "〒000-0000\n見本市あさつゆ町1番",
    "保健室 山下",
    "0000-55-1001",
    "文化祭で配ります。",
)
OFFICE = Details("ゆきどけ商会", "見本市ゆき町2番", "", "soumu@example.jp", "")


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/flyers."""
    folder: Path = tmp_path_factory.mktemp("orders")
    return f"sqlite:///{folder / 'hidamari.db'}"


def order(world: World, url: str, code: str, details: Details) -> None:
    """As the public form leaves one."""
    keys = Keys.load(world.data_dir / "keys", world.data_dir / "keys" / "kek")
    database, now = Database(url), time.time_ns() // 1_000_000
    made = Order(
        id=secrets.token_bytes(16), code=code, revision=1, kind="school", state="new", items=((CARD, 100),),
        asked_at=now, ended_at=None, due_at=now + 30 * DAY_MS,
    )  # fmt: skip
    with database.transaction() as connection:
        paper_orders.add(connection, made, codes=[code])
        order_details.seal(connection, keys, made.id, details)
    database.engine.dispose()


def at_orders(world: World, page: Page, name: str) -> Page:
    hands = Hands(page)
    hands.sign_in(world.origin, name, world.sign_ins[name])
    if not page.locator("#screen-orders").is_visible():
        page.locator("#navigation-open").click()
    page.locator("#screen-orders").click()
    return page


def card(page: Page, code: str) -> Locator:
    return page.locator(".order").filter(has=page.locator(f"#order-{code}"))


def press(page: Page, code: str, act: str) -> None:
    card(page, code).locator(f"[data-act={act}]").click()


def test_abe_packs_prints_and_sends_what_a_school_ordered(
    world: World, open_page: OpenPage, module_database_url: str
) -> None:
    order(world, module_database_url, "R9TC", SCHOOL)
    world.web.start()
    sight = Sight(open_page(bypass_csp=True))
    kudo, abe = at_orders(world, sight.page, "kudo"), at_orders(world, open_page(), "abe")
    expect(card(abe, "R9TC")).to_contain_text("小さいカード 100部", timeout=SLOW)
    order(world, module_database_url, "K7M4", OFFICE)
    expect(card(abe, "K7M4")).to_contain_text(OFFICE.name, timeout=SLOW)
    expect(abe.locator(".order").first).to_contain_text("K7M4")
    expect(card(kudo, "K7M4")).to_be_visible(timeout=SLOW)
    prints(abe)
    too_late(kudo, abe)
    takes_back(abe)
    card(kudo, "R9TC").locator("summary").click()
    sight.look("orders")
    press(abe, "K7M4", "declined")
    expect(card(abe, "K7M4")).to_have_count(0, timeout=SLOW)
    abe.locator("#orders-filter-ended").click()
    card(abe, "K7M4").locator("summary").click()
    press(abe, "K7M4", "erase")
    abe.locator("#orders-dialog button[value=erase]").click()
    expect(abe.locator("#orders-said")).to_contain_text("番号 K7M4 の記録を消しました。", timeout=SLOW)
    expect(card(kudo, "K7M4")).to_have_count(0, timeout=SLOW)
    abe.locator("#sign-out").click()
    expect(abe.locator("#orders-list")).to_be_empty()
    assert not sight.faults, "\n".join(sight.faults)


def prints(abe: Page) -> None:
    """The outside tells where to, and nothing of what is inside; the browser's own menu prints nobody's address."""
    abe.evaluate(PRINTED)
    card(abe, "R9TC").locator("summary").click()
    expect(card(abe, "R9TC")).to_contain_text("この記録は自動で消えます")
    press(abe, "R9TC", "label")
    outside = abe.evaluate("hidamariPaper")
    assert all(line in outside for line in (*SCHOOL.address.split("\n"), SCHOOL.name, "保健室 山下 様"))
    assert "カード" not in outside
    assert "部" not in outside
    press(abe, "R9TC", "slip")
    inside = abe.evaluate("hidamariPaper")
    assert all(word in inside for word in ("番号 R9TC", "小さいカード", "100部"))
    assert SCHOOL.reach not in inside
    abe.evaluate("print()")
    assert SCHOOL.name not in abe.evaluate("hidamariPaper")
    assert abe.evaluate("hidamariTitle") == "取り寄せ"
    assert abe.locator("#paper").inner_html() == ""


def takes_back(abe: Page) -> None:
    press(abe, "R9TC", "sent")
    expect(abe.locator("#orders-said")).to_contain_text("番号 R9TC を「送った」にしました。", timeout=SLOW)
    expect(card(abe, "R9TC")).to_have_count(0)
    expect(abe.locator("#orders-undo")).to_be_focused()
    abe.keyboard.press("Enter")
    expect(card(abe, "R9TC")).to_have_attribute("data-state", "packed", timeout=SLOW)
    expect(abe.locator("#orders-said")).to_contain_text("「用意した」にもどしました")


def too_late(kudo: Page, abe: Page) -> None:
    """Kudo has said it is packed; Abe, who has not seen that yet, is told and sees it."""
    abe.route("**/console/orders", lambda asked: asked.fulfill(status=304))
    press(kudo, "R9TC", "packed")
    expect(card(kudo, "R9TC")).to_have_attribute("data-state", "packed", timeout=SLOW)
    press(abe, "R9TC", "declined")
    expect(abe.locator("#orders-problem")).to_contain_text("ほかの人が、先に変えました。", timeout=SLOW)
    expect(card(abe, "R9TC")).to_have_attribute("data-state", "packed")
    abe.unroute("**/console/orders")
