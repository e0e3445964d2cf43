"""Totals: what happened in a month, added up from the places in which it was counted."""

import datetime as dt

from storage import totals
from tests.bot.test_intake_at_once import at_once
from tests.cast import Town

TOKYO = dt.timezone(dt.timedelta(hours=9))


def at(year: int, month: int, day: int, hour: int) -> int:
    return int(dt.datetime(year, month, day, hour, tzinfo=TOKYO).timestamp() * 1000)


def count(town: Town, kind: totals.Kind, item: str, now: int) -> None:
    with town.database.transaction() as connection:
        totals.count(connection, kind, item, now=now, timezone=TOKYO)


def of_month(town: Town, month: str) -> dict[tuple[str, str], int]:
    with town.database.reading() as connection:
        return totals.of_month(connection, month)


def test_each_month_counts_by_itself_where_the_office_is(town: Town) -> None:
    for moment in (at(2026, 12, 31, 23), at(2027, 1, 1, 0), at(2027, 1, 1, 8)):
        count(town, "message", "text", moment)
    count(town, "message", "image", at(2027, 1, 5, 12))
    count(town, "survey-3", "forgot", at(2027, 1, 5, 12))
    assert of_month(town, "2026-12") == {("message", "text"): 1}
    assert of_month(town, "2027-01") == {
        ("message", "text"): 2,
        ("message", "image"): 1,
        ("survey-3", "forgot"): 1,
    }


def test_what_is_counted_at_the_same_moment_is_all_there(town: Town) -> None:
    now = at(2026, 12, 1, 12)
    at_once(lambda one: count(town, "message", one["item"], now), [{"item": "text"}] * 60)
    assert of_month(town, "2026-12") == {("message", "text"): 60}


def test_a_booking_is_counted_three_times_at_once_however_long_its_place_is_called(town: Town) -> None:
    place = "a-place-with-a-very-long-name-ab"
    with town.database.transaction() as connection:
        totals.count_booked(connection, place, "oath", now=at(2026, 11, 5, 9), timezone=TOKYO)
    assert of_month(town, "2026-11") == {
        ("visit", "booked"): 1,
        ("visit-kind", "oath"): 1,
        ("visit-place", place[: totals.LONGEST_ITEM]): 1,
    }


def correct(town: Town, month: str, **changes: int) -> bool:
    with town.database.transaction() as connection:
        return totals.correct(connection, month, {item.replace("_", "."): n for item, n in changes.items()})


def test_what_was_entered_by_hand_can_be_taken_back_and_never_below_nothing(town: Town) -> None:
    assert correct(town, "2026-11", phone=5, phone_dv=2)
    assert not correct(town, "2026-11", phone=-6)
    assert not correct(town, "2026-11", phone_dv=-3)
    assert not correct(town, "2026-11", phone=-4), "two of one would be about violence"
    assert of_month(town, "2026-11") == {("contact", "phone"): 5, ("contact", "phone.dv"): 2}
    assert correct(town, "2026-11", phone=-5, phone_dv=-2)
    assert sum(of_month(town, "2026-11").values()) == 0


def test_a_talk_that_was_counted_by_itself_can_be_taken_back_by_hand(town: Town) -> None:
    with town.database.transaction() as connection:
        totals.count_opening(connection, "line", now=at(2026, 11, 5, 9), timezone=TOKYO)
    assert of_month(town, "2026-11") == {("opened", "line"): 1, ("contact", "line"): 1, ("hour", "09"): 1}
    assert correct(town, "2026-11", line=-1)
    assert not correct(town, "2026-11", line=-1)
    assert of_month(town, "2026-11")["contact", "line"] == 0


def test_of_two_who_take_back_the_same_at_once_one_does(town: Town) -> None:
    assert correct(town, "2026-11", visit=1)
    done: list[bool] = []
    at_once(lambda _: done.append(correct(town, "2026-11", visit=-1)), [{}] * 20)
    assert sorted(done) == [False] * 19 + [True]


def test_how_long_somebody_waited() -> None:
    minutes = (0, 15, 16, 60, 240, 24 * 60, 24 * 60 + 1)
    found = [totals.answered_within(minute * 60_000) for minute in minutes]
    assert found == ["15m", "15m", "1h", "1h", "4h", "day", "later"]
