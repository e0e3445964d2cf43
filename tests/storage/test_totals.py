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
