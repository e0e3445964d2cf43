"""Two counselors of one desk at two browsers, on two web processes over one PostgreSQL: who is first, what came when, and a
consultation that goes from one to the other. Neither of them ever reloads the page.
"""

import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.harness.ports import free_port
from tests.harness.postgres import Postgres
from tests.harness.service import Process
from tests.harness.until import until
from tests.journeys.desk import Counselor
from tests.journeys.hands import SLOW, Hands
from tests.journeys.seeding import seeded_database
from tests.journeys.world import World

SAID = [f"{number}番目に書いています" for number in range(1, 7)]
KEPT = "globalThis.SHOWN_SINCE = true"
PRESS_AT = "at => setTimeout(() => document.querySelector('#claim').click(), at - Date.now())"


@pytest.fixture(scope="module")
def module_database_url(postgres: Postgres) -> Iterator[str]:
    """PostgreSQL only: several web processes are for it."""
    with seeded_database(postgres) as url:
        yield url


@pytest.fixture
def other_web(world: World) -> Iterator[str]:
    """Web, clock and a second web process; the origin of the second."""
    port = free_port()
    other = Process(["serve"], world.service.environment | {"PORT": str(port)}, port)
    world.web.start()
    other.start()
    world.clock.start()
    yield f"http://127.0.0.1:{port}"
    other.kill()


def test_two_at_one_desk(world: World, other_web: str, satos_desk: Page, kudos_desk: Page) -> None:
    desks = {"sato": Hands(satos_desk), "kudo": Hands(kudos_desk)}
    for name, origin in (("sato", world.origin), ("kudo", other_web)):
        desks[name].sign_in(origin, name, world.sign_ins[name])
        desks[name].page.evaluate(KEPT)
    sato = world.sign_in("sato")
    for _ in range(2):
        resident = world.resident()
        world.platform.say(resident, SAID[0])
        first, second = claim_at_once(world, sato, desks)
    consultation = first.page.locator("#inbox [aria-current=true]").get_attribute("data-consultation")
    assert consultation

    for words in SAID[1:]:
        world.platform.say(resident, words)
    incoming = first.page.locator("#transcript li[data-direction=in] .bubble")
    expect(incoming).to_have_text(SAID, timeout=SLOW)
    answer = f"読みました{secrets.token_hex(4)}"
    send(first, answer)
    until(lambda: answer in world.platform.shown_texts(resident))

    hand_over(first, second, consultation)
    world.platform.say(resident, "まだいますか")
    expect(second.page.locator("#transcript li[data-direction=in] .bubble")).to_have_text(
        [*SAID, "まだいますか"], timeout=SLOW
    )
    for words in (answer, "続きをおねがいします"):
        expect(second.page.locator("#transcript")).to_contain_text(words)
    send(second, "かわりました")
    until(lambda: "かわりました" in world.platform.shown_texts(resident))
    expect(line(second, consultation)).not_to_contain_text("引きつぎ", timeout=SLOW)
    for desk in desks.values():
        assert desk.page.evaluate("typeof SHOWN_SINCE") == "boolean", "somebody had to reload"


def claim_at_once(world: World, sato: Counselor, desks: dict[str, Hands]) -> tuple[Hands, Hands]:
    """Both read the new one and press at the same moment; who got it, and who did not, as their own pages tell."""
    consultation = world.newcomer(sato)
    for desk in desks.values():
        line(desk, consultation).click(timeout=SLOW)
        expect(desk.page.locator("#claim")).to_be_visible(timeout=SLOW)
        expect(desk.page.locator("#transcript .bubble")).to_have_text([SAID[0]])
    moment = desks["sato"].page.evaluate("Date.now() + 500")
    for desk in desks.values():
        desk.page.evaluate(PRESS_AT, moment)
    won = until(lambda: [desk for desk in desks.values() if desk.page.locator("#reply").is_visible()])
    assert len(won) == 1
    (lost,) = (desk for desk in desks.values() if desk is not won[0])
    expect(line(won[0], consultation)).to_contain_text("あなたの担当", timeout=SLOW)
    expect(lost.page.locator("#claim")).to_be_hidden()
    expect(lost.page.locator("#reply")).to_be_hidden()
    expect(lost.page.locator("#transcript .bubble")).to_have_count(0, timeout=SLOW)
    return won[0], lost


def hand_over(giver: Hands, taker: Hands, consultation: str) -> None:
    """The giver has no access from then on; the taker sees it come without doing anything."""
    giver.press("#more")
    giver.press("#action-hand-over")
    dialog = giver.page.locator("dialog[open]")
    dialog.locator("input[name=taker]").first.check()
    dialog.locator("textarea").fill("続きをおねがいします")
    dialog.locator("button[value=go]").click()
    expect(line(taker, consultation)).to_contain_text("あなたの担当", timeout=SLOW)
    expect(line(taker, consultation)).to_contain_text("引きつぎ")
    expect(giver.page.locator("#transcript .bubble")).to_have_count(0, timeout=SLOW)
    expect(giver.page.locator("#reply")).to_be_hidden()
    line(taker, consultation).click()


def send(desk: Hands, words: str) -> None:
    desk.page.locator("#reply").fill(words)
    desk.press("#composer button[type=submit]")
    expect(desk.page.locator("#transcript li[data-direction=out]").last).to_contain_text(words, timeout=SLOW)


def line(desk: Hands, consultation: str) -> Locator:
    return desk.page.locator(f'#inbox button[data-consultation="{consultation}"]')
