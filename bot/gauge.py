"""The gauge of the month's pushes: LINE's own figures, read now and then and whenever LINE refuses for too many."""

import datetime as dt
from typing import TYPE_CHECKING

from bot.refusals import DeliveryError
from storage import outbox, quota
from storage.database import Database
from storage.quota import Reading

if TYPE_CHECKING:
    # The SDK costs most of a second, and the console only wants to know when a month ends.
    from bot.channel import Channel

FRESH_MS = 60_000
"""A reading so new is not asked for again: figures at LINE move slower than pushes are refused."""

EVERY_MS = 15 * 60_000
AGAIN_MS = 10_000

HOUR_MS = 3600 * 1000

MORNING_MS = 8 * HOUR_MS
"""A month begins at midnight, which nobody chose: what has waited for it and rings waits so much longer."""

JAPAN = dt.timezone(dt.timedelta(hours=9))
"""LINE counts its months in Japan, wherever the office's clock stands."""


class Rounds:
    """The gauge, read every 15 minutes. What LINE does not tell is asked again 10 seconds later, then after twice as long each time."""

    def __init__(self, database: Database, channel: "Channel") -> None:
        self._database, self._channel = database, channel
        self._asked: int | None = None
        self._pause = EVERY_MS

    def go(self, now: int) -> None:
        """Reads it, unless that isn't due yet; a clock that was set back makes it due."""
        if self._asked is not None and 0 <= now - self._asked < self._pause:
            return
        self._asked = now
        self._pause = AGAIN_MS if self._pause == EVERY_MS else min(2 * self._pause, EVERY_MS)
        if read(self._database, self._channel, now=now) is not None:
            self._pause = EVERY_MS


def read(database: Database, channel: "Channel", *, now: int, refused: bool = False) -> Reading | None:
    """Asks LINE and keeps the answer; what waited for quota is tried again when there is some.

    `refused`: LINE has just said that the month's limit is reached. None when LINE does not tell its figures at the moment
    (the log has the call): then that alone is noted.
    """
    try:
        found = channel.quota()
    except DeliveryError:
        if refused:
            with database.transaction() as connection:
                quota.note_refused(connection, now=now)
        return None
    with database.transaction() as connection:
        reading = quota.note(connection, quota=found.limit, used=found.used, now=now, refused=refused)
        if reading.spent_at is None:
            outbox.hurry(connection, "quota", now=now)
    return reading


def is_spent(database: Database, channel: "Channel", *, now: int, refused: bool) -> bool:
    """Whether a 429 means that the month's pushes are spent. Its text may say so (`refused`), or LINE's figures."""
    with database.reading() as connection:
        known = quota.newest(connection)
    spent = known is not None and known.spent_at is not None
    if known is not None and now - known.read_at < FRESH_MS and (spent or not refused):
        return spent
    reading = read(database, channel, now=now, refused=refused)
    return refused if reading is None else reading.spent_at is not None


def next_try(now: int) -> int:
    """When (ms) a push that was refused for want of quota is tried again: in an hour, or when the next month begins."""
    return min(now + HOUR_MS, month_after(now))


def month_after(now: int) -> int:
    """The first moment (ms) of LINE's next month."""
    day = dt.datetime.fromtimestamp(now / 1000, JAPAN).replace(day=1) + dt.timedelta(days=32)
    return month_of(round(day.timestamp() * 1000))


def month_of(now: int) -> int:
    """The first moment (ms) of LINE's month in which that is."""
    day = dt.datetime.fromtimestamp(now / 1000, JAPAN)
    return int(day.replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp()) * 1000
