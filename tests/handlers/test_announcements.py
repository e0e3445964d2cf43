"""Closed days and the notice for everybody: set in one step, taken back in one, and never by mistake."""

import datetime as dt

import pytest

from bot.openings import notice_words
from tests.cast import Json, Town
from tests.handlers.at_hours import (
    JAPAN,
    SQLITE,
    TEXTS,
    days,
    delete,
    noted,
    seen,
    today,
    told,
    week,
)
from tests.handlers.at_hours import kudo as kudo
from tests.handlers.desk import Desk
from tests.handlers.supervising import refused


def test_days_are_closed_for_one_desk_or_all_and_taken_back(town: Town, kudo: Desk) -> None:
    assert kudo.post("closed-days", {"desk": "kurashi"} | days(0, 13)).status_code == 201
    assert kudo.post("closed-days", {"desk": None} | days(20)).status_code == 201
    assert kudo.post("closed-days", {"desk": None} | days(20)).status_code == 201
    found = seen(kudo)["closed_days"]
    assert [(one["desk"], one["first_day"]) for one in found] == [
        ("kurashi", days()["first_day"]), (None, days(20)["first_day"]),
    ]  # fmt: skip
    shut = week(kudo)
    assert all(day["closed"] and day["times"] == [] for day in shut["days"])
    assert not any(day["closed"] for day in week(kudo, "hataraku")["days"])
    assert shut["opening"] == told(town)
    first = found[0]
    assert delete(kudo, f"closed-days/{first['id']}", revision="another") == 409
    assert delete(kudo, f"closed-days/{first['id']}", revision=first["revision"]) == 204
    assert delete(kudo, f"closed-days/{first['id']}", revision=first["revision"]) == 404
    assert len(seen(kudo)["closed_days"]) == 1
    assert [facts["what"] for _, facts in noted(town)] == ["closed", "closed", "closed", "reopened"]


@SQLITE
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "first_day"),
        ({"first_day": "2026-13-01", "last_day": "2026-13-01"}, "first_day"),
        (days(3, 2), "last_day"),
        (days(-3, -1), "last_day"),
        (days(800), "first_day"),
        (days(1, 800), "last_day"),
    ],
)
def test_days_that_cannot_be_meant_are_refused(kudo: Desk, body: Json, code: str) -> None:
    for desk in (None, "kurashi"):
        assert refused(kudo.post("closed-days", body | {"desk": desk})) == (422, code)
    assert kudo.post("closed-days", days() | {"desk": "nowhere"}).status_code == 404
    assert seen(kudo)["closed_days"] == []


def test_one_step_closes_and_tells_and_one_takes_it_back(town: Town, kudo: Desk) -> None:
    mark = seen(kudo)["notices_revision"]
    body = TEXTS | days(0, 1) | {"closes": None, "revision": mark}
    assert kudo.post("announcements", body).status_code == 201
    shown = seen(kudo)
    (notice,) = shown["notices"]
    assert [one["desk"] for one in notice["closed"]] == [None]
    assert {name: notice[name] for name in TEXTS} == TEXTS
    end = dt.datetime.combine(today() + dt.timedelta(days=2), dt.time.min, JAPAN)
    assert notice["shown_until"] == int(end.timestamp()) * 1000
    assert all(day["times"] == [] for one in shown["desks"] for day in one["days"][:2])
    with town.database.reading() as connection:
        assert notice_words(connection, "easy", notice["shown_from"]) == TEXTS["easy"]

    assert refused(kudo.post("announcements", body)) == (409, "changed")
    assert len(seen(kudo)["notices"]) == 1
    assert delete(kudo, f"announcements/{notice['id']}", revision="old", reopen=True) == 409
    assert delete(kudo, f"announcements/{notice['id']}", revision=notice["revision"], reopen=True) == 204
    assert delete(kudo, f"announcements/{notice['id']}", revision=notice["revision"]) == 404
    after = seen(kudo)
    assert (after["notices"], after["closed_days"]) == ([], [])
    assert [(name, facts["what"]) for name, facts in noted(town)] == [
        ("closed-days", "closed"), ("announcement", "shown"), ("closed-days", "reopened"), ("announcement", "withdrawn"),
    ]  # fmt: skip


def test_what_was_closed_before_stays_closed_when_the_words_are_taken_back(town: Town, kudo: Desk) -> None:
    kudo.post("closed-days", {"desk": "hataraku"} | days(-1, 1))
    body = TEXTS | days(0, 1) | {"closes": ["kurashi"], "revision": seen(kudo)["notices_revision"]}
    assert kudo.post("announcements", body).status_code == 201
    (notice,) = seen(kudo)["notices"]
    assert [one["desk"] for one in notice["closed"]] == ["kurashi"]
    assert delete(kudo, f"announcements/{notice['id']}", revision=notice["revision"]) == 204
    assert {one["desk"] for one in seen(kudo)["closed_days"]} == {"kurashi", "hataraku"}


@SQLITE
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ja": " "}, "ja"),
        ({"easy": "あ" * 201}, "easy"),
        ({"en": "The DV desk is closed."}, "en"),
        (days(-2, -1), "last_day"),
        (days(0, 93), "last_day"),
        ({"closes": []}, "closes"),
        ({"closes": ["kurashi", "nowhere"]}, "closes"),
    ],
)
def test_a_notice_that_cannot_be_shown_changes_nothing(
    town: Town, kudo: Desk, change: Json, code: str
) -> None:
    before = town.count()
    body = TEXTS | days() | {"closes": None, "revision": seen(kudo)["notices_revision"]} | change
    assert refused(kudo.post("announcements", body)) == (422, code)
    assert town.count() == before


@SQLITE
def test_words_are_proposed_and_the_wrong_question_refused(kudo: Desk) -> None:
    written = kudo.get("announcements/draft?reason=snow&first_day=2026-12-02&last_day=2026-12-02").json or {}
    assert written["ja"].startswith("大雪のため、12月2日(水)はお休みします。")
    assert "おそくなる" in (kudo.get("announcements/draft?reason=quake").json or {})["ja"]
    for query in ("", "?reason=x", "?reason=snow&first_day=2026-12-02", "?reason=snow&first_day=2026-12-02&last_day=2026-12-01"):  # fmt: skip
        assert kudo.get(f"announcements/draft{query}").status_code == 422
