"""Backups of a town, empty databases to restore them into, and what is in there then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select

from retention import purge
from storage import (
    backup,
    restoring,
    shipping,
)
from storage.database import Database, metadata
from storage.keystore import KekFile
from storage.restoring import Restored
from tests.cast import Town, colleague, read_transcript
from tests.harness.postgres import Postgres

ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For what happens in files, whatever database they came from."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def other(town: Town, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database of the other kind than the town's."""
    yield from _empty("postgresql" if town.database.sqlite else "sqlite", tmp_path / "other", request)


@pytest.fixture
def same(town: Town, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database of the town's kind."""
    yield from _empty("sqlite" if town.database.sqlite else "postgresql", tmp_path / "same", request)


def _empty(kind: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    server: Postgres | None = None
    url = f"sqlite:///{folder}/hidamari.db"
    if kind == "postgresql":
        server = request.getfixturevalue("postgres")
        url = server.fresh()
    database = Database(url.replace("postgresql://", "postgresql+psycopg://"))
    yield database
    database.engine.dispose()
    if server is not None:
        server.drop(url)


def talk(town: Town, text: str) -> bytes:
    before = set(town.consultations())
    town.receive(town.resident().says(text))
    (case,) = set(town.consultations()) - before
    town.answer(case, f"{text}、と言ったのですね")
    return case


def back_up(town: Town, folder: Path) -> Path:
    town.clock.pass_(seconds=1)
    return backup.write(town.database, town.keys, folder, town.settings.shred_table, now=town.clock())


def run_purge(town: Town) -> None:
    ship = shipping.ship_to(town.settings.shred_table, town.database)
    purge.run(town.database, town.keys, town.settings.retention_policy, now=town.clock(), ship=ship)


def restore(town: Town, into: Database, folder: Path) -> Restored:
    town.clock.pass_(seconds=1)
    return restoring.restore(into, town.keys, folder, town.settings.shred_table, now=town.clock())


def texts(database: Database, kek: KekFile, case: bytes) -> list[str | None]:
    return [
        e.payload["text"] if e.payload else None
        for e in read_transcript(database, kek, case, colleague("sato"))
    ]


def holds(database: Database, case: bytes) -> list[str]:
    """The tables that still have a row of it."""
    found = []
    with database.reading() as connection:
        for table in metadata.sorted_tables:
            for name in {"consultation_id", "id"} & set(table.c.keys()):
                if table.c[name].type.python_type is bytes:
                    rows = connection.scalar(select(func.count()).where(table.c[name] == case))
                    found += [table.name] * bool(rows)
    return found


def is_empty(database: Database) -> bool:
    with database.reading() as connection:
        return inspect(connection).get_table_names() == []


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reading() as connection:
        return {
            table.name: [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in backup.tables()
        }


def made(database: Database) -> Database:
    database.make_room()
    return database
