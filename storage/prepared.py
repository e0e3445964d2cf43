"""Statements of the hot path: built once, and handed to the driver as they are.

For each use SQLAlchemy looks a statement up, adapts its values and wraps its rows; for small statements that takes longer than
SQLite needs to carry them out. Here it does so once, and its driver does the rest.

On PostgreSQL each statement is a journey. What nobody waits to hear of goes with the next one that somebody does, or with the commit;
and what several pieces of work will ask, each of its own, is asked for all of them in one journey before the first begins.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Connection, Dialect, Engine, event
from sqlalchemy.exc import DBAPIError

_LATER = "statements for later"
_AHEAD = "answers for later"


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
        self._returns: dict[str, bool] = {}
        self._row: Callable[..., Any] | None = None

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """What it returns, each row with names; nothing for a statement that returns none. Errors are those of SQLAlchemy."""
        known = _known(connection, self, values)
        if known is None:
            (known,) = _sent(connection, [*connection.info.pop(_LATER, ()), (self, values)], told=1)
        return self._named(known)

    def later(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """As `rows`, for whose answer nobody waits. On PostgreSQL an error may come only with the next statement, or the commit."""
        if connection.dialect.name != "postgresql":
            self.rows(connection, values)
        elif _known(connection, self, values) is None:
            connection.info.setdefault(_LATER, []).append((self, values))

    def spelled(self, dialect: Dialect) -> _Spelled:
        """For this database, looked up once."""
        found = self._spelled.get(dialect.name)
        if found is None:
            compiled: Any = self.statement.compile(dialect=dialect, column_keys=list(self._columns) or None)
            found = _Spelled(str(compiled), compiled.positiontup, dict(compiled.params))
            self._spelled[dialect.name] = found
        return found

    def read(self, cursor: Any, dialect: Dialect) -> list[Any]:
        """What a cursor holds that has just carried it out: rows as the driver gives them."""
        if (returns := self._returns.get(dialect.name)) is None:
            # Asked once: psycopg makes the description anew each time, which took a tenth of a message.
            names = [one[0] for one in cursor.description or ()]
            returns = self._returns[dialect.name] = bool(names)
            if names:
                self._row = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # its names are the statement's
        return cursor.fetchall() if returns else []

    def _named(self, found: list[Any]) -> list[Any]:
        row = self._row
        return [] if row is None else [row(*one) for one in found]


class Wanted(NamedTuple):
    """What a piece of work will ask, with the very same values. `about`: whose work alone can change the answer until then."""

    about: bytes
    statement: Prepared
    values: Mapping[str, Any]


def ask_ahead(connection: Connection, wanted: Iterable[Wanted]) -> None:
    """At the start of a transaction of several pieces: `rows` and `later` then find these answered, each once.

    Of what is about the same, only the first piece's is asked: it may change what the next one finds. In the order of `about`, so that
    two transactions that hold the same rows hold them in the same order. Nothing on SQLite, to which there is no journey.
    """
    if connection.dialect.name != "postgresql":
        return
    first: dict[tuple[bytes, Prepared], Wanted] = {}
    for one in wanted:
        first.setdefault((one.about, one.statement), one)
    asked = [(one.statement, one.values) for one in sorted(first.values(), key=lambda one: one.about)]
    if not asked:
        return
    answers = _sent(connection, [*connection.info.pop(_LATER, ()), *asked], told=len(asked))
    connection.info[_AHEAD] = {_key(*one): answer for one, answer in zip(asked, answers, strict=True)}


def _known(connection: Connection, statement: Prepared, values: Mapping[str, Any]) -> list[Any] | None:
    ahead: dict[tuple[Any, ...], list[Any]] | None = connection.info.get(_AHEAD)
    return ahead.pop(_key(statement, values), None) if ahead else None


def _key(statement: Prepared, values: Mapping[str, Any]) -> tuple[Any, ...]:
    return (statement, *values.values())


def attach(engine: Engine) -> None:
    """To that of PostgreSQL: what waits goes before whatever else is done on its connection, and not at all after a rollback."""
    event.listen(engine, "before_cursor_execute", lambda connection, *_: _hand_in(connection))
    event.listen(engine, "commit", _end)
    event.listen(engine, "rollback", lambda connection: _forget(connection.info))
    event.listen(engine, "checkin", lambda _connection, record: _forget(record.info))


def _end(connection: Connection) -> None:
    _hand_in(connection)
    _forget(connection.info)


def _forget(info: dict[Any, Any]) -> None:
    for name in (_LATER, _AHEAD):
        info.pop(name, None)


def _hand_in(connection: Connection) -> None:
    if waiting := connection.info.pop(_LATER, None):
        _sent(connection, waiting, told=0)


def _sent(
    connection: Connection, asked: Sequence[tuple[Prepared, Mapping[str, Any]]], *, told: int
) -> list[list[Any]]:
    """One after the other, in one journey: what the last `told` of them return."""
    dialect, driver = connection.dialect, connection.connection
    errors = dialect.loaded_dbapi.Error
    cursors: list[Any] = []
    try:
        with ExitStack() as journey:
            if len(asked) > 1:
                journey.enter_context(driver.driver_connection.pipeline())  # type: ignore[union-attr]  # a connection of psycopg's
            for one in asked:
                cursors.append(driver.cursor())
                _execute(cursors[-1], *one, dialect)
        first = len(asked) - told
        return [asked[at][0].read(cursors[at], dialect) for at in range(first, len(asked))]
    except errors as error:
        raise DBAPIError.instance(None, None, error, errors, hide_parameters=True, dialect=dialect) from error
    finally:
        for cursor in cursors:
            cursor.close()


def _execute(cursor: Any, one: Prepared, values: Mapping[str, Any], dialect: Dialect) -> None:
    text, order, fixed = one.spelled(dialect)
    given = {**fixed, **values}
    cursor.execute(text, given if order is None else [given[name] for name in order])
