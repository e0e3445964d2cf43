"""The one statement that SQLite and PostgreSQL spell alike but SQLAlchemy keeps in two places."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

LARGEST = 2**31 - 1
"""What a column of whole numbers holds; to ask for more is an error of the database's, and not a row that is not there."""


def inserting(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that may go on with ON CONFLICT."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def insert_ignoring(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """INSERT … ON CONFLICT DO NOTHING RETURNING; True when the row is new.

    RETURNING and not `rowcount`: psycopg reports -1 there, which once let every duplicate through.
    """
    statement = ignoring(table, connection.dialect.name)
    return connection.execute(statement, values).first() is not None


@cache
def ignoring(table: Table, dialect: str) -> ReturningInsert[Any]:
    """The statement of `insert_ignoring`: it returns a row when the row is new."""
    first = next(iter(table.primary_key.columns))
    return inserting(table, dialect).on_conflict_do_nothing().returning(first)


def insert_all_ignoring(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """INSERT … ON CONFLICT DO NOTHING for many rows; who needs to know which were new asks for one at a time."""
    if rows:
        connection.execute(_all_ignoring(table, connection.dialect.name), rows)


@cache
def _all_ignoring(table: Table, dialect: str) -> Any:
    return inserting(table, dialect).on_conflict_do_nothing()
