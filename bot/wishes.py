"""The resident's own erasure, asked for in the talk: what is marked, and what is answered.

Nothing is destroyed here: the consultations are closed and made due, and the time process destroys what is due within
seconds. None of these messages is stored.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from sqlalchemy import Row

from bot import cards, rooms
from bot.dialogue import CONSENT
from bot.flyers import talk
from bot.house import DAY_MS
from bot.messages import Message, day_words, moment_words
from bot.turn import Turn
from bot.visiting import having
from bot.visiting.visitor import Visitor
from storage import consultations, endings, holds, outbox, totals
from storage.ledger import receipt_number


def hear(turn: Turn, command: Literal["erase", "erase_now", "erase_when_closed"]) -> list[Message]:
    """Does what the command wants, and returns what is answered. Twice is the same as once."""
    match command:
        case "erase":
            return _beside_others(turn, offer(turn))
        case "erase_now":
            return _everything(turn)
        case "erase_when_closed":
            return _beside_others(turn, _when_closed(turn))


def offer(turn: Turn) -> list[Message]:
    """The choice, with the days that are left when everything has ended. Its buttons are about what is there now."""
    rows = consultations.all_of(turn.connection, turn.pseudonym)
    if not rows:
        return cards.erase_nothing(turn.p)
    left = _days_left(turn, rows)
    return cards.erase_offer(turn.p, turn.tap(turn.house.mark(bytes(rows[0].id))), days_left=left)


def _days_left(turn: Turn, rows: Sequence[Row[Any]]) -> int | None:
    """Until the last of them goes, also of what two people keep longer; None while one is open. What is due goes within a day."""
    if any(row.due_at is None for row in rows):
        return None
    until = holds.held_until(turn.connection, now=turn.now)
    end = max(max(row.due_at, until.get(bytes(row.id), 0)) for row in rows)
    return max(1, -(-(int(end) - turn.now) // DAY_MS))


def tapped(turn: Turn, answer: str, about: str) -> list[Message]:
    """A button of the offer. One that was made before another consultation began asks again: it never spoke of that."""
    rows = consultations.all_of(turn.connection, turn.pseudonym)
    if not rows:
        return _beside_others(turn, cards.erase_nothing(turn.p))
    if answer == "keep":
        return cards.menu(turn.p)
    if about != turn.house.mark(bytes(rows[0].id)):
        return offer(turn)
    return _everything(turn) if answer == "now" else _beside_others(turn, _when_closed(turn))


def stop(turn: Turn) -> list[Message]:
    """Nothing was agreed to: what was written goes at once. Who has agreed meanwhile is asked first."""
    return offer(turn) if turn.resident.consent == CONSENT else _beside_others(turn, _now(turn))


def _everything(turn: Turn) -> list[Message]:
    """Now; whoever was told of new flyers is not told any more either, and hears so."""
    stopped = talk.erase(turn)
    return [*stopped, *_beside_others(turn, _now(turn))]


def _beside_others(turn: Turn, answers: list[Message]) -> list[Message]:
    """Bookings are another world, and so is who is told of new flyers; nobody loses either unasked: they are asked about beside the
    answer.
    """
    asked = [*having.erase_offer(Visitor(turn)), *talk.erase_offer(turn)]
    return asked if asked and answers == cards.erase_nothing(turn.p) else [*answers, *asked]


def _now(turn: Turn) -> list[Message]:
    was_open = turn.open_row() is not None or rooms.open_room(turn) is not None
    wished = endings.wish(turn.connection, turn.pseudonym, now=turn.now)
    for consultation in wished:
        outbox.fail_queued(turn.connection, consultation, "erased")
    if not wished:
        return cards.erase_nothing(turn.p)
    if was_open:
        totals.count(turn.connection, "ended", "resident", now=turn.now, timezone=turn.house.timezone)
    until = holds.held_until(turn.connection, now=turn.now)
    held = [consultation for consultation in wished if consultation in until]
    gone = [consultation for consultation in wished if consultation not in until]
    language, timezone = turn.resident.language, turn.house.timezone
    moment, answers = moment_words(turn.now, timezone, language), []
    if gone:
        answers += cards.erase_now(turn.p, moment=moment, numbers=_numbers(gone))
    if held:
        day = day_words(max(until[consultation] for consultation in held), timezone, language)
        answers += cards.erase_held(turn.p, moment=moment, numbers=_numbers(held), day=day)
    return [*answers, *cards.erase_check(turn.p, _address(turn))]


def _when_closed(turn: Turn) -> list[Message]:
    if wished := endings.wish_at_closure(turn.connection, turn.pseudonym):
        numbers = _numbers(wished)
        return cards.erase_when_closed(turn.p, numbers=numbers, address=_address(turn))
    if consultations.ids_of(turn.connection, turn.pseudonym):
        return cards.erase_is_closed(turn.p)
    return cards.erase_nothing(turn.p)


def _address(turn: Turn) -> str:
    return f"{turn.house.public_origin}/receipt"


def _numbers(ids: Iterable[bytes]) -> str:
    """The receipt numbers (控え番号), one a line."""
    return "\n".join(receipt_number(consultation) for consultation in ids)
