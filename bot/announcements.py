"""What the office says to a resident of its own accord: by push, in words that a lock screen may show."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from bot.messages import day_words, text_message
from bot.phrases import Phrases
from storage import outbox, shred
from storage.keystore import Keys
from storage.silences import ANNOUNCEMENT

TRY_FOR_MS = 23 * 3600 * 1000
_DAY_MS = 24 * 3600 * 1000
_WAKING_HOURS = range(9, 19)


@dataclass(frozen=True)
class Announcements:
    keys: Keys
    phrases: Phrases
    timezone: dt.tzinfo

    def may_ring(self, now: int) -> bool:
        """Whether a phone may ring at this hour without having been asked: from nine in the morning to seven in the evening."""
        return dt.datetime.fromtimestamp(now / 1000, self.timezone).hour in _WAKING_HOURS

    def silence(self, connection: Connection, row: Row[Any], closes_at: int) -> None:
        """Queues the news that the consultation of that row is closed at that moment (ms) unless somebody writes.

        The day it names is the last that is whole. Raises `shred.Erased` and `Rejected` when the address can't be opened.
        """
        case = shred.open_key(connection, self.keys.kek, bytes(row.id))
        address = case.unwrap("address", 0, bytes(row.sealed_address)).decode()
        unanswered = row.waiting_since is not None
        sentence = self.phrases.silence_unanswered if unanswered else self.phrases.silence
        text = sentence.format(day=day_words(closes_at - _DAY_MS, self.timezone))
        body, now = {"to": address, "messages": [text_message(text)]}, row.silence_noticed_at
        outbox.put(
            connection,
            self.keys.courier,
            "push",
            body,
            now=now,
            expires_at=now + TRY_FOR_MS,
            case=case,
            position=ANNOUNCEMENT,
        )
