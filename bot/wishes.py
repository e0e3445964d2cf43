"""The resident's own erasure, asked for in the talk: what is marked, and what is answered.

Nothing is destroyed here: the consultations are closed and made due, and the time process destroys what is due within
seconds. None of these messages is stored.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection

from bot.messages import day_words, moment_words, text_message
from bot.phrases import Phrases
from storage import consultations, endings, holds, outbox
from storage.ledger import receipt_number

Message = dict[str, Any]


@dataclass(frozen=True)
class Wishes:
    """`public_origin` is where a resident can look whether it is done; `timezone` is the office's."""

    phrases: Phrases
    public_origin: str
    timezone: dt.tzinfo

    def hear(
        self,
        connection: Connection,
        command: Literal["erase", "erase_now", "erase_when_closed"],
        pseudonym: bytes,
        *,
        now: int,
    ) -> list[Message]:
        """Does what the command wants, and returns what is answered. Twice is the same as once."""
        match command:
            case "erase":
                return self._offer(connection, pseudonym)
            case "erase_now":
                return self._now(connection, pseudonym, now)
            case "erase_when_closed":
                return self._when_closed(connection, pseudonym)

    def _offer(self, connection: Connection, pseudonym: bytes) -> list[Message]:
        if not consultations.ids_of(connection, pseudonym):
            return [text_message(self.phrases.erase_nothing)]
        words = self.phrases.keywords
        return [text_message(self.phrases.erase_offer, (words.erase_now[0], words.erase_when_closed[0]))]

    def _now(self, connection: Connection, pseudonym: bytes, now: int) -> list[Message]:
        wished = endings.wish(connection, pseudonym, now=now)
        for consultation in wished:
            outbox.fail_queued(connection, consultation, "erased")
        if not wished:
            return [text_message(self.phrases.erase_nothing)]
        until = holds.held_until(connection, now=now)
        held = [consultation for consultation in wished if consultation in until]
        gone = [consultation for consultation in wished if consultation not in until]
        moment, answers = moment_words(now, self.timezone), []
        if gone:
            answers.append(self.phrases.erase_now.format(moment=moment, numbers=_numbers(gone)))
        if held:
            day = day_words(max(until[consultation] for consultation in held), self.timezone)
            answers.append(self.phrases.erase_held.format(moment=moment, numbers=_numbers(held), day=day))
        answers.append(self.phrases.erase_check.format(address=self._address))
        return [text_message(answer) for answer in answers]

    def _when_closed(self, connection: Connection, pseudonym: bytes) -> list[Message]:
        consultation = endings.wish_at_closure(connection, pseudonym)
        if consultation is not None:
            told = self.phrases.erase_when_closed
            return [text_message(told.format(numbers=_numbers([consultation]), address=self._address))]
        if consultations.ids_of(connection, pseudonym):
            words = self.phrases.keywords
            return [text_message(self.phrases.erase_is_closed, (words.erase_now[0],))]
        return [text_message(self.phrases.erase_nothing)]

    @property
    def _address(self) -> str:
        return f"{self.public_origin}/receipt"


def _numbers(ids: Iterable[bytes]) -> str:
    """The receipt numbers (控え番号), one a line."""
    return "\n".join(receipt_number(consultation) for consultation in ids)
