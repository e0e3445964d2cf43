"""When a desk answers. What the rules promise is checked minute by minute against a reckoning that is as simple as can be."""

import datetime as dt
import zoneinfo

import jpholiday
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import LAST, Calendar, Rule, business_days_after, is_day_off, is_public_holiday

JAPAN = zoneinfo.ZoneInfo("Asia/Tokyo")
HOUR = 3_600_000
MONDAY, TUESDAY, THURSDAY, SATURDAY, SUNDAY = 0, 1, 3, 5, 6


def at(text: str) -> int:
    """ "2026-12-01 16:00" in Japan, as ms."""
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=JAPAN).timestamp()) * 1000


def text(moment: int | None) -> str | None:
    return f"{dt.datetime.fromtimestamp(moment / 1000, JAPAN):%Y-%m-%d %H:%M}" if moment is not None else None


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def rule(weekday: int, opens: float, closes: float, *nth: int, holidays: bool = False) -> Rule:
    return Rule(weekday, frozenset(nth) or None, round(opens * 60), round(closes * 60), None, None, holidays)


def calendar(*rules: Rule, closed: tuple[str, ...] = ()) -> Calendar:
    """A calendar of Japan, closed from the first to the second day of each pair."""
    days = [day(one) for one in closed]
    return Calendar(rules, list(zip(days[::2], days[1::2], strict=True)), JAPAN)


WEEKDAYS = [rule(weekday, 9, 17) for weekday in range(5)]


@pytest.mark.parametrize(
    ("now", "next_opening"),
    [
        ("2026-11-20 08:59", "2026-11-20 09:00"),
        ("2026-11-20 09:00", "2026-11-20 09:00"),
        ("2026-11-20 16:59", "2026-11-20 16:59"),
        ("2026-11-20 17:00", "2026-11-24 09:00"),  # a weekend, and 勤労感謝の日 on Monday
        ("2026-12-28 17:00", "2027-01-04 09:00"),
        ("2026-12-31 23:59", "2027-01-04 09:00"),
        ("2026-05-01 17:00", "2026-05-07 09:00"),  # the 6th is the substitute for Sunday the 3rd
        ("2026-09-18 17:00", "2026-09-24 09:00"),  # the 22nd stands between two holidays
    ],
)
def test_office_hours_go_round_weekends_holidays_and_the_years_end(now: str, next_opening: str) -> None:
    assert text(calendar(*WEEKDAYS).next_opening(at(now))) == next_opening


def test_the_first_tuesday_is_one_day_a_month() -> None:
    evening = calendar(rule(TUESDAY, 16, 19, 1))
    assert text(evening.next_opening(at("2026-11-21 12:00"))) == "2026-12-01 16:00"
    assert text(evening.next_opening(at("2026-12-01 19:00"))) == "2027-01-05 16:00"
    assert not evening.is_open(at("2026-12-08 17:00"))


def test_a_rule_of_two_weeks_and_the_last_one() -> None:
    twice = calendar(rule(THURSDAY, 16, 20, 2, 4))
    assert text(twice.next_opening(at("2026-11-21 12:00"))) == "2026-11-26 16:00"
    assert text(twice.next_opening(at("2026-11-26 20:00"))) == "2026-12-10 16:00"
    last = calendar(rule(MONDAY, 10, 12, LAST, holidays=True))
    assert text(last.next_opening(at("2026-11-25 12:00"))) == "2026-11-30 10:00"
    assert text(last.next_opening(at("2026-02-01 12:00"))) == "2026-02-23 10:00"
    fifth = calendar(rule(SUNDAY, 10, 12, 5))
    assert text(fifth.next_opening(at("2026-11-30 00:00"))) == "2027-01-31 10:00"


@pytest.mark.parametrize("nth", [1, 2, 3, 4, 5, LAST])
def test_every_day_of_a_year_is_counted_as_people_count(nth: int) -> None:
    year = [day("2026-01-01") + dt.timedelta(ahead) for ahead in range(365)]
    for one in year:
        same = [other for other in year if (other.month, other.weekday()) == (one.month, one.weekday())]
        wanted = same[nth if nth == LAST else nth - 1 :][:1]
        assert rule(one.weekday(), 9, 17, nth, holidays=True).runs_on(one, is_day_off) == (wanted == [one])


def test_at_closing_time_nobody_answers_any_more() -> None:
    assert calendar(*WEEKDAYS).is_open(at("2026-11-20 17:00") - 1)
    assert not calendar(*WEEKDAYS).is_open(at("2026-11-20 17:00"))


def test_a_rule_may_run_on_holidays_and_over_new_year() -> None:
    daily = calendar(*(rule(weekday, 16, 21, holidays=True) for weekday in range(7)))
    for shut in ("2026-11-23", "2026-12-31", "2027-01-01"):
        assert daily.is_open(at(f"{shut} 16:00"))


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    nights = calendar(*(rule(weekday, 22, 26) for weekday in range(7)))
    assert nights.is_open(at("2026-12-29 01:59"))
    assert not nights.is_open(at("2026-12-29 22:00"))
    assert text(nights.next_opening(at("2027-01-03 23:00"))) == "2027-01-04 22:00"
    new_year = calendar(rule(THURSDAY, 22, 26, holidays=True))
    assert new_year.is_open(at("2027-01-01 00:30"))
    assert text(new_year.next_opening(at("2027-01-01 02:00"))) == "2027-01-07 22:00"


def test_a_closure_drops_what_begins_in_it_and_cuts_what_reaches_into_it() -> None:
    nights = calendar(
        *(rule(weekday, 22, 26, holidays=True) for weekday in range(7)), closed=("2026-12-02", "2026-12-03")
    )
    assert nights.is_open(at("2026-12-01 23:59"))
    assert text(nights.next_opening(at("2026-12-02 00:00"))) == "2026-12-04 22:00"
    assert not nights.is_open(at("2026-12-04 01:00"))


def test_times_of_one_day_that_touch_or_overlap_are_one() -> None:
    one = calendar(rule(SATURDAY, 9, 12), rule(SATURDAY, 11, 13), rule(SATURDAY, 13, 15))
    minutes = range(at("2026-11-28 09:00"), at("2026-11-28 15:00"), 60_000)
    assert all(one.next_opening(minute) == minute for minute in minutes)
    assert text(one.next_opening(at("2026-11-28 15:00"))) == "2026-12-05 09:00"


def test_a_rule_holds_from_its_first_to_its_last_day() -> None:
    trial = calendar(Rule(SATURDAY, None, 600, 720, day("2026-12-05"), day("2026-12-12")))
    assert text(trial.next_opening(at("2026-11-21 09:00"))) == "2026-12-05 10:00"
    assert trial.is_open(at("2026-12-12 11:59"))
    assert trial.next_opening(at("2026-12-12 12:00")) is None


def test_the_whole_day_has_no_gap_at_midnight() -> None:
    always = calendar(*(rule(weekday, 0, 24, holidays=True) for weekday in range(7)))
    assert all(always.is_open(at("2026-12-31 22:00") + minute * 60_000) for minute in range(240))


def test_nothing_in_400_days_is_no_promise() -> None:
    assert calendar().next_opening(at("2026-11-21 09:00")) is None
    shut = calendar(*WEEKDAYS, closed=("2026-01-01", "2028-01-01"))
    assert shut.next_opening(at("2026-11-21 09:00")) is None
    leap = calendar(rule(SUNDAY, 10, 12, 5))
    assert leap.next_opening(at("2026-11-21 09:00")) is not None


def test_an_hour_stays_an_hour_of_the_wall_where_clocks_are_changed() -> None:
    berlin = Calendar([rule(SUNDAY, 10, 12, holidays=True)], [], zoneinfo.ZoneInfo("Europe/Berlin"))
    opening = berlin.next_opening(at("2026-10-25 00:00"))
    assert opening is not None
    assert dt.datetime.fromtimestamp(opening / 1000, zoneinfo.ZoneInfo("Europe/Berlin")).hour == 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 7},
        {"weekday": -1},
        {"nth": frozenset()},
        {"nth": frozenset({0})},
        {"nth": frozenset({6})},
        {"opens": -1},
        {"opens": 1440, "closes": 1500},
        {"closes": 600},
        {"closes": 600 + 1441},
        {"first_day": dt.date(2026, 12, 2), "last_day": dt.date(2026, 12, 1)},
    ],
)
def test_what_is_no_time_is_refused(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {"weekday": 0, "nth": None, "opens": 600, "closes": 660}
    with pytest.raises(ValueError, match=r"weekday|nth|opens|first"):
        Rule(**(good | wrong))  # type: ignore[arg-type]  # each value is of its own kind


days = st.dates(dt.date(2025, 12, 1), dt.date(2027, 2, 28))
nths = st.none() | st.frozensets(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    opens = draw(st.integers(0, 95)) * 15
    closes = opens + draw(st.integers(1, 96)) * 15
    first, last = sorted(draw(st.tuples(days, days)))
    limits = draw(st.sampled_from([(None, None), (first, None), (None, last), (first, last)]))
    return Rule(draw(st.integers(0, 6)), draw(nths), opens, closes, *limits, draw(st.booleans()))


closures = st.lists(
    st.tuples(days, st.integers(0, 20)).map(lambda c: (c[0], c[0] + dt.timedelta(c[1]))), max_size=3
)
moments = st.datetimes(dt.datetime(2025, 12, 1), dt.datetime(2027, 2, 28)).map(  # noqa: DTZ001 (a wall clock)
    lambda wall: round(wall.replace(tzinfo=JAPAN).timestamp() * 1000)
)


@settings(deadline=None)
@given(st.lists(rules(), max_size=5), closures, moments)
def test_the_next_opening_is_the_first_moment_that_is_open(
    these: list[Rule], shut: list[tuple[dt.date, dt.date]], now: int
) -> None:
    here = Calendar(these, shut, JAPAN)
    opening = here.next_opening(now)
    until = now + 401 * 24 * HOUR if opening is None else opening
    if opening is not None:
        assert opening >= now
        assert here.is_open(opening)
        assert (opening == now) == here.is_open(now)
        assert opening == now or not here.is_open(opening - 1)
    # Every time begins at a quarter of an hour of the wall; 30 days are looked at.
    quarter = 15 * 60_000
    between = range(-(-now // quarter) * quarter, min(until, now + 30 * 24 * HOUR), quarter)
    assert not any(here.is_open(moment) for moment in between)


@settings(deadline=None)
@given(st.lists(rules(), min_size=1, max_size=5), closures, moments)
def test_open_means_that_a_rule_runs_and_nothing_closes_it(
    these: list[Rule], shut: list[tuple[dt.date, dt.date]], now: int
) -> None:
    wall = dt.datetime.fromtimestamp(now / 1000, JAPAN)
    today, minute = wall.date(), wall.hour * 60 + wall.minute
    running = [
        rule
        for ago, rule in ((ago, rule) for ago in (0, 1) for rule in these)
        if rule.runs_on(today - dt.timedelta(ago), is_day_off)
        and rule.opens <= minute + ago * 1440 < rule.closes
        and not any(first <= today - dt.timedelta(ago) <= last for first, last in shut)
    ]
    closed_today = any(first <= today <= last for first, last in shut)
    assert Calendar(these, shut, JAPAN).is_open(now) == (bool(running) and not closed_today)


@pytest.mark.parametrize("year", range(2020, 2036))
def test_two_libraries_agree_on_the_holidays(year: int) -> None:
    everyday = [dt.date(year, 1, 1) + dt.timedelta(ahead) for ahead in range(366)]
    assert [one for one in everyday if is_public_holiday(one)] == [
        one for one in everyday if jpholiday.is_holiday(one)
    ]


@pytest.mark.parametrize(
    ("name", "holidays"),
    [
        ("Golden Week and its substitute", "2026-04-29 2026-05-03 2026-05-04 2026-05-05 2026-05-06"),
        ("a day between two holidays", "2026-09-21 2026-09-22 2026-09-23"),
        ("Labour Thanksgiving Day", "2026-11-23"),
        ("a substitute on a Monday", "2024-08-12 2024-09-23 2027-03-22"),
        ("moved for the Games", "2021-07-22 2021-07-23 2021-08-08 2021-08-09"),
        ("the year's end", "2026-12-29 2026-12-30 2026-12-31 2027-01-01 2027-01-02 2027-01-03"),
    ],
)
def test_days_on_which_offices_are_shut(name: str, holidays: str) -> None:
    assert all(is_day_off(day(one)) for one in holidays.split()), name


@pytest.mark.parametrize("working", ["2026-12-28", "2027-01-04", "2026-11-24", "2021-07-19", "2021-10-11"])
def test_days_on_which_they_are_not(working: str) -> None:
    assert not is_day_off(day(working))


def test_business_days_leave_out_weekends_holidays_and_what_is_closed() -> None:
    assert business_days_after(day("2026-11-20"), 0) == day("2026-11-20")
    assert business_days_after(day("2026-11-20"), 1) == day("2026-11-24")
    assert business_days_after(day("2026-11-20"), 5) == day("2026-11-30")
    assert business_days_after(day("2026-12-28"), 1) == day("2027-01-04")
    flood = day("2026-11-24")
    assert business_days_after(day("2026-11-20"), 1, lambda one: is_day_off(one) or one == flood) == day(
        "2026-11-25"
    )
    with pytest.raises(ValueError, match="not so many"):
        business_days_after(day("2026-11-20"), 1, lambda _: True)
