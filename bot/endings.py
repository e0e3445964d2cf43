"""The end of a talk, by either side: the words that say so, and three questions that nobody has to answer."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Row

from bot import buttons, cards, knocking, outgoing, rooms
from bot.messages import Message, day_words
from bot.phrases import load
from bot.turn import Turn
from storage import audit, consultations, survey_slips, totals
from storage.contexts import b64, unb64
from storage.keystore import Keys

SKIP = "skip"
"""The answer of who would rather not say."""

_KINDS: dict[int, totals.Kind] = {1: "survey-1", 2: "survey-2", 3: "survey-3"}


def ask(turn: Turn) -> list[Message]:
    """「終わる」: nothing ends by one word. The buttons are about the consultation that is open now."""
    row = _open(turn)
    if row is None:
        return _over(turn)
    return cards.end_ask(turn.p, turn.tap(turn.house.mark(bytes(row.id))))


def tapped(turn: Turn, answer: str, about: str) -> list[Message]:
    """A button of that question. One of an earlier consultation asks again; tapped twice it ends once."""
    row = _open(turn)
    if row is None:
        return _over(turn)
    if answer != "yes":
        return cards.write_now(turn.p) if turn.house.talk else rooms.lead(turn)
    if about != turn.house.mark(bytes(row.id)):
        return ask(turn)
    connection, keys, now = turn.connection, turn.house.office.keys, turn.now
    due_at = now if row.erase_on_close else now + turn.house.kept
    consultations.close(connection, bytes(row.id), now=now, due_at=due_at, by="resident")
    words = _words(connection, keys, row, due_at, now, turn.house.timezone)
    totals.count(connection, "ended", "resident", now=now, timezone=turn.house.timezone)
    audit.note(connection, keys, "close", now=now, consultation=bytes(row.id), resident=True)
    return words


def say_goodbye(
    connection: Connection, keys: Keys, row: Row[Any], *, due_at: int, now: int, timezone: dt.tzinfo
) -> None:
    """Queues the closing words for the resident of a consultation that the desk has just closed, in their language. Of a room its
    page tells; at most there is a knock.

    Raises `shred.Erased` and `Rejected` when the address can't be opened.
    """
    if row.lane != "line":
        knocking.queue(connection, keys, row, now=now, timezone=timezone)
        return
    words = _words(connection, keys, row, due_at, now, timezone)
    outgoing.queue(connection, keys, row, words, position=None, now=now, timezone=timezone)


def survey(turn: Turn, args: tuple[str, ...], about: str) -> list[Message]:
    """The next question, after counting an answer. The slip says which is next, and takes each answer once."""
    connection, now, slip = turn.connection, turn.now, unb64(about)
    match args:
        case (number, item):
            note_answer(connection, slip, int(number), item, now=now, timezone=turn.house.timezone)
    following = survey_slips.next_question(connection, slip, now=now)
    if following is None:
        return cards.old_button(turn.p)
    if following not in cards.SURVEY:
        return cards.survey_thanks(turn.p)
    return cards.survey(turn.p, turn.tap(about), following)


def note_answer(
    connection: Connection, slip: bytes, number: int, item: str, *, now: int, timezone: dt.tzinfo
) -> int | None:
    """Counts an answer once, unless it is `SKIP`. The next question's number; None after the last, and for a slip that is over."""
    if survey_slips.answer(connection, slip, number, now=now) and item != SKIP:
        totals.count(connection, _KINDS[number], item, now=now, timezone=timezone)
    following = survey_slips.next_question(connection, slip, now=now)
    return following if following in cards.SURVEY else None


def _open(turn: Turn) -> Row[Any] | None:
    """What can be ended: the talk, else the room that was reached from it, whether it hears the talk or not."""
    return turn.open_row() or rooms.open_room(turn)


def _over(turn: Turn) -> list[Message]:
    if consultations.ids_of(turn.connection, turn.pseudonym):
        return cards.erase_is_closed(turn.p)
    return cards.erase_nothing(turn.p)


def _words(
    connection: Connection, keys: Keys, row: Row[Any], due_at: int, now: int, timezone: dt.tzinfo
) -> list[Message]:
    """Thanks, the day on which it goes, and a slip for the three questions, which is joined to nobody."""
    slip = survey_slips.issue(connection, expires_at=now + buttons.SURVEY_LIFE_MS)
    tap = buttons.maker(keys.pseudonym, bytes(row.pseudonym), now=now, about=b64(slip))
    return cards.ended(load(row.language), tap, day=day_words(due_at, timezone, row.language))
