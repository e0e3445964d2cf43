"""One webhook and the attempts to deliver it."""

import threading
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Attempt:
    """One POST to the callback: when (ms), the HTTP status (None: no answer), and what exactly was sent."""

    at: int
    status: int | None
    redelivery: bool
    body: bytes = field(repr=False)
    signature: str = field(repr=False)

    @property
    def good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(eq=False)
class Delivery:
    """A webhook for `talk` with its events as of the first attempt, and all attempts, oldest first."""

    talk: str
    events: list[dict[str, Any]] = field(repr=False)
    attempts: list[Attempt] = field(default_factory=list)
    timer: threading.Timer | None = field(default=None, repr=False)

    @property
    def event_id(self) -> str:
        """The webhookEventId of the first event."""
        return str(self.events[0]["webhookEventId"])

    @property
    def delivered(self) -> bool:
        return any(attempt.good for attempt in self.attempts)

    @property
    def redeliveries(self) -> int:
        return sum(attempt.redelivery for attempt in self.attempts)
