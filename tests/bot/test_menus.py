"""The menu of a resident's language is linked to them when there is one, and nobody minds when there is none."""

import logging
import socket

import pytest

from simulator.rich_menus import Picture
from storage import outbox
from tests.bot.line import ONE_KIND, Line

ALIAS = "/richmenu/alias/hidamari-easy"


def wish(line: Line, language: str) -> None:
    body, now = {"to": line.hanako, "language": language}, line.town.clock()
    with line.town.database.transaction() as connection:
        outbox.put(connection, line.town.keys.courier, "menu", body, now=now, expires_at=now + 60_000)


@ONE_KIND
def test_where_no_menu_is_published_nothing_is_linked(line: Line) -> None:
    wish(line, "easy")
    assert line.deliver() == 1
    assert line.rows() == []
    assert line.statuses(ALIAS) == [404]


@ONE_KIND
def test_a_passing_trouble_is_tried_again_until_it_is_no_use_any_more(line: Line) -> None:
    wish(line, "easy")
    line.platform.faults.refuse(500, times=1_000, path=ALIAS)
    for _ in range(4):
        line.deliver()
        line.town.clock.pass_(seconds=10)
    line.town.clock.pass_(minutes=1)
    line.deliver()
    assert line.rows() == []
    assert 2 <= len(line.statuses(ALIAS)) <= 4


@ONE_KIND
@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_each_language_has_its_own(line: Line, language: str) -> None:
    wish(line, language)
    line.deliver()
    (call,) = line.platform.calls.all()
    assert call.path.endswith(f"/richmenu/alias/hidamari-{language}")


def test_a_published_menu_is_linked(line: Line) -> None:
    menus = line.platform.rich_menus
    menu = menus.create({"name": "hidamari-easy"})
    menu.picture = Picture(b"png", "image/png")
    menus.aliases["hidamari-easy"] = menu.id
    wish(line, "easy")
    line.deliver()
    assert line.rows() == []
    assert menus.linked == {line.hanako: menu.id}


def test_who_changes_language_twice_sees_the_last_one(line: Line) -> None:
    menus = line.platform.rich_menus
    for language in ("easy", "en"):
        menu = menus.create({"name": language})
        menu.picture = Picture(b"png", "image/png")
        menus.aliases[f"hidamari-{language}"] = menu.id
    line.platform.faults.refuse(500, path=ALIAS)
    wish(line, "easy")
    wish(line, "en")
    line.deliver()
    assert menus.linked == {}
    line.town.clock.pass_(seconds=2)
    line.deliver()
    assert menus.linked == {line.hanako: menus.aliases["hidamari-en"]}


@ONE_KIND
def test_no_path_with_a_users_id_is_ever_logged(line: Line, capfd: pytest.CaptureFixture[str]) -> None:
    """LINE's client would log the path when a connection fails."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = line.connect(origin=f"http://127.0.0.1:{closed.getsockname()[1]}")
    told: list[str] = []

    class Seen(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    seen = Seen()
    logging.getLogger().addHandler(seen)
    try:
        group = line.platform.invite(line.hanako)
        line.platform.webhooks.settle()
        line.deliver(nowhere)
    finally:
        logging.getLogger().removeHandler(seen)
    told.append(capfd.readouterr().err)
    assert [(row["kind"], row["attempts"]) for row in line.rows()] == [("leave", 1)]
    assert group.id not in "".join(told)
