"""What the year believes: an account of its own, kept from what people did and from the policy, never from the product's rows.

Plain values only, so that a copy of it can be put aside with a backup and taken up again with a restore. Times in ms.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from tests.retention.house import TOKYO

HOUR = 3600 * 1000
DAY = 24 * HOUR
KEPT, PAUSE, SILENCE, LATEST_SILENCE = 14 * DAY, 2 * DAY, 30 * DAY, 44 * DAY
"""An announcement that LINE does not take is made again until the 37th day, and the last one is waited for, too, for a week."""
VISIT_KEPT, ORDER_KEPT, RECEIPT_KEPT = 7 * DAY, 30 * DAY, 3 * DAY

Why = Literal["due", "wish", "closure"]
Kind = Literal["consultation", "booking", "paper-order"]


@dataclass
class Entry:
    """One thing that a transcript must hold. `kind` is None for what was taken back."""

    kind: str | None
    text: str | None = None
    message: str = ""


@dataclass
class Talk:
    """A consultation. `owner`: the LINE user id, or the room's name; `held_until` is of a hold that two people agreed to."""

    id: bytes
    owner: str
    lane: Literal["line", "room"]
    last_activity: int
    entries: list[Entry] = field(default_factory=list)
    assignee: str | None = None
    closed_at: int | None = None
    due_at: int | None = None
    erase_on_close: bool = False
    wished: bool = False
    paused: bool = False
    held_until: int = 0

    @property
    def open(self) -> bool:
        return self.closed_at is None

    @property
    def why(self) -> Why:
        """What its certificate must say."""
        if self.wished:
            return "wish"
        return "closure" if self.erase_on_close else "due"

    def is_due(self, now: int) -> bool:
        return self.due_at is not None and self.due_at <= now and self.held_until <= now

    def close(self, now: int) -> None:
        self.closed_at = now
        self.due_at = now if self.erase_on_close else now + KEPT

    def wish(self, now: int) -> None:
        self.closed_at = now if self.closed_at is None else self.closed_at
        self.due_at = now if self.due_at is None else min(self.due_at, now)
        self.wished = True


@dataclass
class Answer:
    """Words of a colleague on their way. `excuse`: why they need not arrive; `settled`: that is decided."""

    talk: bytes
    to: str
    text: str
    at: int
    excuse: str | None = None
    settled: bool = False


@dataclass
class Person:
    """Somebody with a phone. `said`: (message id, event id, when, talk) of what was accepted and can be taken back."""

    id: str
    language: str = "ja"
    blocked: bool = False
    knock: bool = False
    told_news: bool = False
    said: list[tuple[str, str, int, bytes]] = field(default_factory=list)


@dataclass
class Visit:
    """A booking, wish or wait; `due_at` by this account's own arithmetic. `starts_at` is 0 for what has no time yet."""

    id: bytes
    owner: str
    state: str
    due_at: int
    starts_at: int = 0
    wished: bool = False
    offers: int = 0


@dataclass
class Believed:
    """The whole account."""

    people: dict[str, Person] = field(default_factory=dict)
    talks: dict[bytes, Talk] = field(default_factory=dict)
    visits: dict[bytes, Visit] = field(default_factory=dict)
    orders: dict[bytes, int] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    totals: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def open_of(self, owner: str) -> Talk | None:
        return next((one for one in self.talks.values() if one.owner == owner and one.open), None)

    def of(self, owner: str) -> list[Talk]:
        return [one for one in self.talks.values() if one.owner == owner]

    def count(self, kind: str, item: str, now: int, number: int = 1) -> None:
        self.totals[(local(now).strftime("%Y-%m"), kind, item)] += number

    def anything_due(self, now: int) -> bool:
        """Whether a purge at that moment has something to do."""
        dates = [*(one.due_at for one in self.visits.values()), *self.orders.values()]
        return any(due <= now for due in dates) or any(one.is_due(now) for one in self.talks.values())

    def begins(self, talk: Talk, now: int) -> None:
        self.talks[talk.id] = talk
        self.count("opened", talk.lane, now)
        self.count("contact", "line", now)
        self.count("hour", local(now).strftime("%H"), now)

    def active(self, owner: str, now: int) -> None:
        """They wrote: what of theirs was to go within two days stays that long, once."""
        for talk in self.of(owner):
            if talk.due_at is not None and now < talk.due_at < now + PAUSE and not talk.paused:
                talk.due_at, talk.paused = now + PAUSE, True

    def excuse(self, why: str, *, to: str | None = None, talk: bytes | None = None) -> None:
        """What is on its way to them, or of that talk, need not arrive any more."""
        for one in self.answers:
            if not one.settled and to in (None, one.to) and talk in (None, one.talk):
                one.excuse = one.excuse or why


def local(now: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(now / 1000, TOKYO)
