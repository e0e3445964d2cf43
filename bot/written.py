"""Messages on their way into LINE's SDK, as the JSON that they are."""

from typing import Any

from linebot.v3.messaging import Message
from pydantic.v1 import PrivateAttr

from bot.refusals import DeliveryError


class Written(Message):  # type: ignore[misc]  # the SDK has no types
    """A message that goes as it is.

    The SDK has a model for each box and word of a card. To make them all and take them apart again was more than half of what the
    courier did, and came to the same JSON.
    """

    _json: dict[str, Any] = PrivateAttr()

    def to_dict(self) -> dict[str, Any]:
        return self._json


def written(messages: list[dict[str, Any]]) -> list[Written]:
    """For the requests of the SDK. Raises `DeliveryError` "refused" for what is no message object."""
    try:
        return [_of(message) for message in messages]
    except (ValueError, TypeError, LookupError):
        raise DeliveryError("refused", permanent=True) from None


def _of(message: dict[str, Any]) -> Written:
    made = Written(type=message["type"])
    made._json = message
    return made
