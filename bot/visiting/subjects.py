"""What is being decided: a time that is held, wishes, waiting, or a change of what is booked. Each knows what "yes" does."""

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from bot import cards
from bot.cards.visit_parts import Choice
from bot.messages import Message
from bot.visiting.answers import Answers
from bot.visiting.visitor import Visitor, Where, day_arg, own, slot_of
from bot.visits import steps, words
from bot.visits.model import Details, Refused, Wanted, Who
from storage.bookings import Booking
from storage.contexts import b64
from storage.visit_kinds import Kind

NOTICES = ("n", "c", *map(str, words.REMINDER_HOURS))
"""The notices that can be chosen in the talk."""


@dataclass(frozen=True)
class Subject(ABC):
    """`rooms`: there is a private room to be asked about."""

    v: Visitor
    kind: Kind
    rooms: bool
    action: ClassVar[str] = ""

    @property
    @abstractmethod
    def args(self) -> tuple[str, ...]:
        """What its buttons carry along."""

    @abstractmethod
    def when(self) -> list[str]:
        """What the question "is this right" says first."""

    @abstractmethod
    def place(self) -> str:
        """And then where."""

    @abstractmethod
    def take(self, answers: Answers) -> list[Message]:
        """The step itself, and its answer. Raises `Refused`."""

    def anew(self) -> str:
        """What the button for other times sends, or ""."""
        return ""

    def stop(self) -> str:
        return self.v.tap("vv")

    def tap(self, *answers: str) -> str:
        return self.v.tap(self.action, *self.args, *answers)

    def lines(self, answers: Answers) -> list[str]:
        room = answers.private_room if self.rooms else None
        return [
            self.kind.talk(self.v.language),
            *words.chosen(self.v.p, answers.persons, room, answers.notice),
        ]

    def ask(self, answers: Answers) -> list[Message]:
        """The next question; what has only one answer is not asked."""
        given, p = answers.given, self.v.p
        match len(given):
            case 0 if self.kind.most_persons == 1:
                return self.ask(Answers(("1",)))
            case 0:
                choices = [(words.persons_words(p, n), str(n)) for n in range(1, self.kind.most_persons + 1)]
                return self._question("persons", choices, given)
            case 1 if not self.rooms:
                return self.ask(Answers((*given, "e")))
            case 1:
                choices = [(words.room_words(p, yes), said) for yes, said in ((True, "y"), (False, "e"))]
                return self._question("room", choices, given)
            case 2:
                choices = [(words.notice_words(p, said), said) for said in NOTICES]
                return self._question("notice", choices, given)
        lines = self.lines(answers)
        yes = self.tap(*given, "y")
        return cards.visit_sure(
            p, self.action, self.when(), lines, yes, place=self.place(), anew=self.anew(), stop=self.stop()
        )

    def _question(self, asked: str, choices: list[tuple[str, str]], given: tuple[str, ...]) -> list[Message]:
        made = [Choice(label, self.tap(*given, said), label) for label, said in choices]
        return cards.visit_question(self.v.p, asked, made)


@dataclass(frozen=True)
class Held(Subject):
    """A seat that is kept for ten minutes."""

    booking: Booking
    action: ClassVar[str] = "vb"

    @property
    def args(self) -> tuple[str, ...]:
        return b64(self.booking.id), slot_of(self.booking.starts_at or 0)

    def when(self) -> list[str]:
        return [self.v.when(self.booking.starts_at or 0, self.booking.place)]

    def place(self) -> str:
        return self.v.place_name(self.booking.place)

    def anew(self) -> str:
        return self.v.tap("vd", self.kind.id, self.booking.place)

    def stop(self) -> str:
        return self.v.tap("vx", b64(self.booking.id), str(self.booking.sequence), "y")

    def take(self, answers: Answers) -> list[Message]:
        v = self.v
        booked = v.step(
            lambda: steps.confirm(
                v.connection,
                v.ground,
                v.who(told=answers.told),
                self.booking.id,
                answers.wanted(self.kind.id),
                Details(),
                now=v.now,
                origin="talk",
            )
        )
        return cards.visit_done(v.p, own(v, booked), v.address())


@dataclass(frozen=True)
class Asked(Subject):
    """What is asked for where no time is open, of a place that decides."""

    where: Where

    def place(self) -> str:
        return self.v.place_name(self.where.id)

    @abstractmethod
    def step(self, who: Who, wanted: Wanted) -> Booking:
        """The step itself; the same button makes one booking. Raises `Refused`."""

    def take(self, answers: Answers) -> list[Message]:
        v = self.v
        asked = v.step(lambda: self.step(v.who(told=answers.told), answers.wanted(self.kind.id)))
        return _pending(v, asked)


@dataclass(frozen=True)
class Wishes(Asked):
    """Up to three times that would do."""

    times: tuple[int, ...]
    action: ClassVar[str] = "vh"

    @property
    def args(self) -> tuple[str, ...]:
        return self.kind.id, self.where.arg, slots_arg(self.times)

    def when(self) -> list[str]:
        return [self.v.when(at, self.where.id) for at in self.times]

    def step(self, who: Who, wanted: Wanted) -> Booking:
        v, times = self.v, list(self.times)
        return steps.wish(
            v.connection, v.ground, who, self.where.id, times, wanted, Details(),
            now=v.now, booking=v.once, origin="talk",
        )  # fmt: skip


@dataclass(frozen=True)
class Waits(Asked):
    """Whatever is given up there between two days."""

    first: dt.date
    last: dt.date
    action: ClassVar[str] = "vq"

    @property
    def args(self) -> tuple[str, ...]:
        return self.kind.id, self.where.arg, f"{day_arg(self.first)}-{day_arg(self.last)}"

    def when(self) -> list[str]:
        return [words.span(self.first, self.last, self.v.language)]

    def step(self, who: Who, wanted: Wanted) -> Booking:
        v, first, last = self.v, self.first, self.last
        return steps.wait(
            v.connection, v.ground, who, self.where.id, first, last, wanted, Details(),
            now=v.now, booking=v.once, origin="talk",
        )  # fmt: skip


@dataclass(frozen=True)
class Change(Subject):
    """Persons, room and notices of what is booked, wished or waited for; the time stays."""

    booking: Booking
    action: ClassVar[str] = "vc"

    @property
    def args(self) -> tuple[str, ...]:
        return (b64(self.booking.id),)

    def when(self) -> list[str]:
        return own(self.v, self.booking).when.splitlines()

    def place(self) -> str:
        return self.v.place_name(self.booking.place)

    def take(self, answers: Answers) -> list[Message]:
        v = self.v
        changed = v.step(
            lambda: steps.change(
                v.connection,
                v.ground,
                v.who(told=answers.told),
                self.booking.id,
                answers.wanted(self.kind.id),
                None,
                now=v.now,
            )
        )
        if changed.state != "booked":
            return _pending(v, changed)
        return cards.visit_done(v.p, own(v, changed), v.address(), changed=True)


def _pending(v: Visitor, asked: Booking) -> list[Message]:
    """The same button may be tapped again after what it asked for was agreed, or given up."""
    if asked.state == "cancelled":
        raise Refused("gone")
    if asked.state == "booked":
        return cards.visit_done(v.p, own(v, asked), v.address())
    return cards.visit_pending(v.p, own(v, asked))


def slots_arg(times: tuple[int, ...]) -> str:
    return "-".join(slot_of(at) for at in times)
