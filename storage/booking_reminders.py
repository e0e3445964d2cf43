"""Who wants to be reminded on the eve, and for which time they have been: once for each time that a visit has."""

from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select, update

from storage import visit_places
from storage.bookings import bookings

MOST = 500
"""Of what is near, so many are read at a time."""


class Coming(NamedTuple):
    """A visit that is near (ms), whose resident wants to hear of it on the eve at `hour`, and has not."""

    id: bytes
    place: str
    timezone: str
    starts_at: int
    code: str
    language: str
    hour: int


def coming(connection: Connection, now: int, until: int, *, after: Coming | None = None) -> list[Coming]:
    """Those that begin after `now` and by `until`, the earliest first: the first `MOST` of them, or the next ones `after` that one."""
    places = {place.id: place.timezone for place in visit_places.all_of(connection, active=False)}
    wanted = (
        select(
            *(bookings.c[name] for name in ("id", "place", "starts_at", "code", "language", "reminder_hour"))
        )
        .where(
            bookings.c.place.in_(places),
            bookings.c.starts_at > now,
            bookings.c.starts_at <= until,
            # An expression, so that places and days are looked up: by its state alone nearly every row would be.
            func.lower(bookings.c.state) == "booked",
            bookings.c.reminder_hour.is_not(None),
            or_(bookings.c.reminded_for.is_(None), bookings.c.reminded_for != bookings.c.starts_at),
        )
        .order_by(bookings.c.starts_at, bookings.c.id)
        .limit(MOST)
    )
    if after is not None:
        same = (bookings.c.starts_at == after.starts_at) & (bookings.c.id > after.id)
        wanted = wanted.where(
            bookings.c.starts_at >= after.starts_at, or_(same, bookings.c.starts_at > after.starts_at)
        )
    return [
        Coming(bytes(row.id), row.place, places[row.place], *row[2:]) for row in connection.execute(wanted)
    ]


def note(connection: Connection, booking: bytes, starts_at: int) -> bool:
    """They are reminded of that time now. False when that was done, or when there is nothing to be reminded of any more."""
    reminded = (
        update(bookings)
        .where(
            bookings.c.id == booking,
            bookings.c.starts_at == starts_at,
            bookings.c.state == "booked",
            bookings.c.reminder_hour.is_not(None),
            or_(bookings.c.reminded_for.is_(None), bookings.c.reminded_for != starts_at),
        )
        .values(reminded_for=starts_at)
    )
    return connection.execute(reminded.returning(bookings.c.id)).first() is not None


def forget(connection: Connection, booking: bytes, starts_at: int) -> None:
    """It could not be said: they have not been reminded of that time after all."""
    reminded = (bookings.c.id == booking) & (bookings.c.reminded_for == starts_at)
    connection.execute(update(bookings).where(reminded).values(reminded_for=None))
