"""The hours of a desk, as they are set in the console and heard by residents."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from bot import calendar
from storage import hours
from tests.cast import Json, Town
from tests.handlers.at_hours import (
    SQLITE,
    SignIn,
    days,
    noted,
    put,
    row,
    seen,
    today,
    told,
    week,
)
from tests.handlers.at_hours import kudo as kudo
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.handlers.supervising import Supervisor, refused
from tests.joining import newcomer


def test_kudo_changes_the_week_and_residents_hear_what_the_screen_shows(town: Town, kudo: Desk) -> None:
    before = week(kudo)
    assert before["opening"] == told(town)
    assert len(before["days"]) == 14
    assert before["mine"]
    rows = [row(each, 600, 1140) for each in range(7)] + [row(4, 1320, 1560, [1, -1], holidays=True)]
    preview = kudo.post("hours/kurashi/preview", {"rows": rows}).json or {}
    assert week(kudo) == before, "looking ahead changes nothing"
    saved = put(kudo, "kurashi", rows, before["revision"])
    assert saved.status_code == 200
    after = week(kudo)
    assert after["rows"] == rows
    assert (after["days"], after["opening"]) == (preview["days"], preview["opening"])
    assert after["opening"] == told(town)
    assert (saved.json or {})["revision"] == after["revision"] != before["revision"]
    assert noted(town) == [("hours", {"desk": "kurashi", "rows": 8})]
    assert put(kudo, "nowhere", rows, "").status_code == 404


def test_of_two_who_change_the_same_week_the_second_is_told_and_loses_nothing(town: Town, kudo: Desk) -> None:
    mark = week(kudo)["revision"]
    assert put(kudo, "kurashi", [row(0)], mark).status_code == 200
    late = put(kudo, "kurashi", [row(1)], mark)
    assert refused(late) == (409, "changed")
    assert late.json is not None
    assert (late.json["rows"], late.json["by"]) == ([row(0)], "工藤")
    assert week(kudo)["rows"] == [row(0)]
    assert put(kudo, "kurashi", [row(1)], late.json["revision"]).status_code == 200
    assert [name for name, _ in noted(town)] == ["hours", "hours"]


def test_of_four_who_press_at_the_same_moment_one_is_heard(kudo: Desk, sign_in: SignIn) -> None:
    mark, desks = week(kudo)["revision"], [sign_in("kudo") for _ in range(4)]
    together = threading.Barrier(len(desks))

    def press(weekday: int) -> int:
        together.wait()
        return put(desks[weekday], "kurashi", [row(weekday)], mark).status_code

    with ThreadPoolExecutor(len(desks)) as hands:
        answers = list(hands.map(press, range(len(desks))))
    assert sorted(answers) == [200, 409, 409, 409]
    assert week(kudo)["rows"] == [row(answers.index(200))]


@SQLITE
@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([], [(None, "rows", "none")]),
        ([row(0)] * 61, [(None, "rows", "many")]),
        ([row(0), row(1, None)], [(1, "opens", "empty")]),
        ([row(0, None, None)], [(0, "opens", "empty"), (0, "closes", "empty")]),
        ([row(0, 1440, 1500)], [(0, "opens", "empty")]),
        ([row(0, 600, 600)], [(0, "closes", "order")]),
        ([row(0, 0, 1441)], [(0, "closes", "order")]),
        ([row(0, True, 600)], [(0, "opens", "empty")]),
        ([row(7)], [(0, "weekday", "empty")]),
        (["x"], [(0, "weekday", "empty")]),
        ([row(0, nth=[])], [(0, "nth", "empty")]),
        ([row(0, nth=[6])], [(0, "nth", "empty")]),
        ([row(0, first_day="1.1.")], [(0, "first_day", "day")]),
        ([row(0, first_day="2026-12-02", last_day="2026-12-01")], [(0, "last_day", "order")]),
        ([row(0), row(2), row(0, 1000, 1100)], [(2, "opens", "overlap")]),
    ],
)
def test_a_week_that_is_wrong_is_refused_at_its_field(
    kudo: Desk, rows: list[Json], problems: list[tuple[int | None, str, str]]
) -> None:
    before = week(kudo)
    for answer in (
        put(kudo, "kurashi", rows, before["revision"]), kudo.post("hours/kurashi/preview", {"rows": rows}),
    ):  # fmt: skip
        assert refused(answer) == (422, "rows")
        found = (answer.json or {})["problems"]
        assert [(one["row"], one["field"], one["code"]) for one in found] == problems
    assert week(kudo) == before


@SQLITE
def test_others_see_the_hours_and_change_nothing(town: Town, kudo: Desk, sign_in: SignIn, web: Flask) -> None:
    sato, boss = sign_in("sato"), Supervisor(web)
    clerk = boss.join(newcomer("clerk", "abe"), "clerk")
    for other in (sato, clerk):
        shown = seen(other)
        assert [one["mine"] for one in shown["desks"]] == [False, False]
        assert not shown["may_close"]
        assert shown["desks"][0]["rows"] == week(kudo)["rows"]
        assert refused(put(other, "kurashi", [row(0)], shown["desks"][0]["revision"])) == (403, "role")
        for path in ("closed-days", "announcements", "hours/kurashi/preview"):
            assert refused(other.post(path)) == (403, "role")
    late = boss.join(newcomer("supervisor", "ono"), "supervisor", "hataraku")
    assert [one["mine"] for one in seen(late)["desks"]] == [False, True]
    assert refused(put(late, "kurashi", [row(0)], week(late)["revision"])) == (403, "desk")
    assert late.post("closed-days", {"desk": "kurashi"} | days()).status_code == 201
    auditor = boss.join(newcomer("auditor", "iwai"), "auditor")
    assert refused(auditor.get("hours")) == (403, "role")


@SQLITE
def test_hours_in_the_language_of_the_page(kudo: Desk) -> None:
    with_holiday = [row(each, 0, 1440, holidays=True) for each in range(7)]
    assert put(kudo, "kurashi", with_holiday, week(kudo)["revision"]).status_code == 200
    assert week(kudo)["opening"] is None
    hours_in_english = kudo.get("hours?language=en").json or {}
    assert hours_in_english["desks"][1]["opening"].isascii()


@SQLITE
def test_the_holidays_are_loaded_before_the_first_resident_is_answered(town: Town) -> None:
    calendar._public_holidays.cache_clear()
    with opened(town.settings):
        looked_up = calendar._public_holidays.cache_info().misses
        calendar.is_day_off(today())
        calendar.is_day_off(today() + dt.timedelta(days=366))
        assert calendar._public_holidays.cache_info().misses == looked_up


def test_a_stored_revision_tells_rows_apart() -> None:
    one, other = (hours.Hours(day, None, 540, 1020, None, None, False) for day in (0, 1))
    assert hours.revision([one]) == hours.revision([one])
    assert len({hours.revision(rows) for rows in ([], [one], [other], [one, other])}) == 4
