"""LINE's JSON → frozen events. What can't be read becomes `Unrecognised`, never an exception.

Read tolerantly, because LINE adds types, values and properties without notice (LINE, "Development guidelines"): one odd
event must not cost the others of its batch. Times are LINE's: milliseconds since 1970, of the event, also when redelivered.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

SEALABLE_KINDS = ("sticker", "image", "video", "audio", "file", "location")
_KEYWORDS, _KEYWORD = 15, 60
"""So many keywords LINE sends with a sticker at most, and so much of each is kept."""


class Unreadable(ValueError):
    """The body is no webhook at all: not JSON, not an object, or without a list of events."""


@dataclass(frozen=True)
class Event:
    """What every event has. `reply_token` and `user_id` are None where LINE gave none."""

    id: str
    timestamp: int
    active: bool
    user_id: str | None
    reply_token: str | None


@dataclass(frozen=True)
class TextMessage(Event):
    message_id: str
    text: str


@dataclass(frozen=True)
class OtherMessage(Event):
    """A message that is not text; `kind` is one of `SEALABLE_KINDS`, or "other" for what LINE may invent.

    Beside it stands what LINE says of it: of a sticker its `keywords` (LINE guesses them) and the `text` that was put on it,
    of a file its `name` and `size` in bytes, of a voice or a film its `seconds`, of a place its `text` (title and address).
    `external`: the content lies on another host, from which nothing is ever fetched.
    """

    message_id: str
    kind: str
    keywords: tuple[str, ...] = ()
    text: str | None = None
    name: str | None = None
    size: int | None = None
    seconds: int | None = None
    external: bool = False


@dataclass(frozen=True)
class MessageEdited(Event):
    """The words that a text message has now. LINE may deliver edits in any order, and before the message itself."""

    message_id: str
    text: str


@dataclass(frozen=True)
class Postback(Event):
    """A button or a tab of the menu was tapped. `status` is of a switched menu: "SUCCESS", or why it was not switched.

    `picked` is the day or moment that was chosen on LINE's wheel, as LINE says it, or whatever somebody says in its place.
    """

    words: str
    status: str | None
    picked: str | None = None


@dataclass(frozen=True)
class Unsend(Event):
    message_id: str


@dataclass(frozen=True)
class Follow(Event):
    """Added as a friend, or unblocked: LINE says which, and does not vouch for it."""

    unblocked: bool = False


@dataclass(frozen=True)
class Unfollow(Event):
    pass


@dataclass(frozen=True)
class Join(Event):
    """Somebody put the account into a group ("group") or a multi-person talk ("room")."""

    chat_kind: str
    chat_id: str


@dataclass(frozen=True)
class Unrecognised(Event):
    pass


def parse(body: bytes) -> list[Event]:
    """Every event of a webhook body, in its order. Raises `Unreadable`; a broken event becomes `Unrecognised`."""
    try:
        webhook = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    match webhook:
        case {"events": list(events)}:
            return [parse_event(event) for event in events]
    raise Unreadable("no list of events")


def parse_event(raw: Any) -> Event:
    """One event; every field that is missing or of another type is as if LINE had not sent it."""
    event = _object(raw)
    source = _object(event.get("source"))
    common = {
        "id": _event_id(event, source),
        "timestamp": _milliseconds(event.get("timestamp")),
        "active": event.get("mode", "active") == "active",
        "user_id": _text(source.get("userId")),
        "reply_token": _text(event.get("replyToken")),
    }
    in_group = source.get("type") in ("group", "room")
    match event:
        case {"type": "join", "source": {"type": "group", "groupId": str(chat)}}:
            return Join(**common, chat_kind="group", chat_id=chat)
        case {"type": "join", "source": {"type": "room", "roomId": str(chat)}}:
            return Join(**common, chat_kind="room", chat_id=chat)
    if in_group or common["user_id"] is None:
        return Unrecognised(**common)
    match event:
        case {"type": "message", "message": {"type": "text", "text": str(text)} as message} if text.strip():
            return TextMessage(**common, message_id=_message_id(message), text=_repaired(text))
        case {"type": "messageEdited", "message": {"type": "text", "text": str(text)} as message} if (
            text.strip()
        ):
            return MessageEdited(**common, message_id=_message_id(message), text=_repaired(text))
        case {"type": "message" | "messageEdited"}:
            return OtherMessage(**common, **_told_of(_object(event.get("message"))))
        case {"type": "postback", "postback": {"data": str(words)} as postback}:
            told = _object(postback.get("params"))
            picked = _text(told.get("datetime")) or _text(told.get("date"))
            status = _text(told.get("status"))
            return Postback(**common, words=_repaired(words[:512]), status=status, picked=picked)
        case {"type": "unsend", "unsend": {"messageId": str(message)}} if message:
            return Unsend(**common, message_id=_repaired(message[:512]))
        case {"type": "follow"}:
            return Follow(**common, unblocked=_object(event.get("follow")).get("isUnblocked") is True)
        case {"type": "unfollow"}:
            return Unfollow(**common)
    return Unrecognised(**common)


def _told_of(message: dict[str, Any]) -> dict[str, Any]:
    """What LINE says of a message that is no text, as far as it can be read."""
    kind = message.get("type")
    told: dict[str, Any] = {"message_id": _message_id(message), "kind": "other"}
    if kind not in SEALABLE_KINDS:
        return told
    told["kind"] = kind
    match kind:
        case "sticker":
            found = message.get("keywords")
            words = [_text(word) for word in found] if isinstance(found, list) else []
            told["keywords"] = tuple(word[:_KEYWORD] for word in words if word)[:_KEYWORDS]
            told["text"] = _words(message, "text")
        case "file":
            told["name"], told["size"] = _text(message.get("fileName")), _whole(message.get("fileSize"))
        case "location":
            lines = [_words(message, name) for name in ("title", "address")]
            told["text"] = "\n".join(line for line in lines if line) or _point(message)
        case "audio" | "video":
            lasts = _whole(message.get("duration"))
            told["seconds"] = None if lasts is None else -(-lasts // 1000)
    told["external"] = _object(message.get("contentProvider")).get("type", "line") != "line"
    return told


def _point(message: dict[str, Any]) -> str | None:
    """A place without a name: its latitude and longitude."""
    numbers = [message.get("latitude"), message.get("longitude")]
    if any(
        isinstance(one, bool) or not isinstance(one, int | float) or not -180 <= one <= 180 for one in numbers
    ):
        return None
    return ", ".join(str(one) for one in numbers)


def _words(message: dict[str, Any], name: str) -> str | None:
    """A text of any length that is not blank."""
    found = message.get(name)
    return _repaired(found) if isinstance(found, str) and found.strip() else None


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str | None:
    return _repaired(value[:512]) if isinstance(value, str) and value else None


def _message_id(message: dict[str, Any]) -> str:
    """Empty when it can't be read: the words are kept all the same, only they can't be taken back one by one."""
    found = message.get("id")
    return _text(found) or ""


def _milliseconds(value: Any) -> int:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if number and 0 <= value < 2**53 else 0


def _repaired(text: str) -> str:
    """Lone surrogates, which JSON can spell and UTF-8 can't, become U+FFFD, so that the rest of the message survives."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _event_id(event: dict[str, Any], source: dict[str, Any]) -> str:
    """LINE's own id. Should there ever be none, or one that no database column takes, the same event still counts as the same."""
    given = event.get("webhookEventId")
    if isinstance(given, str) and 0 < len(given) <= 64 and given.isascii() and given.isprintable():
        return given
    message = _object(event.get("message"))
    marks = (given, event.get("type"), event.get("timestamp"), source.get("userId"), message.get("id"))
    told = "|".join(str(mark) for mark in marks if isinstance(mark, str | int | float))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
