"""Erasing in small transactions, one after the other, so that whoever writes meanwhile waits for none of them for long."""

from collections.abc import Callable

from sqlalchemy import Connection

from storage.database import Database


def one_after_the_other(
    database: Database, size: int, erase: Callable[[Connection, int], int], progress: Callable[[int], None]
) -> int:
    """Calls `erase`, which is told how many at most and returns how many went, until there are fewer. Returns how many in all.

    `progress` is told after each commit. May be killed at any point and run again.
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
