"""When a resident may hear from the office, by the hours they chose."""

import datetime as dt
import zoneinfo

import pytest

from bot.contact_hours import next_moment
from tests.bot.line import ONE_KIND, Line

TOKYO = zoneinfo.ZoneInfo("Asia/Tokyo")


def ms(text: str) -> int:
    return round(dt.datetime.fromisoformat(text).replace(tzinfo=TOKYO).timestamp() * 1000)


@pytest.mark.parametrize(
    ("hours", "at", "then"),
    [
        ("any", "2026-11-21 03:00", "2026-11-21 03:00"),
        ("day", "2026-11-21 08:59:59", "2026-11-21 09:00"),
        ("day", "2026-11-21 09:00", "2026-11-21 09:00"),
        ("day", "2026-11-21 16:59:59", "2026-11-21 16:59:59"),
        ("day", "2026-11-21 17:00", "2026-11-22 09:00"),
        ("evening", "2026-11-21 12:00", "2026-11-21 17:00"),
        ("evening", "2026-11-21 21:00", "2026-11-22 17:00"),
        # Saturday; Monday is 勤労感謝の日.
        ("office", "2026-11-21 10:00", "2026-11-24 09:00"),
        ("office", "2026-11-20 16:00", "2026-11-20 16:00"),
        # Over the end of the year, when public offices are shut and families are at home.
        ("office", "2026-12-28 17:00", "2027-01-04 09:00"),
        ("day", "2026-12-31 20:00", "2027-01-01 09:00"),
    ],
)
def test_the_next_moment(hours: str, at: str, then: str) -> None:
    assert next_moment(hours, ms(at), TOKYO) == ms(then)


def at(line: Line, text: str) -> None:
    line.town.clock.at = ms(text)


@ONE_KIND
def test_outside_the_hours_words_wait_and_the_desk_is_told_why(line: Line) -> None:
    case = line.consultation()
    line.chooses(case, contact_hours="evening")
    at(line, "2026-11-25 12:00")
    assert line.push(case, "こんばんは") == ("queued", "hours")
    assert line.deliveries(case) == [("queued", "hours")]
    at(line, "2026-11-25 16:59")
    assert line.deliver() == 0
    at(line, "2026-11-25 17:00")
    line.deliver()
    assert line.pushed() == ["こんばんは"]
    assert line.deliveries(case) == [("accepted", None)]


def test_what_was_due_in_time_and_came_too_late_waits_for_the_next_day(line: Line) -> None:
    """Nobody's phone rings at night because LINE was away in the evening."""
    case = line.consultation()
    line.chooses(case, contact_hours="day")
    at(line, "2026-11-25 16:59:59")
    line.push(case, "いち")
    line.platform.faults.rate_limit(path="/message/push")
    line.deliver()
    at(line, "2026-11-25 17:00:05")
    line.deliver()
    assert line.deliveries(case) == [("queued", "hours")]
    at(line, "2026-11-26 08:59")
    assert line.deliver() == 0
    at(line, "2026-11-26 09:00")
    line.deliver()
    assert line.pushed() == ["いち"]


@ONE_KIND
def test_who_changes_the_hours_is_heard_at_once_for_what_waits_already(line: Line) -> None:
    case = line.consultation()
    at(line, "2026-11-25 12:00")
    line.chooses(case, contact_hours="evening")
    line.push(case, "いち")
    line.chooses(case, contact_hours="day")
    line.deliver()
    assert line.pushed() == ["いち"]
    line.push(case, "に")
    line.chooses(case, contact_hours="evening")
    line.deliver()
    assert line.deliveries(case) == [("accepted", None), ("queued", "hours")]


@ONE_KIND
def test_a_knock_waits_for_the_hours_and_what_is_asked_for_does_not(line: Line) -> None:
    case = line.consultation()
    line.chooses(case, arrival="knock", contact_hours="evening")
    at(line, "2026-11-25 12:00")
    line.push(case, "いち")
    assert line.deliver() == 0
    at(line, "2026-11-25 17:00")
    assert line.deliver() == 1
    at(line, "2026-11-25 23:00")
    line.asks(case)
    line.deliver()
    assert line.pushed()[1:] == ["いち"]


@ONE_KIND
def test_an_answer_to_what_the_resident_does_comes_at_any_hour(line: Line) -> None:
    case = line.consultation()
    line.chooses(case, contact_hours="evening")
    at(line, "2026-11-25 03:00")
    line.says("いそぐとき")
    line.deliver()
    assert line.replies() == 2
