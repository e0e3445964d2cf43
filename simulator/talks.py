"""Talks: what a resident, or a group, sees on the phone."""

from dataclasses import dataclass, field
from typing import Any, Literal

WITHOUT_FRIENDSHIP = 7 * 24 * 3_600_000
"""How long (ms) a push reaches somebody who wrote but is no friend (LINE reference, Send push message)."""


@dataclass
class Entry:
    """One line of a talk. `message` is the webhook's message object, or the object the bot sent."""

    id: str
    at: int
    author: Literal["resident", "office"]
    message: dict[str, Any] = field(repr=False)
    event_id: str | None = None
    silent: bool = False
    unsent: bool = False
    edited: bool = False


@dataclass
class Talk:
    """A conversation with the account; `id` begins with U (one resident), C (group) or R (room)."""

    id: str
    entries: list[Entry] = field(default_factory=list, repr=False)

    def entry(self, message_id: str) -> Entry:
        """The line with that message id; KeyError when there is none."""
        for entry in self.entries:
            if entry.id == message_id:
                return entry
        raise KeyError(message_id)

    def reachable(self, now: int) -> bool:
        """True when what the bot sends at `now` ms is shown."""
        raise NotImplementedError


@dataclass
class Resident(Talk):
    """One phone. `name` exists on the phone only; the platform never tells it to the bot."""

    name: str = ""
    following: bool = False
    blocked: bool = False
    wrote_at: int | None = None
    typing_until: int = 0

    def reachable(self, now: int) -> bool:
        if self.blocked:
            return False
        recently = self.wrote_at is not None and now - self.wrote_at <= WITHOUT_FRIENDSHIP
        return self.following or recently


@dataclass
class Group(Talk):
    """A group or room somebody invited the account to; `joined` until it leaves or is removed."""

    inviter: str = ""
    joined: bool = True

    def reachable(self, now: int) -> bool:
        return self.joined
