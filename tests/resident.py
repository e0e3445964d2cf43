"""Hanako and whoever else has a phone."""

from typing import Any

from simulator import events as line_events
from simulator import ids
from simulator.rehearsal import Clock

Json = dict[str, Any]


class Resident:
    """Somebody with a phone. Makes the webhook events that LINE would send of them."""

    def __init__(self, clock: Clock) -> None:
        self.id = ids.user_id()
        self._clock = clock

    def event(self, kind: str, **body: Any) -> Json:
        """Any event of theirs; what is named in `body` replaces or adds to what every event has."""
        at = self._clock()
        made = line_events.event(kind, ids.ulid(at), at, line_events.user(self.id), reply_token=ids.ulid(at))
        return made | body

    def says(self, text: str, message_id: str | None = None, **body: Any) -> Json:
        message = line_events.text(message_id or ids.ulid(self._clock()), ids.quote_token(), text)
        return self.event("message", message=message, **body)

    def sends(self, kind: str, **body: Any) -> Json:
        """A sticker, picture, … of that kind."""
        return self.event("message", message={"type": kind, "id": ids.ulid(self._clock())}, **body)

    def unsends(self, said: Json) -> Json:
        return self.event("unsend", unsend={"messageId": said["message"]["id"]}, replyToken=None)

    def edits(self, said: Json, text: str, **body: Any) -> Json:
        """The words of an earlier message are others now."""
        message = {"type": "text", "id": said["message"]["id"], "text": text}
        return self.event("messageEdited", message=message, **body)
