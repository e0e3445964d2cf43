"""From the talk on LINE into the room: a tap on the menu, and four in all; a link that only the first browser has."""

import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.harness.browser import PHONE, OpenPage
from tests.harness.tab import ChromiumTab, sees
from tests.harness.watch import CanaryWatch
from tests.journeys.room_town import RoomTown
from tests.journeys.rooms import Sato

SLOW = 20_000
OPEN = "別の画面をひらく"

Opening = Callable[[str], RoomTown]


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Opening]:
    """A town with these lanes, on SQLite: the doors are told on both databases in tests/handlers."""
    made: list[RoomTown] = []

    def opened(lanes: str) -> RoomTown:
        folder = tmp_path / lanes
        made.append(RoomTown(folder / "town", f"sqlite:///{folder / 'hidamari.db'}", lanes=lanes))
        made[-1].start()
        return made[-1]

    yield opened
    for town in made:
        town.end()


class Taps:
    """Hanako's thumb, which counts."""

    def __init__(self) -> None:
        self.made = 0

    def on(self, what: Locator) -> None:
        self.made += 1
        what.click(timeout=SLOW)


def test_four_taps_lead_from_the_menu_to_the_first_words_and_a_second_browser_is_told_no(
    opening: Opening, open_page: OpenPage
) -> None:
    town, line, taps = opening("talk,room"), open_page(**PHONE), Taps()
    town.world.service.run("richmenu", "publish")
    follow(line, town)
    taps.on(line.locator('.tile[aria-label="話す"]'))
    page, address = through(line, taps)
    taps.on(page.get_by_role("button", name="はじめる", exact=True))
    page.get_by_label("ここに書く").fill("はじめて書きます")
    taps.on(page.get_by_role("button", name="送る", exact=True))
    expect(page.get_by_text("届きました").first).to_be_visible(timeout=SLOW)
    assert taps.made == 4
    assert page.url == f"{town.origin}/room/"

    stranger = open_page(**PHONE)
    stranger.goto(address)
    expect(stranger.get_by_role("heading")).to_have_text(
        "このリンクは、ほかの端末で使われています", timeout=SLOW
    )
    assert "はじめて書きます" not in stranger.locator("body").inner_text()
    expect(page.locator("body")).to_contain_text("同じリンクが、ほかの端末でもひらかれました", timeout=SLOW)
    sato = Sato(ChromiumTab(open_page()))
    sato.sign_in(town.origin, "sato", town.world.sign_ins["sato"])
    sato.open(sato.only_one())
    sees(sato.tab, "はじめて書きます")
    sees(sato.tab, "部屋へのリンクが、もう一つの端末でも開かれました")
    # The same phone finds the talk again by the same button.
    page.goto(address)
    expect(page.locator("body")).to_contain_text("はじめて書きます", timeout=SLOW)
    what_is_said_on_line_comes_into_the_room(town, line, page, sato)


def what_is_said_on_line_comes_into_the_room(town: RoomTown, line: Page, page: Page, sato: Sato) -> None:
    """And what is answered in the room stays out of LINE."""
    answer = f"お返事です{secrets.token_hex(8)}"
    write(line, "トークからも書きます")
    expect(line.locator("[data-talk]")).to_contain_text("お返事は、別の画面に届きます", timeout=SLOW)
    expect(page.locator("body")).to_contain_text("トークからも書きます", timeout=SLOW)
    expect(page.locator("body")).to_contain_text("LINEから", timeout=SLOW)
    sees(sato.tab, "トークからも書きます")
    sato.tab.press("担当する")
    sato.reply(answer)
    expect(page.locator("body")).to_contain_text(answer, timeout=SLOW)
    town.world.settle()
    assert town.line.found([answer]) == []
    assert town.line.found(["お返事は、別の画面に届きます"]) != []


def test_where_there_is_only_the_room_line_keeps_no_word_and_leads_there(
    opening: Opening, open_page: OpenPage, tmp_path: Path
) -> None:
    town, line, words = opening("room"), open_page(**PHONE), f"かなりあ{secrets.token_hex(6)}の電話"
    places = [tmp_path, Path(tempfile.gettempdir())]
    with CanaryWatch([words], places, outputs=[town.world.web, town.world.clock]) as watch:
        follow(line, town)
        write(line, words)
        expect(line.locator("[data-talk]")).to_contain_text(
            "ここに書いた文は、だれも読めません", timeout=SLOW
        )
        page, _ = through(line, Taps())
        expect(page.get_by_role("heading", name="はじめる前に")).to_be_visible(timeout=SLOW)
        assert town.world.sign_in("sato").inbox() == []
    assert watch.hits == []
    assert watch.looked > 1


def follow(line: Page, town: RoomTown) -> None:
    line.goto(town.world.phone)
    line.locator("[data-meet] [data-do=follow]").click()
    expect(line.locator("[data-talk]")).to_contain_text("追加ありがとうございます", timeout=SLOW)


def write(line: Page, words: str) -> None:
    box = line.get_by_label("メッセージ", exact=True)
    if not box.is_visible():
        line.get_by_role("button", name="文字を書く").click()
    box.fill(words)
    box.press("Enter")


def through(line: Page, taps: Taps) -> tuple[Page, str]:
    """The page behind the newest button that opens it, and the button's address."""
    button = line.get_by_role("link", name=OPEN).last
    expect(button).to_be_visible(timeout=SLOW)
    address = button.get_attribute("href") or ""
    with line.context.expect_page() as opened:
        taps.on(button)
    return opened.value, address
