"""Any order of steps, by anybody, with the time moving and the capacity cut: nobody loses what was agreed, and no seat counts twice."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select

from bot.visits import desk
from bot.visits.model import Refused
from storage import slots
from storage.booking_wishes import booking_wishes
from storage.bookings import LIVE, Booking, bookings, find
from tests.visits.booking import ASATSUYU, LATER, MORNING, NOON, Resident, Visits, laid
from tests.visits.booking import NOW as BEGIN

TIMES = [MORNING, NOON, LATER]
NO_SLOT = LATER + 1
"""A time at which only a clerk makes one."""
WEEK = ("2026-12-08", "2026-12-11")
PEOPLE = 5
MINUTES = st.sampled_from([1, 9, 11, 90, 24 * 60])


class AnyOrder(RuleBasedStateMachine):
    """`agreed` is what this test believes: who was told that a visit stands, and when."""

    visits: Visits

    @initialize(capacities=st.lists(st.integers(0, 2), min_size=3, max_size=3))
    def open(self, capacities: list[int]) -> None:
        self.visits.town.clock.at = BEGIN
        with self.visits.town.database.transaction() as connection:
            for table in (slots.seats, slots.slots, bookings, booking_wishes):
                connection.execute(delete(table))
        self.visits.lay(
            ASATSUYU, [laid(when, capacity) for when, capacity in zip(TIMES, capacities, strict=True)]
        )
        self.people: list[Resident] = [self.visits.resident() for _ in range(PEOPLE)]
        self.agreed: dict[bytes, int] = {}

    @rule(who=st.integers(0, PEOPLE - 1), when=st.sampled_from(TIMES))
    def chooses(self, who: int, when: int) -> None:
        with may_be_refused():
            self.people[who].holds(when)

    @rule(who=st.integers(0, PEOPLE - 1))
    def says_yes(self, who: int) -> None:
        for one in self.theirs(who, "held", "offered"):
            with may_be_refused():
                hanako = self.people[who]
                self.stands(hanako.confirms(one) if one.state == "held" else hanako.accepts(one))

    @rule(who=st.integers(0, PEOPLE - 1), when=st.sampled_from(TIMES))
    def moves(self, who: int, when: int) -> None:
        for one in self.theirs(who, *LIVE):
            with may_be_refused():
                self.stands(self.people[who].moves(one, when))

    @rule(who=st.integers(0, PEOPLE - 1), forget=st.booleans())
    def gives_up(self, who: int, forget: bool) -> None:
        for one in self.theirs(who, "held", *LIVE):
            with may_be_refused():
                self.people[who].cancels(one, forget=forget)
                self.agreed.pop(one.id, None)

    @rule(who=st.integers(0, PEOPLE - 1))
    def waits(self, who: int) -> None:
        with may_be_refused():
            self.people[who].waits(*WEEK)

    @rule(who=st.integers(0, PEOPLE - 1))
    def says_no(self, who: int) -> None:
        for one in self.theirs(who, "offered"):
            with may_be_refused():
                self.people[who].declines(one)

    @rule(when=st.sampled_from(TIMES), capacity=st.integers(0, 3))
    def a_clerk_cuts(self, when: int, capacity: int) -> None:
        before = len(self.living(when))
        with self.visits.town.database.transaction() as connection:
            there = slots.find(connection, ASATSUYU.id, when, self.visits.now) is not None
            done = slots.set_capacity(connection, ASATSUYU.id, when, capacity, self.visits.now)
        assert done == (there and before <= capacity)

    @rule(times=st.lists(st.sampled_from(TIMES), unique=True, max_size=3), capacity=st.integers(1, 2))
    def a_clerk_lays_anew(self, times: list[int], capacity: int) -> None:
        sat = {when: len(self.living(when)) for when in (*TIMES, NO_SLOT)}
        outcome = self.visits.lay(ASATSUYU, [laid(when, capacity) for when in times])
        fewer = {when: n for when, n in sat.items() if n > (capacity if when in times else 0)}
        assert dict(outcome.kept) == fewer

    @rule(who=st.integers(0, PEOPLE - 1), when=st.sampled_from(TIMES))
    def a_clerk_shifts(self, who: int, when: int) -> None:
        for one in self.theirs(who, *LIVE):
            with may_be_refused():
                shifted = self.visits.clerk(desk.shift, one.id, ASATSUYU.id, when, revision=one.revision)
                self.stands(shifted)

    @rule(who=st.integers(0, PEOPLE - 1), when=st.sampled_from([*TIMES, NO_SLOT]))
    def a_clerk_proposes(self, who: int, when: int) -> None:
        for one in self.theirs(who, "waiting", "offered"):
            with may_be_refused():
                self.visits.clerk(desk.propose, one.id, ASATSUYU.id, when)

    @rule(minutes=MINUTES, ticks=st.booleans())
    def time_passes(self, minutes: int, ticks: bool) -> None:
        self.visits.town.clock.at += minutes * 60_000
        if ticks:
            self.visits.tick()

    @invariant()
    def the_books_are_straight(self) -> None:
        if not hasattr(self, "people"):
            return
        with self.visits.town.database.reading() as connection:
            rows = {bytes(row.id): row for row in connection.execute(select(bookings))}
            sat = connection.execute(select(slots.seats)).all()
            capacity = {row.starts_at: row.capacity for row in connection.execute(select(slots.slots))}
        taken = Counter(one.starts_at for one in sat)
        assert all(count <= capacity[when] for when, count in taken.items())
        seated = {bytes(one.booking): one for one in sat}
        assert len(seated) == len(sat)
        for booking, seat in seated.items():
            assert rows[booking].state in ("held", "offered", "booked")
            assert (rows[booking].place, rows[booking].starts_at) == (seat.place, seat.starts_at)
            assert (seat.held_until is None) == (rows[booking].state == "booked")
        assert {one for one, row in rows.items() if row.state == "booked"} == set(self.agreed)
        assert all(seated[one].starts_at == when for one, when in self.agreed.items())
        live = Counter(row.pseudonym for row in rows.values() if row.state in LIVE)
        held = Counter(row.pseudonym for row in rows.values() if row.state == "held")
        assert all(count == 1 for counted in (live, held) for count in counted.values())

    def theirs(self, who: int, *states: str) -> list[Booking]:
        """As the rows say, whatever the clock does: an old button knows no better."""
        pseudonym = self.people[who].who.pseudonym
        with self.visits.town.database.reading() as connection:
            wanted = select(bookings.c.id).where(
                bookings.c.pseudonym == pseudonym, bookings.c.state.in_(states)
            )
            ids = [bytes(one) for one in connection.scalars(wanted)]
            return [one for id_ in ids if (one := find(connection, id_)) is not None]

    def living(self, when: int) -> list[Any]:
        table = slots.seats
        with self.visits.town.database.reading() as connection:
            rows = connection.execute(select(table).where(table.c.starts_at == when)).all()
        return [one for one in rows if one.held_until is None or one.held_until > self.visits.now]

    def stands(self, booking: Booking) -> None:
        assert booking.state == "booked"
        assert booking.starts_at is not None
        self.agreed[booking.id] = booking.starts_at


@contextmanager
def may_be_refused() -> Iterator[None]:
    with suppress(Refused):
        yield


def machine(visits: Visits) -> type[AnyOrder]:
    return type("InATown", (AnyOrder,), {"visits": visits})


def test_any_order_of_steps_keeps_the_books_straight(visits: Visits) -> None:
    chosen = settings(
        max_examples=10 if visits.town.database.sqlite else 4,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        # What breaks it is short enough to read; to make it shorter would take minutes.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine(visits), settings=chosen)
