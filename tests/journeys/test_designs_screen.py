"""Abe makes a card for the school nurse's room in a real browser: sees it while typing, is told what has no room, and prints it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.flyers.reading_back import codes, faults, pages
from tests.harness.browser import OpenPage
from tests.harness.sight import Sight
from tests.journeys.hands import SLOW, Hands
from tests.journeys.world import World

PLACE: dict[str, Any] = {
    "kind": "school", "name": "第一中学校 保健室", "leads": "room", "shown": False, "flyers": [], "shown_ja": "", "shown_easy": "",
    "shown_en": "", "address": "", "hours_ja": "", "hours_easy": "", "hours_en": "",
}  # fmt: skip
BLANK = """() => {
  const canvas = document.querySelector(".designs-canvas"), { width, height } = canvas;
  return width < 400 || new Set(canvas.getContext("2d").getImageData(0, 0, width, height).data).size < 20;
}"""


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/flyers."""
    folder: Path = tmp_path_factory.mktemp("designs")
    return f"sqlite:///{folder / 'hidamari.db'}"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, module_database_url: str) -> Iterator[World]:
    """Where a QR code can lead to the page without LINE."""
    world = World(tmp_path_factory.mktemp("town"), module_database_url, {"LANES": "talk,room"})
    yield world
    world.end()


class Abe(Hands):
    """A clerk before the screen 「印刷物をつくる」."""

    def begin(self, world: World) -> None:
        self.sign_in(world.origin, "abe", world.sign_ins["abe"])

    def turn(self) -> None:
        self.press("#screen-designs")
        expect(self.page.locator("#designs-body > *").first).to_be_visible(timeout=SLOW)

    def place(self) -> str:
        """A placement as the screen beside this one makes it; its code."""
        self.press("#screen-placements")
        expect(self.page.locator("#placements-body > *").first).to_be_visible(timeout=SLOW)
        self.press("#placements-add")
        self.write(".setup-form input[name=name]", PLACE["name"])
        self.page.locator(".setup-form select[name=kind]").select_option("school")
        self.press("#placement-save")
        expect(self.page.locator("#placement-link")).to_be_visible(timeout=SLOW)
        return self.page.locator("#placement-link").input_value()

    def seen(self) -> None:
        """The paper has been drawn."""
        self.page.wait_for_function(f"() => !({BLANK})()", timeout=SLOW)

    def field(self, name: str) -> str:
        return f"[name=design-{name}]"


def printed(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as made:
        page.locator("#designs-make").click()
    return made.value.suggested_filename, Path(made.value.path()).read_bytes()


def test_abe_makes_a_card_for_a_school(town: World, open_page: OpenPage) -> None:
    town.web.start()
    sight = Sight(open_page(bypass_csp=True))
    abe, page = Abe(sight.page), sight.page
    abe.begin(town)
    link = abe.place()
    abe.turn()
    sight.look("the list", "#panel-designs")
    abe.press(".designs-begin[data-template=card]")
    abe.seen()
    abe.press("[name=design-variant][value=discreet]")
    expect(page.locator(abe.field("heading"))).to_have_value("ひだまり")
    sight.look("a card", "#panel-designs")
    # What is too much is told while it is typed.
    abe.write(abe.field("lead"), "いつでも、だれでも、どうぞ。" * 8)
    wrong = page.locator(".designs-fields .field-said").filter(has_text="紙に入りきりません")
    expect(wrong).to_contain_text("字ほど短くしてください", timeout=SLOW)
    sight.look("too many words", "#panel-designs")
    # Other screens may be looked at meanwhile.
    abe.press("#screen-orders")
    abe.turn()
    expect(page.locator(abe.field("lead"))).to_have_value("いつでも、だれでも、どうぞ。" * 8)
    abe.write(abe.field("lead"), "相談できます。")
    abe.press("#designs-save")
    expect(
        page.locator(".designs-fields .field-said").filter(has_text="何の紙かわかってしまいます")
    ).to_be_visible(timeout=SLOW)
    expect(page.locator(abe.field("lead"))).to_be_focused()
    abe.write(abe.field("lead"), "いつでも、どうぞ。")
    page.locator("select[name=design-placement]").select_option(label=f"{PLACE['name']}({link[-4:]})")
    abe.press("[name=design-sheet]")
    name, paper = printed(page)
    assert name == f"shiryo-card-10-{link[-4:]}.pdf"
    assert codes(pages(paper)[1]) == [link] * 10
    assert faults(paper) == []
    expect(page.locator(".designs-made")).to_contain_text("PDFをつくりました", timeout=SLOW)
    page.get_by_role("button", name="一覧へもどる").click()
    expect(page.locator(".designs-line")).to_contain_text("ひかえめな印刷物", timeout=SLOW)
    page.locator(".designs-line").get_by_role("button", name="消す").click()
    page.locator("#designs-dialog button[value=remove]").click()
    expect(page.locator("#designs-said")).to_have_text("消しました。", timeout=SLOW)
    expect(page.locator(".designs-line")).to_have_count(0)
    assert sight.faults == []
