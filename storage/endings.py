"""How a consultation ends: what is due, what its resident wishes, and what puts off its destruction once."""

from collections.abc import Collection
from typing import Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    update,
)

from storage import holds, outbox
from storage.consultations import CLOSED, IS_CLOSED, IS_OPEN, OPEN, consultations
from storage.desks import PRACTICE

_SEEN = {"revision": consultations.c.revision + 1}


class Due(NamedTuple):
    """A consultation that is to be destroyed; `why`: its period ended, its resident wished it, or wished it at closure."""

    id: bytes
    why: Literal["due", "wish", "closure"]
    entries: int


def due(connection: Connection, *, now: int, limit: int) -> list[Due]:
    """Closed consultations whose time is over and that nobody holds: what residents wished first, then the longest overdue.

    They are kept from being opened again, or put off, until the commit.
    """
    rows = connection.execute(_DUE, {"now": now, "most": limit})
    return [Due(bytes(row.id), _why(row.wish_at, row.erase_on_close), row.entries) for row in rows]


def count_due(connection: Connection, *, now: int) -> int:
    return int(connection.scalars(select(func.count()).select_from(consultations).where(_is_due(now))).one())


def due_dates(connection: Connection, *, now: int, before: int) -> list[int]:
    """When each closed consultation that is due before that moment will be destroyed, with its hold (ms)."""
    held = holds.held_until(connection, now=now)
    rows = connection.execute(
        select(consultations.c.id, consultations.c.due_at).where(
            consultations.c.due_at < before, consultations.c.desk != PRACTICE
        )
    )
    return [max(row.due_at, held.get(bytes(row.id), 0)) for row in rows]


def practised(connection: Connection, *, before: int) -> list[bytes]:
    """What was begun at the desk for practice before that moment (ms), ended or not. Kept from growing until the commit."""
    begun = and_(consultations.c.desk == PRACTICE, consultations.c.opened_at < before)
    wanted = select(consultations.c.id).where(begun).order_by(consultations.c.id).with_for_update()
    return [bytes(one) for one in connection.scalars(wanted)]


def wish(connection: Connection, pseudonym: bytes, *, now: int) -> list[bytes]:
    """Closes everything of this resident that is still kept and makes it due at once. A second wish changes no time.

    What is held stays until the hold ends, and is due then.
    """
    return _make_due(connection, consultations.c.pseudonym == pseudonym, now=now, by="resident")


def delete_now(connection: Connection, consultation: bytes, *, now: int) -> None:
    """The desk wants this one gone: closed and due at once, and destroyed as what a resident wished."""
    _make_due(connection, consultations.c.id == consultation, now=now, by="desk")


def reopen(connection: Connection, consultation: bytes, *, seated: Collection[bytes], now: int) -> bool:
    """Lets a closed one go on as if it had not ended. False when it is open, due by now, or to be destroyed by a wish.

    `seated` are the kids of its desk now: whose it was answers it again if they still sit there, otherwise it waits for anybody.
    An IntegrityError when the same resident has an open one: hold the resident first, and look.
    """
    kept = or_(consultations.c.due_at > now, holds.keeps(consultations.c.id, now))
    row = connection.execute(
        update(consultations)
        .where(
            consultations.c.id == consultation,
            IS_CLOSED,
            consultations.c.wish_at.is_(None),
            not_(consultations.c.erase_on_close),
            kept,
        )
        .values(
            state=OPEN,
            closed_at=None,
            due_at=None,
            ended_by=None,
            paused_at=None,
            silence_noticed_at=None,
            last_activity_at=now,
            assignee=case((consultations.c.assignee.in_(seated), consultations.c.assignee)),
            **_SEEN,
        )
        .returning(consultations.c.id)
    ).first()
    return row is not None


def wish_at_closure(connection: Connection, pseudonym: bytes) -> list[bytes]:
    """Lets what this resident has open, a talk or a room or both, be destroyed as soon as it is closed; returns which."""
    found = connection.scalars(
        update(consultations)
        .where(consultations.c.pseudonym == pseudonym, IS_OPEN)
        .values(erase_on_close=true(), **_SEEN)
        .returning(consultations.c.id)
    )
    return sorted(bytes(one) for one in found)


def wished_and_due(connection: Connection, *, now: int) -> bool:
    """Whether something waits that a resident wants destroyed at once. The desk's last words are delivered before.

    Not waited for are words that wait themselves, for better hours or a new month: the erasure was promised at once.
    """
    unsaid = select(outbox.outbox.c.id).where(
        outbox.outbox.c.consultation_id == consultations.c.id,
        outbox.outbox.c.state == outbox.QUEUED,
        outbox.outbox.c.kind.in_(outbox.SPOKEN),
        outbox.outbox.c.waits_for.is_(None),
    )
    wished = or_(
        consultations.c.wish_at.is_not(None), and_(consultations.c.erase_on_close, not_(unsaid.exists()))
    )
    waiting = select(consultations.c.id).where(_is_due(now), wished)
    return connection.execute(waiting.limit(1)).first() is not None


_PAUSE = (
    update(consultations)
    .where(
        consultations.c.pseudonym == bindparam("whose"),
        IS_CLOSED,
        consultations.c.due_at > bindparam("now"),
        consultations.c.due_at < bindparam("until"),
        consultations.c.paused_at.is_(None),
    )
    .values(due_at=bindparam("until"), paused_at=bindparam("now"), **_SEEN)
    .returning(consultations.c.id)
)


def pause(connection: Connection, pseudonym: bytes, *, now: int, period: int) -> int:
    """The resident is active again: what was to be destroyed within `period` (ms) stays that long, once. Returns how many.

    What they wished destroyed is due already, and so is not put off.
    """
    asked = {"whose": pseudonym, "now": now, "until": now + period}
    return len(connection.execute(_PAUSE, asked).all())


def count_paused(connection: Connection) -> int:
    """How many consultations stay a little longer because their resident wrote again."""
    paused = select(func.count()).select_from(consultations).where(consultations.c.paused_at.is_not(None))
    return int(connection.scalars(paused).one())


def _make_due(connection: Connection, wanted: ColumnElement[bool], *, now: int, by: str) -> list[bytes]:
    rows = connection.execute(
        update(consultations)
        .where(wanted)
        .values(
            state=CLOSED,
            closed_at=func.coalesce(consultations.c.closed_at, now),
            due_at=case((consultations.c.due_at < now, consultations.c.due_at), else_=now),
            wish_at=func.coalesce(consultations.c.wish_at, now),
            ended_by=case((IS_OPEN, literal(by)), else_=consultations.c.ended_by),
            waiting_since=None,
            **_SEEN,
        )
        .returning(consultations.c.id)
    )
    return sorted(bytes(row.id) for row in rows)


def _is_due(now: int | BindParameter[int]) -> ColumnElement[bool]:
    real = consultations.c.desk != PRACTICE
    return and_(consultations.c.due_at <= now, real, not_(holds.keeps(consultations.c.id, now)))


_DUE = (
    select(
        consultations.c.id,
        consultations.c.wish_at,
        consultations.c.erase_on_close,
        consultations.c.entries,
    )
    .where(_is_due(bindparam("now", type_=BigInteger)))
    .order_by(consultations.c.wish_at.is_(None), consultations.c.due_at, consultations.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(of=consultations)
)


def _why(wish_at: int | None, erase_on_close: bool) -> Literal["due", "wish", "closure"]:
    if wish_at is not None:
        return "wish"
    return "closure" if erase_on_close else "due"
