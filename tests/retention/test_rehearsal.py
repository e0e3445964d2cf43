"""What falls due in the next days, counted by the days of the office."""

import datetime as dt

from retention.rehearsal import Day, count_bookings_due, forecast
from tests.cast import Town
from tests.retention.house import TOKYO, at, hold, local_day, talk
from tests.retention.visiting import book, open_place


def told(town: Town, days: int = 16) -> dict[int | None, int]:
    """Days on which anything falls due, counted from the first; None for what is overdue."""
    found = forecast(town.database, now=town.clock(), days=days, timezone=TOKYO)
    first = local_day(town, 0)
    return {(one.day - first).days if one.day else None: one.count for one in found if one.count}


def test_each_day_counts_what_falls_due_on_it_in_local_time(town: Town) -> None:
    at(town, 0, hour=23)
    town.close(talk(town, "夜おそく"))
    at(town, 1, hour=0)
    for words in ("夜なか", "夜なかに"):
        town.close(talk(town, words))
    assert told(town) == {14: 1, 15: 2}
    assert told(town, days=15) == {14: 1, 15: 2}
    assert told(town, days=14) == {14: 1}
    assert told(town, days=13) == {}
    talk(town, "まだ話しています")
    assert sum(told(town).values()) == 3


def test_what_is_overdue_stands_before_the_first_day(town: Town) -> None:
    at(town, 0)
    town.close(talk(town, "ひとつ"))
    at(town, 14)
    assert forecast(town.database, now=town.clock(), days=2, timezone=TOKYO) == [
        Day(None, 1),
        Day(local_day(town, 14), 0),
        Day(local_day(town, 15), 0),
    ]


def test_what_is_held_counts_on_the_day_on_which_the_hold_ends(town: Town) -> None:
    at(town, 0)
    held_long, held_short = talk(town, "ながく"), talk(town, "みじかく")
    for case in (held_long, held_short):
        town.close(case)
    hold(town, held_long, days=15)
    hold(town, held_short, days=2)
    assert told(town) == {14: 1, 15: 1}
    at(town, 14)
    assert told(town) == {None: 1, 15: 1}


def test_bookings_are_counted_beside_consultations(town: Town) -> None:
    at(town, 0)
    open_place(town)
    one = book(town, town.resident())
    town.close(talk(town, "ひとつ"))
    found = forecast(town.database, now=town.clock(), days=16, timezone=TOKYO)
    due = {day.day: (day.count, day.bookings) for day in found if day.count or day.bookings}
    when = dt.datetime.fromtimestamp(one.due_at / 1000, TOKYO).date()
    assert due == {when: (0, 1), local_day(town, 14): (1, 0)}
    town.clock.at = one.due_at
    (overdue, *_) = forecast(town.database, now=town.clock(), days=2, timezone=TOKYO)
    assert overdue == Day(None, 0, 1)
    assert count_bookings_due(town.database, now=town.clock()) == 1
