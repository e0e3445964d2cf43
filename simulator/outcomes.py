"""What came of an action: a resident's, or the bot's."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple


class Sent(NamedTuple):
    """What a resident's action became: the webhookEventId, and the message id if it was a message."""

    event_id: str
    message_id: str = ""


@dataclass(frozen=True)
class Accepted:
    """One reply or push that the API accepted; `shown` is False when the recipient never sees it."""

    at: int
    how: Literal["reply", "push"]
    to: str
    messages: list[dict[str, Any]]
    ids: list[str]
    shown: bool
    retry_key: str | None
