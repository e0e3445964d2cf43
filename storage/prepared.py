"""Statements of the hot path: built once, and handed to the driver as they are.

For each use SQLAlchemy looks a statement up, adapts its values and wraps its rows; for small statements that takes longer than
SQLite needs to carry them out. Here it does so once, and its driver does the rest.

On PostgreSQL each statement is a journey. What nobody waits to hear of goes with the next one that somebody does, or with the commit.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Connection, Dialect, Engine, event
from sqlalchemy.exc import DBAPIError

_LATER = "statements for later"


class _Spelled(NamedTuple):
    """As one database reads it. `order` of the values by name, None where the driver takes them by name itself."""

    text: str
    order: list[str] | None
    fixed: dict[str, Any]


class Prepared:
    """One statement, for values of the same names each time: bytes, text, whole numbers, truths and None.

    They reach the driver untouched, and what it returns comes as it is: SQLite says 0 and 1 for truths.
    """

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        """`columns`: what an INSERT that names no values is given."""
        self.statement, self._columns = statement, columns
        self._spelled: dict[str, _Spelled] = {}
        self._row: Callable[..., Any] | None = None

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """What it returns, each row with names; nothing for a statement that returns none. Errors are those of SQLAlchemy."""
        found, told = _sent(connection, [*connection.info.pop(_LATER, ()), (self, values)])
        if not found:
            return []
        row = self._row or self._shape([one[0] for one in told])
        return [row(*one) for one in found]

    def later(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """As `rows`, for whose answer nobody waits. On PostgreSQL an error may come only with the next statement, or the commit."""
        if connection.dialect.name == "postgresql":
            connection.info.setdefault(_LATER, []).append((self, values))
        else:
            self.rows(connection, values)

    def spelled(self, dialect: Dialect) -> _Spelled:
        """For this database, looked up once."""
        found = self._spelled.get(dialect.name)
        if found is None:
            compiled: Any = self.statement.compile(dialect=dialect, column_keys=list(self._columns) or None)
            found = _Spelled(str(compiled), compiled.positiontup, dict(compiled.params))
            self._spelled[dialect.name] = found
        return found

    def _shape(self, names: list[str]) -> Callable[..., Any]:
        self._row = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # its names are the statement's
        return self._row


def attach(engine: Engine) -> None:
    """To that of PostgreSQL: what waits goes before whatever else is done on its connection, and not at all after a rollback."""
    event.listen(engine, "before_cursor_execute", lambda connection, *_: _hand_in(connection))
    event.listen(engine, "commit", _hand_in)
    event.listen(engine, "rollback", lambda connection: connection.info.pop(_LATER, None))
    event.listen(engine, "checkin", lambda _connection, record: record.info.pop(_LATER, None))


def _hand_in(connection: Connection) -> None:
    if waiting := connection.info.pop(_LATER, None):
        _sent(connection, waiting)


def _sent(
    connection: Connection, asked: Sequence[tuple[Prepared, Mapping[str, Any]]]
) -> tuple[list[Any], Any]:
    """One after the other, in one journey: what the last one returns, and what the driver says of its columns."""
    dialect, driver = connection.dialect, connection.connection
    errors = dialect.loaded_dbapi.Error
    cursor: Any = driver.cursor()
    try:
        if len(asked) == 1:
            _execute(cursor, *asked[0], dialect)
        else:
            with driver.driver_connection.pipeline():  # type: ignore[union-attr]  # a connection of psycopg's
                for one in asked[:-1]:
                    _execute(driver.cursor(), *one, dialect)
                _execute(cursor, *asked[-1], dialect)
        return ([], None) if cursor.description is None else (cursor.fetchall(), cursor.description)
    except errors as error:
        raise DBAPIError.instance(None, None, error, errors, hide_parameters=True, dialect=dialect) from error
    finally:
        cursor.close()


def _execute(cursor: Any, one: Prepared, values: Mapping[str, Any], dialect: Dialect) -> None:
    text, order, fixed = one.spelled(dialect)
    given = {**fixed, **values}
    cursor.execute(text, given if order is None else [given[name] for name in order])
