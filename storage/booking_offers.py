"""Who waits for a time, and what was offered to them. Offers end by comparison with the clock, whatever a row still says."""

from sqlalchemy import Connection, select

from storage.bookings import COLUMNS, Booking, bookings, read


def passed(connection: Connection, booking: bytes, starts_at: int | None = None) -> str:
    """The last four times that were offered in vain, as the column keeps them, with one more."""
    kept = connection.scalar(select(bookings.c.passed).where(bookings.c.id == booking)) or ""
    times = [one for one in kept.split(",") if one] + ([str(starts_at)] if starts_at else [])
    return ",".join(times[-4:])


def waiting(connection: Connection) -> list[Booking]:
    """Who waits for a time, in the order in which they are asked: fewest offers first, then the oldest."""
    wanted = select(*COLUMNS).where(bookings.c.state == "waiting")
    return read(connection, wanted.order_by(bookings.c.offers, bookings.c.made_at, bookings.c.id))


def lapsed(connection: Connection, now: int) -> list[Booking]:
    """Offers whose time is over."""
    return read(
        connection,
        select(*COLUMNS).where(bookings.c.state == "offered", bookings.c.offer_until <= now),
    )


def hold_as_it_is(connection: Connection, booking: Booking) -> bool:
    """Holds it until the commit if nobody else does and it has not changed; without waiting."""
    same = (bookings.c.id == booking.id, bookings.c.revision == booking.revision)
    wanted = select(bookings.c.id).where(*same).with_for_update(skip_locked=True)
    return connection.execute(wanted).first() is not None
