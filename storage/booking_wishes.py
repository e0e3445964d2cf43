"""Up to three times that somebody would like, for a place where no slot is open. Rows go with their booking."""

from collections.abc import Collection, Sequence

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    delete,
    insert,
    select,
)

from storage.database import metadata

MOST = 3

booking_wishes = Table(
    "booking_wishes",
    metadata,
    Column("booking", LargeBinary(16), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("starts_at", BigInteger, nullable=False),
    CheckConstraint("number >= 1 AND number <= 3", name="number"),
)


def replace(connection: Connection, booking: bytes, times: Sequence[int]) -> None:
    """These are all times (ms) that are wished for, the dearest first; at most three."""
    erase(connection, [booking])
    if times:
        rows = [{"booking": booking, "number": n, "starts_at": at} for n, at in enumerate(times, 1)]
        connection.execute(insert(booking_wishes), rows)


def of(connection: Connection, ids: Collection[bytes]) -> dict[bytes, tuple[int, ...]]:
    """The wishes of each booking that has any."""
    table = booking_wishes
    found: dict[bytes, tuple[int, ...]] = {}
    if ids:
        wanted = select(table.c.booking, table.c.starts_at).where(table.c.booking.in_(ids))
        for row in connection.execute(wanted.order_by(table.c.booking, table.c.number)):
            found[bytes(row.booking)] = (*found.get(bytes(row.booking), ()), row.starts_at)
    return found


def erase(connection: Connection, ids: Collection[bytes]) -> None:
    connection.execute(delete(booking_wishes).where(booking_wishes.c.booking.in_(ids)))
