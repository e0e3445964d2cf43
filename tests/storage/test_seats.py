"""Seats and slots: what the database itself refuses, and what follows from that."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, insert, update
from sqlalchemy.exc import IntegrityError

from bot.visits.laying import Laid
from storage import seats, slots
from tests.cast import Town

AT, LATER, HOUR = 1_800_000_000_000, 1_800_100_000_000, 3_600_000
NOW = AT - 24 * HOUR
Act = Callable[[Connection], Any]


def laid(starts_at: int, capacity: int, kinds: str | None = None) -> Laid:
    return Laid(starts_at, starts_at + HOUR, capacity, kinds, "pattern")


def lay(town: Town, *times: Laid, now: int = NOW) -> slots.LayOutcome:
    with town.database.transaction() as connection:
        return slots.lay(connection, "asatsuyu", times, first=AT, last=LATER + HOUR, now=now)


def write(town: Town, act: Act) -> Any:
    with town.database.transaction() as connection:
        return act(connection)


def sit(town: Town, starts_at: int = AT, *, until: int | None = None, now: int = NOW) -> bytes | None:
    """Somebody's booking that has a seat then; None when there is none."""
    booking = os.urandom(16)
    got = write(town, lambda c: seats.take(c, "asatsuyu", starts_at, booking, held_until=until, now=now))
    return booking if got else None


def numbers(town: Town, starts_at: int = AT) -> dict[bytes, int]:
    with town.database.reading() as connection:
        rows = connection.execute(slots.seats.select().where(slots.seats.c.starts_at == starts_at))
        return {bytes(row.booking): row.seat for row in rows}


def test_an_eleventh_seat_is_refused_by_the_database_itself(town: Town) -> None:
    lay(town, laid(AT, 10))
    assert all(sit(town) for _ in range(10))
    assert sit(town) is None
    seat = {"place": "asatsuyu", "starts_at": AT, "booking": os.urandom(16), "held_until": None}
    for number, capacity in ((11, 10), (11, 11), (10, 10), (0, 10)):
        with pytest.raises(IntegrityError), town.database.transaction() as connection:
            connection.execute(insert(slots.seats), seat | {"seat": number, "capacity": capacity})
    assert sorted(numbers(town).values()) == list(range(1, 11))


def test_a_capacity_below_a_seat_that_is_taken_is_refused_by_the_database_itself(town: Town) -> None:
    lay(town, laid(AT, 3))
    third = [sit(town) for _ in range(3)][-1]
    for act in (update(slots.slots).values(capacity=2), slots.slots.delete()):
        with pytest.raises(IntegrityError), town.database.transaction() as connection:
            connection.execute(act)
    write(town, lambda c: c.execute(update(slots.slots).values(capacity=7)))
    with town.database.reading() as connection:
        assert (
            connection.scalars(slots.seats.select().with_only_columns(slots.seats.c.capacity)).all()
            == [7] * 3
        )
    with pytest.raises(IntegrityError):
        write(town, lambda c: c.execute(insert(slots.seats), _other_seat(third)))


def _other_seat(booking: bytes | None) -> dict[str, Any]:
    """A second one of somebody who has one."""
    return {"place": "asatsuyu", "starts_at": AT, "seat": 7, "capacity": 7, "booking": booking}


def test_who_sits_high_moves_down_when_there_are_fewer_seats(town: Town) -> None:
    def change(capacity: int, now: int = NOW) -> bool:
        return bool(write(town, lambda c: slots.set_capacity(c, "asatsuyu", AT, capacity, now)))

    lay(town, laid(AT, 4))
    agreed = {sit(town), sit(town), sit(town)}
    held = sit(town, until=NOW + 1)
    first = min(agreed, key=lambda one: numbers(town)[one or b""])
    write(town, lambda c: seats.release(c, first or b""))
    assert (change(2), change(2, NOW + 1)) == (False, True)
    assert set(numbers(town)) == agreed - {first, held}
    assert set(numbers(town).values()) == {1, 2}
    assert (change(1, NOW + 1), change(5)) == (False, True)
    assert write(town, lambda c: slots.set_capacity(c, "asatsuyu", AT + 1, 5, NOW)) is False


def test_a_hold_is_over_by_comparison_and_taken_over_by_whoever_comes(town: Town) -> None:
    lay(town, laid(AT, 1))
    first = sit(town, until=NOW + 5)
    assert first is not None
    assert sit(town, now=NOW + 4) is None
    second = sit(town, until=NOW + 15, now=NOW + 5)
    assert second is not None
    assert write(town, lambda c: seats.keep(c, first)) is False
    assert write(town, lambda c: seats.extend(c, first, NOW + 99)) is False
    write(town, lambda c: seats.release(c, first))
    assert write(town, lambda c: seats.keep(c, second)) is True
    assert sit(town, now=NOW + 99) is None


def test_laying_anew_takes_nobody_their_seat(town: Town) -> None:
    assert lay(town, laid(AT, 2), laid(LATER, 2)) == slots.LayOutcome(2, 0, 0, [])
    assert lay(town, laid(AT, 2), laid(LATER, 2)) == slots.LayOutcome(0, 0, 0, [])
    sat = [sit(town), sit(town), sit(town, LATER, until=NOW + 1)]
    fewer = lay(town, laid(AT, 1, "ask"), laid(AT + HOUR, 1))
    assert fewer == slots.LayOutcome(1, 2, 0, [(AT, 2), (LATER, 1)])
    with town.database.reading() as connection:
        there = {one.starts_at: one for one in slots.of_day(connection, "asatsuyu", AT, LATER + 1, NOW)}
        free = slots.free_between(connection, ["asatsuyu"], "ask", AT, LATER + 1, NOW)
    assert (there[AT].capacity, there[AT].kinds, there[AT].taken) == (2, "ask", 2)
    assert (there[LATER].capacity, there[LATER].origin) == (1, "desk")
    assert [one.starts_at for one in free] == [AT + HOUR]
    write(town, lambda c: seats.release(c, sat[0] or b""))
    assert lay(town, now=NOW + 1) == slots.LayOutcome(0, 1, 2, [(AT, 1)])
    assert sit(town, now=NOW + 1) is None


def test_what_is_free_by_kind_and_by_time(town: Town) -> None:
    lay(town, laid(AT, 1, "oath,ask"), laid(AT + HOUR, 2, "task"), laid(LATER, 1))
    sit(town, AT + HOUR)

    def free(kind: str | None, **how: Any) -> list[tuple[int, int]]:
        with town.database.reading() as connection:
            found = slots.free_between(connection, ["asatsuyu"], kind, AT, LATER + 1, NOW, **how)
        return [(one.starts_at, one.free) for one in found]

    assert free(None) == [(AT, 1), (AT + HOUR, 1), (LATER, 1)]
    assert free("ask") == [(AT, 1), (LATER, 1)]
    assert free("%") == [(LATER, 1)]
    assert free(None, limit=1, backwards=True) == [(LATER, 1)]
