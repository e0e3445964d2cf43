"""Group commit: what several threads want to write at the same moment shares one transaction, and so one wait for the disk.

SQLite has one writer, and each commit waits for the disk. Whoever comes while another writes queues; who is next takes all
that waits. Nobody waits for company. PostgreSQL does the same by itself, for all its clients.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from storage.database import Database

T = TypeVar("T")

MOST = 8
"""So many at once: other writers, the console's too, wait for the whole group."""


class GroupCommit:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._queue: deque[_Piece[Any]] = deque()
        self._writing = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many pieces nobody has begun to write."""
        return len(self._queue)

    def run(self, work: Callable[[Connection], T]) -> T:
        """Does `work` in a transaction and returns its answer once that is durable, or raises what it raised, with nothing of it stored.

        `work` may be done twice when another piece of its group fails; what the first try wrote is rolled back then.
        """
        if not self._database.sqlite:
            with self._database.transaction() as connection:
                return work(connection)
        mine = _Piece(work)
        with self._guard:
            self._queue.append(mine)
        with self._writing:
            while not mine.over:
                self._write(mine)
        return mine.answer()

    def _write(self, mine: "_Piece[Any]") -> None:
        with self._guard:
            group = [self._queue.popleft() for _ in range(min(MOST, len(self._queue)))]
        # Taken by somebody whose thread ended before it was written: alone then.
        group = group or [mine]
        if len(group) > 1 and self._together(group):
            return
        for one in group:
            one.alone(self._database)

    def _together(self, group: "list[_Piece[Any]]") -> bool:
        """False when something failed, and nothing was stored: whose fault it was shows when each is done alone."""
        try:
            with self._database.transaction() as connection:
                answers = [one.work(connection) for one in group]
        except Exception:
            return False
        for one, answer in zip(group, answers, strict=True):
            one.succeed(answer)
        return True


class _Piece(Generic[T]):
    def __init__(self, work: Callable[[Connection], T]) -> None:
        self.work = work
        self.over = False
        self._answer: list[T] = []
        self._error: Exception | None = None

    def alone(self, database: Database) -> None:
        try:
            with database.transaction() as connection:
                answer = self.work(connection)
        except Exception as error:
            self._error, self.over = error, True
        else:
            self.succeed(answer)

    def succeed(self, answer: T) -> None:
        self._answer, self.over = [answer], True

    def answer(self) -> T:
        if self._error is not None:
            raise self._error
        return self._answer[0]
