"""What should not be there: rows without what they belong to, that without its key, keys without any of it, what should be gone.

Asked every few seconds on a database in use, so nothing here reads a whole transcript.
"""

from sqlalchemy import ColumnElement, Connection, Table, TextClause, exists, literal, select, text

from storage import shred
from storage.attachments import attachments
from storage.booking_wishes import booking_wishes
from storage.bookings import bookings
from storage.checks import checks
from storage.co_readings import co_readings
from storage.consultations import consultations
from storage.flyer_versions import flyer_images, flyer_versions
from storage.generations import case_keys
from storage.holds import holds
from storage.mailings import mailing_recipients, mailings
from storage.outbox import outbox
from storage.paper_orders import paper_orders
from storage.room_links import room_links
from storage.room_uploads import room_uploads
from storage.rooms import rooms
from storage.slots import seats
from storage.transcripts import staff_heads, transcript_entries

_FEW = (case_keys, staff_heads, outbox, holds, checks, co_readings, rooms, room_links)
"""Tables with a handful of rows for each consultation."""

_MANY = (transcript_entries, attachments, room_uploads)
"""Tables with many rows for each, clustered by consultation."""


def _stepping(table: Table) -> TextClause:
    """Steps from one consultation to the next along the primary key, which takes one look for each and not one for each row."""
    name = table.name
    return text(
        f"""
        WITH RECURSIVE owner(id) AS (
            SELECT * FROM (SELECT consultation_id FROM {name} ORDER BY consultation_id LIMIT 1) AS first
            UNION ALL
            SELECT (
                SELECT consultation_id FROM {name}
                WHERE consultation_id > owner.id ORDER BY consultation_id LIMIT 1
            ) FROM owner WHERE owner.id IS NOT NULL
        )
        SELECT 1 FROM owner
        WHERE owner.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM consultations WHERE consultations.id = owner.id)
        LIMIT 1
        """  # noqa: S608 (the names of our own tables)
    )


def any_orphan_row(connection: Connection) -> bool:
    """A transcript entry, attachment, case key, head, parcel, hold or room whose consultation is gone; a wish without its booking;
    a recipient of a mailing that is over; a picture of a flyer's version that is none any more.
    """
    wishes = _any(connection, booking_wishes, ~exists().where(bookings.c.id == booking_wishes.c.booking))
    few = (
        wishes
        or _any_of_flyers(connection)
        or any(_any(connection, table, _without_consultation(table)) for table in _FEW)
    )
    return few or any(connection.execute(_stepping(table)).first() is not None for table in _MANY)


def any_consultation_without_key(connection: Connection) -> bool:
    """A consultation that nobody can ever read again."""
    key = exists().where(shred.shred_keys.c.id == consultations.c.id)
    return _any(connection, consultations, ~key)


def any_key_without_consultation(connection: Connection) -> bool:
    """A key that outlived what it opens: a consultation, a booking, an order of paper."""
    keys = shred.shred_keys
    there = exists().where(consultations.c.id == keys.c.id) | exists().where(bookings.c.id == keys.c.id)
    there |= exists().where(paper_orders.c.id == keys.c.id)
    return _any(connection, keys, (keys.c.id != shred.STAFF) & ~there)


def any_booking_without_key(connection: Connection) -> bool:
    """A booking whose details nobody can ever read again."""
    key = exists().where(shred.shred_keys.c.id == bookings.c.id)
    return _any(connection, bookings, bookings.c.sealed_details.is_not(None) & ~key)


def any_order_without_key(connection: Connection) -> bool:
    """An order of paper that nobody can send anywhere."""
    key = exists().where(shred.shred_keys.c.id == paper_orders.c.id)
    return _any(connection, paper_orders, ~key)


def any_order_due(connection: Connection, *, before: int) -> bool:
    """An order of paper that should have been destroyed at that moment (ms)."""
    return _any(connection, paper_orders, paper_orders.c.due_at < before)


def any_booking_without_seat(connection: Connection, *, now: int) -> bool:
    """A visit that is agreed, or offered, and lies ahead, and nobody's place is kept for it."""
    ahead = (bookings.c.state == "booked") & (bookings.c.starts_at > now)
    offered = (bookings.c.state == "offered") & (bookings.c.offer_until > now)
    seat = exists().where(
        seats.c.booking == bookings.c.id,
        seats.c.place == bookings.c.place,
        seats.c.starts_at == bookings.c.starts_at,
    )
    return _any(connection, bookings, (ahead | offered) & ~seat)


def any_seat_without_booking(connection: Connection, *, now: int) -> bool:
    """A seat that is taken for good, and lies ahead, by nobody who comes. One that is held frees itself."""
    seated = exists().where(
        bookings.c.id == seats.c.booking, bookings.c.state.in_(("booked", "offered", "attended", "missed"))
    )
    return _any(connection, seats, seats.c.held_until.is_(None) & (seats.c.starts_at > now) & ~seated)


def _any_of_flyers(connection: Connection) -> bool:
    going = exists().where(mailings.c.id == mailing_recipients.c.mailing, mailings.c.ended_at.is_(None))
    version = exists().where(
        flyer_versions.c.flyer == flyer_images.c.flyer, flyer_versions.c.number == flyer_images.c.version
    )
    return _any(connection, mailing_recipients, ~going) or _any(connection, flyer_images, ~version)


def _without_consultation(table: Table) -> ColumnElement[bool]:
    """What waits for LINE may be a booking's as well."""
    there: ColumnElement[bool] = exists().where(consultations.c.id == table.c.consultation_id)
    if table is outbox:
        there |= exists().where(bookings.c.id == table.c.consultation_id)
    return table.c.consultation_id.is_not(None) & ~there


def _any(connection: Connection, table: Table, condition: ColumnElement[bool]) -> bool:
    return (
        connection.execute(select(literal(1)).select_from(table).where(condition).limit(1)).first()
        is not None
    )
