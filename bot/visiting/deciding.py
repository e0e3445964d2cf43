"""Once a time is chosen, or wished for, or waited for: what is still to be asked, and "yes"."""

import datetime as dt
from collections.abc import Sequence

from bot import cards
from bot.cards.visit_parts import Choice
from bot.messages import Message, Picker
from bot.visiting import choosing, having, refusing
from bot.visiting.answers import Answers, read
from bot.visiting.subjects import Change, Held, Subject, Waits, Wishes, slots_arg
from bot.visiting.visitor import (
    Visitor,
    Where,
    day_arg,
    day_of,
    id_of,
    moment_of,
    picked_day,
    picked_minutes,
    slot_of,
)
from bot.visits import openings, rules, steps
from bot.visits.model import Refused, Wanted
from storage import bookings, visit_kinds
from storage.booking_wishes import MOST
from storage.bookings import LIVE, Booking
from storage.visit_kinds import Kind
from storage.visit_places import Place

_MORNING = "T10:00"
_WEEKS, _MONTH = dt.timedelta(weeks=2), dt.timedelta(days=31)


def hold(v: Visitor, kind: Kind, place: Place, slot: str) -> list[Message]:
    """A time was tapped: it is theirs for ten minutes, and what is still to be known is asked."""
    at = moment_of(slot)
    if at is None:
        return cards.old_button(v.p)
    wanted = Wanted(kind.id, private_room=place.private_room)
    try:
        held = v.step(lambda: steps.hold(v.connection, v.ground, v.who(), place.id, at, wanted, now=v.now))
    except Refused as error:
        return refusing.refused(v, error, kind.id, place.id)
    return Held(v, kind, place.private_room, held).ask(Answers(()))


def answer(v: Visitor, subject: Subject | None, args: Sequence[str]) -> list[Message]:
    """The next question, or at "yes" the step."""
    given = read(args)
    if subject is None or given is None:
        return cards.old_button(v.p)
    if given.given and given.persons > subject.kind.most_persons:
        return refusing.refused(v, Refused("persons"), "")
    if not given.sure:
        return subject.ask(given)
    try:
        return subject.take(given)
    except Refused as error:
        place = getattr(subject, "where", None)
        return refusing.refused(v, error, subject.kind.id, place.arg if place else _place_of(subject))


def _place_of(subject: Subject) -> str:
    booking: Booking | None = getattr(subject, "booking", None)
    return booking.place if booking else ""


def held(v: Visitor, booking: str, slot: str) -> Subject | None:
    """The time of that button, if it is still the one that is held or that became of it."""
    found = v.one(booking)
    kind = v.kind(found.kind) if found else None
    if found is None or kind is None or slot_of(found.starts_at or 0) != slot:
        return None
    place = v.place(found.place)
    return Held(v, kind, bool(place and place.private_room), found)


def lost(v: Visitor, booking: str) -> list[Message]:
    """The time of that button is theirs no more: what is free near it."""
    found = bookings.find(v.connection, id_of(booking))
    place = v.place(found.place) if found else None
    ours = found is not None and bookings.owner(v.connection, found.id) == v.pseudonym
    if found is None or place is None or found.starts_at is None or found.state != "held" or not ours:
        return having.changed_meanwhile(v)
    near = openings.nearest(v.connection, [place], found.kind, found.starts_at, v.now)
    return refusing.instead(v, found.kind, "full", near, v.tap("vd", found.kind, place.id))


def change(v: Visitor, booking: str) -> Subject | None:
    found = v.one(booking)
    if found is None or found.state not in LIVE:
        return None
    # Also of a kind that nobody can book any more: who wants to hear nothing now must be able to say so.
    known = visit_kinds.all_of(v.connection, active=False)
    kind = next((one for one in known if one.id == found.kind), None)
    if kind is None:
        return None
    return Change(v, kind, _rooms(v, found.place), found)


def wishes(v: Visitor, kind: Kind, where: Where, times: str) -> Subject | None:
    found = _times(times)
    return Wishes(v, kind, _rooms(v, where.id), where, found) if found else None


def waits(v: Visitor, kind: Kind, where: Where, days: str) -> Subject | None:
    first, last = (day_of(day) for day in days.partition("-")[::2])
    if first is None or last is None or last < first:
        return None
    return Waits(v, kind, _rooms(v, where.id), where, first, last)


def _rooms(v: Visitor, place: str) -> bool:
    found = v.place(place)
    return found.private_room if found else True


def wish(v: Visitor, kind: Kind, where: Where, times: str, picked: str | None) -> list[Message]:
    """Up to three times from LINE's wheel, one after the other; what can't be is said at once."""
    named = _times(times) if times else ()
    if named is None:
        return cards.old_button(v.p)
    first, last = choosing.bounds(v, where)
    if picked is not None:
        added = _wished(where, picked, first, last)
        if added is None:
            return [
                *cards.visit_refused(v.p, "unread", [], other_day=None),
                *_ask_wish(v, kind, where, named, first, last),
            ]
        named = (*named, *([added] if added not in named else []))[:MOST]
    return _ask_wish(v, kind, where, named, first, last)


def _ask_wish(
    v: Visitor, kind: Kind, where: Where, named: tuple[int, ...], first: dt.date, last: dt.date
) -> list[Message]:
    slots = (slots_arg(named),) if named else ()
    if len(named) == MOST:
        return Wishes(v, kind, _rooms(v, where.id), where, named).ask(Answers(()))
    initial = f"{_weekday(first, last)}{_MORNING}"
    picker = Picker("datetime", f"{first}T08:00", f"{last}T18:00", initial)
    sends = v.tap("vw", kind.id, where.arg, *slots)
    enough = v.tap("vh", kind.id, where.arg, *slots) if named else ""
    shown = [v.when(at, where.id) for at in named]
    return cards.visit_wish(v.p, v.place_name(where.id), shown, sends, picker, enough)


def _weekday(first: dt.date, last: dt.date) -> dt.date:
    """Where the wheel stands at first: no Saturday, for nobody is there."""
    day = first
    while day.weekday() > 4 and day < last:
        day += dt.timedelta(days=1)
    return day


def _wished(where: Where, picked: str, first: dt.date, last: dt.date) -> int | None:
    """The moment, as the clocks of the place show it; LINE knows no timezone. None for what is none, or was not to be picked."""
    day, minutes = picked_day(picked), picked_minutes(picked)
    if day is None or minutes is None or not first <= day <= last:
        return None
    return rules.moment(day, minutes, where.timezone)


def wait(v: Visitor, kind: Kind, where: Where) -> list[Message]:
    """Until when: two weeks from the first day that can be booked, a month, or as far as it can be booked."""
    first, last = choosing.bounds(v, where)
    spans = [("two_weeks", first + _WEEKS), ("one_month", first + _MONTH), ("any_time", last)]
    choices = []
    for name, until in spans:
        days = f"{day_arg(first)}-{day_arg(min(until, last))}"
        said = v.p.say(f"visit_label.{name}")
        choices.append(Choice(said, v.tap("vq", kind.id, where.arg, days), said))
    return cards.visit_wait(v.p, v.place_name(where.id), choices)


def _times(text: str) -> tuple[int, ...] | None:
    """None for what no button of ours carries."""
    found = [moment_of(slot) for slot in text.split("-")]
    times = tuple(at for at in found if at is not None)
    return times if len(times) == len(found) <= MOST else None
