"""The one thing that a room ever says through LINE: that there is something new. Never a word of what was written there.

Only to who came from the talk and has chosen it, only while the page is not being looked at, once until it is, and in the hours
that were chosen on the page.
"""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Row

from bot.contact_hours import next_moment
from bot.messages import text_message
from bot.phrases import load
from storage import outbox, rooms, shred
from storage.keystore import Keys

TRY_FOR_MS = 35 * 24 * 3600 * 1000
"""As long as words of a talk wait for a new month's quota. It stays true until somebody looks at the page, and is not said then."""


def queue(connection: Connection, keys: Keys, row: Row[Any], *, now: int, timezone: dt.tzinfo) -> bool:
    """Something is new in the room of that consultation (a row of `consultations`). Whether there will be a knock.

    Nothing happens for a talk. Raises `shred.Erased` and `Rejected` when the address can't be opened.
    """
    if row.lane not in rooms.LANES:
        return False
    owner = bytes(row.id)
    case = shred.open_key(connection, keys.kek, owner)
    address = case.unwrap("address", 0, bytes(row.sealed_address)).decode()
    hours = rooms.begin_knock(connection, owner, now=now) if address else None
    if hours is None:
        return False
    moment = next_moment(hours, now, timezone)
    body = {"to": address, "messages": [text_message(load(row.language).say("knock"))]}
    outbox.put(
        connection,
        keys.courier,
        "knock",
        body,
        now=now,
        expires_at=moment + TRY_FOR_MS,
        case=case,
        not_before=moment,
        waits_for="hours" if moment > now else None,
    )
    return True


def looked(connection: Connection, consultation: bytes, *, now: int) -> None:
    """The resident looks at the page: a knock that is still on its way isn't needed any more."""
    if rooms.looked(connection, consultation, now=now):
        outbox.drop_queued(connection, consultation, "knock")
