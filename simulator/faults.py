"""Switches that make the fake Messaging API misbehave, as LINE does on a bad day."""

import threading
from dataclasses import dataclass, field
from typing import Literal

from simulator.refusals import MONTHLY_LIMIT, RATE_LIMIT, SAME_USER_LIMIT

Kind = Literal["refuse", "drop", "empty", "hang-before", "hang-after"]
LONGEST_HANG = 60.0
"""Seconds after which a hanging call is answered unreleased, so that no thread stays for ever."""


@dataclass
class Fault:
    """One misbehaviour for the next `times` calls whose path ends with `path` ("" is every call).

    `reached` is set when a call hangs; `release()` lets it go on.
    """

    kind: Kind
    times: int
    path: str = ""
    status: int = 500
    message: str = "Internal server error"
    reached: threading.Event = field(default_factory=threading.Event)
    _released: threading.Event = field(default_factory=threading.Event)

    def release(self) -> None:
        self._released.set()

    def wait(self) -> None:
        self.reached.set()
        self._released.wait(LONGEST_HANG)


class Faults:
    """The faults that are waiting for a call, first come, first used."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []
        self._hanging: list[Fault] = []

    def refuse(
        self, status: int, times: int = 1, *, path: str = "", message: str = "Internal server error"
    ) -> Fault:
        """Answer with `status`; the request is not executed."""
        return self._add(Fault("refuse", times, path, status, message))

    def rate_limit(self, times: int = 1, *, path: str = "") -> Fault:
        return self.refuse(429, times, path=path, message=RATE_LIMIT)

    def monthly_limit(self, times: int = 1, *, path: str = "") -> Fault:
        return self.refuse(429, times, path=path, message=MONTHLY_LIMIT)

    def same_user_limit(self, times: int = 1, *, path: str = "") -> Fault:
        return self.refuse(429, times, path=path, message=SAME_USER_LIMIT)

    def drop_answer(self, times: int = 1, *, path: str = "") -> Fault:
        """Execute the request, then close the connection without an answer.

        Where the server gives no way to close the connection, the answer is 500: executed all the same.
        """
        return self._add(Fault("drop", times, path))

    def empty_answer(self, times: int = 1, *, path: str = "") -> Fault:
        """Execute the request, then answer `{}` in place of the usual body."""
        return self._add(Fault("empty", times, path))

    def hang(self, times: int = 1, *, path: str = "", executed: bool = True) -> Fault:
        """Answer only after `release()`; the request is executed before the wait, or after it."""
        return self._add(Fault("hang-after" if executed else "hang-before", times, path))

    def take(self, path: str) -> Fault | None:
        """The fault for a call to `path`, used up by one."""
        with self._lock:
            for fault in self._waiting:
                if path.endswith(fault.path):
                    fault.times -= 1
                    if fault.kind in ("hang-before", "hang-after") and fault not in self._hanging:
                        self._hanging.append(fault)
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                    return fault
        return None

    def clear(self) -> None:
        """Forget every fault that still waits for a call."""
        with self._lock:
            self._waiting.clear()

    def waiting(self) -> list[Fault]:
        """Every fault that still waits for a call, the next one first."""
        with self._lock:
            return list(self._waiting)

    def release(self) -> None:
        """Let every call that hangs go on."""
        with self._lock:
            hanging, self._hanging = self._hanging, []
        for fault in hanging:
            fault.release()

    def _add(self, fault: Fault) -> Fault:
        with self._lock:
            self._waiting.append(fault)
        return fault
