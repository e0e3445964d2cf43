"""Rooms: consultations whose words only the resident's browser and the desk's browsers can read.

A row stands beside its consultation and goes with it. Whoever shows the access token that is hashed here is the resident.
`seq` and `head` are the end of the resident's own chain of records.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)

from storage import owned
from storage.consultations import IS_OPEN, consultations
from storage.database import metadata

LANES = ("room", "both")
"""Lanes of consultations that are rooms: reached from paper, or from the talk while the talk is open too."""

SEEN_MS = 60_000
"""So long after its last look a page still counts as looked at."""

TYPING_MS = 8_000
"""So long somebody counts as typing."""

rooms = Table(
    "rooms",
    metadata,
    Column("consultation_id", LargeBinary(16), primary_key=True),
    Column("access_hash", LargeBinary(32), nullable=False, unique=True),
    Column("sealed_capsule", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("head", LargeBinary(32), nullable=False),
    Column("knock", Boolean, nullable=False),
    Column("knocked_at", BigInteger),
    Column("contact_hours", String(8), nullable=False),
    Column("contested_at", BigInteger),
    Column("typing_at", BigInteger),
    Column("seen_at", BigInteger, nullable=False),
)


class Head(NamedTuple):
    """The end of the resident's chain: how many records, and the id of the last."""

    seq: int
    id: bytes


def add(
    connection: Connection,
    consultation: bytes,
    *,
    access_hash: bytes,
    sealed_capsule: bytes,
    head: Head,
    contested_at: int | None,
    now: int,
) -> None:
    """The room of a consultation that was just opened. An IntegrityError for a token that another room has."""
    row = {
        "consultation_id": consultation,
        "access_hash": access_hash,
        "sealed_capsule": sealed_capsule,
        "seq": head.seq,
        "head": head.id,
        "knock": False,
        "contact_hours": "any",
        "contested_at": contested_at,
        "seen_at": now,
    }
    connection.execute(insert(rooms), row)


_FIND = (
    select(consultations, rooms)
    .join(rooms, rooms.c.consultation_id == consultations.c.id)
    .where(rooms.c.access_hash == bindparam("access_hash"))
)
_HOLD = _FIND.with_for_update()


_GLANCE: Select[Any] = (
    select(
        consultations.c.id,
        consultations.c.revision,
        consultations.c.silence_noticed_at,
        rooms.c.knock,
        rooms.c.knocked_at,
        rooms.c.contact_hours,
        rooms.c.contested_at,
        rooms.c.typing_at,
        rooms.c.seen_at,
    )
    .join(rooms, rooms.c.consultation_id == consultations.c.id)
    .where(rooms.c.access_hash == bindparam("access_hash"))
)


def glance(connection: Connection, access_hash: bytes) -> Row[Any] | None:
    """Of what `find` gives, as much as shows whether anything is new: for pages that ask every few seconds."""
    return connection.execute(_GLANCE, {"access_hash": access_hash}).first()


def find(connection: Connection, access_hash: bytes, *, hold: bool = False) -> Row[Any] | None:
    """The consultation with the columns of its room; None for a token that opens none. One look by a unique index.

    `hold` keeps it from changing until the commit: hold the resident first.
    """
    return connection.execute(_HOLD if hold else _FIND, {"access_hash": access_hash}).first()


def of(connection: Connection, consultation: bytes) -> Row[Any] | None:
    """The row of this consultation's room; None for a talk."""
    return connection.execute(select(rooms).where(rooms.c.consultation_id == consultation)).first()


def contact_hours(connection: Connection, consultation: bytes) -> str | None:
    """When a knock may come; None for what is no room."""
    wanted = select(rooms.c.contact_hours).where(rooms.c.consultation_id == consultation)
    found: str | None = connection.execute(wanted).scalar()
    return found


def move_head(connection: Connection, consultation: bytes, head: Head, *, before: int) -> bool:
    """The resident's chain has grown from `before` records. False when it was longer already."""
    moved = (
        update(rooms)
        .where(rooms.c.consultation_id == consultation, rooms.c.seq == before)
        .values(seq=head.seq, head=head.id)
    )
    return connection.execute(moved.returning(rooms.c.seq)).first() is not None


def choose(connection: Connection, consultation: bytes, *, now: int, **chosen: bool | str) -> None:
    """`knock` and `contact_hours`, as chosen on the page, which is being looked at."""
    ours = rooms.c.consultation_id == consultation
    connection.execute(update(rooms).where(ours).values(**chosen, seen_at=now, knocked_at=None))


def looked(connection: Connection, consultation: bytes, *, now: int) -> bool:
    """The page is being looked at. True when a knock was under way, which is over with it."""
    ours = rooms.c.consultation_id == consultation
    pending = select(rooms.c.knocked_at).where(ours).with_for_update()
    knocked_at = connection.execute(pending).scalar()
    connection.execute(update(rooms).where(ours).values(seen_at=now, knocked_at=None))
    return knocked_at is not None


def begin_knock(connection: Connection, consultation: bytes, *, now: int) -> str | None:
    """Notes that a knock is due, once until the page is looked at; the hours in which it may come.

    None when it was not chosen, is under way already, or the page is being looked at.
    """
    knocked = (
        update(rooms)
        .where(
            rooms.c.consultation_id == consultation,
            rooms.c.knock,
            rooms.c.knocked_at.is_(None),
            rooms.c.seen_at <= now - SEEN_MS,
        )
        .values(knocked_at=now)
    )
    hours: str | None = connection.execute(knocked.returning(rooms.c.contact_hours)).scalar()
    return hours


def end_knock(connection: Connection, consultation: bytes) -> None:
    """The knock was given up: what is new next is knocked for again."""
    ours = rooms.c.consultation_id == consultation
    connection.execute(update(rooms).where(ours).values(knocked_at=None))


def note_typing(connection: Connection, consultation: bytes, *, now: int) -> bool:
    """Somebody at the desk is typing. False for what is no room."""
    typed = update(rooms).where(rooms.c.consultation_id == consultation).values(typing_at=now)
    return connection.execute(typed.returning(rooms.c.consultation_id)).first() is not None


def stop_typing(connection: Connection, consultation: bytes) -> None:
    """What was being typed has been said."""
    ours = (rooms.c.consultation_id == consultation) & rooms.c.typing_at.is_not(None)
    connection.execute(update(rooms).where(ours).values(typing_at=None))


def is_typing(row: Row[Any], *, now: int) -> bool:
    return row.typing_at is not None and now - row.typing_at < TYPING_MS


def contest(connection: Connection, consultation: bytes, *, now: int) -> None:
    """Somebody tried the link with another browser; the first time stays."""
    seen = update(rooms).where(rooms.c.consultation_id == consultation)
    connection.execute(seen.values(contested_at=func.coalesce(rooms.c.contested_at, now)))


def open_of(connection: Connection, pseudonym: bytes) -> list[Row[Any]]:
    """The rooms of this resident that are open, held until the commit."""
    wanted = select(consultations).where(
        consultations.c.pseudonym == pseudonym,
        IS_OPEN,
        consultations.c.lane.in_(LANES),
    )
    return list(connection.execute(wanted.order_by(consultations.c.id).with_for_update()))


def erase(connection: Connection, ids: Iterable[bytes]) -> None:
    owned.erase(connection, rooms.c.consultation_id, ids)
