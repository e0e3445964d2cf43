"""The clock's jobs as the process runs them: each has what it needs, and one trouble stops none of the others."""

import datetime as dt
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

import clock
from storage import booking_links, quota, room_links
from tests.bot.line import ONE_KIND, Line
from tests.bot.media import PNG, opened, sends
from tests.bot.talk import Talk
from tests.harness.until import until


def jobs(line: Line) -> dict[str, clock._Guarded]:
    settings = line.town.but(LINE_API_ORIGIN=line.origin)
    made = clock.jobs(line.town.database, line.town.keys, settings, line.town.clock)
    return {job.__name__: clock._guarded(job) for job, _ in made}


@ONE_KIND
def test_every_job_does_its_work(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    case, _ = sends(line)
    line.push(case, "みました")
    for job in jobs(line).values():
        job()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert line.pushed() == ["みました"]
    assert line.replies() == 1
    assert opened(line, case) == PNG
    with line.town.database.reading() as connection:
        reading = quota.newest(connection)
    assert reading is not None
    # The gauge is read after the push, or before it: it lags behind at LINE as well.
    assert reading.used in (0, 1)


@ONE_KIND
def test_figures_that_line_does_not_tell_are_asked_for_again_soon_and_told_ones_late(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.platform.faults.refuse(500, times=3, path="/message/quota")
    read, moments = jobs(line)["read_gauge"], 0
    with caplog.at_level(logging.INFO):
        while True:
            read()
            with line.town.database.reading() as connection:
                if quota.newest(connection):
                    break
            line.town.clock.pass_(seconds=10)
            moments += 1
    assert (moments, line.statuses("/message/quota")) == (7, [500, 500, 500, 200])
    assert '"line": "quota", "status": 500' in caplog.text
    assert "failed" not in caplog.text
    for minutes, asked in ((14, 4), (1, 5)):
        line.town.clock.pass_(minutes=minutes)
        read()
        assert len(line.statuses("/message/quota")) == asked


@ONE_KIND
def test_a_place_without_a_yes_and_links_that_are_over_are_gone_a_minute_later(line: Line) -> None:
    """In a place and in a link stands, sealed, where somebody is."""
    town, user = line.town, line.hanako
    made = clock.jobs(town.database, town.keys, town.settings, town.clock)
    ((expire, trigger),) = [one for one in made if one[0].__name__ == "expire"]
    Talk(town).sends("location", title="ときわ公園", address="旭川市")
    with town.database.transaction() as connection:
        for links in (booking_links, room_links):
            links.issue(connection, town.keys.courier, bytes(32), user, language="ja", now=town.clock())
    now = dt.datetime.fromtimestamp(town.clock() / 1000, dt.UTC)
    assert trigger.get_next_fire_time(now, now) - now <= dt.timedelta(minutes=1)
    kept = []
    for minutes in (29, 1, 30, 23 * 60):
        town.clock.pass_(minutes=minutes)
        expire()
        rows = town.count()
        kept.append((rows["booking_links"], rows["outbox"], rows["room_links"]))
    assert kept == [(1, 2, 1), (0, 2, 1), (0, 1, 1), (0, 1, 0)]


def test_a_clock_that_is_set_back_stops_no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """By an hour, and what recurs goes on at once; what comes at an hour of the day comes at that hour."""
    back: list[float] = []

    def wall() -> float:
        return time.time() - sum(back)

    class Moved(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]  # as the scheduler asks
            return dt.datetime.fromtimestamp(wall(), tz)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Moved)
    scheduler, asked = BackgroundScheduler(timezone=dt.UTC), threading.Event()
    runs: list[float] = []
    scheduler.add_job(lambda: runs.append(wall()), IntervalTrigger(seconds=0.02), misfire_grace_time=None)
    hourly = scheduler.add_job(lambda: None, CronTrigger(minute=0, timezone=dt.UTC))
    scheduler.start()
    with ThreadPoolExecutor(1) as threads:
        kept = threads.submit(clock.keep_up, scheduler, asked, wall=wall, look_every=0.02)
        try:
            until(lambda: runs)
            back.append(3_600)
            until(lambda: len([at for at in runs if at < runs[0]]) > 1)
            until(lambda: hourly.next_run_time.timestamp() - wall() <= 3_600)
        finally:
            asked.set()
            kept.result()
            scheduler.shutdown()
