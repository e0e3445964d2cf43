"""A database in PostgreSQL that was furnished once, and can be made so again after every story."""

import psycopg
from psycopg import sql

from storage.database import SCHEMA, Unready, metadata

TABLES = """SELECT relname, pg_relation_size(oid) > 0 AS used FROM pg_class
  WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""
NUMBERS_FROM_1 = """SELECT setval(format('%I.%I', schemaname, sequencename), 1, false) FROM pg_sequences
  WHERE last_value IS NOT NULL"""

_rows: dict[str, bytes] = {}
"""Of each table, in the order in which they can be filled: what COPY writes and reads."""


def remember(url: str) -> None:
    """What stands in this database now."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for table in metadata.sorted_tables:
            with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table.name))) as rows:
                _rows[table.name] = b"".join(rows)


def again(connection: psycopg.Connection) -> None:
    """As it was, whatever rows a story has added or changed; numbers begin at 1. `Unready` when the tables are others."""
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(SCHEMA,)]:
        raise Unready("A story has made it another version's.", "話の中で、別の版のものになりました。")
    tables: dict[str, bool] = dict(connection.execute(TABLES).fetchall())
    if not _rows.keys() <= tables.keys():
        raise Unready("A story has taken a table away.", "話の中で、表が一つなくなりました。")
    used = [table for table in _rows if tables[table]]
    # Not DELETE: its holes would be filled first, and rows of one moment come in another order than in a new table.
    connection.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, used))))
    connection.execute(NUMBERS_FROM_1)
    for table, rows in _rows.items():
        if rows:
            with connection.cursor().copy(
                sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
            ) as writing:
                writing.write(rows)
