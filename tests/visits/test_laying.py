"""Which slots patterns and unusual days make."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.visits.laying import Laid, wanted_slots
from storage.slot_patterns import Pattern, Unusual
from tests.visits.places import HOUR, MINUTE, at, day, text

TOKYO = "Asia/Tokyo"
WEDNESDAY = 2


def pattern(weekday: int, opens: float, closes: float, **but: Any) -> Pattern:
    """Slots of half an hour for one visit, from hour to hour, all through the fiscal year 2027."""
    plain = Pattern(b"", weekday, None, round(opens * 60), round(closes * 60), 30, 1, None, "2027-04-01", "2028-03-31", False)  # fmt: skip
    return plain._replace(**but)


def open_on(first: str, opens: float, closes: float, last: str = "", **but: Any) -> Unusual:
    plain = Unusual(b"", first, last or first, round(opens * 60), round(closes * 60), 30, 1, None, "")
    return plain._replace(**but)


def closed_on(first: str, last: str = "") -> Unusual:
    return Unusual(b"", first, last or first, None, None, None, None, None, "")


def laid(*what: Pattern | Unusual, first: str, last: str = "", timezone: str = TOKYO) -> list[Laid]:
    patterns = [one for one in what if isinstance(one, Pattern)]
    unusual = [one for one in what if isinstance(one, Unusual)]
    return wanted_slots(patterns, unusual, timezone, day(first), day(last or first))


def starts(slots: list[Laid], timezone: str = TOKYO) -> list[str]:
    return [text(one.starts_at, timezone) for one in slots]


def test_a_morning_of_half_hours() -> None:
    slots = laid(pattern(WEDNESDAY, 10, 11.75, capacity=2), first="2027-06-01", last="2027-06-08")
    assert starts(slots) == ["2027-06-02 10:00", "2027-06-02 10:30", "2027-06-02 11:00"]
    assert slots[0] == Laid(at("2027-06-02 10:00"), at("2027-06-02 10:30"), 2, None, "pattern")


def test_only_the_first_and_the_last_wednesday() -> None:
    slots = laid(pattern(WEDNESDAY, 10, 10.5, nth="1,-1"), first="2027-06-01", last="2027-07-31")
    assert [one[:10] for one in starts(slots)] == ["2027-06-02", "2027-06-30", "2027-07-07", "2027-07-28"]


def test_what_meets_at_the_same_time_is_one_slot_for_all_of_them() -> None:
    morning = pattern(WEDNESDAY, 10, 11, kinds="oath,ask")
    longer = pattern(WEDNESDAY, 10, 11, minutes=60, capacity=2, kinds="give,ask")
    first, second = laid(morning, longer, first="2027-06-02")
    assert first == Laid(at("2027-06-02 10:00"), at("2027-06-02 11:00"), 3, "ask,give,oath", "pattern")
    assert second == Laid(at("2027-06-02 10:30"), at("2027-06-02 11:00"), 1, "oath,ask", "pattern")
    (any_kind, _) = laid(morning, pattern(WEDNESDAY, 10, 10.5), first="2027-06-02")
    assert any_kind.kinds is None


def test_a_pattern_holds_from_its_first_day_to_its_last() -> None:
    summer = pattern(WEDNESDAY, 10, 10.5, first_day="2027-06-09", last_day="2027-06-16")
    assert starts(laid(summer, first="2027-06-01", last="2027-06-30")) == [
        "2027-06-09 10:00",
        "2027-06-16 10:00",
    ]


@pytest.mark.parametrize("off", ["2027-11-03", "2027-12-29"])
def test_holidays_and_the_years_end_are_off_unless_the_pattern_says_otherwise(off: str) -> None:
    assert laid(pattern(WEDNESDAY, 10, 11), first=off) == []
    assert len(laid(pattern(WEDNESDAY, 10, 11, holidays=True), first=off)) == 2


def test_an_unusual_day_adds_its_slots_even_on_a_holiday() -> None:
    opened = open_on("2027-11-03", 13, 14)
    assert starts(laid(pattern(WEDNESDAY, 10, 11), opened, first="2027-11-01", last="2027-11-07")) == [
        "2027-11-03 13:00",
        "2027-11-03 13:30",
    ]
    (more, _) = laid(
        pattern(WEDNESDAY, 10, 11), open_on("2027-06-02", 10, 10.5, capacity=4), first="2027-06-02"
    )
    assert (more.capacity, more.origin) == (5, "day")


def test_a_closed_day_wins_over_everything() -> None:
    everything = (pattern(WEDNESDAY, 10, 11, holidays=True), open_on("2027-06-02", 13, 14, "2027-06-03"))
    slots = laid(*everything, closed_on("2027-06-01", "2027-06-02"), first="2027-06-01", last="2027-06-30")
    assert starts(slots)[:3] == ["2027-06-03 13:00", "2027-06-03 13:30", "2027-06-09 10:00"]


def test_ten_o_clock_stays_ten_o_clock_when_clocks_change() -> None:
    weekly = [pattern(weekday, 10, 10.5) for weekday in range(7)]
    for timezone in ("Europe/Berlin", "America/New_York"):
        slots = laid(*weekly, first="2027-10-01", last="2028-03-31", timezone=timezone)
        assert {one[-5:] for one in starts(slots, timezone)} == {"10:00"}
        assert {one.ends_at - one.starts_at for one in slots} == {30 * MINUTE}


def test_a_time_that_clocks_leave_out_is_no_slot_and_one_that_comes_twice_is_one() -> None:
    night = [pattern(weekday, 1, 4, minutes=60) for weekday in range(7)]
    spring = laid(*night, first="2028-03-26", timezone="Europe/Berlin")
    assert starts(spring, "Europe/Berlin") == ["2028-03-26 01:00", "2028-03-26 03:00"]
    assert {one.capacity for one in spring} == {1}
    autumn = laid(*night, first="2027-10-31", timezone="Europe/Berlin")
    assert starts(autumn, "Europe/Berlin") == ["2027-10-31 01:00", "2027-10-31 02:00", "2027-10-31 03:00"]
    assert [one.starts_at - autumn[0].starts_at for one in autumn] == [0, HOUR, 3 * HOUR]


def test_a_year_of_a_desk_is_laid_as_it_was_drawn() -> None:
    week = [pattern(weekday, 9, 17, capacity=2) for weekday in range(5)]
    slots = laid(*week, first="2027-04-01", last="2028-03-31")
    assert Counter(one[:10] for one in starts(slots)).most_common()[-1][1] == 16
    assert len(slots) == 16 * 243  # so many business days has the fiscal year 2027


minutes = st.integers(0, 24 * 12 - 1).map(lambda five: five * 5)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    opens, length = draw(minutes), draw(st.sampled_from([15, 20, 30, 45, 60, 90]))
    closes = opens + draw(st.integers(5, 600))
    first = draw(st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31)))
    last = first + dt.timedelta(days=draw(st.integers(0, 90)))
    kinds = draw(st.sampled_from([None, "oath", "ask,oath"]))
    return Pattern(b"", draw(st.integers(0, 6)), draw(st.sampled_from([None, "1", "2,4", "-1"])), opens, closes, length,
                   draw(st.integers(1, 3)), kinds, first.isoformat(), last.isoformat(), draw(st.booleans()))  # fmt: skip


zones = st.sampled_from(
    [TOKYO, "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago"]
)


@given(
    st.lists(patterns(), max_size=5),
    zones,
    st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
    st.integers(0, 21),
)
def test_days_laid_together_are_those_laid_one_by_one(
    drawn: list[Pattern], timezone: str, first: dt.date, more: int
) -> None:
    days = [first + dt.timedelta(days=ahead) for ahead in range(more + 1)]
    together = wanted_slots(drawn, [], timezone, days[0], days[-1])
    times = [one.starts_at for one in together]
    assert times == sorted(set(times))
    assert all(one.starts_at < one.ends_at and one.capacity >= 1 for one in together)
    alone = [wanted_slots([one], [], timezone, day, day) for one in drawn for day in days]
    seats = Counter[int]()
    for slot in (slot for slots in alone for slot in slots):
        seats[slot.starts_at] += slot.capacity
    assert {one.starts_at: one.capacity for one in together} == dict(seats)
