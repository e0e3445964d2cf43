"""One's own bookings: what there is, another time, giving up, and offers."""

from bot import cards
from bot.messages import Message
from bot.visiting import refusing
from bot.visiting.visitor import Visitor, moment_of, own, slot_of
from bot.visits import steps
from bot.visits.model import Refused
from storage.bookings import LIVE, Booking

_SHOWN = (*LIVE, "held")


def all_of(v: Visitor) -> list[Message]:
    """What there is, and a new one. Nothing where neither is."""
    mine = [own(v, one) for one in v.own if _is_shown(v, one)]
    return cards.visits(v.p, v.tap, mine, v.address() if v.places and v.kinds else None)


def _is_shown(v: Visitor, one: Booking) -> bool:
    """Until it has begun; of what the office ended, until it would have."""
    if one.starts_at is not None and one.starts_at <= v.now:
        return False
    return one.state in _SHOWN or one.state == "cancelled"


def edit(v: Visitor, booking: str) -> list[Message]:
    """What can be changed."""
    found = v.one(booking)
    if found is None or found.state != "booked":
        return changed_meanwhile(v)
    move = v.tap("vd", found.kind, found.place, booking)
    return cards.visit_edit(v.p, v.tap, own(v, found), v.tap("vc", booking), move)


def move(v: Visitor, booking: str, slot: str, sequence: str, answer: str = "") -> list[Message]:
    """Another time, asked once more before it is taken. One that was moved meanwhile stays where it is."""
    found, at = v.one(booking), moment_of(slot)
    if found is None or at is None or found.state not in LIVE:
        return changed_meanwhile(v)
    if answer == "n":
        return cards.visit_ended(v.p, "left")
    there = found.state == "booked" and slot_of(found.starts_at or 0) == slot
    if not there and str(found.sequence) != sequence:
        return changed_meanwhile(v)
    if not answer and not there:
        keys = (booking, slot, sequence)
        before, after = v.when(found.starts_at or 0, found.place), v.when(at, found.place)
        return cards.visit_move(v.p, before, after, v.tap("vm", *keys, "y"), v.tap("vm", *keys, "n"))
    try:
        moved = v.step(
            lambda: steps.move(v.connection, v.ground, v.who(), found.id, found.place, at, now=v.now)
        )
    except Refused as error:
        return refusing.refused(v, error, found.kind, found.place, found)
    return cards.visit_done(v.p, own(v, moved), v.address(), changed=True)


def cancel(v: Visitor, booking: str, sequence: str = "", answer: str = "") -> list[Message]:
    """Asked once more; "f" also erases what there is of it at once. What was given up already is given up."""
    found = v.one(booking)
    if answer == "n":
        return cards.visit_ended(v.p, "left")
    if found is None:
        return cards.visit_ended(v.p, "cancelled") if answer else changed_meanwhile(v)
    if not answer:
        return cards.visit_cancel(v.p, v.tap, own(v, found))
    if str(found.sequence) != sequence:
        return changed_meanwhile(v)
    return _given_up(v, found, forget=answer == "f")


def _given_up(v: Visitor, found: Booking, *, forget: bool) -> list[Message]:
    try:
        _cancel(v, found, forget=forget)
    except Refused as error:
        return refusing.refused(v, error, found.kind, found.place, found)
    return cards.visit_ended(v.p, "forgotten" if forget else "cancelled")


def _cancel(v: Visitor, found: Booking, *, forget: bool) -> Booking:
    return v.step(lambda: steps.cancel(v.connection, v.ground, v.who(), found.id, now=v.now, forget=forget))


def offer(v: Visitor, booking: str, slot: str, answer: str) -> list[Message]:
    """Yes or no to the time that was offered; another one than on the button is shown first."""
    found = v.one(booking)
    if found is None or found.state not in LIVE:
        return changed_meanwhile(v)
    if slot_of(found.starts_at or 0) != slot:
        return cards.visit_refused(v.p, "full", [], other_day=None) + all_of(v)
    decide = steps.accept if answer == "y" else steps.decline
    try:
        after = v.step(lambda: decide(v.connection, v.ground, v.who(), found.id, now=v.now))
    except Refused as error:
        return refusing.refused(v, error, found.kind, found.place)
    if answer == "y":
        return cards.visit_done(v.p, own(v, after), v.address())
    return cards.visit_ended(v.p, "declined")


def erase_offer(v: Visitor) -> list[Message]:
    """Beside 「消す」: the choice to erase bookings too; nothing where there are none."""
    return cards.visit_erase(v.p, v.tap) if v.own else []


def erase(v: Visitor, answer: str) -> list[Message]:
    """All of them, at once; that can be had at any time."""
    if answer != "y":
        return cards.visit_ended(v.p, "left")
    for one in v.own:
        _cancel(v, one, forget=True)
    return cards.visit_ended(v.p, "forgotten")


def changed_meanwhile(v: Visitor) -> list[Message]:
    """An old button: how it stands now."""
    return all_of(v) or cards.visit_refused(v.p, "gone", [], other_day=None)
