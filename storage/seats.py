"""Seats: who sits where. Taken by INSERT … ON CONFLICT DO NOTHING, or over from a hold that has lapsed by a conditional UPDATE.

Nothing is looked up first and then relied on: two who want the last seat get one answer each from the database.

Who needs several locks takes them in one order, so that nobody waits in a circle: the resident, the booking's row, the slots by
place and time (`hold_slots`), the seat. Taking over a seat never touches the booking that had held it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, select, tuple_, update

from storage.dialect import insert_ignoring
from storage.slot_tables import seats, slots

_ROUNDS = 20


class Seat(NamedTuple):
    """Where a booking sits; `held_until` (ms) is None once the visit is agreed."""

    place: str
    starts_at: int
    held_until: int | None


def of(connection: Connection, booking: bytes) -> Seat | None:
    """The seat that is still this booking's, lapsed or not."""
    wanted = select(seats.c.place, seats.c.starts_at, seats.c.held_until).where(seats.c.booking == booking)
    row = connection.execute(wanted).first()
    return Seat(*row) if row is not None else None


def hold_slots(connection: Connection, wanted: Iterable[tuple[str, int]]) -> None:
    """Keeps the capacity of these slots as it is until the commit; others may take seats meanwhile. None that is there is no fault."""
    pairs = sorted(set(wanted))
    rows = select(slots.c.starts_at).where(tuple_(slots.c.place, slots.c.starts_at).in_(pairs))
    ordered = rows.order_by(slots.c.place, slots.c.starts_at)
    connection.execute(ordered.with_for_update(read=True, key_share=True)).all()


def take(
    connection: Connection, place: str, starts_at: int, booking: bytes, *, held_until: int | None, now: int
) -> bool:
    """A seat for a booking that has none; False when there is none free, or no such slot. `held_until` None: for good."""
    hold_slots(connection, [(place, starts_at)])
    for _ in range(_ROUNDS):
        free, lapsed = _to_be_had(connection, place, starts_at, now)
        if not free and not lapsed:
            return False
        # Who come at the same moment begin at different seats.
        turn = booking[-1] % (len(free) or 1)
        for number in (*free[turn:], *free[:turn]):
            row = {"place": place, "starts_at": starts_at, "seat": number, "booking": booking}
            capacity = _capacity(connection, place, starts_at)
            if insert_ignoring(connection, seats, row | {"capacity": capacity, "held_until": held_until}):
                return True
        for number in lapsed:
            if _take_over(connection, (place, starts_at, number), booking, held_until, now):
                return True
    return False


def keep(connection: Connection, booking: bytes) -> bool:
    """Its seat is its own for good; False when somebody has taken it over."""
    return _hold_until(connection, booking, None)


def extend(connection: Connection, booking: bytes, held_until: int) -> bool:
    """Its seat is held until then; False when somebody has taken it over."""
    return _hold_until(connection, booking, held_until)


def release(connection: Connection, booking: bytes) -> None:
    """Its seat, if it has one, is free for others with the commit."""
    connection.execute(delete(seats).where(seats.c.booking == booking))


def _hold_until(connection: Connection, booking: bytes, held_until: int | None) -> bool:
    found = of(connection, booking)
    if found is None:
        return False
    # Who lays the slots anew at this moment does not see a hold that is over, and would take it away with its slot.
    hold_slots(connection, [(found.place, found.starts_at)])
    ours = update(seats).where(seats.c.booking == booking).values(held_until=held_until)
    return connection.execute(ours.returning(seats.c.seat)).first() is not None


def _to_be_had(connection: Connection, place: str, starts_at: int, now: int) -> tuple[list[int], list[int]]:
    """Numbers of the seats on which nobody sits, and of those that are no longer held."""
    here = (seats.c.place == place, seats.c.starts_at == starts_at)
    rows = connection.execute(select(seats.c.seat, seats.c.held_until).where(*here)).all()
    sat = {row.seat for row in rows}
    capacity = _capacity(connection, place, starts_at)
    lapsed = sorted(row.seat for row in rows if row.held_until is not None and row.held_until <= now)
    return [number for number in range(1, capacity + 1) if number not in sat], lapsed


def _capacity(connection: Connection, place: str, starts_at: int) -> int:
    wanted = select(slots.c.capacity).where(slots.c.place == place, slots.c.starts_at == starts_at)
    return connection.scalar(wanted) or 0


def _take_over(
    connection: Connection, seat: tuple[str, int, int], booking: bytes, held_until: int | None, now: int
) -> bool:
    place, starts_at, number = seat
    lapsed = (
        update(seats)
        .where(seats.c.place == place, seats.c.starts_at == starts_at, seats.c.seat == number)
        .where(seats.c.held_until <= now)
        .values(booking=booking, held_until=held_until)
    )
    return connection.execute(lapsed.returning(seats.c.seat)).first() is not None
