"""Whether this machine's clock is believed, asked before anything goes because its time is over.

A day after the last purge it is. After a longer time, or before it, the machine may have been off, or its clock may have jumped: a year
too far ahead it would destroy everything that is kept. Then LINE is asked what time it is, and what LINE does not confirm waits; the
watchdog tells that no purge has ended ("missed-run"), and `doctor` what is wrong with the clock.
"""

from collections.abc import Callable

from retention.watchdog import MISSED_MS
from storage import chronicle, purge_runs
from storage.database import Database

BACK_MS = 3600 * 1000
"""So far before the last purge a clock may be that was set right a little."""

OFF_MS = 10 * 60 * 1000
"""So far from LINE's time a clock may be: LINE counts whole seconds, and an answer takes its time."""

AGAIN_MS = 60_000
"""So often LINE is asked at most."""


class Belief:
    """One process's. `ask` tells LINE's time (ms), and None when LINE does not say."""

    def __init__(self, database: Database, ask: Callable[[], int | None]) -> None:
        self._database, self._ask = database, ask
        self.refused_at: int | None = None
        """When (ms) nobody confirmed the time, so that something waits; None when all is done."""

    def holds(self, now: int) -> bool:
        """Whether it may be `now` (ms)."""
        if not self._is_usual(now) and not self._is_confirmed(now):
            return False
        self.refused_at = None
        return True

    def _is_usual(self, now: int) -> bool:
        with self._database.reading() as connection:
            last = purge_runs.ended(connection).last_run or chronicle.founded_at(connection)
        return last is None or last - BACK_MS <= now <= last + MISSED_MS

    def _is_confirmed(self, now: int) -> bool:
        if self.refused_at is not None and 0 <= now - self.refused_at < AGAIN_MS:
            return False
        self.refused_at = now
        told = self._ask()
        return told is not None and abs(told - now) <= OFF_MS
