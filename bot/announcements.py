"""What the office says to a resident of its own accord: by push, in words that a lock screen may show."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from bot import cards, knocking, outgoing
from bot.contact_hours import WAKING, next_moment
from bot.messages import day_words
from bot.phrases import load
from storage import blocks
from storage.keystore import Keys
from storage.silences import ANNOUNCEMENT

_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class Announcements:
    keys: Keys
    timezone: dt.tzinfo

    def may_ring(self, now: int) -> bool:
        """Whether a phone may ring at this hour without having been asked: from nine in the morning to seven in the evening."""
        return next_moment(WAKING, now, self.timezone) == now

    def silence(self, connection: Connection, row: Row[Any], closes_at: int) -> None:
        """Queues the news that the consultation of that row is closed at that moment (ms) unless somebody writes.

        The day it names is the last that is whole. Nothing for who is blocked: what they wrote would not be kept. Raises `shred.Erased` and `Rejected` when the address can't be opened.
        """
        now = row.silence_noticed_at
        if row.lane != "line":
            # The page says it; LINE at most that there is something.
            knocking.queue(connection, self.keys, row, now=now, timezone=self.timezone)
            return
        if blocks.in_force(connection, bytes(row.pseudonym), now=now) is not None:
            return
        day = day_words(closes_at - _DAY_MS, self.timezone, row.language)
        words = cards.silence(load(row.language), day, row.waiting_since is not None)
        outgoing.queue(
            connection,
            self.keys,
            row,
            words,
            position=ANNOUNCEMENT,
            now=now,
            timezone=self.timezone,
        )
