"""One at a time among all processes: a lock that dies with its holder."""

import contextlib
import fcntl
import os
import zlib
from collections.abc import Iterator

from sqlalchemy import text

from storage.database import Database


@contextlib.contextmanager
def only_one(database: Database, work: str) -> Iterator[bool]:
    """Yields True to one process at a time for this kind of work, False to the others, without waiting.

    SQLite: a file lock beside the database, which the kernel frees when the holder dies. PostgreSQL: an advisory lock of
    the session, freed when the connection ends.
    """
    if database.sqlite:
        descriptor = os.open(f"{database.url.database}.{work}", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
        finally:
            os.close(descriptor)
        return
    lock = {"lock": zlib.crc32(work.encode())}
    with database.engine.connect() as connection:
        mine = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), lock))
        try:
            yield mine
        finally:
            if mine:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), lock)
