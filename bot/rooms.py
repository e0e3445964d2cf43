"""The ways from the talk to the page where only two browsers can read: a link that is good once, and the way back.

The secret part of a link stands behind the # of its address, which no browser sends to any server.
"""

from typing import Any

from sqlalchemy import Row

from bot import cards
from bot.messages import Message
from bot.turn import Turn
from storage import consultations, room_links
from storage.contexts import b64, fingerprint_text


def open_room(turn: Turn) -> Row[Any] | None:
    """This resident's open room, if there is one that was reached from the talk."""
    rows = consultations.all_of(turn.connection, turn.pseudonym)
    return next((row for row in rows if row.state == consultations.OPEN and row.lane != "line"), None)


def instead(turn: Turn) -> list[Message]:
    """The way to talk where the talk itself keeps nothing."""
    if not turn.house.room:
        return cards.not_here(turn.p, turn.house.numbers)
    return cards.room_instead(turn.p, address(turn) if open_room(turn) else _new_address(turn))


def choose(turn: Turn) -> list[Message]:
    """Both ways of writing, honestly labelled."""
    return cards.room_choose(turn.p, turn.tap(), _new_address(turn))


def lead(turn: Turn) -> list[Message]:
    """To the room that is there, or else to a new one."""
    if open_room(turn) is not None:
        return cards.room_again(turn.p, turn.tap(), address(turn))
    return cards.room_open(turn.p, _new_address(turn))


def anew(turn: Turn) -> list[Message]:
    """A link to a new room for who can't get back to the one before, which ends once something is written in the new one."""
    return cards.room_open(turn.p, _new_address(turn), anew=open_room(turn) is not None)


def address(turn: Turn, link: bytes | None = None) -> str:
    """The page's address. What stands behind the # says whose signatures to believe, and carries the link."""
    keys = turn.house.office.keys
    epoch = turn.house.office.trust(turn.connection, now=turn.now).epoch
    told = f"k={fingerprint_text(keys.fingerprint)}&e={epoch}" + (f"&t={b64(link)}" if link else "")
    return f"{turn.house.public_origin}/room/?openExternalBrowser=1#{told}"


def _new_address(turn: Turn) -> str:
    link = room_links.issue(
        turn.connection,
        turn.house.office.keys.courier,
        turn.pseudonym,
        turn.user_id,
        language=turn.resident.language,
        now=turn.now,
    )
    return address(turn, link)
