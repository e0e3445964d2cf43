"""Checks by a second person: what somebody is about to answer, committed to, and the word of a colleague about it.

The text lies sealed in the transcript, as a record that stays inside. The server keeps a commitment to it: it can't read the
text before it is sent, and can tell then whether it is the one that a colleague agreed to.
"""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    Row,
    String,
    Table,
    insert,
    select,
    update,
)

from storage import owned
from storage.contexts import ctx, digest
from storage.database import metadata
from storage.desk_rules import Rules

ASKED, AGREED, DECLINED = "asked", "agreed", "declined"
"""States that somebody still has to look at."""
WITHDRAWN, USED = "withdrawn", "used"
STANDING = (ASKED, AGREED, DECLINED)
SALT_BYTES = 16

checks = Table(
    "checks",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("consultation_id", LargeBinary(16), nullable=False, index=True),
    Column("commitment", LargeBinary(32), nullable=False),
    Column("record", LargeBinary(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_by", LargeBinary(16), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("checked_by", LargeBinary(16)),
    Column("checked_at", BigInteger),
)


class Check(NamedTuple):
    """One check. `record` is the id of the record that holds text and salt; times in ms."""

    id: bytes
    commitment: bytes
    record: bytes
    state: str
    asked_by: bytes
    asked_at: int
    checked_by: bytes | None
    checked_at: int | None


def commitment_of(fingerprint: bytes, case: bytes, salt: bytes, text: str) -> bytes:
    """32 bytes that stand for this text in this consultation. Who doesn't know the salt (16 bytes) learns nothing from them.

    Twin: js/console/checks/commitment.js. UnicodeEncodeError for half a surrogate pair, which no browser sends.
    """
    return digest(ctx("reply-check", fingerprint, case, salt, text))


def needed(rules: Rules, *, replies: int, flagged: bool, refers: bool) -> tuple[str, ...]:
    """Why a second person looks at the next reply first: "first", "flagged", "referral"; nobody has to when empty."""
    first, danger = rules.check_first and replies == 0, rules.check_flagged and flagged
    reasons = {"first": first, "flagged": danger, "referral": rules.check_referral and refers}
    return tuple(why for why, holds in reasons.items() if holds)


def ask(
    connection: Connection, consultation: bytes, *, commitment: bytes, record: bytes, by: bytes, now: int
) -> bytes:
    """A new check; what this person had asked before is withdrawn. Returns its id. Hold the consultation first."""
    withdraw(connection, consultation, by=by)
    check = os.urandom(16)
    row = {"id": check, "consultation_id": consultation, "commitment": commitment, "record": record}
    connection.execute(insert(checks), row | {"state": ASKED, "asked_by": by, "asked_at": now})
    return check


def answer(connection: Connection, check: bytes, *, agreed: bool, by: bytes, now: int) -> bool:
    """A colleague's word. False for one's own, and for one that is answered or withdrawn."""
    row = connection.execute(
        update(checks)
        .where(checks.c.id == check, checks.c.state == ASKED, checks.c.asked_by != by)
        .values(state=AGREED if agreed else DECLINED, checked_by=by, checked_at=now)
        .returning(checks.c.id)
    ).first()
    return row is not None


def withdraw(connection: Connection, consultation: bytes, *, by: bytes | None = None) -> bool:
    """Nobody has to look at it any more: of one person, or of everybody when the consultation changes hands or ends.

    False when there was none.
    """
    theirs = [checks.c.asked_by == by] if by is not None else []
    rows = connection.execute(
        update(checks)
        .where(checks.c.consultation_id == consultation, checks.c.state.in_(STANDING), *theirs)
        .values(state=WITHDRAWN)
        .returning(checks.c.id)
    ).all()
    return bool(rows)


def agreed_to(connection: Connection, consultation: bytes, commitment: bytes, *, by: bytes) -> bool:
    """Whether a colleague agreed that this person sends exactly this."""
    found = select(checks.c.id).where(*_agreement(consultation, commitment, by))
    return connection.execute(found.limit(1)).first() is not None


def use(connection: Connection, consultation: bytes, commitment: bytes, *, by: bytes) -> None:
    """It has been sent: this agreement counts once, and nothing else of this person's stands open."""
    connection.execute(update(checks).where(*_agreement(consultation, commitment, by)).values(state=USED))
    withdraw(connection, consultation, by=by)


def standing(connection: Connection, consultation: bytes) -> list[Check]:
    """Those that are asked for or answered and not yet used, the oldest first."""
    rows = connection.execute(
        select(checks)
        .where(checks.c.consultation_id == consultation, checks.c.state.in_(STANDING))
        .order_by(checks.c.asked_at, checks.c.id)
    )
    return [_check(row) for row in rows]


def states(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, str]:
    """For each of these consultations that has a standing check: "asked", "agreed" or "declined", of the newest one."""
    rows = connection.execute(
        select(checks.c.consultation_id, checks.c.state)
        .where(checks.c.consultation_id.in_(list(ids)), checks.c.state.in_(STANDING))
        .order_by(checks.c.asked_at, checks.c.id)
    )
    return {bytes(row.consultation_id): row.state for row in rows}


def erase(connection: Connection, ids: Iterable[bytes]) -> None:
    """Forgets every check of these consultations, and with it who asked whom."""
    owned.erase(connection, checks.c.consultation_id, ids)


def _agreement(consultation: bytes, commitment: bytes, by: bytes) -> tuple[Any, ...]:
    return (
        checks.c.consultation_id == consultation,
        checks.c.commitment == commitment,
        checks.c.asked_by == by,
        checks.c.state == AGREED,
    )


def _check(row: Row[Any]) -> Check:
    checked_by = bytes(row.checked_by) if row.checked_by is not None else None
    return Check(
        bytes(row.id), bytes(row.commitment), bytes(row.record), row.state,
        bytes(row.asked_by), row.asked_at, checked_by, row.checked_at,
    )  # fmt: skip
