"""What SQLite was asked, and whether it would look for the answer in the same way on every town's disk.

Where two indexes fit a question equally well it takes one by the order in which they were made. That order differs from town to town, and
the other one may lead through everybody's rows.
"""

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Dialect, event
from sqlalchemy.engine import Engine

from storage import schema
from storage.prepared import Prepared

Asked = set[str]
ORDERS = 8
_ASKING = ("SELECT", "UPDATE", "DELETE", "INSERT")
_PLACE = re.compile(r"\?")


@contextmanager
def heard() -> Iterator[Asked]:
    """Every question to an SQLite database meanwhile, as it was spelled."""
    asked: Asked = set()

    def note(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        ours = statement.startswith(_ASKING) and "alembic" not in statement
        if ours and connection.dialect.name == "sqlite":
            asked.add(statement)

    spelled = Prepared.spelled

    def noting(self: Prepared, dialect: Dialect) -> Any:
        found = spelled(self, dialect)
        if dialect.name == "sqlite":
            asked.add(found[0])
        return found

    event.listen(Engine, "before_cursor_execute", note)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prepared, "spelled", noting)
        try:
            yield asked
        finally:
            event.remove(Engine, "before_cursor_execute", note)


def undecided(asked: Asked, folder: Path) -> dict[str, list[str]]:
    """Those that are answered in another way when the same indexes were made in another order, and in which ways."""
    found: dict[str, set[str]] = {statement: set() for statement in asked}
    for connection in _towns(folder / "town.db"):
        for statement, plans in found.items():
            nothing = (None,) * len(_PLACE.findall(statement))
            rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", nothing)
            plans.add(", ".join(row[3] for row in rows))
    return {statement: sorted(plans) for statement, plans in found.items() if len(plans) > 1}


def _towns(file: Path) -> Iterator[sqlite3.Connection]:
    """Tables as a new town has them, with the indexes made anew in one order after the other."""
    schema.upgrade(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        wanted = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        indexes = connection.execute(wanted).fetchall()
        for seed in range(ORDERS):
            random.Random(seed).shuffle(indexes)
            for name, _ in indexes:
                connection.execute(f'DROP INDEX "{name}"')
            for _, sql in indexes:
                connection.execute(sql)
            yield connection
