"""Group commit: what several threads want to write at the same moment shares one transaction, and so one wait for the disk.

Each commit waits for the disk, and each transaction has its price at the start and at the end. Whoever comes while another
writes queues; the first who waits writes for all who wait behind them, and is told so by who wrote before: nobody waits for
company, and nobody for more than their own group.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from storage.database import Database, StorageError
from storage.prepared import Wanted, ask_ahead

T = TypeVar("T")

MOST = 32
"""So many at once: other writers, the console's too, wait for the whole group."""

TRIES = 3
"""So often at most, when each time somebody else is let go on instead."""
_DEADLOCK = "40P01"

Asks = Callable[[Connection], list[Wanted]]


def _nothing(_: Connection) -> list[Wanted]:
    return []


class GroupCommit:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._queue: deque[_Piece[Any]] = deque()
        self._somebody_writes = False

    @property
    def waiting(self) -> int:
        """How many pieces nobody has begun to write."""
        return len(self._queue)

    def run(self, work: Callable[[Connection], T], asks: Asks = _nothing) -> T:
        """Does `work` in a transaction and returns its answer once that is durable, or raises what it raised, with nothing of it stored.

        `work` may be done twice when another piece of its group fails, or when PostgreSQL ends it for another's sake (a deadlock);
        what the first try wrote is rolled back then. `asks`: what it
        will ask of the database first; that is asked for the whole group at once.
        """
        mine = _Piece(work, asks)
        with self._guard:
            self._queue.append(mine)
            writes, self._somebody_writes = not self._somebody_writes, True
        if not writes:
            mine.wait()
        if not mine.over:
            self._write_group()
        return mine.answer()

    def _write_group(self) -> None:
        """Of whoever is at the head of the queue, which is this thread's own piece."""
        with self._guard:
            group = [self._queue.popleft() for _ in range(min(MOST, len(self._queue)))]
        try:
            if len(group) == 1 or not self._together(group):
                for one in group:
                    one.alone(self._database)
        finally:
            # Also when this thread is ended: who queues behind it must not wait for ever.
            with self._guard:
                following = self._queue[0] if self._queue else None
                self._somebody_writes = following is not None
            for one in group[1:]:
                one.give_up()
                one.wake()
            if following is not None:
                following.wake()

    def _together(self, group: "list[_Piece[Any]]") -> bool:
        """False when something failed, and nothing was stored: whose fault it was shows when each is done alone."""
        try:
            with self._database.transaction() as connection:
                _ask(connection, group)
                answers = [one.work(connection) for one in group]
        except Exception:
            return False
        for one, answer in zip(group, answers, strict=True):
            one.succeed(answer)
        return True


class _Piece(Generic[T]):
    def __init__(self, work: Callable[[Connection], T], asks: Asks) -> None:
        self.work, self.asks = work, asks
        self.over = False
        self._answer: list[T] = []
        self._error: Exception | None = None
        self._asleep = threading.Lock()
        self._asleep.acquire()

    def wait(self) -> None:
        """Until it is written, or is the next to write: `over` tells which."""
        self._asleep.acquire()

    def wake(self) -> None:
        self._asleep.release()

    def alone(self, database: Database) -> None:
        for tries_left in reversed(range(TRIES)):
            try:
                with database.transaction() as connection:
                    _ask(connection, [self])
                    answer = self.work(connection)
            except Exception as error:
                if tries_left and _is_deadlock(error):
                    continue
                self._error, self.over = error, True
            else:
                self.succeed(answer)
            return

    def succeed(self, answer: T) -> None:
        self._answer, self.over = [answer], True

    def give_up(self) -> None:
        """Whoever wrote for it was ended before it was written."""
        if not self.over:
            self._error, self.over = StorageError("nobody was left to write it"), True

    def answer(self) -> T:
        if self._error is not None:
            raise self._error
        return self._answer[0]


def _is_deadlock(error: Exception) -> bool:
    """Two waited for each other, and PostgreSQL ended this one: nothing is wrong with it."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) == _DEADLOCK


def _ask(connection: Connection, group: list[_Piece[Any]]) -> None:
    ask_ahead(connection, (wanted for one in group for wanted in one.asks(connection)))
