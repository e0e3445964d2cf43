"""One event of a resident on its way through the bot: who it is, what they have chosen, and how they are answered."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from bot import buttons
from bot.buttons import Tap
from bot.events import Event
from bot.house import House
from bot.messages import Message
from bot.phrases import Phrases, load
from storage import consultations, outbox, residents, standing
from storage.prepared import Wanted
from storage.residents import Resident
from storage.shred import ShredKey
from storage.standing import Standing

REPLY_TOKEN_MS = 50_000
"""LINE asks that a reply token be used within a minute of receiving it; ten seconds are left for the way."""


@dataclass
class Turn:
    """Everything happens in the one transaction of `connection`, at `now` (ms)."""

    house: House
    connection: Connection
    event: Event
    user_id: str
    now: int
    pseudonym: bytes = field(init=False)
    standing: Standing = field(init=False)
    resident: Resident = field(init=False)

    def __post_init__(self) -> None:
        self.pseudonym = self.house.pseudonym(self.user_id)
        consultations.hold_resident(self.connection, self.pseudonym)
        self.standing = standing.of(
            self.connection, self._standing_of(self.house, self.event, self.pseudonym, self.now)
        )
        self.resident = self.standing.resident

    @classmethod
    def asks(cls, house: House, event: Event, user_id: str, now: int) -> list[Wanted]:
        """What it will ask of the database before anything else."""
        pseudonym = house.pseudonym(user_id)
        return [consultations.holding(pseudonym), cls._standing_of(house, event, pseudonym, now)]

    @staticmethod
    def _standing_of(house: House, event: Event, pseudonym: bytes, now: int) -> Wanted:
        message = getattr(event, "message_id", None)
        return standing.asking(
            pseudonym,
            message_ref=house.message_ref(message) if message else None,
            edit_ref=house.edit_ref(message) if message else None,
            now=now,
            pause=house.pause,
        )

    @property
    def p(self) -> Phrases:
        """The resident's language."""
        return load(self.resident.language)

    @property
    def blocked_until(self) -> int | None:
        """Until when (ms) two people keep this resident from being answered; None for everybody else."""
        return self.standing.blocked_until

    def tap(self, about: str = "") -> Tap:
        """Makes the buttons of this resident's cards; see `buttons.maker`."""
        return buttons.maker(self.house.office.keys.pseudonym, self.pseudonym, now=self.now, about=about)

    def choose(self, **chosen: str | None) -> None:
        """Keeps what the resident has chosen, and that they were here."""
        self.resident = residents.keep(self.connection, self.resident, now=self.now, **chosen)

    def open_row(self) -> Row[Any] | None:
        """The open consultation with its newest wrap set, held until the commit, as it is now."""
        return consultations.open_of(self.connection, self.pseudonym)

    def reply(self, messages: list[Message], *, case: ShredKey | None = None) -> None:
        """Answers with the reply token, which is free; without one there is no answer. `case`: whose purge ends it too."""
        if self.event.reply_token is None or not messages:
            return
        body = {"token": self.event.reply_token, "messages": messages}
        expires_at = self.now + REPLY_TOKEN_MS
        key = self.house.office.keys.courier
        outbox.put(self.connection, key, "reply", body, now=self.now, expires_at=expires_at, case=case)
