"""Who is blocked: what they write is not kept, and once a day they are told so, kindly and without a reason.

A person in danger may look like somebody who abuses, and somebody who abuses may hold another's phone. So words that point to
danger are answered with the hotlines at once, each time; 「いそぐとき」, 「消す」 and taking a message back work as ever.
"""

import datetime as dt

from bot import cards, danger
from bot.messages import Message, day_words
from bot.turn import Turn
from storage import receipts
from storage.contexts import b64


def refuse(turn: Turn, text: str) -> str:
    """Answers what is not kept; `text` is empty for what is none. Returns the word for the log."""
    turn.reply(_urgent(turn) if danger.points_to_danger(text) else words(turn))
    return "blocked"


def words(turn: Turn) -> list[Message]:
    """Until which day nobody answers here, and where people do; nothing when that was said today already."""
    until, timezone = turn.blocked_until, turn.house.timezone
    if until is None or turn.event.reply_token is None:
        return []
    today = dt.datetime.fromtimestamp(turn.now / 1000, timezone).date().isoformat()
    if not receipts.record(turn.connection, b64(turn.house.told_ref(turn.pseudonym, today)), now=turn.now):
        return []
    day = day_words(until, timezone, turn.resident.language)
    return cards.not_now(turn.p, turn.house.numbers, day=day)


def _urgent(turn: Turn) -> list[Message]:
    return cards.urgent(turn.p, turn.house.numbers)
