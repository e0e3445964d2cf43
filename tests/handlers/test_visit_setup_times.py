"""A place's year: weekdays and times, closed and extra days, and who had booked a time that is no longer offered."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter
from typing import Any

from flask import Flask

from bot.calendar import is_day_off
from bot.visits.rules import local_day
from tests.cast import Json
from tests.handlers.at_visit_setup import (
    SQLITE,
    Office,
    closed,
    day,
    named,
    patterns,
    post,
    problems,
    put,
    row,
    seen,
    set_rows,
    shown,
    take_back,
    weekday,
)
from tests.handlers.at_visit_setup import office as office
from tests.handlers.desk import Desk
from tests.handlers.supervising import refused
from tests.joining import newcomer
from tests.visits.places import ASATSUYU

PREVIEW = "places/asatsuyu/patterns/preview"
DAYS = "places/asatsuyu/unusual-days"
Wrong = tuple[int | None, str, str]


def test_abe_fills_a_year_with_one_row_and_gets_what_the_preview_said(office: Office) -> None:
    abe, before = office.abe, patterns(office.abe)
    assert (before["rows"], before["preview"]["slots"]) == ([], 0)
    wanted = row(last=365)
    preview = post(abe, PREVIEW, rows=[wanted]).json or {}
    assert office.slots() == [], "looking ahead changes nothing"
    saved = set_rows(abe, wanted).json or {}
    laid = office.slots()
    assert saved["rows"] == [wanted], "five weekdays are one row again"
    assert len(laid) == preview["slots"] == saved["preview"]["slots"] > 1600
    days = sorted({local_day(one.starts_at, ASATSUYU) for one in laid})
    assert [str(days[0]), str(days[-1])] == [preview["first_day"], preview["last_day"]]
    assert not [one for one in days if one.weekday() > 4 or is_day_off(one)]
    off = [one for one in map(day, range(1, 366)) if one.weekday() < 5 and is_day_off(one)]
    told = [(dt.date.fromisoformat(one["first_day"]), one["last_day"]) for one in preview["missed"]]
    assert all(any(first <= one and str(one) <= last for first, last in told) for one in off)
    assert {"元日", "年末年始"} & {one["name"] for one in preview["missed"]} == {"年末年始"}
    assert len(preview["days"]) == 28
    assert dt.date.fromisoformat(preview["days"][0]["day"]).weekday() == 0
    assert office.noted() == [("visit-patterns", {"place": "asatsuyu", "rows": 1})]


def test_of_two_with_the_same_page_the_second_is_told_and_of_four_at_once_one_is_heard(
    office: Office,
) -> None:
    abe, kudo = office.abe, office.kudo
    mark = patterns(abe)["revision"]
    assert set_rows(kudo, row(0), revision=mark).status_code == 200
    late = set_rows(abe, row(1), revision=mark)
    assert refused(late) == (409, "changed")
    told = late.json or {}
    assert (told["rows"], told["by"]) == ([row(0)], "工藤")
    assert patterns(abe)["rows"] == [row(0)]
    together = threading.Barrier(4)

    def press(weekday: int) -> int:
        together.wait()
        return set_rows(abe, row(weekday), revision=told["revision"]).status_code

    with ThreadPoolExecutor(4) as hands:
        answers = list(hands.map(press, range(1, 5)))
    assert sorted(answers) == [200, 409, 409, 409]
    assert patterns(abe)["rows"] == [row(answers.index(200) + 1)]


def test_who_has_booked_keeps_the_time_that_is_no_longer_offered(office: Office) -> None:
    abe = office.abe
    assert set_rows(abe, row(1, capacity=2)).status_code == 200
    tuesday = weekday(1)
    morning = [one.starts_at for one in office.slots() if local_day(one.starts_at, ASATSUYU) == tuesday]
    nine, ten = (office.books(at) for at in morning[:2])
    two = [office.books(morning[2]) for _ in range(2)]
    looked = post(abe, PREVIEW, rows=[row(1, opens=600)]).json or {}
    assert named(looked["left"]) == [shown(nine), shown(two[1])], "said before it is done"
    saved = set_rows(abe, row(1, opens=600)).json or {}
    assert named(saved["stayed"]) == named(looked["left"])
    assert (saved["stayed"][0]["day"], saved["stayed"][0]["time"]) == (str(tuesday), "09:00")
    kept = {one.starts_at: one for one in office.slots()}
    assert [kept[at].capacity for at in morning[:4]] == [1, 1, 2, 1], "never below what is booked"
    assert all(office.stands(one) for one in (nine, ten, *two))
    assert [one for one in kept.values() if one.starts_at < morning[0]] == [
        one for one in office.slots() if one.starts_at < morning[0]
    ]
    again = set_rows(abe, row(1, opens=600)).json or {}
    assert again["stayed"] == [], "told once"
    assert named(again["preview"]["left"]) == named(saved["stayed"]), "and still to be seen"


def test_a_closure_on_a_booked_day_leaves_the_visit_and_names_it(office: Office) -> None:
    abe = office.abe
    assert set_rows(abe, row()).status_code == 200
    friday, monday = weekday(4), weekday(0)
    at = next(one.starts_at for one in office.slots() if local_day(one.starts_at, ASATSUYU) == friday)
    hanako = office.books(at)
    before = len(office.slots())
    answer = post(abe, DAYS, **closed(friday, friday + dt.timedelta(days=2), "庁舎の点検"))
    assert answer.status_code == 201
    told = answer.json or {}
    assert (named(told["stayed"]), named(told["left"])) == ([shown(hanako)], [shown(hanako)])
    assert len(office.slots()) == before - 6
    assert office.stands(hanako)
    assert seen(abe, DAYS)["days"][0] | {"id": ""} == told["days"][0] | {"id": ""}
    assert post(abe, DAYS, **closed(friday, friday + dt.timedelta(days=2), "庁舎の点検")).status_code == 201
    assert len(seen(abe, DAYS)["days"]) == 1, "the same twice is once"
    preview = patterns(abe)["preview"]
    assert named(preview["left"]) == [shown(hanako)]
    back = take_back(abe, told["days"][0])
    assert (back.json or {})["left"] == []
    assert len(office.slots()) == before
    assert take_back(abe, told["days"][0]).status_code == 404
    extra = {"first_day": str(monday - dt.timedelta(days=1)), "note": "出張", "opens": 600, "closes": 720}
    extra |= {"last_day": extra["first_day"], "minutes": 30, "capacity": 2, "kinds": ["kind-8"]}
    assert post(abe, DAYS, **extra).status_code == 201
    sunday = [one for one in office.slots() if local_day(one.starts_at, ASATSUYU).weekday() == 6]
    assert [(one.capacity, one.kinds) for one in sunday] == [(2, "kind-8")] * 4
    assert [facts.get("what") for action, facts in office.noted() if action == "visit-day"] == [
        "closed", "closed", "taken-back", "opened",
    ]  # fmt: skip


WRONG_ROWS: list[tuple[Any, list[Wrong]]] = [
    ("x", [(None, "rows", "many")]),
    ([row()] * 41, [(None, "rows", "many")]),
    (["x"], [(0, "weekdays", "empty")]),
    ([row() | {"weekdays": []}], [(0, "weekdays", "empty")]),
    ([row() | {"weekdays": [7]}], [(0, "weekdays", "empty")]),
    ([row() | {"weekdays": [True]}], [(0, "weekdays", "empty")]),
    ([row(), row(nth=[])], [(1, "nth", "empty")]),
    ([row(nth=[0])], [(0, "nth", "empty")]),
    ([row(nth=[6])], [(0, "nth", "empty")]),
    ([row(opens=None)], [(0, "opens", "empty")]),
    ([row(closes=540)], [(0, "closes", "order")]),
    ([row(closes=1441)], [(0, "closes", "empty")]),
    ([row(minutes=5)], [(0, "minutes", "range")]),
    ([row(minutes=421)], [(0, "minutes", "long")]),
    ([row(capacity=0)], [(0, "capacity", "range")]),
    ([row(capacity=21)], [(0, "capacity", "range")]),
    ([row(kinds=[])], [(0, "kinds", "empty")]),
    ([row(kinds=["oath"])], [(0, "kinds", "empty")]),
    ([row(kinds=[["kind-1"]])], [(0, "kinds", "empty")]),
    ([row(first_day="1.4.")], [(0, "first_day", "day")]),
    ([row(first_day="2026-W48-1")], [(0, "first_day", "day")]),
    ([row(last_day=None)], [(0, "last_day", "day")]),
    ([row(last=0)], [(0, "last_day", "order")]),
    ([row(last=800)], [(0, "last_day", "far")]),
]


@SQLITE
def test_rows_that_are_wrong_are_refused_at_their_field(office: Office) -> None:
    mark = patterns(office.abe)["revision"]
    for wanted, wrong in WRONG_ROWS:
        assert problems(post(office.abe, PREVIEW, rows=wanted)) == wrong
        assert problems(put(office.abe, "places/asatsuyu/patterns", rows=wanted, revision=mark)) == wrong
    assert office.slots() == []


WRONG_DAYS: list[tuple[Json, list[Wrong]]] = [
    ({"first_day": "x"}, [(None, "first_day", "day")]),
    ({"first_day": str(day(-9)), "last_day": str(day(-8))}, [(None, "last_day", "past")]),
    ({"note": "あ" * 101}, [(None, "note", "long")]),
    ({"note": "工事\nのため"}, [(None, "note", "long")]),
    (
        {"opens": 600},
        [(None, "closes", "empty"), (None, "minutes", "range"), (None, "capacity", "range")],
    ),
]


@SQLITE
def test_days_that_cannot_be_meant_are_refused(office: Office) -> None:
    for body, wrong in WRONG_DAYS:
        assert problems(post(office.abe, DAYS, **(closed(day(9)) | body))) == wrong
    assert seen(office.abe, DAYS)["days"] == []


@SQLITE
def test_patterns_of_every_kind_come_back_as_they_were_typed(office: Office) -> None:
    rows = [
        row(0, 2, 4, kinds=["kind-1", "kind-2"], capacity=3),
        row(1, nth=[1, -1], opens=960, closes=1140, minutes=30, holidays=True),
        row(0, 2, 4, opens=1020, closes=1140),
    ]
    saved = set_rows(office.abe, *rows).json or {}
    assert sorted(saved["rows"], key=itemgetter("opens")) == sorted(rows, key=itemgetter("opens"))
    given_up = set_rows(office.abe).json or {}
    assert (given_up["rows"], given_up["preview"]["slots"], office.slots()) == ([], 0, [])


@SQLITE
def test_holidays_are_told_by_name_so_that_nobody_types_them(office: Office) -> None:
    coming = {one["name"]: one for one in seen(office.abe, DAYS)["holidays"]}
    assert {"元日", "こどもの日", "年末年始"} & coming.keys() == {"こどもの日", "年末年始"}
    ends = coming["年末年始"]["first_day"][5:], coming["年末年始"]["last_day"][5:]
    assert ends == ("12-29", "01-03") or day().month == 12 or day().month == 1
    assert "Children's Day" in {one["name"] for one in seen(office.abe, f"{DAYS}?language=en")["holidays"]}


@SQLITE
def test_a_place_of_others_is_as_if_there_were_none(office: Office, web: Flask) -> None:
    abe, stranger = office.abe, office.clerk("ito")
    for desk, place in (
        (abe, "hoshizora"),
        (abe, "nowhere"),
        (stranger, "asatsuyu"),
        (office.kudo, "nowhere"),
    ):
        for path in ("patterns", "unusual-days", "papers"):
            assert desk.get(f"visits/places/{place}/{path}").status_code == 404
        assert put(desk, f"places/{place}/patterns", rows=[row()], revision="").status_code == 404
        assert post(desk, f"places/{place}/unusual-days", **closed(day(9))).status_code == 404
        assert put(desk, f"places/{place}", revision=1).status_code == 404
        assert put(desk, f"places/{place}/papers", revision=0).status_code == 404
        assert post(desk, f"places/{place}/papers/confirmation", revision=0).status_code == 404
    others = [Desk(web, "sato"), office.kudo.join(newcomer("auditor", "iwai"), "auditor")]
    for other in others:
        assert refused(other.get("visits/places/asatsuyu/patterns")) == (403, "role")
        assert refused(post(other, DAYS, **closed(day(9)))) == (403, "role")
    assert set_rows(office.kudo, row(), place="hoshizora").status_code == 200
