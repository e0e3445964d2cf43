"""Statements of the hot path: built once, and handed to the driver as they are.

For each use SQLAlchemy looks a statement up, adapts its values and wraps its rows; for small statements that takes longer than
SQLite needs to carry them out. Here it does so once, and its driver does the rest.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Connection, Dialect
from sqlalchemy.exc import DBAPIError


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
        dialect = connection.dialect
        spelled = self._spelled.get(dialect.name) or self._spell(dialect)
        given = {**spelled.fixed, **values}
        errors = dialect.loaded_dbapi.Error
        cursor = connection.connection.cursor()
        try:
            cursor.execute(
                spelled.text, given if spelled.order is None else [given[n] for n in spelled.order]
            )
            told: Any = cursor.description
            if told is None:
                return []
            found = cursor.fetchall()
            row = self._row or self._shape([one[0] for one in told])
            return [row(*one) for one in found]
        except errors as error:
            raise DBAPIError.instance(
                spelled.text, None, error, errors, hide_parameters=True, dialect=dialect
            ) from error
        finally:
            cursor.close()

    def _spell(self, dialect: Dialect) -> _Spelled:
        compiled: Any = self.statement.compile(dialect=dialect, column_keys=list(self._columns) or None)
        spelled = _Spelled(str(compiled), compiled.positiontup, dict(compiled.params))
        self._spelled[dialect.name] = spelled
        return spelled

    def _shape(self, names: list[str]) -> Callable[..., Any]:
        self._row = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # its names are the statement's
        return self._row
