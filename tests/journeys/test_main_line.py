"""The whole line in a real browser: Hanako writes on her phone, Sato answers in the console, and the record is gone in time.

While it goes on, a watch looks everywhere a word could be left behind.
"""

import datetime as dt
import secrets
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from storage import memory
from tests.harness.until import until
from tests.harness.watch import CanaryWatch
from tests.journeys.conftest import ONE_KIND
from tests.journeys.world import World

# Random, so that no source file anywhere says them.
CANARY = f"かなりあ{secrets.token_hex(6)}の涙"
ANSWER = f"よく書いてくれました{secrets.token_hex(6)}"


@pytest.fixture
def watch(world: World, database_files: Path) -> CanaryWatch:
    places = [world.data_dir, database_files, Path(tempfile.gettempdir())]
    return CanaryWatch([CANARY, ANSWER], places, outputs=[world.web, world.clock])


def test_from_the_first_word_to_the_destroyed_key(
    world: World, hanakos_phone: Page, satos_desk: Page, watch: CanaryWatch
) -> None:
    with watch:
        world.web.start()
        world.clock.start()
        sign_in(satos_desk, world, "sato")
        expect(satos_desk.locator("#inbox button[data-consultation]")).to_have_count(0)

        write(hanakos_phone, world, CANARY)
        expect(hanakos_phone.locator("[data-talk]")).to_contain_text("受け取りました", timeout=15_000)

        waiting = satos_desk.locator("#inbox button[data-consultation]")
        expect(waiting).to_have_count(1, timeout=15_000)
        expect(waiting).to_contain_text("届いたばかりです")
        consultation = waiting.get_attribute("data-consultation") or ""
        waiting.click()
        expect(satos_desk.locator("#transcript li[data-direction=in]")).to_contain_text(CANARY)
        satos_desk.locator("#claim").click()

        satos_desk.locator("form#composer textarea[name=text]").fill(ANSWER)
        satos_desk.locator("form#composer button[type=submit]").click()
        expect(hanakos_phone.locator("[data-talk]")).to_contain_text(ANSWER, timeout=15_000)
        reply = satos_desk.locator("#transcript li[data-direction=out]")
        expect(reply).to_have_attribute("data-state", "accepted", timeout=15_000)
        expect(waiting).to_contain_text("返事待ちなし")

        sato, kudo = world.sign_in("sato"), world.sign_in("kudo")
        kept = another_consultation(world)
        backup = world.back_up()
        assert backup.opens(consultation, sato) == [CANARY, ANSWER]

        satos_desk.locator("#close").click()
        satos_desk.locator("dialog#confirm-close button[value=confirm]").click()
        until(lambda: sato.open(consultation).whole["consultation"]["state"] == "closed")
        world.purge(dt.datetime.now(dt.UTC) + dt.timedelta(days=15))

        assert backup.opens(consultation, sato, kudo) == []
        assert backup.opens(kept, sato) == ["わたしの話は続いています"]
        expect(satos_desk.locator(f'#inbox button[data-consultation="{consultation}"]')).to_have_count(
            0, timeout=15_000
        )
    assert watch.hits == []
    assert watch.looked > 1


@ONE_KIND
def test_no_process_may_leave_a_core_dump(world: World) -> None:
    """A dump of memory would hold words and keys."""
    world.web.start(cold=True)
    world.clock.start(cold=True)
    until(lambda: core_limits(world.web.pid) == core_limits(world.clock.pid) == {("0", "0")})
    if memory.may_lock():
        # Of the web process, the first and its worker; a new program inherits no lock.
        until(lambda: (locked(world.web.pid), locked(world.clock.pid)) == (2, 1))


@ONE_KIND
def test_mori_of_another_desk_sees_nothing(world: World, moris_desk: Page) -> None:
    world.web.start()
    world.clock.start()
    world.platform.say(world.resident(), "だれにも言わないでください")
    sato = world.sign_in("sato")
    consultation = world.newcomer(sato)
    assert consultation in world.ids(sato)

    sign_in(moris_desk, world, "mori")
    expect(moris_desk.locator("#inbox-empty")).to_be_visible()
    expect(moris_desk.locator("#inbox button[data-consultation]")).to_have_count(0)
    answer = moris_desk.evaluate(
        "id => fetch(`/console/consultations/${id}`).then(r => r.status)", consultation
    )
    assert answer == 404


@ONE_KIND
def test_a_refused_reply_is_shown_to_sato_and_nothing_is_lost(world: World, satos_desk: Page) -> None:
    world.web.start()
    world.clock.start()
    hanako = world.resident()
    world.platform.say(hanako, "きこえますか")
    sign_in(satos_desk, world, "sato")
    consultation = world.newcomer(world.sign_in("sato"))
    satos_desk.locator(f'#inbox button[data-consultation="{consultation}"]').click()
    satos_desk.locator("#claim").click()
    world.platform.faults.refuse(403, path="/push", message="Forbidden")
    satos_desk.locator("form#composer textarea[name=text]").fill("きこえています")
    satos_desk.locator("form#composer button[type=submit]").click()

    reply = satos_desk.locator("#transcript li[data-direction=out]")
    expect(reply).to_have_attribute("data-state", "failed", timeout=15_000)
    expect(reply).to_contain_text("きこえています")
    assert "きこえています" not in world.platform.shown_texts(hanako)


@ONE_KIND
def test_what_hanako_takes_back_is_gone_from_satos_screen(world: World, satos_desk: Page) -> None:
    world.web.start()
    world.clock.start()
    hanako = world.resident()
    world.platform.say(hanako, "これは消します")
    sign_in(satos_desk, world, "sato")
    consultation = world.newcomer(world.sign_in("sato"))
    satos_desk.locator(f'#inbox button[data-consultation="{consultation}"]').click()
    entry = satos_desk.locator("#transcript li[data-direction=in]")
    expect(entry).to_contain_text("これは消します")

    message_id = world.platform.last_delivery(hanako).events[0]["message"]["id"]
    world.platform.unsend(hanako, message_id)
    expect(entry).to_contain_text("取り消されました", timeout=15_000)
    expect(satos_desk.locator("#transcript")).not_to_contain_text("これは消します")
    expect(satos_desk.locator("#warning")).to_have_count(0)


def sign_in(page: Page, world: World, name: str) -> None:
    page.goto(f"{world.origin}/console/")
    page.locator("form#sign-in input[name=name]").fill(name)
    page.locator("form#sign-in input[name=passphrase]").fill(world.sign_ins[name])
    page.locator("form#sign-in button[type=submit]").click()
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=20_000)


def write(phone: Page, world: World, words: str) -> None:
    """On the phone page: become a friend, type, send."""
    phone.goto(world.phone)
    phone.locator("[data-meet] [data-do=follow]").click()
    phone.locator("[data-composer] textarea").fill(words)
    phone.locator("[data-composer] .send").click()


def another_consultation(world: World) -> str:
    """Somebody else's, which must outlive the purge of Hanako's."""
    sato = world.sign_in("sato")
    world.known(sato)
    world.platform.say(world.resident(), "わたしの話は続いています")
    kept = world.newcomer(sato)
    sato.claim(kept)
    return kept


def descendants(pid: int) -> list[int]:
    """The process and every process below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in descendants(int(child)))]


def core_limits(pid: int) -> set[tuple[str, str]]:
    """Soft and hard limit of the process and all below it."""
    found = set()
    for one in descendants(pid):
        lines = Path(f"/proc/{one}/limits").read_text().splitlines()
        (core,) = (line.split() for line in lines if line.startswith("Max core file size"))
        found.add((core[4], core[5]))
    return found


def locked(pid: int) -> int:
    """How many of the process and those below it keep their memory from being swapped."""
    held = [Path(f"/proc/{one}/status").read_text().partition("VmLck:")[2] for one in descendants(pid)]
    return sum(int(line.split()[0]) > 0 for line in held)
