"""Co-readings: a supervisor reads along in a consultation that is somebody else's, and everybody who works on it sees so.

A co-reading ends when its reader says so, or by itself after `LASTS_MS`: by comparison of times, nothing has to run for that.
The row stays until the consultation goes, so that whoever answers can see later who has read, why and when.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    String,
    Table,
    and_,
    select,
    update,
)

from storage import owned
from storage.database import metadata
from storage.dialect import inserting

REASONS = ("quality", "worry", "request", "training")
LASTS_MS = 12 * 3600 * 1000

co_readings = Table(
    "co_readings",
    metadata,
    Column("consultation_id", LargeBinary(16), primary_key=True),
    Column("kid", LargeBinary(16), primary_key=True),
    Column("reason", String(16), nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
)


class Reading(NamedTuple):
    """The newest co-reading of one person in one consultation. Times in ms; `until` is when it ends, or has ended.

    `seen_at`: when they last opened it.
    """

    kid: bytes
    reason: str
    since: int
    seen_at: int
    until: int


def begin(connection: Connection, consultation: bytes, *, kid: bytes, reason: str, now: int) -> None:
    """From now on this person reads along. Begun anew it counts from now; when it was begun before stands in the audit log."""
    values = {"reason": reason, "since": now, "seen_at": now, "ended_at": None}
    connection.execute(
        inserting(co_readings, connection.dialect.name)
        .values(consultation_id=consultation, kid=kid, **values)
        .on_conflict_do_update(index_elements=[co_readings.c.consultation_id, co_readings.c.kid], set_=values)
    )


def end(connection: Connection, consultation: bytes, *, kid: bytes, now: int) -> bool:
    """Ends it before its time. False when this person does not read along."""
    ended = update(co_readings).where(_of(consultation, kid), stands(now)).values(ended_at=now)
    return connection.execute(ended.returning(co_readings.c.kid)).first() is not None


def seen(connection: Connection, consultation: bytes, *, kid: bytes, now: int) -> None:
    """Notes that who reads along has opened it just now; nothing for everybody else."""
    looked = update(co_readings).where(_of(consultation, kid), stands(now)).values(seen_at=now)
    connection.execute(looked)


def of(connection: Connection, consultation: bytes) -> list[Reading]:
    """Who reads along or has done so, the newest first."""
    rows = connection.execute(
        select(co_readings)
        .where(co_readings.c.consultation_id == consultation)
        .order_by(co_readings.c.since.desc(), co_readings.c.kid)
    )
    return [
        Reading(
            bytes(row.kid),
            row.reason,
            row.since,
            row.seen_at,
            min(row.ended_at or row.since + LASTS_MS, row.since + LASTS_MS),
        )
        for row in rows
    ]


def standing(
    connection: Connection, consultations: Iterable[bytes], *, now: int
) -> dict[bytes, list[tuple[bytes, int]]]:
    """Who reads along at this moment in which of these: consultation → [(kid, since)]; nothing where nobody does."""
    found: dict[bytes, list[tuple[bytes, int]]] = {}
    wanted = co_readings.c.consultation_id.in_(list(consultations))
    for row in connection.execute(
        select(co_readings).where(wanted, stands(now)).order_by(co_readings.c.since)
    ):
        found.setdefault(bytes(row.consultation_id), []).append((bytes(row.kid), row.since))
    return found


def stands(now: int) -> ColumnElement[bool]:
    """The condition that a co-reading has not ended, neither by its reader nor by its time."""
    return and_(co_readings.c.ended_at.is_(None), co_readings.c.since > now - LASTS_MS)


def erase(connection: Connection, consultations: Iterable[bytes]) -> None:
    """Forgets who read what was destroyed; the audit log says that somebody did."""
    owned.erase(connection, co_readings.c.consultation_id, consultations)


def _of(consultation: bytes, kid: bytes) -> ColumnElement[bool]:
    return and_(co_readings.c.consultation_id == consultation, co_readings.c.kid == kid)
