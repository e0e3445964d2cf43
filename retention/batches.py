"""Erasing in small transactions, one after the other, so that whoever writes meanwhile waits for none of them for long."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection

from storage.database import Database


class Bound(NamedTuple):
    """So much goes in one transaction at the most; one consultation goes whole, whatever it has."""

    consultations: int
    entries: int


ONE_WRITER = Bound(20, 1_000)
"""On SQLite everybody else who writes waits meanwhile, some milliseconds."""

MANY_WRITERS = Bound(100, 10_000)
"""On PostgreSQL nobody waits for rows of what is over, and each statement is a round trip."""


PAUSE_SECONDS = 0.001
"""Between two transactions: who waits for the lock of a file is not always the next to get it."""


def bound_of(database: Database) -> Bound:
    return ONE_WRITER if database.sqlite else MANY_WRITERS


def one_after_the_other(
    database: Database,
    size: int,
    erase: Callable[[Connection, int], int],
    progress: Callable[[int], None],
    give_way: Callable[[], None] = lambda: None,
) -> int:
    """Calls `erase`, which is told how many at most and returns how many went, until there are fewer. Returns how many in all.

    `progress` is told after each commit, and `give_way` is called where another follows. May be killed at any point and run again.
    """
    erased = 0
    while True:
        with database.transaction() as connection:
            gone = erase(connection, size)
        erased += gone
        if gone:
            progress(erased)
        if gone < size:
            return erased
        give_way()
