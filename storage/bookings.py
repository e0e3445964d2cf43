"""Bookings of visits: a world of its own. Nothing here can be joined to a consultation or to who wrote one.

`pseudonym` is derived from the LINE user id under a label of its own; NULL for a booking by telephone. What somebody says of
themselves lies in `sealed_details` under the booking's own shred key (storage/booking_details.py).

States: held (a seat, not confirmed yet) → booked → attended | missed. wished (up to three times named) and waiting (for a time
that somebody gives up) → offered (a seat until `offer_until`) → booked. Any but the last two → cancelled.
"""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    or_,
    select,
    text,
    update,
)

from storage import booking_wishes
from storage.database import metadata
from storage.dialect import insert_ignoring
from storage.slot_tables import living, seats

State = Literal["held", "wished", "waiting", "offered", "booked", "attended", "missed", "cancelled"]
LIVE = ("wished", "waiting", "offered", "booked")
"""States that count against what one resident may have at a place."""
ANYWHERE = ""
"""The place of who wished or waits and doesn't mind where."""

bookings = Table(
    "bookings",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("code", String(4), nullable=False),
    Column("state", String(10), nullable=False),
    Column("place", String(32), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("starts_at", BigInteger),
    Column("ends_at", BigInteger),
    Column("persons", Integer, nullable=False),
    Column("private_room", Boolean, nullable=False),
    Column("language", String(8), nullable=False),
    Column("origin", String(8), nullable=False),
    Column("pseudonym", LargeBinary(32)),
    Column("nth", Integer, nullable=False),
    Column("room", String(40)),
    Column("reminder_hour", Integer),
    Column("reminded_for", BigInteger),
    Column("notices", Boolean, nullable=False),
    Column("offer_until", BigInteger),
    Column("offers", Integer, nullable=False),
    Column("wait_from", String(10)),
    Column("wait_until", String(10)),
    Column("ended_by", String(8)),
    Column("anywhere", Boolean, nullable=False),
    Column("passed", String(60)),
    Column("sealed_details", LargeBinary),
    Column("sequence", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False, index=True),
    UniqueConstraint("code", name="uq_bookings_code"),
)
_LIVE = text("state IN ('wished', 'waiting', 'offered', 'booked')")
_HELD = text("state = 'held'")
Index(
    "uq_bookings_live_nth",
    bookings.c.pseudonym,
    bookings.c.place,
    bookings.c.nth,
    unique=True,
    sqlite_where=_LIVE,
    postgresql_where=_LIVE,
)
Index("uq_bookings_held", bookings.c.pseudonym, unique=True, sqlite_where=_HELD, postgresql_where=_HELD)
Index("ix_bookings_pseudonym", bookings.c.pseudonym, bookings.c.state, bookings.c.place)
Index("ix_bookings_day", bookings.c.place, bookings.c.starts_at)
Index("ix_bookings_state", bookings.c.state, bookings.c.place, bookings.c.made_at)
Index("ix_bookings_changed", bookings.c.place, bookings.c.changed_at)


class Booking(NamedTuple):
    """One row, without pseudonym, details and what was offered in vain (`passed`). Times in ms; `wait_from`, `wait_until` days (YYYY-MM-DD); `wishes` moments, the dearest first.

    `anywhere`: its resident does not mind which place, also while one is offered. `offer_until`: until when a held or offered seat
    is kept. `origin`: talk | page | desk. `ended_by`: resident | desk | lapse. `reminder_hour`: the hour of the eve (8 to 21) at which its resident wants to be reminded.
    `notices`: they want to hear through LINE when something changes. `sequence` counts what a calendar must be told again.
    """

    id: bytes
    code: str
    state: State
    place: str
    kind: str
    starts_at: int | None
    ends_at: int | None
    persons: int
    private_room: bool
    language: str
    origin: str
    nth: int
    room: str | None
    reminder_hour: int | None
    notices: bool
    offer_until: int | None
    offers: int
    wait_from: str | None
    wait_until: str | None
    ended_by: str | None
    sequence: int
    revision: int
    made_at: int
    changed_at: int
    due_at: int
    anywhere: bool = False
    wishes: tuple[int, ...] = ()


COLUMNS = [bookings.c[name] for name in Booking._fields if name != "wishes"]
_HELD_OF = select(*COLUMNS).where(bookings.c.pseudonym == bindparam("pseudonym"), bookings.c.state == "held")
_NUMBERS = select(bookings.c.nth).where(
    bookings.c.pseudonym == bindparam("pseudonym"),
    bookings.c.place == bindparam("place"),
    bookings.c.state.in_(LIVE),
    bookings.c.id != bindparam("but"),
)
_LOCK = 0x564953
_SEATED = ("held", "offered")
_MOST_POOLED = 500


def new_id() -> bytes:
    return os.urandom(16)


def hold_resident(connection: Connection, pseudonym: bytes, *, wait: bool = True) -> bool:
    """Lets the steps of one resident pass one after the other until the commit; without `wait` False while another one goes on.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name != "postgresql":
        return True
    lock = {"kind": _LOCK, "who": int.from_bytes(pseudonym[:4], "big", signed=True)}
    if wait:
        connection.execute(text("SELECT pg_advisory_xact_lock(:kind, :who)"), lock)
        return True
    return bool(connection.scalar(text("SELECT pg_try_advisory_xact_lock(:kind, :who)"), lock))


def add(
    connection: Connection, booking: Booking, pseudonym: bytes | None, *, codes: Iterable[str] = ()
) -> Booking | None:
    """Stores a new one with its wishes, under its own code or the first of `codes` that is free; None when there is no free one.

    None too when its id is taken, or its resident holds another seat or has that many there: ask before, holding the resident.
    """
    for code in codes or (booking.code,):
        made = booking._replace(code=code)
        values = made._asdict() | {"pseudonym": pseudonym}
        del values["wishes"]
        if insert_ignoring(connection, bookings, values):
            booking_wishes.replace(connection, made.id, made.wishes)
            return made
    return None


def find(connection: Connection, booking: bytes, *, hold: bool = False) -> Booking | None:
    """That one; with `hold` nobody else changes it until the commit."""
    wanted = select(*COLUMNS).where(bookings.c.id == booking)
    found = read(connection, wanted.with_for_update() if hold else wanted)
    return found[0] if found else None


def owner(connection: Connection, booking: bytes) -> bytes | None:
    """The pseudonym of its resident; None for one by telephone, and when there is no such booking."""
    found = connection.scalar(select(bookings.c.pseudonym).where(bookings.c.id == booking))
    return bytes(found) if found is not None else None


def change(
    connection: Connection, booking: bytes, *, now: int, revision: int | None = None, **values: Any
) -> Booking | None:
    """Writes these columns and counts the change; as it is then. None when it is gone, or no longer of `revision`."""
    if "wishes" in values:
        booking_wishes.replace(connection, booking, values.pop("wishes"))
    ours = update(bookings).where(bookings.c.id == booking)
    if revision is not None:
        ours = ours.where(bookings.c.revision == revision)
    counted = ours.values(**values, revision=bookings.c.revision + 1, changed_at=now)
    found = read(connection, counted.returning(*COLUMNS))
    return found[0] if found else None


def of_resident(connection: Connection, pseudonym: bytes) -> list[Booking]:
    """Everything of theirs that is kept but what they gave up, the next visit first; a held one only if its seat still is theirs."""
    ours = select(*COLUMNS).where(bookings.c.pseudonym == pseudonym)
    held = select(seats.c.seat).where(seats.c.booking == bookings.c.id).exists()
    shown = ours.where(
        or_(bookings.c.state != "held", held),
        or_(bookings.c.ended_by.is_(None), bookings.c.ended_by != "resident"),
    )
    order = (bookings.c.starts_at.is_(None), bookings.c.starts_at, bookings.c.made_at, bookings.c.id)
    return read(connection, shown.order_by(*order))


def held_of(connection: Connection, pseudonym: bytes) -> Booking | None:
    """The one that this resident holds, whether its seat still is theirs or not."""
    found = read(connection, _HELD_OF, {"pseudonym": pseudonym})
    return found[0] if found else None


def numbers_of(connection: Connection, pseudonym: bytes, place: str, *, but: bytes) -> set[int]:
    """`nth` of every live booking of this resident at a place, leaving out one."""
    return set(connection.scalars(_NUMBERS, {"pseudonym": pseudonym, "place": place, "but": but}))


def between(
    connection: Connection, place: str | Sequence[str] | None, first: int, last: int, *, now: int = 0
) -> list[Booking]:
    """Visits that begin in [first, last) at one place, several, or all (None), the earliest first: a page of the calendar,
    with those that were given up; a held or offered one only while its seat is kept."""
    kept = select(seats.c.seat).where(seats.c.booking == bookings.c.id, living(now)).exists()
    wanted = select(*COLUMNS).where(
        bookings.c.starts_at >= first,
        bookings.c.starts_at < last,
        or_(bookings.c.state.not_in(_SEATED), kept),
    )
    if place is not None:
        places = [place] if isinstance(place, str) else list(place)
        wanted = wanted.where(bookings.c.place.in_(places))
    return read(connection, wanted.order_by(bookings.c.starts_at, bookings.c.made_at, bookings.c.id))


def by_code(connection: Connection, code: str) -> Booking | None:
    """The one with this code, as it is stored."""
    found = read(connection, select(*COLUMNS).where(bookings.c.code == code))
    return found[0] if found else None


def pool(connection: Connection, places: Collection[str]) -> list[Booking]:
    """Who has wished, waits or has an offer, at these places or anywhere, the oldest first; 500 at the most."""
    wanted = select(*COLUMNS).where(
        bookings.c.state.in_(("wished", "waiting", "offered")), bookings.c.place.in_([*places, ANYWHERE])
    )
    return read(connection, wanted.order_by(bookings.c.made_at, bookings.c.id).limit(_MOST_POOLED))


def changed_since(connection: Connection, places: Collection[str], since: int) -> list[Booking]:
    """What has changed at these places, or anywhere, from that moment (ms) on; what was committed late may be a little older."""
    wanted = select(*COLUMNS).where(bookings.c.place.in_([*places, ANYWHERE]), bookings.c.changed_at >= since)
    return read(connection, wanted.order_by(bookings.c.changed_at, bookings.c.id))


def erase(connection: Connection, ids: Iterable[bytes]) -> None:
    """Deletes their rows, their wishes and their seats. Their shred keys are for who calls this: `shred.erase`."""
    wanted = list(ids)
    connection.execute(delete(seats).where(seats.c.booking.in_(wanted)))
    booking_wishes.erase(connection, wanted)
    connection.execute(delete(bookings).where(bookings.c.id.in_(wanted)))


def standing(booking: Booking, now: int) -> Booking:
    """As it stands at this moment: whose offer is over wishes or waits again, whatever the row still says."""
    if booking.state != "offered" or (booking.offer_until or 0) > now:
        return booking
    return booking._replace(**unoffered(booking))


def unoffered(booking: Booking) -> dict[str, Any]:
    """What is different once an offer has come to nothing."""
    return {
        "state": "wished" if booking.wait_from is None else "waiting",
        "place": ANYWHERE if booking.anywhere else booking.place,
        "starts_at": None,
        "ends_at": None,
        "offer_until": None,
    }


def read(connection: Connection, wanted: Any, values: Mapping[str, Any] | None = None) -> list[Booking]:
    """What a statement finds that selects `COLUMNS`, or returns them."""
    rows = connection.execute(wanted, values).all()
    wishes = booking_wishes.of(connection, [row.id for row in rows if row.state in ("wished", "offered")])
    made = (Booking._make((*row, wishes.get(bytes(row.id), ()))) for row in rows)
    return [one._replace(id=bytes(one.id)) for one in made]
