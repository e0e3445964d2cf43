"""Hanako's talk, as she sees it: what she sends goes through intake, and what is queued for her is opened and read."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from simulator import ids, taps
from storage import outbox, residents, totals
from storage.outbox import open_body
from tests.cast import Json, Town, colleague

Message = Json


class Talk:
    """One resident and the bot, without the courier's wire between. `outcome`: intake's word for the last event."""

    def __init__(self, town: Town, *, lane: bool = True, room: bool = False) -> None:
        self.town, self.lane, self.room = town, lane, room
        self.resident = town.resident()
        self.outcome = ""
        self.shown: list[Message] = []

    def says(self, text: str, message_id: str | None = None) -> list[Message]:
        return self.gets(self.resident.says(text, message_id))

    def sends(self, kind: str, **body: Any) -> list[Message]:
        """Anything but text; `body` is what LINE says of it."""
        message = {"type": kind, "id": ids.ulid(self.town.clock()), **body}
        return self.gets(self.resident.event("message", message=message))

    def gets(self, raw: Json) -> list[Message]:
        """One webhook event of hers; what the bot answers to it."""
        before = self._tokens()
        self.outcome = self.town.receive(raw, talk=self.lane, room=self.room)
        new = [body for body in self.queued("reply") if body["token"] not in before]
        answers = [message for body in new for message in body["messages"]]
        self.shown += answers
        return answers

    def taps(self, label: str) -> list[Message]:
        """The newest button of that label, wherever it stands above."""
        return self.presses(self.button(label))

    def presses(self, action: Json) -> list[Message]:
        """A button that she has kept, perhaps for weeks."""
        if action["type"] == "message":
            return self.says(action["text"])
        return self.posts(action["data"])

    def posts(self, data: str, **params: str) -> list[Message]:
        postback = {"data": data} | ({"params": params} if params else {})
        return self.gets(self.resident.event("postback", postback=postback))

    def button(self, label: str) -> Json:
        found = [one for one in taps.offered(self.shown) if one.get("label") == label]
        assert found, f"no button {label}"
        return found[-1]

    @property
    def case(self) -> bytes:
        """Her newest consultation."""
        return self.town.consultations()[-1]

    def payloads(self) -> list[Json | None]:
        """What the counselor reads of it."""
        return [entry.payload for entry in self.town.read(self.case, colleague("sato"))]

    def chosen(self) -> residents.Resident:
        with self.town.database.reading() as connection:
            return residents.of(connection, self.town.intake().house.pseudonym(self.resident.id))

    def queued(self, kind: str) -> list[Json]:
        """The bodies of that kind that lie in the outbox, in whatever state."""
        wanted = select(outbox.outbox).where(
            outbox.outbox.c.kind == kind, outbox.outbox.c.sealed.is_not(None)
        )
        with self.town.database.reading() as connection:
            rows = connection.execute(wanted.order_by(outbox.outbox.c.id)).all()
            keys = self.town.keys
            return [open_body(connection, keys.kek, keys.courier, row) for row in rows]

    def _tokens(self) -> set[str]:
        return {body["token"] for body in self.queued("reply")}


def words(messages: list[Message]) -> str:
    """Everything that can be read in these messages, one piece a line."""
    return "\n".join(_pieces(messages))


def _pieces(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("text"), str) and part.get("type") in ("text", "span"):
            yield part["text"]
        for inner in part.values():
            yield from _pieces(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _pieces(inner)


def labels(messages: list[Message]) -> list[str]:
    """The buttons of these messages."""
    return [str(one["label"]) for one in taps.offered(messages)]


def counted(town: Town) -> dict[tuple[str, str], int]:
    """This month's totals."""
    month = dt.datetime.fromtimestamp(town.clock() / 1000, town.settings.timezone).strftime("%Y-%m")
    with town.database.reading() as connection:
        return totals.of_month(connection, month)
