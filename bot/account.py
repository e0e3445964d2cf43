"""What LINE says of the account: its switches, and where it sends webhooks."""

import email.utils
from typing import Any, NamedTuple

from bot.refusals import DeliveryError


class Account(NamedTuple):
    """`chat`: people with the OA Manager read and answer talks there. `marks_as_read`: 既読 appears at once, by itself.

    `at` is LINE's time (ms) when it answered.
    """

    chat: bool
    marks_as_read: bool
    at: int | None

    @classmethod
    def of(cls, answer: Any) -> "Account":
        """Raises `DeliveryError` for an answer that tells nothing. Source: LINE, "Get bot info"."""
        if answer is None:
            raise DeliveryError("unsendable", permanent=False)
        told = answer.data
        return cls(told.chat_mode != "bot", told.mark_as_read_mode == "auto", _moment(answer.headers))


class Webhook(NamedTuple):
    """The address that LINE calls, and whether it does."""

    endpoint: str
    active: bool

    @classmethod
    def of(cls, answer: Any) -> "Webhook":
        """Raises `DeliveryError` for an answer that tells nothing."""
        if answer is None:
            raise DeliveryError("unsendable", permanent=False)
        return cls(answer.data.endpoint, answer.data.active)


def _moment(headers: Any) -> int | None:
    """The Date header (RFC 9110, 6.6.1) in ms; it counts whole seconds."""
    try:
        return int(email.utils.parsedate_to_datetime(headers["Date"]).timestamp()) * 1000
    except (KeyError, TypeError, ValueError):
        return None
