"""The news of a silence that can't go at once: it rings by day only, and says no day that is too near to be of use."""

from bot.announcements import Announcements
from bot.outgoing import SAVING_MS
from retention import silence
from storage import backlog, consultations
from tests.bot.line import ONE_KIND, Line
from tests.cast import DAY
from tests.retention.house import at, local_day

PUSH = "/message/push"


def look(line: Line) -> tuple[int, int]:
    """(announced, closed) of one run of the job, as the clock runs it."""
    town, now = line.town, line.town.clock()
    announcements = Announcements(town.keys, town.settings.timezone)
    tell = announcements.silence if announcements.may_ring(now) else None
    outcome = silence.run(
        town.database,
        town.keys,
        town.settings.retention_policy,
        now=now,
        tell=tell,
        timezone=announcements.timezone,
    )
    return outcome.announced, outcome.closed


def lost(line: Line) -> dict[str, int]:
    """What the office is told was never delivered."""
    with line.town.database.reading() as connection:
        return backlog.given_up(connection, since=0)


def silent(line: Line, *, hour: int) -> bytes:
    """Nobody has written to Hanako's for 23 days, and at that hour she is to be told."""
    at(line.town, 0, hour=9)
    case = line.consultation()
    at(line.town, 23, hour=hour)
    assert look(line) == (1, 0)
    return case


@ONE_KIND
def test_what_waited_for_quota_is_announced_anew_and_she_has_her_week(line: Line) -> None:
    """The day that it first named has passed, and she never heard of it."""
    case = silent(line, hour=12)
    line.platform.quota.limit = 0
    line.deliver()
    assert line.deliveries(case) == [("queued", "quota")]
    at(line.town, 32, hour=12)
    line.platform.quota.limit = 10
    line.deliver()
    assert (line.pushed(), look(line), lost(line)) == ([], (1, 0), {})
    announced = line.town.clock()
    line.town.clock.at += SAVING_MS
    line.deliver()
    (words,) = line.pushed()
    last = local_day(line.town, 38)
    assert f"{last.month}月{last.day}日がすぎたら" in words
    line.town.clock.at = announced + 7 * DAY - 1
    assert look(line) == (0, 0)
    line.town.clock.at += 1
    assert look(line) == (0, 1)


@ONE_KIND
def test_what_she_asked_for_late_does_not_close_it_within_the_hour(line: Line) -> None:
    """Only a knock was pushed; the words were not read before the day that they name."""
    at(line.town, 0, hour=9)
    case = line.consultation()
    line.chooses(case, arrival="knock")
    at(line.town, 23, hour=12)
    assert look(line) == (1, 0)
    line.deliver()
    at(line.town, 34, hour=12)
    assert line.asks(case) == 0, "and she hears that nothing is there to read"
    line.deliver()
    assert len(line.pushed()) == 1
    assert look(line) == (1, 0)
    assert line.asks(case) == 1
    line.deliver()
    last = local_day(line.town, 40)
    assert f"{last.month}月{last.day}日がすぎたら" in line.pushed()[-1]
    line.town.clock.at += 7 * DAY - 1
    assert look(line) == (0, 0)


@ONE_KIND
def test_no_phone_rings_at_night_because_line_was_away_in_the_evening(line: Line) -> None:
    silent(line, hour=18)
    line.platform.faults.refuse(503, path=PUSH)
    line.deliver()
    at(line.town, 23, hour=19)
    line.deliver()
    at(line.town, 24, hour=8)
    line.deliver()
    assert line.pushed() == []
    at(line.town, 24, hour=9)
    line.deliver()
    assert len(line.pushed()) == 1


@ONE_KIND
def test_an_answer_in_the_evening_does_not_wait_behind_it(line: Line) -> None:
    case = silent(line, hour=18)
    line.platform.faults.rate_limit(path=PUSH)
    line.deliver()
    at(line.town, 23, hour=20)
    line.deliver()
    line.push(case, "その後いかがですか")
    with line.town.database.transaction() as connection:
        consultations.note_replied(connection, case, bytes(32), now=line.town.clock())
    line.deliver()
    assert line.pushed() == ["その後いかがですか"]


def test_what_is_not_true_any_more_does_not_come_along_with_an_answer(line: Line) -> None:
    """She wrote before she read the answer that had waited for her, and the news behind it."""
    at(line.town, 0, hour=9)
    case = line.consultation()
    line.chooses(case, arrival="knock")
    line.push(case, "いつでもどうぞ")
    at(line.town, 23, hour=12)
    assert look(line) == (1, 0)
    line.deliver()
    line.says("つづけます")
    line.asks(case)
    line.deliver()
    assert line.pushed()[1:] == ["いつでもどうぞ"]
