"""Blocks: two people keep somebody who abuses the service from being answered, for a stated reason, until a stated day.

A block counts from the moment the second person agrees, until it is lifted or its day is over; nothing has to run for that.
It is about a pseudonym, so that it outlives the consultation it was asked about, and is erased when it is over.
"""

import os
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Row,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from storage.database import metadata

REASONS = ("threats", "sexual", "spam", "impersonation")
LONGEST_MS = 90 * 24 * 3600 * 1000
ASKED_FOR_MS = 7 * 24 * 3600 * 1000
"""So long a wish waits for the second person; then it is forgotten, as if nobody had asked."""

blocks = Table(
    "blocks",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("about", LargeBinary(16), nullable=False),
    Column("pseudonym", LargeBinary(32), nullable=False, index=True),
    Column("reason", String(16), nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("asked_by", LargeBinary(16), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("agreed_by", LargeBinary(16)),
    Column("agreed_at", BigInteger),
    Column("lifted_at", BigInteger),
    CheckConstraint("agreed_by IS NULL OR agreed_by <> asked_by", name="two_people"),
)


class Block(NamedTuple):
    """A block that is asked for or in force. Times in ms; `agreed_by` is None while only one person wants it.

    `about`: the consultation in which it was asked for; it may be destroyed by now.
    """

    id: bytes
    about: bytes
    pseudonym: bytes
    reason: str
    until: int
    asked_by: bytes
    asked_at: int
    agreed_by: bytes | None


def ask(
    connection: Connection,
    about: bytes,
    pseudonym: bytes,
    *,
    reason: str,
    until: int,
    by: bytes,
    now: int,
) -> bytes | None:
    """Notes that somebody wants a block; it blocks nothing yet. Its id, or None when one of this resident stands already.

    Hold the resident before (`consultations.hold_resident`), so that two wishes at once stay one.
    """
    if connection.execute(select(blocks.c.id).where(blocks.c.pseudonym == pseudonym, _stands(now))).first():
        return None
    block = os.urandom(16)
    row = {"id": block, "about": about, "pseudonym": pseudonym, "reason": reason, "until": until}
    connection.execute(insert(blocks), row | {"asked_by": by, "asked_at": now})
    return block


def agree(connection: Connection, block: bytes, *, by: bytes, now: int) -> bool:
    """The second person's word: from now on it blocks. False for whoever asked, and for a block that is over or agreed."""
    row = connection.execute(
        update(blocks)
        .where(blocks.c.id == block, blocks.c.asked_by != by, blocks.c.agreed_by.is_(None), _stands(now))
        .values(agreed_by=by, agreed_at=now)
        .returning(blocks.c.id)
    ).first()
    return row is not None


def lift(connection: Connection, block: bytes, *, now: int) -> bool:
    """Ends it before its day, or takes the wish back. False when it is over already."""
    lifted = update(blocks).where(blocks.c.id == block, _stands(now)).values(lifted_at=now)
    return connection.execute(lifted.returning(blocks.c.id)).first() is not None


def standing(connection: Connection, *, now: int) -> list[Block]:
    """Every block that is neither lifted nor over, asked for or in force, the oldest first."""
    rows = connection.execute(select(blocks).where(_stands(now)).order_by(blocks.c.asked_at, blocks.c.id))
    return [_block(row) for row in rows]


def find(connection: Connection, block: bytes, *, now: int) -> Block | None:
    """A block that stands, or None."""
    row = connection.execute(select(blocks).where(blocks.c.id == block, _stands(now))).first()
    return _block(row) if row else None


IN_FORCE = select(func.max(blocks.c.until)).where(
    blocks.c.pseudonym == bindparam("pseudonym"),
    blocks.c.agreed_at.is_not(None),
    blocks.c.lifted_at.is_(None),
    blocks.c.until > bindparam("now"),
)
"""Of `:pseudonym` at `:now`, what `in_force` gives."""


def in_force(connection: Connection, pseudonym: bytes, *, now: int) -> int | None:
    """Until when (ms) this resident is blocked at this moment; None for everybody else."""
    until = connection.scalar(IN_FORCE, {"pseudonym": pseudonym, "now": now})
    return int(until) if until is not None else None


def blocked_until(connection: Connection, *, now: int) -> dict[bytes, int]:
    """Until when everybody is blocked who is at this moment, by pseudonym; few, so a list of them is cheap."""
    rows = connection.execute(
        select(blocks.c.pseudonym, func.max(blocks.c.until).label("until"))
        .where(blocks.c.agreed_at.is_not(None), _stands(now))
        .group_by(blocks.c.pseudonym)
    )
    return {bytes(row.pseudonym): row.until for row in rows}


def erase_over(connection: Connection, *, now: int) -> int:
    """Forgets every block that is lifted or over, and every wish that nobody agreed to in time; returns how many."""
    gone = connection.execute(delete(blocks).where(not_(_stands(now))).returning(blocks.c.id))
    return len(gone.all())


def _stands(now: int) -> ColumnElement[bool]:
    waits = or_(blocks.c.agreed_at.is_not(None), blocks.c.asked_at > now - ASKED_FOR_MS)
    return and_(blocks.c.lifted_at.is_(None), blocks.c.until > now, waits)


def _block(row: Row[Any]) -> Block:
    return Block(
        bytes(row.id),
        bytes(row.about),
        bytes(row.pseudonym),
        row.reason,
        row.until,
        bytes(row.asked_by),
        row.asked_at,
        bytes(row.agreed_by) if row.agreed_by is not None else None,
    )
