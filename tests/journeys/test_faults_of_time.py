"""A clock that jumps, a machine that was off, LINE away for a day, two time processes at once: nothing goes early, nothing is said twice."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from retention.plausible import AGAIN_MS
from storage.database import StorageError
from tests.bot.conftest import line as line
from tests.bot.line import ONE_KIND, Line
from tests.cast import DAY, colleague
from tests.cast import town as town
from tests.journeys.time_process import alarms, jobs

KEPT = 14 * DAY
NOBODY = "http://127.0.0.1:9/line"
"""An origin at which nobody listens."""


def purged_yesterday(line: Line) -> tuple[bytes, bytes]:
    """One consultation that is due tomorrow, and one that is open; the purge ran."""
    town = line.town
    town.clock.at += DAY
    closing, staying = (
        line.consultation(text, line.platform.add_resident(following=True).id) for text in "あい"
    )
    jobs(line)["purge_nightly"]()
    town.close(closing)
    return closing, staying


def test_a_clock_that_jumps_forward_destroys_nothing(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    town = line.town
    closing, staying = purged_yesterday(line)
    true, working = town.clock(), jobs(line)
    town.clock.at = true + 400 * DAY
    line.platform.clock = lambda: true
    for name in ("purge_due", "purge_nightly", "close_silent", "finish_purge"):
        working[name]()
    assert set(town.consultations()) == {closing, staying}
    assert town.row(staying).state == "open"
    said = {r.getMessage() for r in caplog.records if r.levelno == logging.ERROR}
    assert said == {'{"purge": "waits", "for": "clock"}'}
    assert [one.code for one in alarms(town)] == ["missed-run"]
    # Set right, it goes on as if nothing had been.
    town.clock.at = true + DAY
    working["finish_purge"]()
    assert set(town.consultations()) == {closing, staying}
    assert alarms(town) == []


def test_a_machine_that_was_off_for_a_month_asks_line_and_then_destroys(line: Line) -> None:
    town = line.town
    closing, staying = purged_yesterday(line)
    line.platform.faults.refuse(503, 10**6)
    town.clock.at += 20 * DAY
    working = jobs(line)
    working["purge_due"]()
    assert closing in town.consultations()
    line.platform.faults.clear()
    working["finish_purge"]()
    assert closing in town.consultations(), "LINE is asked once a minute"
    town.clock.at += AGAIN_MS
    working["finish_purge"]()
    assert town.consultations() == [staying]
    assert alarms(town) == []


def gone(_: object) -> None:
    raise StorageError("the database is started anew")


@ONE_KIND
@pytest.mark.parametrize("days", [1, 15])
def test_a_purge_that_was_hindered_before_it_began_is_done_a_minute_later_and_turns_the_key(
    line: Line, days: int
) -> None:
    """Also when nothing is due, and then not again."""
    town = line.town
    closing, staying = purged_yesterday(line)
    town.clock.at += days * DAY
    working, epoch = jobs(line), town.keys.kek.epochs()[-1]
    event.listen(town.database.engine, "begin", gone)
    with pytest.raises(StorageError):
        working["purge_nightly"]()
    event.remove(town.database.engine, "begin", gone)
    assert set(town.consultations()) == {closing, staying}
    for _ in range(2):
        working["finish_purge"]()
        assert set(town.consultations()) == ({closing, staying} if days == 1 else {staying})
        assert town.keys.kek.epochs() == [epoch + 1]


def test_a_clock_that_is_set_back_purges_nothing_early_and_goes_on_talking(line: Line) -> None:
    town = line.town
    closing, staying = purged_yesterday(line)
    true, working = town.clock(), jobs(line)
    town.clock.at -= 300 * DAY
    line.platform.clock = lambda: true
    for name in ("purge_due", "purge_nightly", "close_silent"):
        working[name]()
    assert set(town.consultations()) == {closing, staying}
    line.push(staying, "時計がおかしい日")
    working["deliver"]()
    assert [text for phone in line.platform.residents for text in line.shown(phone)].count(
        "時計がおかしい日"
    ) == 1
    town.clock.at = true + KEPT
    line.platform.clock = town.clock
    working["purge_nightly"]()
    assert town.consultations() == [staying]


@ONE_KIND
@pytest.mark.parametrize(("how", "hours"), [("nobody there", 24), ("refuses", 20)])
def test_line_is_away_for_a_day(line: Line, how: str, hours: int) -> None:
    """What people answer waits and comes in its order; what only thanked is too late, and is not said at another time.

    Who got an error cannot know whether LINE took it: that is asked again for 23 hours, as long as LINE knows the retry key.
    """
    town, case = line.town, line.consultation()
    shown, away = len(line.shown()), jobs(line, origin=line.origin if how == "refuses" else NOBODY)
    line.platform.faults.refuse(503, 10**6)
    line.says("いそぐとき")
    for number in range(3):
        line.push(case, f"返事{number}")
        away["deliver"]()
    for _ in range(hours):
        town.clock.pass_(hours=1)
        away["deliver"]()
    assert len(line.shown()) == shown
    line.platform.faults.clear()
    back = jobs(line)
    for _ in range(3):
        town.clock.pass_(minutes=15)
        back["deliver"]()
    assert line.shown()[shown:] == ["返事0", "返事1", "返事2"]
    assert {state for state, _ in line.deliveries(case)} == {"accepted"}


def test_two_time_processes_say_and_purge_everything_once(line: Line) -> None:
    town = line.town
    town.clock.at += DAY
    cases = [line.consultation(str(n), line.platform.add_resident(following=True).id) for n in range(6)]
    for case in cases:
        line.push(case, "ひとつめ")
        line.push(case, "ふたつめ")
    for case in cases[:3]:
        town.close(case)
    at_once = [jobs(line), jobs(line), jobs(line)]

    def work(names: tuple[str, ...]) -> None:
        with ThreadPoolExecutor(len(at_once)) as threads:
            list(threads.map(lambda mine: [mine[name]() for name in names], at_once))

    work(("deliver", "fetch", "remind", "offer", "deliver"))
    for phone in list(line.platform.residents)[2:]:
        assert line.pushed(phone) == ["ひとつめ", "ふたつめ"]
    town.clock.at += KEPT
    work(("purge_nightly", "close_silent", "purge_nightly"))
    assert set(town.consultations()) == set(cases[3:])
    assert alarms(town) == []
    assert town.read(cases[3], colleague("sato"))
