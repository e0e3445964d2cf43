"""Sato's PC is lost: Kudo sees that a page is open, and ends it; the page hears of it at once, and Sato at her next sign-in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from handlers.console import news
from storage import sessions, watching
from storage.audit import events
from storage.contexts import b64
from tests.cast import Json, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor, refused
from tests.harness.until import until

SignIn = Callable[[str], Desk]
SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)


def of(desk: Desk, name: str) -> TestResponse:
    return desk.get(f"people/{b64(colleague(name).kid)}/sessions")


def end(desk: Desk, name: str) -> TestResponse:
    path = f"/console/people/{b64(colleague(name).kid)}/sessions"
    return desk.client.delete(path, headers=desk.headers)


def test_kudo_sees_when_and_ends_all_and_sato_is_told(web: Flask, town: Town, sign_in: SignIn) -> None:
    kudo, lost, here, mori = Supervisor(web), sign_in("sato"), sign_in("sato"), sign_in("mori")
    assert [kudo.named(name)["sessions"] for name in ("kudo", "mori", "sato")] == [1, 1, 2]
    found: list[Json] = (of(kudo, "sato").json or {})["sessions"]
    assert [set(one) for one in found] == [{"started_at", "seen_at"}] * 2
    assert lost.session["ended"] is None

    assert end(kudo, "sato").json == {"ended": 2}
    assert [desk.get("sessions").status_code for desk in (lost, here, mori, kudo)] == [401, 401, 200, 200]
    assert kudo.named("sato")["sessions"] == 0
    # There is nothing to end, and so nothing to tell, a second time.
    assert end(kudo, "sato").json == {"ended": 0}
    with town.database.reading() as connection:
        (noted,) = events(connection, action="sessions-ended")
    assert (noted.actor, noted.facts) == (kudo.person.kid, {"whose": "佐藤", "count": 2})

    back = sign_in("sato")
    told = back.session["ended"]
    assert (told["by_name"], told["at"]) == (kudo.session["display_name"], noted.at)
    # Who has not said that they saw it is told again.
    assert sign_in("sato").session["ended"] == told
    assert sign_in("mori").session["ended"] is None
    answer = back.client.delete("/console/session-ends", headers=back.headers)
    assert answer.status_code == 204
    assert sign_in("sato").session["ended"] is None


@SQLITE
def test_nobody_else_sees_or_ends_them(web: Flask, town: Town, sign_in: SignIn) -> None:
    kudo, sato, mori = Supervisor(web), sign_in("sato"), sign_in("mori")
    for asked in (of(mori, "sato"), end(mori, "sato"), of(sato, "sato")):
        assert refused(asked) == (403, "role")
    assert refused(end(kudo, "kudo")) == (409, "own")
    for nobody in (b64(bytes(16)), "no!"):
        assert kudo.get(f"people/{nobody}/sessions").status_code == 404
        gone = kudo.client.delete(f"/console/people/{nobody}/sessions", headers=kudo.headers)
        assert gone.status_code == 404
    bare = kudo.client.delete(f"/console/people/{b64(sato.person.kid)}/sessions")
    assert refused(bare) == (403, "csrf")
    with town.database.transaction() as connection:
        connection.execute(update(sessions.sessions).values(proved_at=0))
    assert refused(end(kudo, "sato")) == (403, "proof-needed")
    assert sato.get("session").status_code == 204
    # What Kudo has ended is Sato's to be told, and Mori can't say for her that she has seen it.
    assert kudo.post("proof", {"proof": {"secret": b64(kudo.person.secret)}}).status_code == 201
    assert end(kudo, "sato").json == {"ended": 1}
    assert mori.client.delete("/console/session-ends", headers=mori.headers).status_code == 204
    assert sign_in("sato").session["ended"] is not None


def test_the_open_page_hears_of_it_at_once(
    web: Flask, town: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it waits for news, and though nothing of any consultation has changed."""
    monkeypatch.setattr(news, "LONGEST_SECONDS", 60.0)
    monkeypatch.setattr(watching, "SURELY_SECONDS", 60.0)
    kudo, sato = Supervisor(web), sign_in("sato")
    mark = sato.get("consultations").headers["etag"]
    watch = web.extensions["hidamari"].watch
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(sato.get, "news", **{"If-None-Match": mark})
        until(lambda: watch._waiting == 1 and watch._first.is_set())
        assert not waiting.done()
        assert end(kudo, "sato").json == {"ended": 1}
        assert waiting.result(30).status_code == 204
    assert refused(sato.get("consultations")) == (401, "session")


@SQLITE
def test_who_leaves_is_not_told_any_more(web: Flask, town: Town, sign_in: SignIn) -> None:
    kudo, _ = Supervisor(web), sign_in("sato")
    assert end(kudo, "sato").json == {"ended": 1}
    assert town.count()["session_ends"] == 1
    assert kudo.dismiss(colleague("sato").kid).status_code == 201
    assert town.count()["session_ends"] == 0
