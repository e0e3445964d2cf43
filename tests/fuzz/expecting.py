"""What must become of an event, said in the words of LINE's documentation and not in those of the product.

A message is readable when it is one ("message"), says of what type, comes from somebody (a user's id) in a talk of two, and
LINE has not handed the talk to another system (standby). A readable message is stored once, and so is an edit of one that
never came; a command is answered instead; what was unsent is not kept. The same event, by its id, counts once.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bot import phrases

KINDS = ("message", "messageEdited", "unsend")
MEDIA = {"sticker", "image", "video", "audio", "file", "location"}


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def comes_from_somebody(event: dict[str, Any]) -> bool:
    source = _object(event.get("source"))
    user = source.get("userId")
    return isinstance(user, str) and user != "" and source.get("type") not in ("group", "room")


def is_active(event: dict[str, Any]) -> bool:
    return bool(event.get("mode", "active") == "active")


def identity(event: dict[str, Any]) -> Any:
    """Two events with the same are one event."""
    given = event.get("webhookEventId")
    if isinstance(given, str) and 0 < len(given) <= 64 and given.isascii() and given.isprintable():
        return given
    of = event.get("type"), event.get("timestamp"), _object(event.get("source")).get("userId")
    marks = (given, *of, _object(event.get("message")).get("id"))
    return tuple(mark for mark in marks if isinstance(mark, str | int | float))


def repaired(text: str) -> str:
    """Half a character can't be written down; the rest of the text can."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass
class Expected:
    """What the desk must find: texts by their mark, other kinds by count, and what was taken back."""

    texts: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    kinds: list[tuple[str | None, str]] = field(default_factory=list)
    unsent: set[str] = field(default_factory=set)
    _seen: set[Any] = field(default_factory=set)

    def add(self, event: Any, mark: str) -> None:
        """`mark` is the number that was written into its text, if it has one."""
        event = _object(event)
        if not comes_from_somebody(event) or event.get("type") not in KINDS:
            return
        if identity(event) in self._seen:
            return
        self._seen.add(identity(event))
        if not is_active(event):
            return
        if event["type"] == "unsend":
            taken_back = _object(event.get("unsend")).get("messageId")
            if isinstance(taken_back, str):
                self.unsent.add(repaired(taken_back[:512]))
            return
        self._message(_object(event.get("message")), mark)

    def _message(self, message: dict[str, Any], mark: str) -> None:
        kind, text, told = message.get("type"), message.get("text"), message.get("id")
        message_id = repaired(told[:512]) if isinstance(told, str) and told else None
        if kind == "text" and isinstance(text, str) and text.strip():
            if phrases.command_of(repaired(text)) is None:
                self.texts[mark] = (message_id, repaired(text))
        else:
            self.kinds.append((message_id, kind if isinstance(kind, str) and kind in MEDIA else "other"))

    def readable(self) -> dict[str, str]:
        return {mark: text for mark, (message, text) in self.texts.items() if message not in self.unsent}

    def counted(self) -> Counter[str]:
        return Counter(kind for message, kind in self.kinds if message not in self.unsent)
