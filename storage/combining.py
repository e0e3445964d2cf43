"""Small writes that many threads make at the same moment become one: nobody waits for somebody else's."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Combining(Generic[T]):
    """Whoever finds nobody writing writes all there is; whoever finds somebody leaves theirs to them, and goes."""

    def __init__(self, write: Callable[[list[T]], None]) -> None:
        """`write` is never called by two threads at once, and always with one at least."""
        self._write = write
        self._waiting: deque[T] = deque()
        self._writing = threading.Lock()

    def renew(self) -> None:
        """In a process that was just forked: who wrote at that moment is not in it."""
        self._writing = threading.Lock()

    def add(self, one: T) -> None:
        """What `write` raises is raised to whoever wrote; what it was given is not written again."""
        self._waiting.append(one)
        # Looked at again after each: what came meanwhile was left to this thread.
        while self._waiting and self._writing.acquire(blocking=False):
            try:
                if taken := [self._waiting.popleft() for _ in range(len(self._waiting))]:
                    self._write(taken)
            finally:
                self._writing.release()
