"""How a booking ends: what is due, what its resident wants gone at once, and times that are long over."""

import datetime as dt
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, not_, select

from storage import slot_patterns
from storage.bookings import bookings, erase
from storage.slots import seats, slots

_DAY_MS = 24 * 3600 * 1000
_AT_ONCE = 200


class Due(NamedTuple):
    """A booking that is to be destroyed; `why`: its time after the visit is over, or its resident wished it."""

    id: bytes
    why: Literal["due", "wish"]


def due(connection: Connection, *, now: int, limit: int) -> list[Due]:
    """Bookings whose time is over, what residents wished first, then the longest overdue. Kept from changing until the commit."""
    rows = connection.execute(
        select(bookings.c.id, _wished().label("wished"))
        .where(bookings.c.due_at <= now, not_(_only_chosen()))
        .order_by(not_(_wished()), bookings.c.due_at, bookings.c.id)
        .limit(limit)
        .with_for_update(of=bookings)
    )
    return [Due(bytes(row.id), "wish" if row.wished else "due") for row in rows]


def count_due(connection: Connection, *, now: int) -> int:
    wanted = select(func.count()).where(bookings.c.due_at <= now, not_(_only_chosen()))
    return int(connection.scalars(wanted).one())


def due_dates(connection: Connection, *, before: int) -> list[int]:
    """When each booking that is due before that moment will be destroyed (ms)."""
    wanted = select(bookings.c.due_at).where(bookings.c.due_at < before, not_(_only_chosen()))
    return list(connection.scalars(wanted))


def wished_and_due(connection: Connection, *, now: int) -> bool:
    """Whether a booking waits whose resident wants it destroyed at once."""
    waiting = select(bookings.c.id).where(bookings.c.due_at <= now, _wished())
    return connection.execute(waiting.limit(1)).first() is not None


def erase_chosen(connection: Connection, *, now: int) -> int:
    """Forgets times that somebody chose, did not confirm, and whose hold is long over; returns how many."""
    wanted = (
        select(bookings.c.id)
        .where(bookings.c.due_at <= now, _only_chosen())
        .order_by(bookings.c.due_at, bookings.c.id)
        .limit(_AT_ONCE)
        .with_for_update(of=bookings)
    )
    gone = 0
    while ids := [bytes(one) for one in connection.scalars(wanted)]:
        erase(connection, ids)
        gone += len(ids)
    return gone


def erase_times(connection: Connection, before: int) -> None:
    """Forgets slots that had ended then and in which no booking stands, and patterns and unusual days that were over.

    A day of theirs is a local one, somewhere: they stay a day longer.
    """
    taken = select(seats.c.seat).where(seats.c.place == slots.c.place, seats.c.starts_at == slots.c.starts_at)
    connection.execute(delete(slots).where(slots.c.ends_at < before, ~taken.exists()))
    day = dt.datetime.fromtimestamp((before - _DAY_MS) / 1000, dt.UTC).date()
    slot_patterns.erase_before(connection, day.isoformat())


def _only_chosen() -> ColumnElement[bool]:
    """Nobody has said yes to it, nor anything of themselves."""
    return and_(bookings.c.state == "held", bookings.c.sealed_details.is_(None))


def _wished() -> ColumnElement[bool]:
    """Due from the moment of its last change on: otherwise it stays for as long as it would have after the visit."""
    return bookings.c.due_at == bookings.c.changed_at
