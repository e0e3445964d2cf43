"""Reply tokens: single use, and short-lived."""

import secrets
from dataclasses import dataclass

AFTER_RECEIPT = 60_000
"""A token is good for one minute (ms) after a webhook with it was received (LINE reference, Reply token)."""
AFTER_EVENT = 20 * 60_000
"""And never longer than twenty minutes (ms) after the event itself, however often it is redelivered."""


@dataclass
class _Issued:
    talk: str
    event_at: int
    received_at: int | None = None


class ReplyTokens:
    """Every token that is still good for something, with the talk it answers."""

    def __init__(self) -> None:
        self._issued: dict[str, _Issued] = {}

    def issue(self, talk: str, at: int) -> str:
        """A new token for an event in `talk` at `at` ms; useless until a webhook has carried it."""
        token = secrets.token_hex(16)
        self._issued[token] = _Issued(talk, at)
        return token

    def received(self, token: str, at: int) -> None:
        """The bot was sent `token` (again) at `at` ms. A spent token stays spent."""
        if token in self._issued:
            self._issued[token].received_at = at

    def spend(self, token: str, now: int) -> str | None:
        """The talk to answer in, or None when the token is unknown, spent, or too old at `now` ms."""
        issued = self._issued.get(token)
        if issued is None or issued.received_at is None:
            return None
        if now - issued.received_at > AFTER_RECEIPT or now - issued.event_at > AFTER_EVENT:
            return None
        del self._issued[token]
        return issued.talk
