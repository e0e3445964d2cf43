"""Holds: two people keep a consultation from being destroyed, for a stated reason, until a stated day.

A hold counts from the moment the second person agrees, until it is lifted or its day is over; nothing has to run for that.
"""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Row,
    String,
    Table,
    and_,
    bindparam,
    func,
    insert,
    select,
    update,
)

from storage import owned
from storage.database import metadata

REASONS = ("court", "safety", "complaint", "request")

holds = Table(
    "holds",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("consultation_id", LargeBinary(16), nullable=False, index=True),
    Column("reason", String(16), nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("asked_by", LargeBinary(16), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("agreed_by", LargeBinary(16)),
    Column("agreed_at", BigInteger),
    Column("lifted_at", BigInteger),
)


class Hold(NamedTuple):
    """A hold that is asked for or in force. Times in ms; `agreed_by` is None while only one person wants it."""

    id: bytes
    consultation: bytes
    reason: str
    until: int
    asked_by: bytes
    asked_at: int
    agreed_by: bytes | None


def ask(
    connection: Connection, consultation: bytes, *, reason: str, until: int, by: bytes, now: int
) -> bytes:
    """Notes that somebody wants a hold; it holds nothing yet. Returns its id."""
    hold = os.urandom(16)
    row = {"id": hold, "consultation_id": consultation, "reason": reason, "until": until}
    connection.execute(insert(holds), row | {"asked_by": by, "asked_at": now})
    return hold


def agree(connection: Connection, hold: bytes, *, by: bytes, now: int) -> bool:
    """The second person's word: from now on it holds. False for whoever asked, and for a hold that is over or agreed."""
    row = connection.execute(
        update(holds)
        .where(holds.c.id == hold, holds.c.asked_by != by, holds.c.agreed_by.is_(None), _stands(now))
        .values(agreed_by=by, agreed_at=now)
        .returning(holds.c.id)
    ).first()
    return row is not None


def lift(connection: Connection, hold: bytes, *, now: int) -> bool:
    """Ends it before its day. False when it is over already."""
    row = connection.execute(
        update(holds).where(holds.c.id == hold, _stands(now)).values(lifted_at=now).returning(holds.c.id)
    ).first()
    return row is not None


def standing(connection: Connection, *, now: int) -> list[Hold]:
    """Every hold that is neither lifted nor past its day, asked for or in force, the oldest first."""
    rows = connection.execute(select(holds).where(_stands(now)).order_by(holds.c.asked_at, holds.c.id))
    return [_hold(row) for row in rows]


def find(connection: Connection, hold: bytes, *, now: int) -> Hold | None:
    """A hold that stands, or None."""
    row = connection.execute(select(holds).where(holds.c.id == hold, _stands(now))).first()
    return _hold(row) if row else None


def held_until(connection: Connection, *, now: int) -> dict[bytes, int]:
    """Until when each consultation is held that two people keep at this moment."""
    rows = connection.execute(
        select(holds.c.consultation_id, func.max(holds.c.until).label("until"))
        .where(_in_force(now))
        .group_by(holds.c.consultation_id)
    )
    return {bytes(row.consultation_id): row.until for row in rows}


def any_in_force(connection: Connection, consultations: Iterable[bytes], *, now: int) -> bool:
    wanted = {"consultations": list(consultations), "now": now}
    return connection.execute(_ANY_IN_FORCE, wanted).first() is not None


def keeps(consultation: ColumnElement[bytes], now: int | BindParameter[int]) -> ColumnElement[bool]:
    """The condition that a hold in force keeps the consultation of that column."""
    return select(holds.c.id).where(holds.c.consultation_id == consultation, _in_force(now)).exists()


def erase(connection: Connection, consultations: Iterable[bytes]) -> None:
    """Forgets who held what was destroyed; the ledger says that it was held."""
    owned.erase(connection, holds.c.consultation_id, consultations)


def _stands(now: int | BindParameter[int]) -> ColumnElement[bool]:
    return and_(holds.c.lifted_at.is_(None), holds.c.until > now)


def _in_force(now: int | BindParameter[int]) -> ColumnElement[bool]:
    return and_(holds.c.agreed_at.is_not(None), _stands(now))


_ANY_IN_FORCE = (
    select(holds.c.id)
    .where(
        holds.c.consultation_id.in_(bindparam("consultations", expanding=True)),
        _in_force(bindparam("now", type_=BigInteger)),
    )
    .limit(1)
)


def _hold(row: Row[Any]) -> Hold:
    agreed_by = bytes(row.agreed_by) if row.agreed_by is not None else None
    return Hold(
        bytes(row.id),
        bytes(row.consultation_id),
        row.reason,
        row.until,
        bytes(row.asked_by),
        row.asked_at,
        agreed_by,
    )
