"""An open page waits for news: told at once, wherever it was written, without content, and without the webhook's threads."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text

from handlers import seats
from handlers.console import news
from storage import watching
from tests.cast import Resident, Town
from tests.handlers.desk import Desk
from tests.harness.until import until


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait that ends is news, and not its time that is over; looking happens because of news alone."""
    monkeypatch.setattr(news, "LONGEST_SECONDS", 60.0)
    monkeypatch.setattr(watching, "SURELY_SECONDS", 60.0)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as threads:
        yield threads


def mark_of(desk: Desk) -> str:
    return desk.get("consultations").headers["etag"]


def wait(desk: Desk, mark: str) -> int:
    answer = desk.get("news", **{"If-None-Match": mark})
    assert answer.data in (b"", b"\n") or answer.status_code == 503
    return answer.status_code


def test_who_waits_is_told_of_what_another_process_wrote(
    web: Flask, town: Town, sato: Desk, hanako: Resident, threads: ThreadPoolExecutor, patient: None
) -> None:
    """`town.receive` writes through connections that this application knows nothing of."""
    watch = web.extensions["hidamari"].watch
    for words in ("こんばんは", "まだいますか"):
        waiting = threads.submit(wait, sato, mark_of(sato))
        until(lambda: watch._waiting == 1 and watch._first.is_set())
        assert not waiting.done()
        town.receive(hanako.says(words))
        assert waiting.result(30) == 204


def test_what_came_before_the_waiting_began_is_told_at_once(
    town: Town, sato: Desk, hanako: Resident, patient: None
) -> None:
    mark = mark_of(sato)
    town.receive(hanako.says("こんばんは"))
    assert wait(sato, mark) == 204


def test_another_desks_news_is_none_and_time_runs_out(
    web: Flask, town: Town, hanako: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "LONGEST_SECONDS", 0.05)
    mori = Desk(web, "mori")
    mark = mark_of(mori)
    town.receive(hanako.says("こんばんは"))
    assert wait(mori, mark) == 304


def test_every_waiting_page_leaves_the_others_their_seats(
    web: Flask,
    town: Town,
    sato: Desk,
    threads: ThreadPoolExecutor,
    patient: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One seat of each kind: a page waits, the next may not, and the inbox is still told."""
    monkeypatch.setattr(seats, "AT_WORK", 1)
    monkeypatch.setattr(seats, "WAITING", 1)
    few = seats.Seats(web)
    monkeypatch.setitem(web.extensions, "hidamari-seats", few)
    monkeypatch.setattr(web, "wsgi_app", few)
    mark, mori = mark_of(sato), Desk(web, "mori")
    waiting = threads.submit(wait, sato, mark)
    until(lambda: web.extensions["hidamari"].watch._waiting == 1)
    assert mark_of(sato) == mark
    assert wait(mori, mark_of(mori)) == 503
    town.receive(town.resident().says("こんばんは"))
    assert waiting.result(30) == 204
    assert mark_of(sato) != mark


def test_a_database_that_goes_away_is_told_and_watched_again(
    web: Flask, town: Town, sato: Desk, hanako: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SURELY_SECONDS", 0.05)
    monkeypatch.setattr(watching, "LINGER_SECONDS", 0.0)
    mark = mark_of(sato)
    with town.database.transaction() as connection:
        connection.execute(text("ALTER TABLE consultations RENAME TO away"))
    assert wait(sato, mark) == 503
    with town.database.transaction() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO consultations"))
    town.receive(hanako.says("こんばんは"))
    assert wait(sato, mark) == 204
