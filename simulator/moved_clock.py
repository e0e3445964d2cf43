"""A clock that somebody at the demo's desk moves, for the platform and the product alike, in all their processes.

How far it is ahead of the real time stands in one small file that every process maps. Run as a program, it is the product's
time process, told the time by this clock: what a cron job should have done at an hour that was jumped over is done at once.
"""

import contextlib
import mmap
import resource
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from simulator.platform import now_ms

_AHEAD = struct.Struct("<q")
FARTHEST = 400 * 86_400_000
"""The most (ms) that the clock can be ahead; it is never behind."""
_LOOK_EVERY_SECONDS = 0.2

Job = Callable[[], None]


class MovedClock:
    """Call it for ms since 1970: the real time and what it is ahead. The file is made when there is none."""

    def __init__(self, file: Path, real: Callable[[], int] = now_ms) -> None:
        self._real = real
        if not file.exists():
            file.write_bytes(_AHEAD.pack(0))
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), _AHEAD.size)

    def __call__(self) -> int:
        return self._real() + self.ahead

    @property
    def ahead(self) -> int:
        return int(_AHEAD.unpack(self._shared[: _AHEAD.size])[0])

    def move(self, ahead: int) -> None:
        """Be `ahead` ms from now on, in every process; ValueError for less than nothing or more than `FARTHEST`."""
        if not 0 <= ahead <= FARTHEST:
            raise ValueError("the clock does not go there")
        self._shared[: _AHEAD.size] = _AHEAD.pack(ahead)


class Jumps:
    """Watches the clock for its jumps, and knows which jobs' hours were jumped over."""

    def __init__(self, clock: MovedClock, jobs: list[tuple[Job, Any]], timezone: tzinfo) -> None:
        """`jobs` as clock.jobs() gives them; those that run every few seconds are let be."""
        self._clock, self._timezone, self._last = clock, timezone, clock()
        self._jobs = [(job, trigger) for job, trigger in jobs if _has_hours(trigger)]

    def due(self) -> Iterator[Job]:
        """The jobs whose hour came since the last call, each once, as a time process that was asleep would run them.

        While the clock is not ahead there are none: the time process's own scheduler is right then.
        """
        since, self._last = self._last, self._clock()
        if self._clock.ahead == 0 or self._last <= since:
            return
        for job, trigger in self._jobs:
            fires = trigger.get_next_fire_time(None, self._moment(since))
            if fires is not None and fires <= self._moment(self._last):
                yield job

    def watch(self, ended: threading.Event) -> None:
        """Runs what is due until `ended`. A job that fails is tried at its next hour, as in the time process."""
        while not ended.wait(_LOOK_EVERY_SECONDS):
            for job in self.due():
                with contextlib.suppress(Exception):
                    job()

    def _moment(self, at: int) -> datetime:
        return datetime.fromtimestamp(at / 1000, self._timezone)


def _has_hours(trigger: Any) -> bool:
    return trigger is not None and not hasattr(trigger, "interval")


def main(file: Path) -> None:
    """The time process until SIGTERM: as `python app.py clock`, with the clock in `file`."""
    import clock
    from settings import Settings
    from storage.database import Database
    from storage.keystore import Keys

    # Whoever tries the demo should not wait for what is offered or said to them.
    clock.VISITS_SECONDS = 2
    settings, moved, ended = Settings.from_env(), MovedClock(file), threading.Event()
    keys = Keys.load(settings.keys_dir, settings.kek)
    jobs = clock.jobs(Database(settings.database_url), keys, settings, moved)
    watching = threading.Thread(
        target=Jumps(moved, jobs, settings.timezone).watch, args=(ended,), daemon=True
    )
    watching.start()
    clock.run(settings, moved)
    ended.set()
    watching.join()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(Path(sys.argv[1]))
