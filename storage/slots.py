"""Slots: times at which a place takes visits, and their seats. The database itself makes over-booking impossible.

A seat is a row of its own: `(place, starts_at, seat)` is its primary key, so that nobody sits on another's, and a booking has
one at most. It carries its slot's capacity by a foreign key that follows every change, and `seat <= capacity` is a CHECK: no
seat beyond the capacity can be stored, and no capacity can fall below a seat that is taken. How many are free is computed.

A seat that is held only for a while says until when; after that anybody may take it over. No job ends a hold.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

from sqlalchemy import BigInteger, Connection, Integer, Select, bindparam, delete, select, text, update

from storage.dialect import insert_all_ignoring
from storage.slot_tables import DESK, IN_RANGE, TAKEN, TAKES, is_slot, listed, living, seats, slots

__all__ = [
    "DESK",
    "Free",
    "LayOutcome",
    "Slot",
    "Wanted",
    "add_extra",
    "find",
    "free_between",
    "hold_laying",
    "lay",
    "of_day",
    "seats",
    "set_capacity",
    "slots",
    "sweep",
]

_LAYING = 0x4C4159


class Slot(NamedTuple):
    """One slot with how many seats of it are taken now; a hold whose time is over takes none."""

    place: str
    starts_at: int
    ends_at: int
    capacity: int
    kinds: str | None
    origin: str
    taken: int

    def takes(self, kind: str) -> bool:
        return self.kinds is None or kind in self.kinds.split(",")


class Free(NamedTuple):
    """A slot in which `free` seats can be had."""

    place: str
    starts_at: int
    ends_at: int
    free: int
    kinds: str | None

    def takes(self, kind: str) -> bool:
        return self.kinds is None or kind in self.kinds.split(",")


class Wanted(Protocol):
    """A slot as it should be."""

    @property
    def starts_at(self) -> int: ...
    @property
    def ends_at(self) -> int: ...
    @property
    def capacity(self) -> int: ...
    @property
    def kinds(self) -> str | None: ...
    @property
    def origin(self) -> str: ...


class LayOutcome(NamedTuple):
    """How many slots were added, changed and removed. `kept`: (start, visits) of those that more have booked than should be there."""

    added: int
    changed: int
    removed: int
    kept: list[tuple[int, int]]


def free_between(
    connection: Connection,
    places: Sequence[str],
    kind: str | None,
    first: int,
    last: int,
    now: int,
    *,
    limit: int | None = None,
    backwards: bool = False,
) -> list[Free]:
    """Slots that begin in [first, last) with a free seat for visits of this kind (None: of any), the earliest first, or the latest."""
    asked: dict[str, Any] = {"places": list(places), "first": first, "last": last, "now": now}
    if limit is not None:
        asked["limit"] = limit
    if kind is not None:
        asked["kind"] = listed(kind)
    wanted = _free(kind is None, backwards, limit is not None)
    return [Free(*row) for row in connection.execute(wanted, asked).all()]


def of_day(connection: Connection, place: str, first: int, last: int, now: int) -> list[Slot]:
    """Every slot of a place that begins in [first, last), the earliest first; without those of the desk that nobody needs any more."""
    asked = {"places": [place], "first": first, "last": last, "now": now}
    shown = (Slot(*row) for row in connection.execute(_ALL, asked))
    return [one for one in shown if one.origin != DESK or one.taken]


def find(connection: Connection, place: str, starts_at: int, now: int) -> Slot | None:
    """One slot, whatever its origin."""
    row = connection.execute(_ONE, {"place": place, "starts_at": starts_at, "now": now}).first()
    return Slot(*row) if row is not None else None


def lay(
    connection: Connection, place: str, laid: Sequence[Wanted], *, first: int, last: int, now: int = 0
) -> LayOutcome:
    """The slots of a place that begin in [first, last) become these.

    Nobody loses a seat: where more have booked than there should be, as many seats stay as are taken (a hold counts until its
    end; without `now` every hold does), open to nobody else, and the slot is named in `kept`.
    """
    hold_laying(connection)
    _lock(connection, [place], first, last)
    asked = {"places": [place], "first": first, "last": last, "now": now}
    known = {row.starts_at: Slot(*row) for row in connection.execute(_ALL, asked)}
    wanted = {one.starts_at: one for one in laid if first <= one.starts_at < last}
    new = [_row(place, one) for starts_at, one in wanted.items() if starts_at not in known]
    insert_all_ignoring(connection, slots, new)
    changed = removed = 0
    for slot in known.values():
        if slot.starts_at in wanted:
            changed += _become(connection, slot, wanted[slot.starts_at], now)
        elif slot.taken:
            left = slot._replace(capacity=slot.taken, origin=DESK)
            changed += _become(connection, slot, left, now)
        else:
            _remove(connection, slot)
            removed += 1
    kept = [
        (slot.starts_at, slot.taken)
        for slot in known.values()
        if slot.taken > (wanted[slot.starts_at].capacity if slot.starts_at in wanted else 0)
    ]
    return LayOutcome(len(new), changed, removed, kept)


def set_capacity(connection: Connection, place: str, starts_at: int, capacity: int, now: int) -> bool:
    """So many visits from now on; False when more are booked or held, or there is no such slot.

    Who sits on a high seat moves down first; holds whose time is over make room.
    """
    _lock(connection, [place], starts_at, starts_at + 1)
    slot = find(connection, place, starts_at, now)
    if slot is None or slot.taken > capacity:
        return False
    _become(connection, slot, slot._replace(capacity=capacity), now)
    return True


def add_extra(connection: Connection, place: str, starts_at: int, ends_at: int) -> None:
    """A slot of the desk for one visit, unless there is a slot at that time already."""
    row = {"place": place, "starts_at": starts_at, "ends_at": ends_at, "capacity": 1, "origin": DESK}
    insert_all_ignoring(connection, slots, [row])


def sweep(connection: Connection) -> None:
    """Removes the desk's own slots in which nobody has a seat any more. Only one may do it at a time."""
    here = (seats.c.place == slots.c.place, seats.c.starts_at == slots.c.starts_at)
    seat = select(seats.c.seat).where(*here).exists()
    empty = select(slots.c.place, slots.c.starts_at).where(slots.c.origin == DESK, ~seat)
    for place, starts_at in connection.execute(empty.with_for_update(skip_locked=True)).all():
        connection.execute(delete(slots).where(is_slot(slots, place, starts_at), ~seat))


def hold_laying(connection: Connection, *, wait: bool = True) -> bool:
    """Lets only one at a time change many slots or give away many seats; without `wait` False when somebody does.

    They would wait for each other for ever. SQLite has one writer anyway.
    """
    if connection.dialect.name != "postgresql":
        return True
    if wait:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LAYING})
        return True
    return bool(connection.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _LAYING}))


_SLOT = (
    slots.c.place,
    slots.c.starts_at,
    slots.c.ends_at,
    slots.c.capacity,
    slots.c.kinds,
    slots.c.origin,
    TAKEN,
)
_ALL = select(*_SLOT).where(IN_RANGE).order_by(slots.c.starts_at)
_ONE = select(*_SLOT).where(is_slot(slots, bindparam("place"), bindparam("starts_at", type_=BigInteger)))


@cache
def _free(any_kind: bool, backwards: bool, limited: bool) -> Select[Any]:
    """Where all are wanted, seats are counted once for each slot; where a few are, only until they are found."""
    free = (slots.c.capacity - TAKEN).label("free")
    found = select(slots.c.place, slots.c.starts_at, slots.c.ends_at, free, slots.c.kinds)
    found = found.where(IN_RANGE, slots.c.origin != DESK)
    found = found if any_kind else found.where(TAKES)
    if limited:
        latest = slots.c.starts_at.desc() if backwards else slots.c.starts_at
        return found.where(free > 0).order_by(latest, slots.c.place).limit(bindparam("limit", type_=Integer))
    counted = found.cte("counted").prefix_with("MATERIALIZED")
    begins = counted.c.starts_at.desc() if backwards else counted.c.starts_at
    return select(counted).where(counted.c.free > 0).order_by(begins, counted.c.place)


def _become(connection: Connection, slot: Slot, wanted: Wanted, now: int) -> bool:
    """Writes what differs; never fewer seats than are taken."""
    values = _row(slot.place, wanted) | {"capacity": max(wanted.capacity, slot.taken)}
    if all(getattr(slot, name) == value for name, value in values.items()):
        return False
    if values["capacity"] < slot.capacity:
        _move_down(connection, slot, values["capacity"], now)
    connection.execute(update(slots).where(is_slot(slots, slot.place, slot.starts_at)).values(values))
    return True


def _move_down(connection: Connection, slot: Slot, capacity: int, now: int) -> None:
    here = is_slot(seats, slot.place, slot.starts_at)
    connection.execute(delete(seats).where(here, ~living(now)))
    sat = _living(connection, slot.place, slot.starts_at, now)
    free = [number for number in range(1, capacity + 1) if number not in sat]
    for high, low in zip([number for number in sat if number > capacity], free, strict=False):
        connection.execute(update(seats).where(here, seats.c.seat == high).values(seat=low))


def _remove(connection: Connection, slot: Slot) -> None:
    connection.execute(delete(seats).where(is_slot(seats, slot.place, slot.starts_at)))
    connection.execute(delete(slots).where(is_slot(slots, slot.place, slot.starts_at)))


def _lock(connection: Connection, places: Sequence[str], first: int, last: int) -> None:
    """From here on nobody takes a seat in these slots until the commit. In one order, so that two never wait for each other."""
    wanted = select(slots.c.starts_at).where(IN_RANGE).order_by(slots.c.place, slots.c.starts_at)
    connection.execute(wanted.with_for_update(), {"places": list(places), "first": first, "last": last}).all()


def _living(connection: Connection, place: str, starts_at: int, now: int) -> list[int]:
    wanted = select(seats.c.seat).where(is_slot(seats, place, starts_at), living(now))
    return list(connection.scalars(wanted.order_by(seats.c.seat)))


def _row(place: str, wanted: Wanted) -> dict[str, Any]:
    return {
        "place": place,
        "starts_at": wanted.starts_at,
        "ends_at": wanted.ends_at,
        "capacity": wanted.capacity,
        "kinds": wanted.kinds,
        "origin": wanted.origin,
    }
