"""A webhook event becomes what the office keeps of it: deduplicated, sealed, stored, summed up, acknowledged.

Everything here happens in the one transaction it is given; whoever calls commits before LINE is answered. No network call
is made: what LINE shall do is put into the outbox, in the same transaction.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot import answering, cards, choices, edits, hearing, unsending
from bot.events import (
    Event,
    Follow,
    Join,
    MessageEdited,
    OtherMessage,
    Postback,
    TextMessage,
    Unfollow,
    Unsend,
)
from bot.flyers import subscribing
from bot.house import House
from bot.phrases import command_of
from bot.turn import Turn
from bot.visits import telling
from storage import consultations, outbox, receipts
from storage.contexts import b64
from storage.prepared import Wanted

LEAVE_FOR_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class Intake:
    house: House

    def receive(self, connection: Connection, event: Event, *, now: int) -> str:
        """Handles one event once; returns a word for the log ("stored", "duplicate", …), never anything of its content."""
        if not receipts.record(connection, event.id, now=now):
            return "duplicate"
        if not event.active:
            return "standby"
        if isinstance(event, Join):
            self._leave(connection, event, now)
            return "join"
        if event.user_id is None:
            return "unrecognised"
        return _heard(Turn(self.house, connection, event, event.user_id, now), event)

    def asks(self, connection: Connection, event: Event, *, now: int) -> list[Wanted]:
        """What `receive` will ask of the database at once, at that same time (storage/prepared.py)."""
        asked = [receipts.recording(connection, event.id, now=now)]
        if event.active and event.user_id is not None and not isinstance(event, Join):
            asked += Turn.asks(self.house, event, event.user_id, now)
        return asked

    def _leave(self, connection: Connection, event: Join, now: int) -> None:
        body = {"chat_kind": event.chat_kind, "chat": event.chat_id}
        key = self.house.office.keys.courier
        outbox.put(connection, key, "leave", body, now=now, expires_at=now + LEAVE_FOR_MS)


def _heard(turn: Turn, event: Event) -> str:
    match event:
        case TextMessage():
            command = command_of(event.text)
            return answering.answer(turn, command) if command else hearing.text(turn, event)
        case OtherMessage():
            return hearing.other(turn, event)
        case MessageEdited():
            return edits.edited(turn, event)
        case Postback():
            return choices.tapped(turn, event)
        case Unsend():
            return unsending.unsend(turn, event)
        case Follow():
            return _follow(turn, event) if _is_news(turn) else "follow"
        case Unfollow():
            return _unfollow(turn) if _is_news(turn) else "unfollow"
    return "unrecognised"


def _is_news(turn: Turn) -> bool:
    """Whether nobody has said of them since that they came or went: LINE may say so in any order, or once more much later."""
    mark = b64(turn.house.went_ref(turn.pseudonym))
    return receipts.is_newest(turn.connection, mark, at=turn.event.timestamp or turn.now)


def _follow(turn: Turn, event: Follow) -> str:
    """Welcomed once, in the language that is known; not again when LINE says it twice, or after a short block."""
    consultations.set_reachable(turn.connection, turn.pseudonym, True)
    known = turn.resident.seen_at is not None
    turn.choose()
    if not known:
        turn.reply(cards.welcome_back(turn.p) if event.unblocked else cards.greeting(turn.p))
    return "follow"


def _unfollow(turn: Turn) -> str:
    """Nothing more is said to them, and who only wanted to be told is forgotten."""
    subscribing.leave(turn)
    for consultation in consultations.set_reachable(turn.connection, turn.pseudonym, False):
        outbox.fail_unreachable(turn.connection, consultation)
    pseudonym = turn.house.booking_pseudonym(turn.user_id)
    telling.stop(turn.connection, turn.house.office.keys, pseudonym, now=turn.now)
    return "unfollow"
