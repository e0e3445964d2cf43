"""Everything a resident can do in the talk, walked on the demo in the browser: docs/talk.md shows its pictures.

And what comes of a talk that nobody goes on with, for which the demo's clock is moved by weeks.
"""

import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.harness.browser import OpenPage
from tests.harness.service import ROOT
from tests.harness.until import until
from tests.journeys.demo import DAY, MINUTE, Demo, started
from tests.journeys.tour import Tour
from tests.journeys.visits_tour import VisitsTour

FAILURE = re.compile("Traceback|failed|not stored")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    made = Demo(tmp_path_factory.mktemp("tour") / "demo")
    yield made
    made.end()


def test_from_the_greeting_to_the_receipt(demo: Demo, hanakos_phone: Page, satos_desk: Page) -> None:
    taken: list[str] = []
    Tour(demo, hanakos_phone, satos_desk, taken.append).walk()
    images = ROOT / "docs" / "images"
    assert [name for name in taken if not (images / f"talk-{name}.png").exists()] == []
    assert not FAILURE.search(demo.complained), demo.complained
    sent = [call for call in demo.control("GET", "calls")["calls"] if "/message/" in call["path"]]
    assert {call["status"] for call in sent} == {200}


def test_a_visit_from_the_first_look_to_giving_it_up(
    demo: Demo, hanakos_phone: Page, open_page: OpenPage
) -> None:
    VisitsTour(demo, hanakos_phone, open_page()).walk()
    assert not FAILURE.search(demo.complained), demo.complained


def test_a_talk_that_falls_silent_is_announced_closed_and_gone(demo: Demo) -> None:
    """The jobs of the hours that the clock jumps over run all the same."""
    demo.move_to(demo.next_morning() + 5 * MINUTE)
    aoi = demo.somebody()
    demo.say(aoi, "また書きます")
    until(lambda: "受け取りました" in " ".join(demo.shown(aoi)))
    demo.move_to(demo.now() + 25 * DAY)
    until(lambda: "お待たせしたままで、すみません" in " ".join(demo.shown(aoi)))
    demo.move_to(demo.now() + 10 * DAY)
    until(lambda: demo.consultations() == ["closed"])
    demo.move_to(demo.now() + 15 * DAY)
    until(lambda: demo.consultations() == [])
    demo.say(aoi, "消す")
    until(lambda: "何も残っていません" in " ".join(demo.shown(aoi)))
    assert not FAILURE.search(demo.complained), demo.complained


def test_an_impatient_ctrl_c_ends_it_without_a_complaint(demo: Demo) -> None:
    before = demo.complained
    assert demo.end(signal.SIGINT, signal.SIGINT) == 0
    assert demo.complained == before
    assert not somebody_listens(demo.port)


def test_asked_to_end_before_it_is_ready_it_leaves_nothing_running(demo: Demo, tmp_path: Path) -> None:
    said = tmp_path / "said"
    with started(demo.data_dir, demo.port, said) as starting:
        until(lambda: somebody_listens(demo.port), deadline=60)
        # `make` passes on what the terminal has sent already.
        for one in (signal.SIGTERM, signal.SIGTERM, signal.SIGHUP):
            os.killpg(starting.pid, one)
        assert starting.wait(timeout=30) == 0
    assert not somebody_listens(demo.port)
    assert said.read_bytes() == b""


def somebody_listens(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0
