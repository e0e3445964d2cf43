"""Tallies: what only a process sees happen, counted in one small file that all processes of a machine share.

Several web processes and the time process each see a part of it, and whoever is asked for the numbers is any of them. So
they do not count for themselves: each adds to the same file, under its lock, in place. It is never shorter or longer, needs no room once
it is there, outlives restarts, and never goes down. After a power cut it may have lost the last seconds: nothing else rests on it.
"""

import fcntl
import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path

from storage.combining import Combining

OUTCOMES = (
    *("stored", "duplicate", "keyword", "unsend", "unsent-before", "follow", "unfollow", "join", "standby"),
    *("lane-off", "blocked", "unrecognised", "failed", "edited", "edited-before", "older-edit", "old-button"),
    *("tab", "tap", "other"),
)
"""What became of a webhook event: the words of the log. One that is not among them counts as "other"."""

WITHIN_MS = (10, 25, 50, 100, 200, 500, 1000, 2000)
"""How long a webhook took at most. LINE waits for two seconds; the promise is 200 ms."""

CALLS = ("reply", "push", "leave", "menu", "content", "quota")
ANSWERS = ("accepted", "refused", "again")
"""LINE took it; LINE will not; it is tried again."""

CLASSES = ("2xx", "3xx", "4xx", "5xx")

_PLACES = (
    *(f"event.{outcome}" for outcome in OUTCOMES),
    *(f"webhook.{most}" for most in WITHIN_MS),
    *("webhook.longer", "webhook.refused", "webhook.microseconds"),
    *(f"call.{call}.{answer}" for call in CALLS for answer in ANSWERS),
    *(f"request.{answer}" for answer in CLASSES),
)
"""The place of each number in the file. What is new comes last: older files, and older processes beside newer ones, count on."""

_WHERE = {name: place for place, name in enumerate(_PLACES)}
_ALL = struct.Struct(f"<{len(_PLACES)}Q")


class Tallies:
    """The file of one machine. Opened anew each time: a descriptor inherited through a fork would share its lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._adding = Combining(self._add)

    @staticmethod
    @cache
    def of(data_dir: Path) -> "Tallies":
        """The same for all threads of a process."""
        return Tallies(data_dir / "tallies")

    def add(self, counted: Mapping[str, int]) -> None:
        """All of it or, when the file can't be written, OSError to one of those who add at this moment. KeyError for a name that
        has no place.
        """
        if counted:
            self._adding.add([(_WHERE[name], number) for name, number in counted.items()])

    def _add(self, counted: "list[list[tuple[int, int]]]") -> None:
        with self._opened(os.O_CREAT | os.O_RDWR, fcntl.LOCK_EX) as file:
            numbers = list(_ALL.unpack(os.pread(file, _ALL.size, 0).ljust(_ALL.size, b"\0")))
            for place, number in chain.from_iterable(counted):
                numbers[place] += number
            os.pwrite(file, _ALL.pack(*numbers), 0)

    def read(self) -> dict[str, int]:
        """Every number by its name; zeros before anything was counted. OSError when it can't be read."""
        try:
            with self._opened(os.O_RDONLY, fcntl.LOCK_SH) as file:
                content = os.pread(file, _ALL.size, 0)
        except FileNotFoundError:
            content = b""
        numbers = _ALL.unpack(content.ljust(_ALL.size, b"\0"))
        return dict(zip(_PLACES, numbers, strict=True))

    @contextmanager
    def _opened(self, flags: int, lock: int) -> Iterator[int]:
        file = os.open(self._path, flags | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, lock)
            yield file
        finally:
            os.close(file)


def of_event(outcome: str) -> str:
    """The name under which an outcome is counted."""
    return f"event.{outcome if outcome in OUTCOMES else 'other'}"


def of_webhook(milliseconds: float) -> str:
    """The name under which a webhook that took so long is counted."""
    return next((f"webhook.{most}" for most in WITHIN_MS if milliseconds <= most), "webhook.longer")
