"""From "a new one" to a time: which kind, where, on which day, when."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from bot import cards
from bot.cards.visit_choosing import Ahead, Table, calendar
from bot.cards.visit_parts import MOST_PLACES, Choice
from bot.messages import Message, Picker
from bot.openings import date_words
from bot.visiting import refusing
from bot.visiting.visitor import ANY, Visitor, Where, day_arg
from bot.visits import openings, rules, words
from bot.visits.model import Opening
from storage import slot_patterns
from storage.bookings import Booking
from storage.contexts import b64
from storage.visit_places import Place

SHOWN_DAYS = 8
SHOWN_TIMES = 24
TIMES_SIDE_BY_SIDE = 6
"""So many times in a bubble where several places stand side by side."""


def kinds(v: Visitor) -> list[Message]:
    """Not asked where there is but one."""
    if len(v.kinds) == 1:
        return places(v, v.kinds[0].id)
    choices = [Choice(one.talk(v.language), v.tap("vk", one.id)) for one in v.kinds]
    return cards.visit_kinds(v.p, choices)


def places(v: Visitor, kind: str, first: int = 0) -> list[Message]:
    """Ten at a time, each with its first free day. Not asked where there is but one."""
    if len(v.places) == 1:
        return days(v, kind, Where(v.places[0], (v.places[0],)))
    some = v.places[first : first + MOST_PLACES]
    more = v.tap("vk", kind, str(first + MOST_PLACES)) if v.places[first + MOST_PLACES :] else None
    ahead = [_ahead(v, kind, one) for one in some]
    return cards.visit_places(v.p, ahead, v.tap("vd", kind, ANY), more)


def _ahead(v: Visitor, kind: str, place: Place) -> Ahead:
    free = openings.free_days(v.connection, [place], kind, v.now)
    earliest = date_words(free[0].day, v.language) if free else ""
    return Ahead(place.name(v.language), place.address, earliest, v.tap("vd", kind, place.id))


def days(v: Visitor, kind: str, where: Where, booking: Booking | None = None) -> list[Message]:
    """The nearest ones on which something is free; for `booking`, to be moved."""
    free = openings.free_days(v.connection, where.all, kind, v.now)
    if not free and booking is None:
        return none(v, kind, where, free=False)
    if not free:
        return refusing.instead(v, kind, "closed", (), None, booking)
    about = _about(booking)
    choices = [
        Choice(said, v.tap("vt", kind, where.arg, day_arg(one.day), *about), said)
        for one in free[:SHOWN_DAYS]
        for said in [words.short_day(one.day, v.language)]
    ]
    first, last = free[0].day, free[-1].day
    picks = None
    if len(free) > SHOWN_DAYS:
        picker = Picker("date", first.isoformat(), last.isoformat(), first.isoformat())
        picks = calendar(v.p, v.tap("vt", kind, where.arg, ANY, *about), picker)
    return cards.visit_days(
        v.p,
        v.place_name(where.id),
        choices,
        picks,
        none_fits=v.tap("vz", kind, where.arg),
        others=v.tap("vk", kind),
        moving=booking is not None,
    )


def times(
    v: Visitor, kind: str, where: Where, day: dt.date | None, booking: Booking | None = None
) -> list[Message]:
    """What is free on that day; where nothing is, what is nearest."""
    other_day = v.tap("vd", kind, where.arg, *_about(booking))
    if day is None:
        return refusing.unread(v, other_day)
    first, last = bounds(v, where)
    why = "too-soon" if day < first else "too-far" if day > last else "closed"
    day = min(max(day, first), last)
    free = openings.on_day(v.connection, where.all, kind, day, v.now) if why == "closed" else []
    if not free:
        at, _ = rules.day_bounds(day, where.timezone)
        near = openings.nearest(v.connection, where.all, kind, at, v.now)
        return refusing.instead(v, kind, why, near, other_day, booking)
    most = SHOWN_TIMES if where.place else TIMES_SIDE_BY_SIDE
    tables = []
    for place, some in _by_place(v, free):
        more = v.tap("vt", kind, place, day_arg(day), *_about(booking)) if where.place is None else ""
        made = [_time(v, kind, one, booking) for one in some]
        tables.append(Table(v.place_name(place), made[:most], more if len(made) > most else ""))
    return cards.visit_times(v.p, date_words(day, v.language), tables, other_day=other_day)


def _by_place(v: Visitor, free: Sequence[Opening]) -> list[tuple[str, list[Opening]]]:
    order = {place.id: number for number, place in enumerate(v.places)}
    ordered = sorted(free, key=lambda one: (order.get(one.place, 0), one.starts_at))
    return [(place, list(some)) for place, some in groupby(ordered, key=lambda one: one.place)]


def _time(v: Visitor, kind: str, one: Opening, booking: Booking | None) -> Choice:
    timezone = v.timezone_of(one.place)
    said = words.short_when(one.starts_at, timezone, v.language)
    return Choice(words.time(one.starts_at, timezone), refusing.taken(v, kind, one, booking), said)


def none(v: Visitor, kind: str, where: Where, *, free: bool = True) -> list[Message]:
    """No time suits, or none is free: what else can be done there."""
    wish = v.tap("vw", kind, where.arg) if any(one.takes_wishes for one in where.all) else None
    wait = v.tap("vp", kind, where.arg) if any(one.takes_waiting for one in where.all) else None
    return cards.visit_none(
        v.p,
        v.place_name(where.id),
        free=free,
        wish=wish,
        wait=wait,
        others=v.tap("vk", kind) if len(v.places) > 1 else None,
        phone=where.place.phone if where.place else "",
    )


def bounds(v: Visitor, where: Where) -> tuple[dt.date, dt.date]:
    """The first and the last day that can be named for a visit there; of several places, at any of them."""
    first, last = [], []
    for place in where.all:
        closed = rules.closed_of(slot_patterns.closed_days(v.connection, place.id))
        first.append(rules.earliest(v.now, place, closed))
        last.append(rules.latest(v.now, place, closed))
    return min(first), max(last)


def _about(booking: Booking | None) -> tuple[str, ...]:
    return (b64(booking.id),) if booking is not None else ()
