"""The one statement that SQLite and PostgreSQL spell alike but SQLAlchemy keeps in two places."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_ignoring(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """INSERT … ON CONFLICT DO NOTHING RETURNING; True when the row is new.

    RETURNING and not `rowcount`: psycopg reports -1 there, which once let every duplicate through.
    """
    first = next(iter(table.primary_key.columns))
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).values(**values).on_conflict_do_nothing().returning(first)
    return connection.execute(statement).first() is not None
