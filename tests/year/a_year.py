"""The plan of a year: what the dice let happen on each day, in which order, and when it is looked at."""

import copy
import random
from collections.abc import Callable
from typing import NamedTuple

from tests.harness.postgres import Postgres
from tests.year.believing import DAY, HOUR, Believed, Person, local
from tests.year.checking import Checks
from tests.year.city import City
from tests.year.colleagues import Colleagues
from tests.year.others import Paper, Visits
from tests.year.residents import Residents
from tests.year.rooms import Rooms

DAYS = 365
MINUTE = 60_000
TALKS_EACH = 8
"""Acts for each resident in the year, about."""


SHARE = 4
"""In a short year one day in so many has all that happens."""


class Failed(AssertionError):
    """Says the seed and the day; the cause is chained."""


class Weight(NamedTuple):
    how_often: int
    act: Callable[[], None]


class Year:
    """One year of one town. The same seed and number of residents make the same year.

    `short`: what happens falls on one day in four, and the time process is asked when something is due, on the day after
    something happened, and every week.
    """

    def __init__(
        self, city: City, seed: int, residents: int, server: Postgres | None, *, short: bool = False
    ) -> None:
        self.city, self.seed, self.number, self.short = city, seed, residents, short
        self.dice = dice = random.Random(seed)
        city.town.clock.at = self.first = _first_of_january(city.now)
        city.sign_roster(delegated=True)
        city.run("purge_nightly")
        self.believed = Believed()
        self.people = Residents(city, self.believed, dice)
        self.desk = Colleagues(city, self.believed, dice)
        self.visits = Visits(city, self.believed, dice)
        self.paper = Paper(city, self.believed, dice)
        self.rooms = Rooms(city, self.believed, dice)
        self.checks = Checks(city, self.believed, self.rooms, server)
        self.day = 0
        self.eventful = True
        self.line_is_away = self.quota_is_spent = False
        self.bad_days = set(dice.sample(range(20, DAYS), 3))
        self.disaster = dice.randrange(120, 240)
        self.acts = [*self._of_residents(), *self._of_the_office()]

    def run(self) -> None:
        try:
            for self.day in range(DAYS):
                self._passes()
            self.checks.everything()
        except Exception as error:
            when = f"seed {self.seed}, day {self.day} ({local(self.city.now):%Y-%m-%d %H:%M})"
            raise Failed(f"{when}, {self.number} residents: {error}") from error

    def _passes(self) -> None:
        moments, before = self._moments(), self.eventful
        special = self.day in {self.disaster, *self.bad_days}
        self.eventful = bool(moments) or special
        wanted = not self.short or special or self.day % 7 == 0 or self._today_is(1, 2, 20)
        if wanted or self.believed.anything_due(self._today() + 4 * HOUR):
            self._night()
        if wanted or before or self.eventful or self.day % 2 == 0:
            self._morning()
        for moment in moments:
            self.city.town.clock.at = max(moment, self.city.now)
            self._act()
            self.city.tick()
            self.checks.purged()
            if self.dice.random() < 0.03:
                self.city.restart()
        if self.day == self.disaster:
            self._disaster()
        # A day on which nothing happened brings nothing new in its evening, but for what LINE did not take the day before.
        if self.eventful or (before and not self.short):
            self._evening()

    def _night(self) -> None:
        self._at(3, 20)
        if not self.line_is_away:
            # After days without a purge LINE is asked for the time, and has to answer.
            self.city.platform.faults.clear()
        self.city.run("expire", "purge_nightly")
        self.checks.purged(night=True)

    def _morning(self) -> None:
        """What the calendar brings: who signs, who lays times, what LINE's month and its bad days do."""
        city, today = self.city, local(self._today())
        city.platform.webhooks.twice = self.dice.random() < 0.1
        self._at(7, 0)
        if today.day == 1:
            city.platform.quota.limit = 5000
            self.quota_is_spent = False
            city.run("read_gauge")
            city.sign_roster()
            city.tick()
            self.checks.everything()
        if today.day == 20 and today.month in (3, 8):
            city.platform.quota.limit = city.platform.quota.used(city.now)
            self.quota_is_spent = True
        if self.day % 28 == 0:
            self.visits.lays()
        city.platform.faults.clear()
        self.line_is_away = self.day in self.bad_days
        if self.line_is_away:
            city.platform.faults.refuse(503, 10**6)
        elif self.dice.random() < 0.4:
            self._bad_moments()
        self._at(9, 40)
        self._looks()
        city.tick()
        # What was to go when it is closed may have been closed a moment ago, by nobody.
        self.checks.purged()
        self.visits.are_marked()

    def _evening(self) -> None:
        self._at(18, 40)
        self._looks()
        for minutes in (0, 30):
            self.city.town.clock.at += minutes * MINUTE
            self.city.tick()
        self.checks.purged()
        self.checks.answers(line_is_away=self.line_is_away, quota_is_spent=self.quota_is_spent)
        if self.dice.random() < 0.03:
            self.city.restart()

    def _looks(self) -> None:
        """What the time process does every hour or more often, and what the account makes of it."""
        self.city.run("close_silent", "remind", "offer", "mail")
        self.visits.follows_the_clock()
        self.checks.silence()
        # An offer that nobody answered may have ended a visit, and its key: that is final only with the KEK. In a short year
        # days are left out, and whoever would purge after them has to ask LINE for the time first, as the night does.
        if not self.short:
            self.city.run("finish_purge")

    def _act(self) -> None:
        chosen = self.dice.choices(self.acts, [one.how_often for one in self.acts])[0]
        chosen.act()

    def _moments(self) -> list[int]:
        """When something happens today."""
        share = SHARE if self.short else 1
        if self.dice.random() >= 1 / share:
            return []
        mean = share * self.number * TALKS_EACH / DAYS
        number = int(mean) + (self.dice.random() < mean % 1)
        return sorted(self._today() + self.dice.randrange(10 * HOUR, 18 * HOUR) for _ in range(number))

    def _of_residents(self) -> list[Weight]:
        people = self.people

        def by(act: Callable[[Person], None], *, said: bool = False) -> Callable[[], None]:
            """By anybody who is there; who has blocked the account comes back instead, and who is nobody's yet comes."""

            def happens() -> None:
                known = list(self.believed.people.values())
                if not known or (len(known) < self.number and self.dice.random() < 0.3):
                    known = [people.comes()]
                person = self.dice.choice(known)
                if person.blocked:
                    people.comes_back(person)
                elif said and not person.said:
                    people.says(person)
                else:
                    act(person)

            return happens

        return [
            Weight(30, by(people.says)), Weight(6, by(people.sends)), Weight(1, by(lambda one: people.says(one, long=True))),
            Weight(3, by(people.takes_back, said=True)), Weight(2, by(people.edits, said=True)),
            Weight(2, by(people.says_in_another_order)), Weight(2, by(people.says_and_takes_back)),
            Weight(2, by(people.says_while_it_dies)), Weight(4, by(people.is_delivered_again, said=True)),
            Weight(3, by(people.agrees)), Weight(3, by(people.is_urgent)),
            Weight(2, by(people.chooses_language)), Weight(2, by(people.chooses_arrival)), Weight(3, by(people.reads)),
            Weight(2, by(people.blocks)), Weight(3, by(people.ends)), Weight(2, by(people.wishes_for_the_end)),
            Weight(3, by(people.erases)), Weight(6, by(self.visits.books)), Weight(3, by(self.visits.waits)),
            Weight(4, by(self.visits.answers_offers)), Weight(2, by(self.visits.moves)), Weight(3, by(self.visits.gives_up)),
            Weight(3, by(self.paper.is_wanted)),
        ]  # fmt: skip

    def _of_the_office(self) -> list[Weight]:
        desk, rooms, paper = self.desk, self.rooms, self.paper
        return [
            Weight(25, desk.answers), Weight(2, desk.hands_over), Weight(4, desk.closes), Weight(2, desk.opens_again),
            Weight(3, desk.holds), Weight(1, desk.has_a_guest), Weight(1, rooms.opens), Weight(2, rooms.says),
            Weight(2, rooms.is_answered), Weight(1, rooms.ends), Weight(1, rooms.erases), Weight(1, paper.tells),
            Weight(1, paper.is_ordered),
        ]  # fmt: skip

    def _bad_moments(self) -> None:
        """Some of LINE's next calls go wrong: refused, or done and not answered."""
        faults = self.city.platform.faults
        for _ in range(self.dice.randrange(1, 4)):
            wrong = self.dice.choice(("refuse", "rate", "drop", "empty"))
            if wrong == "refuse":
                faults.refuse(500)
            elif wrong == "rate":
                faults.rate_limit()
            elif wrong == "drop":
                faults.drop_answer(path="/push")
                self.checks.unanswered += 1
            else:
                faults.empty_answer(path="/push")

    def _disaster(self) -> None:
        """A backup at some time of the day; more happens; then the database is lost, and what was erased since stays erased."""
        self.city.platform.faults.clear()
        self._at(18, 0)
        known = [one for one in self.believed.people.values() if not one.blocked]
        for person in known[:1]:
            self.people.says(person)
        self.city.tick()
        self.checks.purged()
        self.city.back_up()
        kept = copy.deepcopy(self.believed)
        before = set(self.checks.gone)
        for person in known[:3]:
            self.people.says(person)
            self.desk.answers()
        self.city.tick()
        if known:
            self.people.erases(known[0])
        self.city.tick()
        self.checks.purged()
        self._restored(kept, set(self.checks.gone) - before)

    def _restored(self, kept: Believed, since: set[bytes]) -> None:
        self.city.restore()
        for owner in since:
            for known in (kept.talks, kept.visits, kept.orders):
                known.pop(owner, None)
        # Of a visit that was given up there is no key any more, which a restore can't tell from one that was destroyed since.
        kept.visits = {one.id: one for one in kept.visits.values() if one.state != "cancelled"}
        for person in kept.people.values():
            person.told_news = False
        for name, value in vars(kept).items():
            setattr(self.believed, name, value)
        self.believed.excuse("restored")
        self.checks.everything()

    def _today_is(self, *days: int) -> bool:
        return local(self._today()).day in days

    def _today(self) -> int:
        return self.first + self.day * DAY

    def _at(self, hour: int, minute: int) -> None:
        self.city.town.clock.at = max(self._today() + hour * HOUR + minute * MINUTE, self.city.now)


def _first_of_january(now: int) -> int:
    """The next one, at midnight in Japan: so that weekdays and holidays are those of one year, whenever this runs."""
    there = local(now)
    return (
        round(
            there.replace(
                year=there.year + 1, month=1, day=1, hour=0, minute=0, second=0, microsecond=0
            ).timestamp()
        )
        * 1000
    )
