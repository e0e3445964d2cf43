"""The clock that can be moved: one for all processes, and the jobs whose hour was jumped over."""

import datetime as dt
import threading
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from flask.testing import FlaskClient

from simulator.app import Simulator, create_simulator
from simulator.moved_clock import FARTHEST, Jumps, MovedClock
from simulator.platform import Platform
from simulator.rehearsal import START, Clock

TOKYO = ZoneInfo("Asia/Tokyo")
HOUR, DAY = 3_600_000, 86_400_000


@pytest.fixture
def moved(tmp_path: Path, clock: Clock) -> MovedClock:
    """At nine in the morning in Japan, moved by nothing."""
    return MovedClock(tmp_path / "moved-clock", clock)


class Runs(list[str]):
    """What ran; `jobs` as the time process has them."""

    @property
    def jobs(self) -> list[tuple[Any, Any]]:
        return [
            (lambda: self.append("at once"), None),
            (lambda: self.append("every second"), IntervalTrigger(seconds=1)),
            (lambda: self.append("at 03:20"), CronTrigger(hour=3, minute=20, timezone=TOKYO)),
            (lambda: self.append("hourly"), CronTrigger(minute=40, timezone=TOKYO)),
        ]

    def taken(self) -> list[str]:
        ran, self[:] = list(self), []
        return ran


def test_all_who_share_the_file_are_told_the_same_time(
    tmp_path: Path, moved: MovedClock, clock: Clock
) -> None:
    other = MovedClock(tmp_path / "moved-clock", clock)
    assert (moved(), other()) == (START, START)
    moved.move(30 * DAY)
    assert (other(), other.ahead) == (START + 30 * DAY, 30 * DAY)
    clock.pass_(minutes=1)
    assert other() == START + 30 * DAY + 60_000
    other.move(0)
    assert moved() == clock.at


@pytest.mark.parametrize("ahead", [-1, FARTHEST + 1])
def test_where_the_clock_does_not_go(moved: MovedClock, ahead: int) -> None:
    with pytest.raises(ValueError, match="does not go there"):
        moved.move(ahead)
    assert moved.ahead == 0


def test_what_was_jumped_over_is_done_once(moved: MovedClock, clock: Clock) -> None:
    runs = Runs()
    jumps = Jumps(moved, runs.jobs, TOKYO)

    def look() -> list[str]:
        for job in jumps.due():
            job()
        return runs.taken()

    clock.pass_(hours=24)
    assert look() == [], "while the clock is right, the scheduler is"
    moved.move(HOUR)
    assert look() == ["hourly"]
    assert look() == []
    moved.move(30 * DAY)
    assert look() == ["at 03:20", "hourly"], "thirty nights are one"
    clock.pass_(minutes=41)
    assert look() == ["hourly"], "and what the moved clock comes to by itself"
    moved.move(0)
    assert look() == []
    moved.move(2 * HOUR)
    assert look() == ["hourly"]


def test_a_job_that_fails_does_not_end_the_watch(moved: MovedClock) -> None:
    ended, done = threading.Event(), threading.Event()

    def fail() -> None:
        raise RuntimeError

    hourly = CronTrigger(minute=40, timezone=TOKYO)
    jumps = Jumps(moved, [(fail, hourly), (done.set, hourly)], TOKYO)
    watching = threading.Thread(target=jumps.watch, args=(ended,), daemon=True)
    watching.start()
    moved.move(HOUR)
    assert done.wait(10)
    ended.set()
    watching.join()


def test_the_desk_moves_the_platform(moved: MovedClock, platform: Platform) -> None:
    simulator = create_simulator(
        channel_secret="8c570fa6dd201bb328f1c1eac23a96d8", callback_url="http://127.0.0.1:9", clock=moved
    )
    desk = simulator.test_client()
    assert desk.get("/control/desk").get_json()["clock"] == {"now": START, "ahead": 0}
    assert desk.put("/control/clock", json={"ahead_ms": DAY}).get_json() == {"now": START + DAY, "ahead": DAY}
    (hanako,) = simulator.platform.residents.values()
    simulator.platform.say(hanako.id, "あした")
    assert hanako.entries[0].at == START + DAY
    assert desk.put("/control/clock", json={"ahead_ms": -5}).status_code == 409
    assert dt.datetime.fromtimestamp(simulator.platform.clock() / 1000, TOKYO).day == 22


def test_a_clock_of_its_own_is_not_moved(simulator: Simulator) -> None:
    client: FlaskClient = simulator.test_client()
    assert client.get("/control/desk").get_json()["clock"] == {"now": START, "ahead": None}
    assert client.put("/control/clock", json={"ahead_ms": DAY}).status_code == 409
