"""Abe puts paper in a library and at a school in a real browser: a QR code to save, who may read of it, and paper taken away."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.harness.browser import OpenPage
from tests.harness.sight import Sight
from tests.journeys.hands import SLOW, Hands
from tests.journeys.world import World

PUBLIC = {
    "shown_ja": "北図書館", "shown_easy": "北図書館(きたとしょかん)", "shown_en": "North Library", "address": "北1条1丁目",
}  # fmt: skip


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/flyers."""
    folder: Path = tmp_path_factory.mktemp("placements")
    return f"sqlite:///{folder / 'hidamari.db'}"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, module_database_url: str) -> Iterator[World]:
    """Where a QR code can lead to the page without LINE."""
    world = World(tmp_path_factory.mktemp("town"), module_database_url, {"LANES": "talk,room"})
    yield world
    world.end()


class Abe(Hands):
    """A clerk before the screen 「置き場所とQR」."""

    def begin(self, world: World) -> None:
        self.sign_in(world.origin, "abe", world.sign_ins["abe"])
        self.press("#screen-placements")
        expect(self.page.locator("#placements-body > *").first).to_be_visible(timeout=SLOW)

    def heard(self, words: str) -> str:
        said = self.page.locator("#placements-said")
        expect(said).to_contain_text(words, timeout=SLOW)
        return said.inner_text()

    def add(self, name: str, kind: str) -> None:
        self.press("#placements-add")
        self.write(".setup-form input[name=name]", name)
        self.page.locator(".setup-form select[name=kind]").select_option(kind)


def read(page: Page) -> str:
    """What a reader of QR codes finds in the picture on the screen."""
    shown = page.locator(".placement-qr")
    page.wait_for_function("() => document.querySelector('.placement-qr').naturalWidth > 0")
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(shown.screenshot())))
    return str(found.text)


def test_abe_puts_paper_in_a_library_and_at_a_school(world: World, open_page: OpenPage) -> None:
    world.web.start()
    sight = Sight(open_page(bypass_csp=True))
    abe, page = Abe(sight.page), sight.page
    abe.begin(world)
    abe.add("北図書館 2階", "library")
    expect(page.locator("input[name=leads]")).to_have_count(1)
    expect(page.locator("#placements-body")).to_contain_text("LINE_BASIC_ID")
    abe.press("input[name=shown]")
    abe.press("#placement-save")
    expect(page.locator("[aria-invalid=true]")).to_have_count(len(PUBLIC), timeout=SLOW)
    expect(page.locator("input[name=shown_ja]")).to_be_focused()
    sight.look("what is missing", "#panel-placements")
    for field, words in PUBLIC.items():
        abe.write(f"input[name={field}]", words)
    abe.press("#placement-save")
    code = re.search(r"番号は (\w{4}) です", abe.heard("「北図書館 2階」を加えました。"))
    assert code is not None
    expect(page.locator("#placement-heading")).to_be_focused()
    link = page.locator("#placement-link").input_value()
    assert link.endswith(f"&p={code[1]}")
    assert read(page) == link
    with page.expect_download() as saved:
        page.get_by_role("link", name="QRコードを保存する(SVG)").click()
    assert saved.value.suggested_filename == f"qr-{code[1]}.svg"
    sight.look("one placement", "#panel-placements")

    abe.press("#placement-turn")
    abe.heard("「北図書館 2階」を、引き上げたことにしました。")
    abe.press("#placement-turn")
    abe.heard("また置いたことにしました。")

    abe.press(".placement-back")
    expect(page.locator(f"#placement-open-{code[1]}")).to_be_focused()
    abe.add("北中学校 保健室", "school")
    expect(page.locator("input[name=shown]")).to_be_disabled()
    expect(page.locator("#placements-body")).to_contain_text("学校と職場は、一覧に出せません。")
    abe.press("#placement-save")
    abe.heard("「北中学校 保健室」を加えました。")
    abe.press(".placement-back")
    school = page.locator(".placement").filter(has_text="北中学校 保健室")
    expect(school).to_contain_text("一覧に出していません")
    sight.look("the list", "#panel-placements")
    abe.press("#sign-out")
    expect(page.locator("#placements-body")).to_be_empty()
    assert not sight.faults, "\n".join(sight.faults)
