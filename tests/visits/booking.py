"""A place that takes visits, residents who book there, and clerks, each by the same steps as the doors and the talk take.

It is Tuesday, 1 December 2026, ten o'clock. Asatsuyu wants to know five business days before: Tuesday, 8 December is the first
day. Its times are MORNING and NOON on that day, two visits each, and LATER, a day after, one.
"""

import os
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.visits import asking, desk, openings, steps, waiting
from bot.visits.laying import Laid
from bot.visits.model import Details, Ground, Opening, Refused, Wanted, Who, Why
from storage import bookings, seats, slot_patterns, slots, visit_kinds, visit_places
from storage.booking_details import open_
from storage.bookings import Booking
from storage.slot_patterns import Unusual
from storage.visit_kinds import Kind
from storage.visit_places import Place
from tests.cast import DAY, Town
from tests.visits import places
from tests.visits.places import HOUR, MINUTE, at, day

NOW = at("2026-12-01 10:00")
MORNING, NOON, LATER = at("2026-12-08 10:00"), at("2026-12-08 13:00"), at("2026-12-09 10:00")
TOMORROW = at("2026-12-02 10:00")
ASATSUYU = places.ASATSUYU._replace(takes_wishes=True)
HOSHIZORA = ASATSUYU._replace(
    id="hoshizora", position=1, name_ja="ほしぞら町", per_resident=2, takes_wishes=False
)
KEPT = 7 * DAY
NOTHING = Details()
OATH, ASK = Wanted("oath", persons=2), Wanted("ask")
KINDS = [
    Kind("oath", 0, "宣誓", "せんせい", "Oath", "届け出", "とどけで", "Papers", 2, True, True),
    Kind("ask", 1, "聞いてみたい", "ききたい", "Questions", "質問", "しつもん", "Questions", 1, False, True),
    Kind("old", 2, "むかし", "むかし", "Old", "むかし", "むかし", "Old", 1, False, False),
]


def laid(starts_at: int, capacity: int = 2, kinds: str | None = None) -> Laid:
    return Laid(starts_at, starts_at + HOUR, capacity, kinds, "pattern")


USUAL = (laid(MORNING), laid(NOON), laid(LATER, 1))


class Visits:
    """Asatsuyu and Hoshizora in a town, at NOW."""

    def __init__(self, town: Town) -> None:
        self.town = town
        town.clock.at = NOW
        self.ground = Ground(town.keys, KEPT)
        with town.database.transaction() as connection:
            visit_kinds.replace(connection, KINDS)
            for place in (ASATSUYU, HOSHIZORA):
                visit_places.add(connection, place)
        self.lay(ASATSUYU, USUAL)

    @property
    def now(self) -> int:
        return self.town.clock()

    def lay(self, place: Place, times: Sequence[Laid]) -> slots.LayOutcome:
        """These are all its times from now on."""
        with self.town.database.transaction() as connection:
            return slots.lay(connection, place.id, times, first=NOW - DAY, last=NOW + 400 * DAY, now=self.now)

    def close(self, day: str) -> None:
        """A day on which Asatsuyu is shut; its slots are left as they are."""
        unusual = Unusual(slot_patterns.new_id(), day, day, None, None, None, None, None, "")
        with self.town.database.transaction() as connection:
            slot_patterns.replace_unusual(connection, ASATSUYU.id, [unusual])

    def resident(self, *, language: str = "ja") -> "Resident":
        return Resident(self, Who(os.urandom(32), f"U{os.urandom(16).hex()}", language))

    def clerk(self, step: Callable[..., Booking], *arguments: Any, **named: Any) -> Booking:
        """One step of bot/visits/desk.py; `revision` is the one that is stored, unless it is said."""
        with self.town.database.transaction() as connection:
            if step in (desk.assign_room, desk.mark):
                return step(connection, *arguments, now=self.now, **named)
            return step(connection, self.ground, *arguments, now=self.now, **named)

    def fill(self, starts_at: int) -> list["Resident"]:
        """Strangers book all that is free then."""
        strangers = []
        while any(one.starts_at == starts_at for one in self.openings()):
            strangers.append(self.resident())
            strangers[-1].books(starts_at)
        return strangers

    def tick(self, minutes: float = 0) -> list[Booking]:
        """The clock's turn, after that many minutes: what lapsed is freed, what is free offered."""
        self.town.clock.at += int(minutes * MINUTE)
        with self.town.database.transaction() as connection:
            return waiting.offer_due(connection, self.ground, now=self.now)

    def openings(self, place: Place = ASATSUYU, kind: str = "oath") -> list[Opening]:
        with self.town.database.reading() as connection:
            return [
                one
                for found in openings.free_days(connection, [place], kind, self.now)
                for one in openings.on_day(connection, [place], kind, found.day, self.now)
            ]

    def free(self, starts_at: int, place: Place = ASATSUYU) -> int:
        """How many seats can be had then."""
        return sum(one.free for one in self.openings(place) if one.starts_at == starts_at)

    def find(self, booking: Booking) -> Booking | None:
        with self.town.database.reading() as connection:
            return bookings.find(connection, booking.id)

    def details(self, booking: Booking) -> tuple[Details, str | None]:
        with self.town.database.reading() as connection:
            return open_(connection, self.town.keys, booking.id)

    def seat(self, booking: Booking) -> seats.Seat | None:
        with self.town.database.reading() as connection:
            return seats.of(connection, booking.id)

    def write(self, act: Callable[[Connection], Any]) -> Any:
        with self.town.database.transaction() as connection:
            return act(connection)

    def numbers(self, starts_at: int, place: Place = ASATSUYU) -> list[int]:
        """Which seats are sat on."""
        table = slots.seats
        wanted = select(table.c.seat).where(table.c.place == place.id, table.c.starts_at == starts_at)
        with self.town.database.reading() as connection:
            return sorted(connection.scalars(wanted))


class Resident:
    """Hanako, or somebody else, at the phone."""

    def __init__(self, visits: Visits, who: Who) -> None:
        self.visits, self.who = visits, who

    def holds(
        self, starts_at: int, wanted: Wanted = OATH, *, place: Place = ASATSUYU, booking: bytes | None = None
    ) -> Booking:
        return self._step(steps.hold, place.id, starts_at, wanted, booking=booking)

    def confirms(self, held: Booking, wanted: Wanted = OATH, details: Details = NOTHING) -> Booking:
        return self._step(steps.confirm, held.id, wanted, details)

    def books(
        self,
        starts_at: int,
        wanted: Wanted = OATH,
        details: Details = NOTHING,
        *,
        place: Place = ASATSUYU,
    ) -> Booking:
        return self.confirms(self.holds(starts_at, wanted, place=place), wanted, details)

    def moves(self, booking: Booking, starts_at: int, *, place: Place = ASATSUYU) -> Booking:
        return self._step(steps.move, booking.id, place.id, starts_at)

    def changes(self, booking: Booking, wanted: Wanted, details: Details | None = None) -> Booking:
        return self._step(steps.change, booking.id, wanted, details)

    def cancels(self, booking: Booking, *, forget: bool = False) -> Booking:
        return self._step(steps.cancel, booking.id, forget=forget)

    def wishes(
        self, *times: int, place: str = ASATSUYU.id, booking: bytes | None = None, note: str = ""
    ) -> Booking:
        return self._step(asking.wish, place, times, OATH, Details("", note), booking=booking)

    def waits(
        self, first: str, last: str, wanted: Wanted = OATH, *, place: str = ASATSUYU.id, booking: bytes | None = None
    ) -> Booking:  # fmt: skip
        return self._step(asking.wait, place, day(first), day(last), wanted, NOTHING, booking=booking)

    def accepts(self, booking: Booking) -> Booking:
        return self._step(steps.accept, booking.id)

    def declines(self, booking: Booking) -> Booking:
        return self._step(steps.decline, booking.id)

    def sees(self) -> list[Booking]:
        assert self.who.pseudonym is not None
        with self.visits.town.database.reading() as connection:
            found = bookings.of_resident(connection, self.who.pseudonym)
            return [bookings.standing(one, self.visits.now) for one in found]

    def _step(self, step: Callable[..., Booking], *arguments: Any, **named: Any) -> Booking:
        visits = self.visits
        with visits.town.database.transaction() as connection:
            return step(connection, visits.ground, self.who, *arguments, now=visits.now, **named)


def refused(why: Why, act: Callable[[], Any]) -> tuple[Opening, ...]:
    """What could be had instead."""
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.why == why
    return caught.value.openings
