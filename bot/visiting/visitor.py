"""A resident who books: what the dialogue knows of them, and how a step is taken."""

import datetime as dt
import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple, TypeVar

from bot.buttons import Tap, base36
from bot.cards.visit_parts import Choice, Own
from bot.events import Postback
from bot.phrases import Phrases
from bot.turn import Turn
from bot.visits import words
from bot.visits.model import Who
from storage import booking_links, bookings, visit_kinds, visit_places
from storage.bookings import ANYWHERE, Booking
from storage.contexts import b64, unb64
from storage.visit_kinds import Kind
from storage.visit_places import Place

ANY = "-"
"""Anywhere, as it travels in buttons."""

_SLOT = re.compile(r"[0-9a-z]{1,6}")
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_PICKED = re.compile(r"\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2})?", re.ASCII)
_MINUTE_MS = 60_000
T = TypeVar("T")


class Where(NamedTuple):
    """One place, or anywhere (None) and then all of them."""

    place: Place | None
    all: tuple[Place, ...]

    @property
    def id(self) -> str:
        """As it is stored."""
        return self.place.id if self.place else ANYWHERE

    @property
    def arg(self) -> str:
        """As it travels."""
        return self.place.id if self.place else ANY

    @property
    def timezone(self) -> str:
        return self.all[0].timezone


class Visitor:
    """`turn` with what is theirs among bookings. Reads what it is asked for, once."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.connection, self.now = turn.connection, turn.now
        self.ground = turn.house.ground
        self.pseudonym = turn.house.booking_pseudonym(turn.user_id)

    @property
    def p(self) -> Phrases:
        return self.turn.p

    @property
    def language(self) -> str:
        return self.turn.resident.language

    @cached_property
    def tap(self) -> Tap:
        return self.turn.tap()

    @cached_property
    def places(self) -> list[Place]:
        """Those that take bookings."""
        return visit_places.all_of(self.connection)

    @cached_property
    def kinds(self) -> list[Kind]:
        return visit_kinds.all_of(self.connection)

    @cached_property
    def own(self) -> list[Booking]:
        """As they stand now: whose offer is over waits again."""
        found = bookings.of_resident(self.connection, self.pseudonym)
        return [bookings.standing(one, self.now) for one in found]

    @property
    def once(self) -> bytes:
        """An id for what the button makes that was tapped just now: tapped twice it makes one."""
        event = self.turn.event
        return self.turn.house.button_ref(event.words if isinstance(event, Postback) else event.id)

    def one(self, booking: str) -> Booking | None:
        """The booking that a button is about, if it is theirs and still shown."""
        wanted = id_of(booking)
        return next((one for one in self.own if one.id == wanted), None)

    def kind(self, kind: str) -> Kind | None:
        return next((one for one in self.kinds if one.id == kind), None)

    def where(self, place: str) -> Where | None:
        """None for a place that takes no bookings (any more)."""
        if place == ANY:
            return Where(None, tuple(self.places)) if self.places else None
        found = self.place(place)
        return Where(found, (found,)) if found else None

    def place(self, place: str) -> Place | None:
        return next((one for one in self.places if one.id == place), None)

    def who(self, *, told: bool = False) -> Who:
        """`told`: words may go to them, so that their address is kept with the booking."""
        return Who(self.pseudonym, self.turn.user_id if told else None, self.language)

    def address(self) -> str:
        """The page, by a link that is good once. It stands behind the #, which no browser sends to any server."""
        link = booking_links.issue(
            self.connection,
            self.turn.house.office.keys.courier,
            self.pseudonym,
            self.turn.user_id,
            language=self.language,
            now=self.now,
        )
        return f"{self.turn.house.public_origin}/booking/?openExternalBrowser=1#t={b64(link)}"

    def step(self, take: Callable[[], T]) -> T:
        """One step of bot/visits/steps.py. When it is refused nothing of it stays, and the answer can still be committed."""
        with self.connection.begin_nested():
            return take()

    def place_name(self, place: str) -> str:
        """「場所：どこでもよい」 for anywhere; of a place that takes no bookings any more the name all the same."""
        if place == ANYWHERE:
            return self.p.say("visit.anywhere_is")
        found = self.place(place) or visit_places.find(self.connection, place)
        return found.name(self.language) if found else place

    def timezone_of(self, place: str) -> str:
        found = self.place(place) or visit_places.find(self.connection, place)
        return found.timezone if found else str(self.turn.house.timezone)

    def when(self, at: int, place: str) -> str:
        return words.when(at, self.timezone_of(place), self.language)

    def moment(self, at: int, place: str, sends: str, *, named: bool = False) -> Choice:
        """A time as a button; `named` with its place."""
        said = words.short_when(at, self.timezone_of(place), self.language)
        label = f"{said} {self.place_name(place)}" if named else said
        return Choice(label, sends, said)


def own(v: Visitor, booking: Booking) -> Own:
    """A booking as the cards show it."""
    place = v.place(booking.place)
    has_room = place.private_room if place else True
    lines = words.chosen(
        v.p, booking.persons, booking.private_room if has_room else None, words.notice_of(booking)
    )
    until = v.when(booking.offer_until, booking.place) if booking.offer_until else ""
    return Own(
        state=_state(booking),
        booking=b64(booking.id),
        slot=slot_of(booking.starts_at or 0),
        sequence=str(booking.sequence),
        when=_when(v, booking),
        place=v.place_name(booking.place),
        code=booking.code,
        lines=tuple(lines),
        until=until,
        phone=place.phone if place else "",
        papers=any(one.papers for one in v.kinds if one.id == booking.kind),
    )


def _state(booking: Booking) -> str:
    if booking.state == "cancelled":
        return "lapsed" if booking.ended_by == "lapse" else "taken-back"
    return booking.state


def _when(v: Visitor, booking: Booking) -> str:
    """The time, or those wished, or from when until when: a line each."""
    if booking.starts_at is not None:
        return v.when(booking.starts_at, booking.place)
    if booking.wait_from and booking.wait_until:
        first, last = (dt.date.fromisoformat(day) for day in (booking.wait_from, booking.wait_until))
        return words.span(first, last, v.language)
    return "\n".join(v.when(at, booking.place) for at in booking.wishes)


def slot_of(at: int) -> str:
    """A moment (ms) as it travels in a button."""
    return base36(at // _MINUTE_MS)


def moment_of(slot: str) -> int | None:
    """None for what is no moment."""
    return int(slot, 36) * _MINUTE_MS if _SLOT.fullmatch(slot) else None


def id_of(booking: str) -> bytes:
    """Empty for what is no id."""
    try:
        return unb64(booking)
    except ValueError:
        return b""


def day_of(text: str) -> dt.date | None:
    """YYYYMMDD, as it travels."""
    found = _DAY.fullmatch(text)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def day_arg(day: dt.date) -> str:
    return f"{day:%Y%m%d}"


def picked_day(text: str | None) -> dt.date | None:
    """What came from LINE's wheel of days, or was put in its place."""
    try:
        return dt.date.fromisoformat(text[:10]) if text and _PICKED.fullmatch(text) else None
    except ValueError:
        return None


def picked_minutes(text: str | None) -> int | None:
    """The minutes after midnight of a moment from LINE's wheel."""
    if not text or not _PICKED.fullmatch(text) or len(text) != 16:
        return None
    hours, minutes = int(text[11:13]), int(text[14:16])
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None
