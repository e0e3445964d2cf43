"""A picture on its whole way: from Hanako's phone through LINE to Sato's screen, and, taken back, out of everything."""

import io
import secrets

from PIL import Image
from playwright.sync_api import Page, expect

from tests.harness.until import until
from tests.journeys.conftest import ONE_KIND
from tests.journeys.test_main_line import sign_in
from tests.journeys.world import World

SLOW = 20_000
COLOURS = """canvas => [[0, 0], [canvas.width - 1, canvas.height - 1]].map(
  ([x, y]) => [...canvas.getContext("2d").getImageData(x, y, 1, 1).data].slice(0, 3))"""


@ONE_KIND
def test_a_picture_is_seen_by_sato_and_by_nobody_after_hanako_took_it_back(
    world: World, satos_desk: Page
) -> None:
    world.web.start()
    world.clock.start()
    hanako, (drawn, corners) = world.resident(), noise()
    before = world.chunks()
    world.platform.send_media(hanako, "image", drawn, "image/png")
    message_id = world.platform.last_delivery(hanako).events[0]["message"]["id"]
    sign_in(satos_desk, world, "sato")
    consultation = world.newcomer(world.sign_in("sato"))
    satos_desk.locator(f'#inbox button[data-consultation="{consultation}"]').click()

    line = satos_desk.locator("#transcript li[data-direction=in]").first
    line.get_by_role("button", name="写真を表示").click(timeout=SLOW)
    canvas = line.locator("canvas")
    expect(canvas).to_be_visible(timeout=SLOW)
    assert canvas.evaluate(COLOURS) == corners
    assert world.chunks() > before + 1, "a picture of several pieces"
    assert satos_desk.locator("#transcript li.entry").count() == 1

    world.platform.unsend(hanako, message_id)
    expect(line).to_contain_text("取り消されました", timeout=SLOW)
    expect(satos_desk.locator("canvas")).to_have_count(0)
    expect(satos_desk.locator("#warning")).to_have_count(0)
    until(lambda: world.chunks() == before)
    assert [entry.payload for entry in world.sign_in("sato").open(consultation).entries] == [None, None]


def noise() -> tuple[bytes, list[list[int]]]:
    """A picture that hardly packs, and the colours of its first and last dot."""
    side = 240
    dots, drawn = secrets.token_bytes(side * side * 3), io.BytesIO()
    Image.frombytes("RGB", (side, side), dots).save(drawn, "PNG")
    return drawn.getvalue(), [list(dots[:3]), list(dots[-3:])]
