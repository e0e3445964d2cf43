"""What a tap on a button does. Pure."""

from collections.abc import Iterator
from typing import Any, Literal

Action = dict[str, Any]
_KINDS = frozenset(
    (
        "postback",
        "message",
        "uri",
        "datetimepicker",
        "clipboard",
        "camera",
        "cameraRoll",
        "location",
        "richmenuswitch",
    )
)
_PARAM = {"date": "date", "time": "time", "datetime": "datetime"}


def offered(message: Any) -> Iterator[Action]:
    """Every action inside a message object, wherever it stands."""
    if isinstance(message, dict):
        if message.get("type") in _KINDS and ("label" in message or "data" in message or "uri" in message):
            yield message
        for part in message.values():
            yield from offered(part)
    elif isinstance(message, list):
        for part in message:
            yield from offered(part)


def tapped(action: Action) -> tuple[Literal["say", "postback", "nothing"], str]:
    """What follows: the resident says the words; or a postback, shown with the words ("" for none)."""
    match action:
        case {"type": "message", "text": str(words)}:
            return "say", words
        case {"type": "postback"}:
            return "postback", str(action.get("displayText", action.get("text", "")))
        case {"type": "datetimepicker" | "richmenuswitch"}:
            return "postback", ""
        case _:
            return "nothing", ""


def picked(action: Action, time: str | None) -> dict[str, str] | None:
    """The params of a datetimepicker's postback; ValueError without a time, None for other actions."""
    if action["type"] != "datetimepicker":
        return None
    if not time:
        raise ValueError("a time must be picked")
    return {_PARAM[str(action["mode"])]: time}
