"""Somebody scans paper: counted once and joined to nobody; and where another office sits behind the same address, refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.flyers import addresses
from bot.visits.codes import new_code
from storage import placements, totals
from storage.database import Database
from storage.placements import Placement
from tests.harness.browser import PHONE, OpenPage
from tests.harness.recording import Exchange
from tests.harness.sight import Sight
from tests.harness.tab import SLOW, ChromiumTab
from tests.harness.until import until
from tests.journeys import room_lies as lies
from tests.journeys.room_town import RoomTown
from tests.journeys.rooms import Hanako

NO_PLACE, WRITE_NOTHING = "本物の場所か、確かめられませんでした", "ここには、何も書かないでください。"
OWN, OTHERS = "@123abcde", "@666attac"
BY_LINE, WITHOUT = "LINEをひらいて追加する", "LINEを使わずにひらく"


class Paper(RoomTown):
    """A town where paper lies."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'hidamari.db'}"
        super().__init__(folder / "town", self.url, LINE_BASIC_ID=OWN)

    def lies(self, leads: str) -> Placement:
        nothing: dict[str, Any] = dict.fromkeys(Placement._fields, "")
        made = Placement(**nothing)._replace(
            kind="library", name="棚", leads=leads, shown=False, revision=1, made_at=1, retired_at=None
        )
        database = Database(self.url)
        with database.transaction() as connection:
            made = placements.add(connection, made, new_code)
        database.engine.dispose()
        return made

    def scanned(self, placement: Placement) -> str:
        return addresses.address_of(placement, self.origin, self.keys.fingerprint, len(self.chain))

    def counted(self, placement: Placement) -> dict[str, int]:
        database = Database(self.url)
        with database.reading() as connection:
            months = totals.of_months(connection, [str(totals.first_month(connection)), this_month()])
        database.engine.dispose()
        found: dict[str, int] = {}
        for month in months.values():
            for (kind, item), number in month.items():
                if item == placement.code:
                    found[kind] = found.get(kind, 0) + number
        return found

    def told(self) -> list[Exchange]:
        return self.browsers.of("POST", "/flyers/arrivals")


def this_month() -> str:
    import datetime as dt
    import time

    return totals.month_of(time.time_ns() // 1_000_000, dt.timezone(dt.timedelta(hours=9)))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """On SQLite only: it is the browsers that are asked here."""
    made = Paper(tmp_path_factory.mktemp("paper"))
    made.start()
    yield made
    made.end()


def test_who_comes_by_paper_is_counted_once_and_never_followed(town: Paper, open_page: OpenPage) -> None:
    card = town.lies("room")
    phone = ChromiumTab(open_page(**PHONE))
    hanako = Hanako(phone)
    hanako.arrive(town.scanned(card))
    phone.reload()
    hanako.say("棚で見ました")
    until(lambda: town.counted(card) == {"paper-open": 1, "paper-first": 1})
    (said,) = town.told()
    assert json.loads(said.sent) == {"placement": card.code, "what": "open"}
    assert not {"cookie", "authorization", "referer"} & {name for name, _ in said.asked}
    phone.reload()
    hanako.say("つづきです")
    hanako.erases()
    phone.press("はじめから書く")
    phone.press("はじめる")
    hanako.say("またきました")
    (opened, again) = town.browsers.of("POST", "/room/consultations")
    assert (card.code.encode() in opened.sent, card.code.encode() in again.sent) == (True, False)
    assert town.counted(card) == {"paper-open": 1, "paper-first": 1}
    assert len(town.told()) == 1


def test_a_card_that_lets_choose_leads_to_the_account_or_on_without_it(
    town: Paper, open_page: OpenPage
) -> None:
    card, before = town.lies("both"), len(town.told())
    page = open_page(bypass_csp=True, **PHONE)
    sight = Sight(page)
    page.route("https://line.me/**", lambda route: route.fulfill(body="LINE", content_type="text/plain"))
    page.goto(town.scanned(card))
    expect(page.get_by_role("link", name=BY_LINE)).to_be_visible(timeout=SLOW)
    assert "#" not in page.url, "nobody reads it over a shoulder"
    sight.look("a choice of the two")
    page.get_by_role("button", name="いそぐとき").click()
    expect(page.get_by_role("link", name="110")).to_be_visible()
    sight.look("whom to ring")
    page.get_by_role("button", name="もどる").click()
    for language in ("やさしい日本語", "English"):
        page.get_by_role("button", name=language).click()
        expect(page.get_by_role("button", name=language, pressed=True)).to_be_visible()
        sight.look(language, "#stage")
    page.reload()
    page.get_by_role("link", name=BY_LINE).click()
    page.wait_for_url("https://line.me/R/ti/p/%40123abcde")
    until(lambda: town.counted(card) == {"paper-open": 1, "paper-add": 1})
    page.goto(town.scanned(card))
    page.get_by_role("link", name=WITHOUT).click()
    phone = ChromiumTab(page)
    phone.press("はじめる")
    Hanako(phone).say("LINEなしで来ました")
    until(lambda: town.counted(card) == {"paper-open": 2, "paper-add": 1, "paper-first": 1})
    assert len(town.told()) == before + 3, "and the room does not count again what was counted at the door"
    assert not sight.faults, "\n".join(sight.faults)


def test_another_office_behind_the_same_address_is_refused(town: Paper, open_page: OpenPage) -> None:
    room, account = town.lies("room"), town.lies("account")
    page, before = open_page(**PHONE), len(town.told())
    with town.browsers.telling("/room/roster", lies.about_the_roster(lies.of_another_office)):
        page.goto(town.scanned(room))
        refused(page)
    with town.browsers.telling("/flyers/add/roster", lies.about_the_roster(lies.of_another_office)):
        page.goto(town.scanned(account))
        refused(page)
        page.get_by_role("button", name="いそぐとき").click()
        expect(page.get_by_role("link", name="110")).to_be_visible()
    with town.browsers.telling("/flyers/add/facts", another_account):
        page.goto("about:blank")
        page.goto(town.scanned(account))
        refused(page)
    assert len(town.told()) == before, "nobody is told by which paper"
    page.goto("about:blank")
    page.goto(f"{town.origin}/flyers/add/")
    expect(page.locator("#stage")).to_contain_text("QRコードを、もう一度読みとってください", timeout=SLOW)
    expect(page.get_by_role("link", name=BY_LINE)).to_have_count(0)
    page.goto("about:blank")
    page.goto(town.scanned(account))
    expect(page.get_by_role("link", name=BY_LINE)).to_be_visible(timeout=SLOW)


def another_account(one: Exchange) -> Exchange:
    """The office's own signature beside somebody else's name."""
    told = one.json
    return one.saying(told | {"account": told["account"] | {"basic_id": OTHERS}})


def refused(page: Page) -> None:
    expect(page.locator("body")).to_contain_text(NO_PLACE, timeout=SLOW)
    expect(page.locator("body")).to_contain_text(WRITE_NOTHING)
    expect(page.locator("textarea")).to_have_count(0)
    expect(page.get_by_role("link", name=BY_LINE)).to_have_count(0)
