"""Old and new processes work on one database for a while: what a migration may do, so that the code before it goes on.

It may add: tables, columns that may be left out, indexes that forbid nothing. Whatever takes away or asks for more waits for a release in
which no old process runs any more; such a migration says so itself: `second_step = "since when nobody needs it"`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Inspector, inspect

from storage import schema
from storage.database import Database

BASE = "0007"
"""The first that was run by more than its authors."""


def breaks(before: Inspector, after: Inspector) -> Iterator[str]:
    """What the code that knows the first would stumble over in the second."""
    for table in before.get_table_names():
        if not after.has_table(table):
            yield f"{table} is gone"
            continue
        old = {column["name"]: column for column in before.get_columns(table)}
        new = {column["name"]: column for column in after.get_columns(table)}
        for name, column in new.items():
            if name not in old and not column["nullable"] and column["default"] is None:
                yield f"{table}.{name} must be given"
        for name, column in old.items():
            if name not in new:
                yield f"{table}.{name} is gone"
            elif str(column["type"]) != str(new[name]["type"]):
                yield f"{table}.{name} is of another type"
            elif column["nullable"] and not new[name]["nullable"]:
                yield f"{table}.{name} may not be empty any more"
        yield from (f"{table}: {rule}" for rule in sorted(_rules(after, table) - _rules(before, table)))


def _rules(found: Inspector, table: str) -> set[str]:
    """What the database refuses."""
    unique = [str(one["column_names"]) for one in found.get_unique_constraints(table)]
    unique += [str(one["column_names"]) for one in found.get_indexes(table) if one["unique"]]
    checks = [one["sqltext"] for one in found.get_check_constraints(table)]
    leads = [
        f"{one['constrained_columns']} in {one['referred_table']}" for one in found.get_foreign_keys(table)
    ]
    return {*(f"one of each {columns}" for columns in unique), *checks, *leads}


def test_every_migration_leaves_the_code_before_it_something_to_stand_on(tmp_path: Path) -> None:
    steps = list(
        ScriptDirectory.from_config(schema.configuration("sqlite://")).iterate_revisions("head", BASE)
    )
    for step in reversed(steps):
        if getattr(step.module, "second_step", None):
            continue
        found = []
        for revision in (step.down_revision, step.revision):
            url = f"sqlite:///{tmp_path}/{step.revision}-{revision}.db"
            command.upgrade(schema.configuration(url), str(revision))
            found.append(Database(url))
        with found[0].reading() as before, found[1].reading() as after:
            assert list(breaks(inspect(before), inspect(after))) == [], step.revision
        for database in found:
            database.engine.dispose()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("CREATE TABLE more (id INTEGER NOT NULL)", []),
        ("ALTER TABLE seats ADD COLUMN note TEXT", []),
        ("ALTER TABLE seats ADD COLUMN kind TEXT NOT NULL DEFAULT 'chair'", []),
        ("CREATE INDEX ix_seats_row ON seats (row)", []),
        ("CREATE UNIQUE INDEX uq_seats_row ON seats (row)", ["seats: one of each ['row']"]),
        ("ALTER TABLE seats RENAME COLUMN row TO line", ["seats.row is gone"]),
        ("ALTER TABLE seats DROP COLUMN row", ["seats.row is gone"]),
        ("DROP TABLE seats", ["seats is gone"]),
    ],
)
def test_what_the_code_before_would_stumble_over_is_found(change: str, said: list[str]) -> None:
    with _seats() as before, _seats() as after:
        after.execute(sa.text(change))
        assert list(breaks(inspect(before), inspect(after))) == said


def test_narrower_columns_are_found() -> None:
    with _seats() as before, _seats("id INTEGER NOT NULL, row TEXT NOT NULL, wide INTEGER NOT NULL") as after:
        assert sorted(breaks(inspect(before), inspect(after))) == [
            "seats.row may not be empty any more",
            "seats.wide must be given",
        ]
    with _seats() as before, _seats("id TEXT NOT NULL, row TEXT") as after:
        assert list(breaks(inspect(before), inspect(after))) == ["seats.id is of another type"]


def _seats(columns: str = "id INTEGER NOT NULL, row TEXT") -> Connection:
    connection = sa.create_engine("sqlite://").connect()
    connection.execute(sa.text(f"CREATE TABLE seats ({columns})"))
    return connection
