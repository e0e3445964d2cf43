"""What a machine does on its worst days: full, read-only, damaged, its database gone. Nothing is lost silently, and nothing is said twice.

docs/resilience.md lists every fault with what residents and the office see of it.
"""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from handlers.commands.doctor import here as doctor
from storage.contexts import b64
from storage.database import Database, StorageError, Unready
from storage.holder import KeystoreError
from storage.keystore import SLOT, Keys
from tests.bot.conftest import line as line
from tests.bot.line import ONE_KIND, Line
from tests.cast import Town
from tests.cast import town as town
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.handlers.line import Callback
from tests.harness.postgres import Postgres
from tests.journeys.time_process import jobs

POSTGRES = pytest.mark.parametrize("town", ["postgresql"], indirect=True)


@pytest.fixture
def web(town: Town) -> Iterator[Flask]:
    with opened(town.settings, town.clock) as app:
        yield app


def file_of(town: Town) -> Path:
    return Path(str(town.database.url.database))


def ready(web: Flask) -> dict[str, bool]:
    answer = web.test_client().get("/health/ready")
    checks = {one["check"]: one["ok"] for one in answer.json or []}
    assert answer.status_code == (200 if all(checks.values()) else 503)
    return checks


# Full, read-only


@contextmanager
def no_pages_left(engine: Engine) -> Iterator[None]:
    """The file may not grow: SQLite says that the disk is full."""

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    with on_every_connection(engine, limit):
        yield


@contextmanager
def no_room_in_the_log(engine: Engine) -> Iterator[None]:
    """No file of this process may grow beyond what the write-ahead log has: a write is broken off in its middle."""
    size = Path(f"{engine.url.database}-wal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 2000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(engine: Engine) -> Iterator[None]:
    """What the kernel does to a file system with an error."""

    def shut(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    with on_every_connection(engine, shut):
        yield


@contextmanager
def no_lock(engine: Engine) -> Iterator[None]:
    """The lock file beside the database can't be opened."""
    lock = Path(f"{engine.url.database}.lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    try:
        yield
    finally:
        lock.rmdir()


@contextmanager
def on_every_connection(engine: Engine, act: Callable[..., None]) -> Iterator[None]:
    engine.dispose()
    event.listen(engine, "connect", act)
    try:
        yield
    finally:
        event.remove(engine, "connect", act)
        engine.dispose()


@ONE_KIND
@pytest.mark.parametrize("fault", [no_pages_left, no_room_in_the_log, read_only, no_lock])
def test_what_cannot_be_written_is_refused_and_comes_again(
    town: Town, web: Flask, fault: Callable[[Engine], AbstractContextManager[None]]
) -> None:
    callback, hanako = Callback(web), town.resident()
    assert callback.events(hanako.says("まえ")) == 200
    (case,) = town.consultations()
    # Long enough to need a page of its own.
    sato, later, answered = Desk(web, "sato"), hanako.says("あ" * 4000), "は" * 4000
    assert sato.claim(b64(case)) == 201
    record = sato.seal(sato.whole(b64(case)), answered)
    before = town.count()
    with fault(web.extensions["hidamari"].database.engine):
        assert callback.events(later) == 503
        answer = sato.send(b64(case), record, answered)
        assert (answer.status_code, (answer.json or {})["error"]) == (503, "storage")
        # What is there can be read on, unless nobody can tell who is reading.
        assert web.test_client().get("/health/live").status_code == 200
    assert town.count() == before
    assert callback.events(later, later) == 200
    assert "".join(text or "" for text in town.texts(case)) == "まえ" + "あ" * 4000


# The database is away


@POSTGRES
def test_a_database_that_is_gone_for_a_minute(line: Line, postgres: Postgres) -> None:
    """Every door says 503, the time process waits; afterwards both go on by themselves, and LINE delivers again."""
    town = line.town
    with opened(town.but(LINE_API_ORIGIN=line.origin), town.clock) as web:
        case, working = line.consultation("まえ"), jobs(line)
        callback, hanako = Callback(web), town.resident()
        line.push(case, "ここにいます")
        said = hanako.says("どうしたのかな")
        postgres.stop()
        try:
            assert callback.events(said) == 503
            assert not ready(web)["database"]
            assert web.test_client().get("/health/live").status_code == 200
            for name in ("deliver", "purge_due", "close_silent"):
                with pytest.raises(StorageError):
                    working[name]()
        finally:
            postgres.start()
        assert callback.events(said, said) == 200
        working["deliver"]()
        assert ready(web)["database"]
    assert line.shown().count("ここにいます") == 1
    assert sorted(town.texts(one) for one in town.consultations()) == [["どうしたのかな"], ["まえ"]]


# Damaged files


@ONE_KIND
@pytest.mark.parametrize("damage", ["garbage", "cut", "pages"])
def test_a_damaged_database_is_never_an_empty_office(town: Town, damage: str) -> None:
    town.receive(town.resident().says("きいてください"))
    town.database.checkpoint()
    town.database.engine.dispose()
    path = file_of(town)
    whole = path.read_bytes()
    harmed = {
        "garbage": b"\x55" * 4096 + whole[4096:],
        "cut": whole[: len(whole) // 2],
        "pages": whole[:8192] + b"\x55" * (len(whole) - 8192),
    }
    path.write_bytes(harmed[damage])
    found = {one.check: one for one in doctor.look(town.settings, town.clock())}
    assert found["database"].level == "failure"
    assert "damaged" in found["database"].message
    assert "roster" not in found
    if damage == "garbage":
        with pytest.raises(Unready, match="damaged: keep it aside"):
            Database(town.settings.database_url).require_schema()
    path.write_bytes(whole)
    town.database.engine.dispose()
    assert len(town.consultations()) == 1


@ONE_KIND
def test_a_database_that_is_not_there_stops_the_start(town: Town) -> None:
    town.database.engine.dispose()
    file_of(town).unlink()
    with pytest.raises(Unready, match="not there"):
        Database(town.settings.database_url).require_schema()


@ONE_KIND
def test_a_damaged_log_loses_its_end_and_nothing_before(town: Town) -> None:
    """SQLite reads its write-ahead log as far as the sums in it hold: what stood behind is gone, and nothing half of it is there."""
    hanako = town.resident()
    town.receive(hanako.says("はじめ"))
    town.database.checkpoint()
    log = Path(f"{file_of(town)}-wal")
    town.receive(hanako.says("つぎ"))
    good = log.stat().st_size
    town.receive(hanako.says("さいご"))
    (case,) = town.consultations()
    kept = file_of(town).read_bytes(), log.read_bytes()
    town.database.engine.dispose()
    file_of(town).write_bytes(kept[0])
    log.write_bytes(kept[1][:good] + b"\x55" * (len(kept[1]) - good))
    file_of(town).with_name(f"{file_of(town).name}-shm").unlink(missing_ok=True)
    assert town.texts(case) == ["はじめ", "つぎ"]
    assert not town.database.is_damaged()
    # LINE's redelivery of what was not answered is stored, as the receipt went with the message.
    town.receive(hanako.says("さいご"))
    assert town.texts(case) == ["はじめ", "つぎ", "さいご"]


@ONE_KIND
def test_a_lost_kek_slot_is_told_and_put_back(town: Town, web: Flask) -> None:
    """Nothing is sealed to a key that is not there, and nothing is written over the slot."""
    callback, hanako = Callback(web), town.resident()
    assert callback.events(hanako.says("きいてください")) == 200
    (case,) = town.consultations()
    path = town.settings.kek_file
    whole = path.read_bytes()
    path.write_bytes(b"\x55" * SLOT + whole[SLOT:])
    said = hanako.says("つづき")
    assert callback.events(said) == 503
    assert not ready(web)["keys"]
    told = {one.check: one for one in doctor.look(town.settings, town.clock())}["keys"]
    assert (told.level, "slot 1 is damaged" in told.message) == ("failure", True)
    with pytest.raises(KeystoreError, match="restore the file from its second copy"):
        Keys.load(town.settings.keys_dir, path)
    assert web.test_client().get("/flyers/").status_code == 200
    assert path.read_bytes()[:SLOT] == b"\x55" * SLOT
    path.write_bytes(whole)
    assert callback.events(said) == 200
    assert town.texts(case) == ["きいてください", "つづき"]
    assert ready(web)["keys"]
