"""What else happens in a year: visits to a town desk, the news of flyers, orders of paper."""

import datetime as dt
import random
from collections import Counter
from contextlib import suppress
from typing import Any, Literal

from sqlalchemy import select

from bot.visits import desk, openings, rules, steps
from bot.visits.laying import wanted_slots
from bot.visits.model import Details, Ground, Refused, Wanted, Who
from storage import bookings, flyers, mailings, slot_patterns, slots, subscribers, visit_kinds, visit_places
from storage.bookings import Booking
from storage.slot_patterns import Pattern
from tests.bot.shelf import NEWS, NEWS_EASY, NEWS_EN, put_up
from tests.retention import ordering
from tests.retention.visiting import KIND, PLACE
from tests.year.believing import ORDER_KEPT, VISIT_KEPT, Believed, Person, Visit
from tests.year.city import City
from tests.year.residents import CANARY

AHEAD_DAYS = 45
AGREED, ASKED = ("booked", "offered"), ("waiting", "wished")


class Visits:
    """One place with two seats, three times on every working day; residents, a clerk, and the clock that offers what is free."""

    def __init__(self, city: City, believed: Believed, dice: random.Random) -> None:
        self.city, self.dice = city, dice
        self.believed = believed
        with city.database.transaction() as connection:
            visit_places.add(connection, PLACE)
            visit_kinds.replace(connection, [KIND])

    def lays(self) -> None:
        """The clerk's pattern for the next weeks."""
        now, town = self.city.now, PLACE
        today = rules.local_day(now, town)
        last = today + dt.timedelta(days=AHEAD_DAYS)
        patterns = [
            Pattern(slot_patterns.new_id(), day, None, 600, 780, 60, 1, None, today.isoformat(), last.isoformat(), True)
            for day in range(0, 5, 2)
        ]  # fmt: skip
        first_at, last_at = (rules.moment(day, 0, PLACE.timezone) for day in (today, last))
        with self.city.database.transaction() as connection:
            slot_patterns.replace_patterns(connection, PLACE.id, patterns)
            laid = wanted_slots(patterns, [], PLACE.timezone, today, last)
            slots.lay(connection, PLACE.id, laid, first=first_at, last=last_at, now=now)

    def books(self, person: Person) -> None:
        wanted = (
            Wanted(KIND.id, notices=True, reminder_hour=18) if self.dice.random() < 0.5 else Wanted(KIND.id)
        )
        with suppress(Refused), self.city.database.transaction() as connection:
            free = openings.nearest(connection, [PLACE], KIND.id, self.city.now, self.city.now)
            if free:
                when = self.dice.choice(free).starts_at
                held = steps.hold(
                    connection, self.ground, self.who(person), PLACE.id, when, wanted, now=self.city.now
                )
                said = Details("ねこ", f"{CANARY} 車いすです")
                made = steps.confirm(
                    connection, self.ground, self.who(person), held.id, wanted, said, now=self.city.now
                )
                self._note(person, made)
                self._count("booked")

    def waits(self, person: Person) -> None:
        """For whatever is given up within the next weeks."""
        first = rules.local_day(self.city.now, PLACE) + dt.timedelta(days=3)
        last, said = first + dt.timedelta(days=20), Details("いぬ", f"{CANARY} いつでも")
        with suppress(Refused), self.city.database.transaction() as connection:
            made = steps.wait(
                connection, self.ground, self.who(person), PLACE.id, first, last, Wanted(KIND.id), said, now=self.city.now
            )  # fmt: skip
            self._note(person, made)
            self.believed.count("visit", "waiting", self.city.now)

    def answers_offers(self, person: Person) -> None:
        for visit in self._of(person, "offered"):
            with suppress(Refused), self.city.database.transaction() as connection:
                step = steps.accept if self.dice.random() < 0.7 else steps.decline
                done = step(connection, self.ground, self.who(person), visit.id, now=self.city.now)
                self._note(person, done)
                if done.state == "booked":
                    self._count("booked")

    def moves(self, person: Person) -> None:
        for visit in self._of(person, "booked"):
            with suppress(Refused), self.city.database.transaction() as connection:
                free = openings.nearest(connection, [PLACE], KIND.id, self.city.now, self.city.now)
                when = self.dice.choice(free).starts_at if free else 0
                moved = steps.move(
                    connection, self.ground, self.who(person), visit.id, PLACE.id, when, now=self.city.now
                )
                self._note(person, moved)
                self.believed.count("visit", "moved", self.city.now)

    def gives_up(self, person: Person) -> None:
        """With half of them, nothing of it shall stay."""
        forget = self.dice.random() < 0.5
        for visit in self._of(person, *AGREED, *ASKED):
            with suppress(Refused), self.city.database.transaction() as connection:
                gone = steps.cancel(
                    connection, self.ground, self.who(person), visit.id, now=self.city.now, forget=forget
                )
                self._note(person, gone)
                left = self.believed.visits[visit.id]
                left.wished = left.due_at == self.city.now
                # What is forgotten after its hour was not given up.
                if visit.state != "booked" or visit.starts_at > self.city.now:
                    self.believed.count("visit", "cancelled", self.city.now)

    def are_marked(self) -> None:
        """The clerk notes who came, of yesterday's."""
        came = [
            one
            for one in self.believed.visits.values()
            if one.state == "booked" and one.starts_at <= self.city.now
        ]
        for visit in came:
            with self.city.database.transaction() as connection:
                found = bookings.find(connection, visit.id, hold=True)
                assert found is not None
                state: Literal["attended", "missed"] = self.dice.choice(("attended", "missed"))
                marked = desk.mark(connection, visit.id, state, revision=found.revision, now=self.city.now)
                visit.state = marked.state
                self.believed.count("visit", state, marked.starts_at or 0)

    def follows_the_clock(self) -> None:
        """What the clock did with who waits: offered, taken back, ended. Its arithmetic of the end is checked, not believed."""
        with self.city.database.reading() as connection:
            rows = {bytes(one.id): one for one in connection.execute(select(bookings.bookings))}
        for visit in self.believed.visits.values():
            row = rows.get(visit.id)
            self._agrees(visit, row)
            if row is None or visit.state not in (*ASKED, "offered"):
                continue
            # An offer that nobody answered may be followed by the next one at once.
            offered = row.offers - visit.offers + (visit.state == "offered")
            self.believed.count("visit", "lapsed", self.city.now, offered - (row.state == "offered"))
            visit.offers = row.offers
            if row.state == "offered":
                visit.due_at = max(visit.due_at, row.ends_at + VISIT_KEPT)
            elif row.state == "cancelled":
                visit.due_at = min(visit.due_at, row.changed_at + VISIT_KEPT)
            visit.state = row.state
            self._agrees(visit, row)

    def _agrees(self, visit: Visit, row: Any) -> None:
        moved = row is not None and row.state != visit.state
        assert row is None or moved or row.due_at == visit.due_at, (
            f"{visit}: {row.state}, due at {row.due_at}"
        )

    @property
    def ground(self) -> Ground:
        return Ground(self.city.town.keys, VISIT_KEPT)

    def who(self, person: Person) -> Who:
        pseudonym = self.city.town.intake().house.booking_pseudonym(person.id)
        return Who(pseudonym, person.id, person.language)

    def _of(self, person: Person, *states: str) -> list[Visit]:
        return [
            one for one in self.believed.visits.values() if one.owner == person.id and one.state in states
        ]

    def _note(self, person: Person, booking: Booking) -> None:
        before = self.believed.visits.get(booking.id)
        now, made = (
            self.city.now,
            Visit(
                booking.id,
                person.id,
                booking.state,
                booking.due_at,
                booking.starts_at or 0,
                offers=booking.offers,
            ),
        )
        if booking.state == "booked":
            assert booking.ends_at is not None
            made.due_at = booking.ends_at + VISIT_KEPT
        elif booking.state == "cancelled" and before is not None and booking.due_at != now:
            made.due_at = min(before.due_at, now + VISIT_KEPT)
        assert booking.due_at == made.due_at
        self.believed.visits[booking.id] = made

    def _count(self, item: str) -> None:
        now = self.city.now
        for kind, what in (("visit", item), ("visit-kind", KIND.id), ("visit-place", PLACE.id)):
            self.believed.count(kind, what, now)


class Paper:
    """A flyer on the shelf, those who want to be told of new ones, and schools that order some."""

    def __init__(self, city: City, believed: Believed, dice: random.Random) -> None:
        self.city, self.dice = city, dice
        self.believed = believed
        self.mailings = 0
        self.flyer = put_up(city.town)

    def is_wanted(self, person: Person) -> None:
        town = self.city.town
        pseudonym = town.intake().house.flyer_pseudonym(person.id)
        with town.database.transaction() as connection:
            subscribers.add(
                connection,
                town.keys.courier,
                pseudonym,
                person.id,
                language=person.language,
                now=self.city.now,
            )
        person.told_news = True

    def tells(self) -> None:
        """The notice of a new flyer goes out: to everybody who wants it, once each, unless there is no quota for it."""
        wanting = [one.id for one in self.believed.people.values() if one.told_news and not one.blocked]
        before = self.told()
        with self.city.database.transaction() as connection:
            assert flyers.find(connection, self.flyer.id, hold=True)
            begun = mailings.begin(connection, self.flyer.id, now=self.city.now)
        if begun is None:
            return
        for _ in range(40):
            self.city.town.clock.at += 20_000
            self.city.run("mail", "deliver")
            with self.city.database.reading() as connection:
                newest, going = mailings.all_of(connection)[0], mailings.standing(connection)
            if not going:
                break
        told = self.told()
        assert all(told[user] - before[user] <= 1 for user in self.believed.people)
        assert newest.wanted == len(wanting)
        if newest.state == "done" and newest.sent == newest.wanted:
            assert all(told[user] - before[user] == 1 for user in wanting)

    def told(self) -> Counter[str]:
        """How often each phone has shown the notice, in whichever language."""
        pushed = (one for one in self.city.platform.accepted if one.how == "push" and one.shown)
        said = (NEWS, NEWS_EASY, NEWS_EN)
        return Counter(one.to for one in pushed if one.messages[0].get("text") in said)

    def is_ordered(self) -> None:
        made = ordering.order(self.city.town, ordering.SCHOOL._replace(note=f"{CANARY} お願いします"))
        self.believed.orders[made.id] = self.city.now + ORDER_KEPT
