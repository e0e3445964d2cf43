"""Watching for news: who waits in this process is told that something of a desk's inbox has changed, and never what.

PostgreSQL tells every process that listens (`Database.transaction` notifies after its commit), SQLite is looked at every 100 ms;
either is asked again after a second, whatever was heard or not. One thread looks for all who wait, and ends soon after the last.
"""

import contextlib
import threading
import time
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import func, select

from storage.consultations import consultations
from storage.database import NEWS, Database, StorageError
from storage.session_ends import session_ends

LOOK_SECONDS = 0.1
"""How often SQLite is asked whether anybody wrote."""

SURELY_SECONDS = 1.0
"""After this long it is looked without a notice too: one may be lost, and one stands for all of the moment that follows it."""

LINGER_SECONDS = 5.0
"""A page that was told something waits again a moment later."""

_STAMPS = select(
    consultations.c.desk, func.count(), func.coalesce(func.sum(consultations.c.revision), 0)
).group_by(consultations.c.desk)

_ENDS = select(session_ends.c.kid, session_ends.c.at)

Stamps = dict[str, tuple[int, int]]


def ends_of(kid: bytes) -> str:
    """Stands among the desks, and is none: the stamp changes when somebody else has ended this person's sessions."""
    return f"sessions of {kid.hex()}"


class Watch:
    """What this process knows of the inboxes: a stamp for each desk, which changes with every line of it; and see `ends_of`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changed = threading.Condition()
        self._stamps: Stamps = {}
        self._waiting = 0
        self._looking: threading.Thread | None = None
        self._first = threading.Event()
        self._over = False

    @contextlib.contextmanager
    def joined(self) -> Iterator[None]:
        """Within it somebody looks. Returns when the first look is done, or could not be."""
        with self._changed:
            self._waiting += 1
            self._changed.notify_all()
            if self._looking is None and not self._over:
                self._first.clear()
                self._looking = threading.Thread(target=self._look_on, name="watch", daemon=True)
                self._looking.start()
        try:
            self._first.wait(SURELY_SECONDS)
            yield
        finally:
            with self._changed:
                self._waiting -= 1
                self._changed.notify_all()

    def stamps(self, desks: Collection[str]) -> Stamps:
        """As of now, of these desks."""
        with self._changed:
            return {desk: self._stamps[desk] for desk in desks if desk in self._stamps}

    def differs(self, before: Stamps, desks: Collection[str], seconds: float) -> bool:
        """Waits so many seconds at most until the stamps of these desks are others than `before`."""
        with self._changed:
            return self._changed.wait_for(
                lambda: {desk: self._stamps[desk] for desk in desks if desk in self._stamps} != before,
                seconds,
            )

    def end(self) -> None:
        """Nobody looks any more when this returns; for who shuts the database."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
            looking = self._looking
        if looking is not None:
            looking.join()

    def _look_on(self) -> None:
        watching = self._sqlite if self._database.sqlite else self._postgresql
        while self._wanted():
            # A database that is away is looked for again; those who wait ask it themselves when their time is over.
            with contextlib.suppress(StorageError):
                for _ in watching():
                    self._look()
                    if not self._wanted():
                        return
            self._first.set()
            with self._changed:
                self._changed.wait_for(lambda: self._over or self._waiting == 0, SURELY_SECONDS)

    def _wanted(self) -> bool:
        """False once nobody has waited for a while; whoever comes then begins anew."""
        with self._changed:
            if self._looking is not threading.current_thread():
                return False
            self._changed.wait_for(lambda: self._over or self._waiting > 0, LINGER_SECONDS)
            if self._waiting and not self._over:
                return True
            self._looking = None
            return False

    def _look(self) -> None:
        with self._database.reading() as connection:
            found = {row[0]: (int(row[1]), int(row[2])) for row in connection.execute(_STAMPS)}
            found |= {ends_of(bytes(row.kid)): (row.at, 0) for row in connection.execute(_ENDS)}
        with self._changed:
            if found != self._stamps:
                self._stamps = found
                self._changed.notify_all()
        self._first.set()

    def _sqlite(self) -> Iterator[None]:
        """Once at the start, and after every write of anybody."""
        with self._database.engine.connect() as connection:
            seen: Any = None
            pause = threading.Event()
            while True:
                version = connection.exec_driver_sql("PRAGMA data_version").scalar()
                connection.rollback()
                if version != seen:
                    seen = version
                    yield
                elif not self._wanted():
                    return
                pause.wait(LOOK_SECONDS)

    def _postgresql(self) -> Iterator[None]:
        """Once at the start, after every notice, and every second."""
        import psycopg  # an office on SQLite never reads it

        url = self._database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with contextlib.suppress(psycopg.Error), psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"LISTEN {NEWS}")
            while True:
                yield
                surely = time.monotonic() + SURELY_SECONDS
                while time.monotonic() < surely and self._wanted():
                    if list(connection.notifies(timeout=LOOK_SECONDS, stop_after=1)):
                        break
