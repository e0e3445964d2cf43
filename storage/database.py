"""The engine, the metadata, and the two ways to use them: `transaction()` writes, `reading()` reads.

Times in every table are whole milliseconds since 1970-01-01 UTC (`int`), because LINE's event times are, and because both
databases then sort and compare them alike. Identifiers of consultations, keys and people are raw bytes.
"""

import contextlib
import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, MetaData, create_engine, event, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InvalidatePoolError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from storage import prepared
from storage.refusal import Refusal

NEWS = "hidamari_news"
"""The channel on which PostgreSQL tells listening processes that somebody wrote; never what, or about whom."""

QUIET_SECONDS = 0.02
"""One notice stands for all commits of so long: notices are given one at a time in the whole of PostgreSQL."""

REST_SECONDS = 1.0
"""A connection to PostgreSQL that was used so lately is taken to be there still."""

_RESTS_SINCE = "rests since"

SCHEMA = "0011"
"""The Alembic revision this code reads and writes."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

StorageError = SQLAlchemyError
"""What a door catches to answer 503: the database is away, full or locked; nothing was committed."""


class Unready(Refusal, RuntimeError):
    """The database is missing or was made by another version; the sentence says what to run."""


def unreachable() -> Unready:
    return Unready(
        "The database can't be reached: look at DATABASE_URL, and whether it runs.",
        "データベースにつながりません。DATABASE_URL と、データベースが動いているかを見てください。",
    )


class Database:
    """One database as one process sees it.

    SQLite allows one writer, and its own busy handler starves some of those who wait; a lock file in front makes the
    queue fair. PostgreSQL needs none of it.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.engine = _engine(url)
        self.sqlite = self.engine.dialect.name == "sqlite"
        # Of one pool. Where each statement sees what is committed by then anyhow, BEGIN and COMMIT are two journeys for nothing.
        self._reader = (
            self.engine if self.sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )
        self._threads = threading.Lock()
        self._told_at = 0.0
        self._lock_file = Path(f"{self.url.database}.lock") if self.sqlite else None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yields a connection; commits durably at the end, or rolls back and re-raises. Never do network calls inside."""
        with self._one_writer(), self.engine.connect() as connection:
            writer = connection.execution_options(begin="BEGIN IMMEDIATE")
            with writer.begin():
                yield writer
            self._tell(connection)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yields a connection whose reads belong to one snapshot (SQLite), or each see what is committed by then (PostgreSQL)."""
        with self._reader.connect() as connection, connection.begin():
            yield connection

    def checkpoint(self) -> bool:
        """Moves SQLite's write-ahead log into the file and empties it; False while a reader stands in the way."""
        if not self.sqlite:
            return True
        with self.engine.connect() as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        return bool(busy == 0)

    def lighten(self) -> None:
        """Moves what can be moved of SQLite's write-ahead log into the file, while others write.

        Otherwise the commit that finds the log long does it, and all who want to write wait for that one.
        """
        if self.sqlite:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def require_schema(self) -> None:
        """Raises `Unready` unless the tables are those this code was written for."""
        found = self.schema()
        if found is None:
            raise Unready(
                "The database is not there: run `python app.py init` for a new office, or `restore` for one that was here before.",
                "データベースが、ありません。新しい相談室なら `python app.py init` を、前からの相談室なら、控えから戻す `restore` を実行してください。",
            )
        if found > SCHEMA:
            raise Unready(
                f"The database has schema {found}, newer than this version's {SCHEMA}: start the version that made it, or restore a backup from before the update.",
                f"データベースの表は {found} 版で、このプログラムの {SCHEMA} 版より新しいものです。表を作った版のプログラムを起動するか、更新する前の控えを"
                "戻してください。",
            )
        if found != SCHEMA:
            raise Unready(
                f"The database has schema {found}, this version needs {SCHEMA}: run `python app.py migrate`.",
                f"データベースの表は {found} 版ですが、このプログラムには {SCHEMA} 版が要ります。`python app.py migrate` を実行してください。",
            )

    def is_damaged(self) -> bool:
        """Whether pages of an SQLite file contradict each other; reads the whole file. PostgreSQL tells of its own in its log."""
        if not self.sqlite:
            return False
        try:
            with self.reading() as connection:
                return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok")
        except StorageError as error:
            return _is_damage(error)

    def make_room(self) -> None:
        """Makes the folder of an SQLite file, for its owner only."""
        if self.sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    def require_empty(self) -> None:
        """Raises `Unready` when it holds an office already, or can't be reached."""
        if self.schema() is not None:
            raise Unready(
                "This database holds an office already, and it will not be replaced.",
                "このデータベースには、もう相談室が入っています。上書きはしません。",
            )

    def require_nothing(self) -> None:
        """Raises `Unready` unless there is no table at all, or those without a row that a restore leaves which was killed."""
        try:
            with self.reading() as connection:
                there = set(inspect(connection).get_table_names())
                ours = {table.name for table in metadata.sorted_tables}
                if not there or (there == ours | {"alembic_version"} and not _any_row(connection)):
                    return
        except StorageError as error:
            raise unreachable() from error
        raise Unready(
            "This database is not empty, and nothing in it will be replaced: restore into a new one.",
            "このデータベースは空ではありません。上書きはしないので、新しいデータベースに戻してください。",
        )

    def _tell(self, connection: Connection) -> None:
        """That something was committed, to who listens. Not in the transaction itself: a notice holds up every other commit."""
        if self.sqlite or time.monotonic() - self._told_at < QUIET_SECONDS:
            return
        self._told_at = time.monotonic()
        # What was committed stays so, whatever becomes of the notice: who listens looks each second anyhow.
        with contextlib.suppress(StorageError), connection.begin():
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            connection.exec_driver_sql(f"NOTIFY {NEWS}")

    def _is_missing(self) -> bool:
        """To look into a file that is not there would make it, or fail for want of its folder."""
        if not (self.sqlite and self.url.database):
            return False
        try:
            return not Path(self.url.database).exists()
        except OSError as error:
            # In a folder of somebody else's, say: to advise `init` there would be wrong.
            raise unreachable() from error

    def schema(self) -> str | None:
        """The version of the tables that are there, None without any. Raises `Unready`."""
        if self._is_missing():
            return None
        try:
            with self.reading() as connection:
                if not inspect(connection).has_table("alembic_version"):
                    return None
                return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except StorageError as error:
            if _is_damage(error):
                raise Unready(
                    "The database file is damaged: keep it aside, and restore the newest backup into a new one.",
                    "データベースのファイルが壊れています。消さずに別の場所へ移し、いちばん新しい控えを、新しいファイルに戻してください。",
                ) from error
            raise unreachable() from error

    @contextlib.contextmanager
    def _one_writer(self) -> Iterator[None]:
        if self._lock_file is None:
            yield
            return
        with self._threads:
            # Opened anew each time: a descriptor inherited through fork would share the parent's lock.
            try:
                descriptor = os.open(self._lock_file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            except OSError as error:
                # A disk that became read-only is storage that is away, like any other.
                raise StorageError("the lock file beside the database can't be opened") from error
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield
            finally:
                os.close(descriptor)


def _is_damage(error: BaseException) -> bool:
    """Whether SQLite says that the file is none of its own, or contradicts itself; and not that it is away, full or locked."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return (code & 0xFF) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=16, max_overflow=4, hide_parameters=True)
        prepared.attach(engine)
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "checkin", _note_rest)
        event.listen(engine, "checkout", partial(_look_after_rest, engine.dialect))
        return engine
    engine = create_engine(
        url, pool_size=16, max_overflow=4, hide_parameters=True, connect_args={"timeout": 10}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _any_row(connection: Connection) -> bool:
    return any(
        connection.execute(select(table).limit(1)).first() is not None for table in metadata.sorted_tables
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Durable commits, and deletion that leaves nothing in the file: docs/decisions/deletion.md."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _prepare_postgresql(connection: Any, record: ConnectionPoolEntry) -> None:
    """Whose process was killed frees its locks within half a second. And no question is compiled to machine code before it is asked:
    with tables of a city's size that took longer than the question, on a new connection by far.
    """
    _note_rest(connection, record)
    with connection.cursor() as cursor:
        cursor.execute("SET client_connection_check_interval = '500ms'")
        cursor.execute("SET jit = off")
    connection.commit()


def _note_rest(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_RESTS_SINCE] = time.monotonic()


def _look_after_rest(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """One that has lain idle may have been lost meanwhile: it is tried before use, and with it all others are given up.

    Not each time, as the pool's own look does: on a busy process that is a journey more for every question.
    """
    if time.monotonic() - record.info[_RESTS_SINCE] < REST_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError from error
