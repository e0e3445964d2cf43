"""When desks answer: weekly hours, nth weekdays, closures, and notices for everybody. Days are local, YYYY-MM-DD."""

import hashlib
import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    or_,
    select,
)

from storage.database import metadata
from storage.desks import desks
from storage.dialect import LARGEST

desk_hours = Table(
    "desk_hours",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("desk", String(32), nullable=False, index=True),
    Column("weekday", Integer, nullable=False),
    Column("nth", String(16)),
    Column("opens", Integer, nullable=False),
    Column("closes", Integer, nullable=False),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Column("holidays", Boolean, nullable=False),
)

closures = Table(
    "closures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("desk", String(32)),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("shown_from", BigInteger, nullable=False),
    Column("shown_until", BigInteger, nullable=False),
    Column("ja", Text, nullable=False),
    Column("easy", Text, nullable=False),
    Column("en", Text, nullable=False),
)


class Hours(NamedTuple):
    """One row of `desk_hours` as it is stored: `nth` is "1,3" or "-1" (the last), days are YYYY-MM-DD."""

    weekday: int
    nth: str | None
    opens: int
    closes: int
    first_day: str | None
    last_day: str | None
    holidays: bool


class Closed(NamedTuple):
    """A closure: both days included; `desk` None is every desk."""

    id: int
    desk: str | None
    first_day: str
    last_day: str


class Notice(NamedTuple):
    """What everybody is told from one moment (ms) until another, in three languages."""

    id: int
    shown_from: int
    shown_until: int
    ja: str
    easy: str
    en: str


def revision(rows: object) -> str:
    """A mark of what somebody saw: the same for the same rows, another after any change."""
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]


def hold(connection: Connection) -> None:
    """Until the end of the transaction nobody else who calls this changes hours, closures or notices."""
    connection.execute(select(desks.c.id).order_by(desks.c.id).with_for_update())


def of(connection: Connection, desk: str) -> tuple[list[Hours], list[tuple[str, str]]]:
    """The hours of a desk and the closures (first day, last day) that hold for it."""
    rows = connection.execute(_OF_DESK, {"desk": desk})
    shut = connection.execute(_CLOSURES_OF_DESK, {"desk": desk})
    return [Hours(*row) for row in rows], [(row.first_day, row.last_day) for row in shut]


def all_of(connection: Connection) -> dict[str, list[Hours]]:
    """The hours of every desk that has some."""
    found: dict[str, list[Hours]] = {}
    for desk, *row in connection.execute(select(desk_hours.c.desk, *_HOURS).order_by(desk_hours.c.id)):
        found.setdefault(desk, []).append(Hours(*row))
    return found


def replace(connection: Connection, desk: str, rows: Sequence[Hours]) -> None:
    """Sets the hours of a desk: what it had before is gone."""
    connection.execute(delete(desk_hours).where(desk_hours.c.desk == desk))
    if rows:
        connection.execute(insert(desk_hours), [{"desk": desk} | row._asdict() for row in rows])


def close(connection: Connection, desk: str | None, first_day: str, last_day: str) -> None:
    """Closes a desk, or every desk, for these days. The same closure a second time changes nothing."""
    same = (
        closures.c.desk.is_not_distinct_from(desk),
        closures.c.first_day == first_day,
        closures.c.last_day == last_day,
    )
    if connection.execute(select(closures.c.id).where(*same)).first() is None:
        values = {"desk": desk, "first_day": first_day, "last_day": last_day}
        connection.execute(insert(closures), values)


def reopen(connection: Connection, closure: int) -> bool:
    """Takes a closure back; False when there is none of this number."""
    gone = delete(closures).where(closures.c.id == closure).returning(closures.c.id)
    return connection.execute(gone).first() is not None


def closure(connection: Connection, number: int) -> Closed | None:
    """The closure of this number."""
    if number > LARGEST:
        return None
    row = connection.execute(select(*_CLOSED).where(closures.c.id == number)).first()
    return Closed(*row) if row else None


def closed(connection: Connection, *, since: str) -> list[Closed]:
    """Closures that are not over before that day, the earliest first."""
    wanted = select(*_CLOSED).where(closures.c.last_day >= since)
    return [Closed(*row) for row in connection.execute(wanted.order_by(closures.c.first_day, closures.c.id))]


def announce(
    connection: Connection, *, shown_from: int, shown_until: int, ja: str, easy: str, en: str
) -> None:
    """A notice for everybody."""
    values = {"shown_from": shown_from, "shown_until": shown_until, "ja": ja, "easy": easy, "en": en}
    connection.execute(insert(notices), values)


def withdraw(connection: Connection, notice: int | None) -> int:
    """Takes one notice back, or all of them; returns how many there were."""
    gone = delete(notices).returning(notices.c.id)
    if notice is not None:
        gone = gone.where(notices.c.id == notice)
    return len(connection.execute(gone).all())


def notice_at(connection: Connection, at: int) -> Notice | None:
    """The notice that is shown at a moment (ms): of several, the one that was set last."""
    row = connection.execute(_NOTICE, {"at": at}).first()
    return Notice(*row) if row else None


def announced(connection: Connection, *, since: int) -> list[Notice]:
    """Notices that are shown at or after a moment (ms), the earliest first."""
    wanted = select(*notices.c).where(notices.c.shown_until > since).order_by(notices.c.shown_from)
    return [Notice(*row) for row in connection.execute(wanted)]


_CLOSED = [closures.c[name] for name in Closed._fields]
_HOURS = [desk_hours.c[name] for name in Hours._fields]
_OF_DESK = select(*_HOURS).where(desk_hours.c.desk == bindparam("desk")).order_by(desk_hours.c.id)
_CLOSURES_OF_DESK = select(closures.c.first_day, closures.c.last_day).where(
    or_(closures.c.desk.is_(None), closures.c.desk == bindparam("desk"))
)
_NOTICE = (
    select(*notices.c)
    .where(notices.c.shown_from <= bindparam("at"), notices.c.shown_until > bindparam("at"))
    .order_by(notices.c.id.desc())
    .limit(1)
)
