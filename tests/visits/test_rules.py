"""From when until when a place can be booked: two libraries and the law itself count the same days."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable
from functools import cache

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.visits.rules import (
    business_day,
    changeable,
    closed_of,
    day_bounds,
    earliest,
    latest,
    local_day,
    moment,
)
from tests.visits.places import ASATSUYU, HOUR, at, day
from tests.visits.the_law import is_business_day

SHUT = closed_of([])
FIRST, LAST = dt.date(2019, 1, 1), dt.date(2035, 12, 31)
EVERY_DAY = [FIRST + dt.timedelta(days=ahead) for ahead in range((LAST - FIRST).days + 1)]


def by_the_other_library(one: dt.date) -> bool:
    year_end = (one.month, one.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
    return one.weekday() < 5 and not year_end and not jpholiday.is_holiday(one)


COUNTS: dict[str, Callable[[dt.date], bool]] = {"jpholiday": by_the_other_library, "law": is_business_day}


@cache
def open_days(count: str) -> list[dt.date]:
    """Every business day from 2019 into 2036."""
    longer = (FIRST + dt.timedelta(days=ahead) for ahead in range((LAST - FIRST).days + 60))
    return [one for one in longer if COUNTS[count](one)]


@pytest.mark.parametrize("count", COUNTS)
def test_the_libraries_and_the_law_know_the_same_business_days(count: str) -> None:
    ours = [one for one in EVERY_DAY if business_day(one, SHUT)]
    assert ours == [one for one in open_days(count) if one <= LAST]


@pytest.mark.parametrize("lead", [1, 5, 7])
@pytest.mark.parametrize("count", COUNTS)
def test_so_many_business_days_before_whoever_counts(count: str, lead: int) -> None:
    place, days = ASATSUYU._replace(lead_days=lead), open_days(count)
    for today in EVERY_DAY:
        expected = days[bisect_left(days, today) + lead - 1] + dt.timedelta(days=1)
        assert earliest(moment(today, 720, place.timezone), place, SHUT) == expected, today


@pytest.mark.parametrize(
    ("booked_on", "lead", "first"),
    [
        ("2026-11-20", 5, "2026-11-28"),  # 勤労感謝の日 on Monday: Friday, then four days, then the weekend
        ("2026-11-21", 5, "2026-12-01"),  # a Saturday counts from Tuesday on
        ("2026-11-20", 7, "2026-12-02"),
        ("2026-12-28", 5, "2027-01-08"),  # 29 December to 3 January
        ("2026-12-31", 5, "2027-01-09"),
        ("2026-12-28", 7, "2027-01-13"),  # and 成人の日
        ("2027-04-28", 5, "2027-05-11"),  # Golden Week
        ("2027-04-28", 7, "2027-05-13"),
        ("2029-04-27", 5, "2029-05-09"),  # the 30th is the substitute for Sunday the 29th
        ("2019-04-25", 5, "2019-05-10"),  # ten days off, for the new Emperor
        ("2019-10-21", 1, "2019-10-22"),
        ("2019-10-22", 1, "2019-10-24"),  # the day of the enthronement
        ("2020-07-21", 5, "2020-07-30"),  # the Olympics that were not held, with their holidays
        ("2021-07-19", 5, "2021-07-28"),  # and those that were
        ("2021-08-05", 5, "2021-08-13"),
        ("2026-11-18", 0, "2026-11-18"),
    ],
)
def test_the_first_day_that_can_be_booked(booked_on: str, lead: int, first: str) -> None:
    place = ASATSUYU._replace(lead_days=lead)
    assert earliest(at(f"{booked_on} 23:59"), place, SHUT) == day(first)


def test_a_town_that_is_shut_needs_longer() -> None:
    festival = closed_of([("2026-11-25", "2026-11-26"), ("2026-11-30", "2026-11-30")])
    assert earliest(at("2026-11-24 09:00"), ASATSUYU, SHUT) == day("2026-12-01")
    assert earliest(at("2026-11-24 09:00"), ASATSUYU, festival) == day("2026-12-04")
    assert not business_day(day("2026-11-25"), festival)
    assert business_day(day("2026-11-27"), festival)


def test_the_horizon_counts_business_days_too() -> None:
    assert latest(at("2026-12-25 10:00"), ASATSUYU._replace(horizon_days=3), SHUT) == day("2027-01-05")


def test_a_town_that_is_shut_for_good_offers_no_day_and_fails_nobody() -> None:
    never = closed_of([("2026-01-01", "2099-12-31")])
    now = at("2026-11-24 09:00")
    assert earliest(now, ASATSUYU, never) >= latest(now, ASATSUYU, never) > day("2027-12-01")


def test_a_visit_can_be_changed_until_its_own_count_is_over() -> None:
    place, visit = ASATSUYU._replace(change_days=2), at("2026-11-25 10:00")
    assert changeable(at("2026-11-20 23:59"), place, visit, SHUT)
    assert not changeable(at("2026-11-21 00:00"), place, visit, SHUT)


def test_where_it_may_change_until_the_last_moment_that_moment_ends_it() -> None:
    place, visit = ASATSUYU._replace(change_days=0), at("2026-11-25 10:00")
    assert changeable(visit - 1, place, visit, SHUT)
    assert not changeable(visit, place, visit, SHUT)


def test_the_day_is_the_places_own() -> None:
    now = at("2026-11-25 08:00")
    assert local_day(now, ASATSUYU) == day("2026-11-25")
    assert local_day(now, ASATSUYU._replace(timezone="America/New_York")) == day("2026-11-24")


@pytest.mark.parametrize(
    "timezone", ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
)
def test_ten_o_clock_is_ten_o_clock_on_every_day(timezone: str) -> None:
    for one in EVERY_DAY[::3]:
        assert moment(one, 600, timezone) == at(f"{one} 10:00", timezone)
        begins, ends = day_bounds(one, timezone)
        assert (begins, ends) == (
            at(f"{one} 00:00", timezone),
            at(f"{one + dt.timedelta(days=1)} 00:00", timezone),
        )


def test_the_days_on_which_clocks_change_are_shorter_and_longer() -> None:
    lengths = {one: ends - begins for one in ("2027-03-27", "2027-03-28", "2027-10-31")
               for begins, ends in [day_bounds(day(one), "Europe/Berlin")]}  # fmt: skip
    assert lengths == {"2027-03-27": 24 * HOUR, "2027-03-28": 23 * HOUR, "2027-10-31": 25 * HOUR}


def test_a_time_that_comes_twice_is_the_first_and_one_that_never_comes_moves_on() -> None:
    twice = moment(day("2027-10-31"), 150, "Europe/Berlin")
    assert twice == at("2027-10-31 00:00", "Europe/Berlin") + 150 * 60_000
    assert moment(day("2027-03-28"), 150, "Europe/Berlin") == at("2027-03-28 03:30", "Europe/Berlin")


days = st.dates(FIRST, LAST)
closures = st.lists(st.tuples(days, st.integers(0, 20)), max_size=4).map(
    lambda found: [(str(one), str(one + dt.timedelta(days=longer))) for one, longer in found]
)


@given(days, st.integers(0, 20), closures)
def test_before_the_first_day_lie_exactly_so_many_business_days(
    today: dt.date, lead: int, closed_days: list[tuple[str, str]]
) -> None:
    closed = closed_of(closed_days)
    first = earliest(moment(today, 0, ASATSUYU.timezone), ASATSUYU._replace(lead_days=lead), closed)
    between = (today + dt.timedelta(days=ahead) for ahead in range((first - today).days))
    assert [business_day(one, closed) for one in between].count(True) == lead
    if lead:
        assert business_day(first - dt.timedelta(days=1), closed)


@given(days, st.integers(0, 1439), st.integers(0, 9), closures)
def test_whoever_could_book_it_now_could_have_booked_it_before(
    today: dt.date, minutes: int, lead: int, closed_days: list[tuple[str, str]]
) -> None:
    closed, place = closed_of(closed_days), ASATSUYU._replace(lead_days=lead)
    now = moment(today, minutes, place.timezone)
    assert earliest(now, place, closed) <= earliest(now + HOUR, place, closed)
    assert earliest(now, place, SHUT) <= earliest(now, place, closed)
