"""The engine: durable or not at all, one fair queue of writers, tables as the migrations make them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select, text

from settings import Settings
from storage import schema
from storage.database import SCHEMA, Database, StorageError, Unready, metadata
from storage.receipts import receipts, record
from storage.single import only_one
from tests.cast import SECRET
from tests.harness.postgres import EVERYBODY_ELSE_OUT


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Without tables."""
    settings = Settings.from_env({"DATABASE_URL": database_url, "LINE_CHANNEL_SECRET": SECRET})
    made = Database(settings.database_url)
    yield made
    made.engine.dispose()


def upgrade(database: Database) -> None:
    schema.upgrade(database.url.render_as_string(hide_password=False))


def test_a_file_that_can_not_be_looked_for_is_not_taken_for_missing(tmp_path: Path) -> None:
    """A folder of somebody else's fails alike, but not for root: here the name is longer than a name may be."""
    database = Database(f"sqlite:///{tmp_path}/{'n' * 300}/hidamari.db")
    with pytest.raises(Unready, match="can't be reached"):
        database.require_schema()


def test_the_migrations_make_the_tables_that_the_code_reads(database: Database) -> None:
    with pytest.raises(Unready, match=r"python app\.py init"):
        database.require_schema()
    for _ in range(2):
        upgrade(database)
        database.require_schema()
        with database.reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
            tables = set(inspect(connection).get_table_names())
    assert tables == {*metadata.tables, "alembic_version"}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("0000", f"this version needs {SCHEMA}: run `python app.py migrate`"),
        ("9999", f"newer than this version's {SCHEMA}: start the version that made it"),
    ],
)
def test_tables_of_another_version_are_refused_with_what_to_do(
    database: Database, found: str, said: str
) -> None:
    upgrade(database)
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
    with pytest.raises(Unready, match=f"schema {found}, {said}"):
        database.require_schema()


def test_a_transaction_is_whole_or_nothing(database: Database) -> None:
    upgrade(database)

    class PowerCut(Exception):
        pass

    with pytest.raises(PowerCut), database.transaction() as connection:
        record(connection, "lost", now=1)
        raise PowerCut
    with pytest.raises(StorageError), database.transaction() as connection:
        record(connection, "lost too", now=1)
        connection.execute(text("SELECT * FROM nowhere"))
    with database.transaction() as connection:
        record(connection, "kept", now=1)
    with database.reading() as connection:
        assert connection.scalars(receipts.select()).all() == ["kept"]


def test_writers_at_once_lose_nothing_to_each_other(database: Database) -> None:
    upgrade(database)

    def write(number: int) -> bool:
        with database.transaction() as connection:
            return record(connection, str(number % 100), now=number)

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(write, range(200))) == 100


def test_a_failing_statement_does_not_tell_what_it_carried(database: Database) -> None:
    with pytest.raises(StorageError) as failed, database.transaction() as connection:
        record(connection, "canary", now=1)
    assert "canary" not in str(failed.value)


def test_sqlite_is_durable_and_overwrites_what_it_deletes(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/town.db")
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2, "foreign_keys": 1}
    for use in (database.reading, database.transaction):
        with use() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
        assert found == wanted
    database.engine.dispose()


def test_one_at_a_time_per_kind_of_work(database: Database) -> None:
    upgrade(database)
    with (
        only_one(database, "purge") as mine,
        only_one(database, "purge") as second,
        only_one(database, "other") as other,
    ):
        assert (mine, second, other) == (True, False, True)
        with only_one(database, "purge") as third:
            assert not third
    with only_one(database, "purge") as again:
        assert again


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_compiles_no_question(database: Database) -> None:
    """Neither in a reading nor in a transaction, and still not after one that failed."""
    for opened in (database.reading, database.transaction):
        with opened() as connection:
            assert connection.scalar(text("SHOW jit")) == "off"
    with pytest.raises(RuntimeError), database.transaction() as connection:
        connection.execute(text("SELECT 1"))
        raise RuntimeError
    with database.transaction() as connection:
        assert connection.scalar(text("SHOW jit")) == "off"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_reading_on_postgresql_leaves_no_transaction_open(database: Database) -> None:
    """Each question is one journey, and sees what was committed by then."""
    upgrade(database)
    counting, standing = (
        select(func.count()).select_from(receipts),
        text("SELECT state FROM pg_stat_activity WHERE pid = :pid"),
    )
    with database.reading() as reading, database.reading() as another:
        pid = reading.scalar(text("SELECT pg_backend_pid()"))
        assert reading.scalar(counting) == 0
        assert another.scalar(standing, {"pid": pid}) == "idle"
        with database.transaction() as connection:
            assert record(connection, "kept", now=1)
        assert reading.scalar(counting) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_connections_that_were_lost_while_they_lay_idle_are_made_anew(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One look for all of them; one that was in use a moment ago fails once, and only once."""
    monkeypatch.setattr("storage.database.REST_SECONDS", 0.0)
    with database.reading(), database.reading(), database.reading():
        pass
    _cut(database)
    for _ in range(3):
        with database.transaction() as connection:
            assert connection.scalar(text("SELECT 1")) == 1
    monkeypatch.setattr("storage.database.REST_SECONDS", 3600.0)
    _cut(database)
    with pytest.raises(StorageError), database.reading() as connection:
        connection.scalar(text("SELECT 1"))
    for _ in range(3):
        with database.reading() as connection:
            assert connection.scalar(text("SELECT 1")) == 1


def _cut(database: Database) -> None:
    with psycopg.connect(
        database.url.render_as_string(hide_password=False).replace("+psycopg", ""), autocommit=True
    ) as alone:
        alone.execute(EVERYBODY_ELSE_OUT)
