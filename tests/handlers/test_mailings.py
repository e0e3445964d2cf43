"""A clerk tells residents of a flyer: begun once, watched in numbers, stopped and gone on with."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from handlers.times import milliseconds
from storage import mailings, quota, subscribers
from tests.bot.line import ONE_KIND
from tests.bot.shelf import hide, put_up
from tests.cast import Json, Town
from tests.handlers.desk import Desk


@pytest.fixture
def kudo(web: Flask, town: Town) -> Desk:
    town.clock.at = milliseconds() - 1000
    return Desk(web, "kudo")


def want(town: Town, number: int) -> None:
    with town.database.transaction() as connection:
        for person in range(number):
            subscribers.add(
                connection,
                town.keys.courier,
                bytes([person] * 32),
                f"U{person}",
                language="ja",
                now=town.clock(),
            )


def put(desk: Desk, path: str, body: Any) -> TestResponse:
    return desk.client.put(f"/console/{path}", json=body, headers=desk.headers)


def told(answer: TestResponse, status: int = 200) -> Json:
    assert answer.status_code == status, answer.text
    return answer.json or {}


def test_it_is_begun_stopped_gone_on_with_and_ended(kudo: Desk, town: Town) -> None:
    flyer = put_up(town)
    want(town, 3)
    made = told(kudo.post(f"flyers/{flyer.id}/mailings"), 201)
    assert (made["state"], made["flyer"], made["revision"]) == ("going", flyer.id, 1)
    assert [made[name] for name in ("wanted", "sent", "failed", "waiting", "ended_at")] == [3, 0, 0, 3, None]
    path = f"flyers/mailings/{made['id']}"
    stopped = told(put(kudo, path, {"state": "stopped", "revision": 1}))
    assert (stopped["state"], stopped["revision"], stopped["waits_for"]) == ("stopped", 2, None)
    late = told(put(kudo, path, {"state": "done", "revision": 1}), 409)
    assert (late["error"], late["stored"]["state"]) == ("changed", "stopped")
    assert told(put(kudo, path, {"state": "going", "revision": 2}))["state"] == "going"
    done = told(put(kudo, path, {"state": "done", "revision": 3}))
    assert (done["state"], done["wanted"], done["waiting"]) == ("done", 3, 0)
    assert done["ended_at"] is not None
    assert told(put(kudo, path, {"state": "going", "revision": 4}), 409)["stored"]["state"] == "done"
    assert told(kudo.post(f"flyers/{flyer.id}/mailings"), 201)["id"] != made["id"]
    with town.database.reading() as connection:
        assert len(mailings.standing(connection)) == 1


@ONE_KIND
def test_one_of_a_flyer_at_a_time_for_what_is_shown_to_who_wants_it(kudo: Desk, town: Town) -> None:
    flyer, hidden = put_up(town), put_up(town, "B", shown=False)
    assert told(kudo.post(f"flyers/{flyer.id}/mailings"), 409)["error"] == "nobody"
    want(town, 2)
    assert told(kudo.post(f"flyers/{hidden.id}/mailings"), 409)["error"] == "hidden"
    assert kudo.post("flyers/nothing/mailings").status_code == 404
    made = told(kudo.post(f"flyers/{flyer.id}/mailings"), 201)
    again = told(kudo.post(f"flyers/{flyer.id}/mailings"), 409)
    assert (again["error"], again["stored"]["id"]) == ("going", made["id"])
    other = put_up(town, "C")
    assert told(kudo.post(f"flyers/{other.id}/mailings"), 201)["flyer"] == other.id


@ONE_KIND
def test_what_is_no_mailing_and_no_state(kudo: Desk, town: Town) -> None:
    flyer = put_up(town)
    want(town, 1)
    made = told(kudo.post(f"flyers/{flyer.id}/mailings"), 201)
    path = f"flyers/mailings/{made['id']}"
    for body in ({}, {"state": "sent", "revision": 1}, {"state": 1, "revision": 1}):
        assert put(kudo, path, body).status_code == 422
    assert told(put(kudo, path, {"state": "stopped"}), 409)["error"] == "changed"
    for wrong in ("AAAAAAAAAAAAAAAAAAAAAA", "!"):
        assert put(kudo, f"flyers/mailings/{wrong}", {"state": "stopped", "revision": 1}).status_code == 404


def test_the_list_says_how_it_stands_and_what_the_month_has_left(kudo: Desk, town: Town) -> None:
    flyer = put_up(town)
    empty = told(kudo.get("flyers/mailings"))
    assert (empty["mailings"], empty["subscribers"], empty["month"]) == ([], 0, None)
    want(town, 4)
    told(kudo.post(f"flyers/{flyer.id}/mailings"), 201)
    with town.database.transaction() as connection:
        quota.note(connection, quota=200, used=20, now=milliseconds())
    shown = told(kudo.get("flyers/mailings"))
    assert (shown["subscribers"], shown["month"]) == (4, {"left": 130, "reserve": 50})
    (one,) = shown["mailings"]
    assert one["waits_for"] in (None, "hours")
    assert set(one) == {
        "id", "flyer", "state", "revision", "wanted", "sent", "failed", "waiting", "begun_at", "ended_at", "waits_for",
    }  # fmt: skip
    hide(town, flyer)
    assert told(kudo.get("flyers/mailings"))["mailings"][0]["waits_for"] == "flyer"


def test_a_counselor_has_nothing_to_do_with_it(sign_in: Callable[[str], Desk], town: Town) -> None:
    flyer = put_up(town)
    sato = sign_in("sato")
    assert sato.get("flyers/mailings").status_code == 403
    assert sato.post(f"flyers/{flyer.id}/mailings").status_code == 403
    assert put(sato, "flyers/mailings/AAAAAAAAAAAAAAAAAAAAAA", {}).status_code == 403
