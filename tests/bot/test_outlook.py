"""The next two weeks as the office sees them, which is what residents are told; and times that are said twice."""

import datetime as dt
import zoneinfo

import pytest

from bot.calendar import LAST, Calendar, Rule
from bot.openings import calendar_of, moment, opening_words
from bot.outlook import clashes, days_ahead
from storage import hours, seed
from tests.cast import Town

JAPAN = zoneinfo.ZoneInfo("Asia/Tokyo")
HOUR = 3600 * 1000


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def weekly(weekday: int, opens: int, closes: int, **more: object) -> Rule:
    return Rule(weekday, None, opens * 60, closes * 60, **more)  # type: ignore[arg-type]  # names of its own fields


def test_days_have_the_names_that_people_know_them_by() -> None:
    office = Calendar([weekly(each, 9, 17) for each in range(5)], [(day("2026-11-26"),) * 2], JAPAN)
    shown = {str(one.day): one for one in days_ahead(office, day("2026-11-20"))}
    assert len(shown) == 14
    assert shown["2026-11-20"].times == [(540, 1020)]
    assert (shown["2026-11-23"].holiday, shown["2026-11-23"].times) == ("勤労感謝の日", [])
    assert (shown["2026-11-26"].closed, shown["2026-11-26"].times) == (True, [])
    assert [one.closed for one in shown.values()].count(True) == 1
    new_year = days_ahead(office, day("2026-12-28"), language="en")
    assert [one.year_end for one in new_year[:8]] == [False, *[True] * 6, False]
    assert (new_year[4].holiday, new_year[0].holiday) == ("New Year's Day", None)


def test_a_night_belongs_to_the_day_on_which_it_begins_and_times_that_meet_are_one() -> None:
    rules = [
        weekly(4, 22, 26),
        weekly(4, 9, 12),
        weekly(4, 12, 13),
        Rule(4, frozenset({3}), 11 * 60, 15 * 60),
    ]
    friday, saturday = days_ahead(Calendar(rules, [], JAPAN), day("2026-11-20"), days=2)
    assert (friday.times, saturday.times) == ([(540, 900), (1320, 1560)], [])
    shut = Calendar(rules, [(day("2026-11-21"), day("2026-11-21"))], JAPAN)
    assert days_ahead(shut, day("2026-11-20"), days=1)[0].times == [(540, 900), (1320, 1440)]


def test_what_residents_are_told_is_what_the_preview_shows(town: Town) -> None:
    """At every third hour of two weeks, with a holiday, a closed day and a late evening in them."""
    begin = int(dt.datetime(2026, 11, 20, tzinfo=JAPAN).timestamp()) * 1000
    with town.database.transaction() as connection:
        seed.furnish(connection)
        hours.close(connection, "kurashi", "2026-11-26", "2026-11-27")
        for desk in seed.HOURS:
            for now in range(begin, begin + 14 * 24 * HOUR, 3 * HOUR):
                expected = _first_of_preview(calendar_of(connection, desk, JAPAN), now)
                assert opening_words(connection, desk, "ja", now, JAPAN) == expected, (desk, now)


def _first_of_preview(calendar: Calendar, now: int) -> str | None:
    today = dt.datetime.fromtimestamp(now / 1000, JAPAN).date()
    for shown in days_ahead(calendar, today):
        midnight = int(dt.datetime.combine(shown.day, dt.time.min, JAPAN).timestamp()) * 1000
        for opens, closes in shown.times:
            if midnight + closes * 60_000 > now:
                begins = midnight + opens * 60_000
                return None if begins <= now else moment(begins, now, "ja", JAPAN)
    return ""


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([weekly(0, 9, 12), weekly(0, 12, 17)], []),
        ([weekly(0, 9, 12), weekly(1, 9, 12)], []),
        ([weekly(0, 9, 13), weekly(0, 12, 17)], [(0, 1)]),
        ([weekly(0, 9, 17), weekly(2, 1, 2), weekly(0, 10, 11)], [(0, 2)]),
        ([weekly(4, 22, 26), weekly(5, 1, 3)], [(0, 1)]),
        ([weekly(0, 1, 3), weekly(6, 22, 26)], [(0, 1)]),
        ([weekly(4, 22, 26), weekly(5, 2, 3)], []),
        ([weekly(1, 9, 17), Rule(1, frozenset({1}), 960, 1140)], []),
        ([Rule(1, frozenset({1, 3}), 960, 1140), Rule(1, frozenset({3, LAST}), 1080, 1200)], [(0, 1)]),
        ([Rule(1, frozenset({1}), 960, 1140), Rule(1, frozenset({2}), 960, 1140)], []),
        ([Rule(1, frozenset({1}), 960, 1140), Rule(2, frozenset({1}), 960, 1140)], []),
        (
            [weekly(0, 9, 17, last_day=day("2026-12-31")), weekly(0, 9, 19, first_day=day("2027-01-01"))],
            [],
        ),
        (
            [weekly(0, 9, 17, last_day=day("2027-01-01")), weekly(0, 9, 19, first_day=day("2027-01-01"))],
            [(0, 1)],
        ),
    ],
)
def test_a_time_that_is_said_twice_is_found(rules: list[Rule], found: list[tuple[int, int]]) -> None:
    assert clashes(rules) == found
