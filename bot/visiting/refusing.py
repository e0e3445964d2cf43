"""A step that can't be taken: why, kindly, and what could be had instead, as buttons."""

from collections.abc import Sequence

from bot import cards
from bot.messages import Message
from bot.visiting.visitor import ANY, Visitor, slot_of
from bot.visits.model import Opening, Refused
from storage.bookings import Booking
from storage.contexts import b64

_LOOK_AGAIN = ("limit", "gone", "stale", "too-late")
"""Another day would be refused for the same reason."""


def refused(
    v: Visitor, error: Refused, kind: str, place: str = ANY, booking: Booking | None = None
) -> list[Message]:
    """The answer to a refusal. `booking` was to be changed or moved; None where a new one was to be made."""
    other_day = None
    if error.why not in _LOOK_AGAIN and kind:
        other_day = v.tap("vd", kind, place or ANY, *((b64(booking.id),) if booking else ()))
    return instead(v, kind, error.why, error.openings, other_day, booking)


def instead(
    v: Visitor,
    kind: str,
    why: str,
    openings: Sequence[Opening],
    other_day: str | None,
    booking: Booking | None = None,
) -> list[Message]:
    """These times, each of them one tap away; with their places when they are not all at one."""
    here = [one for one in openings if booking is None or one.place == booking.place]
    named = len({one.place for one in here}) > 1
    ordered = sorted(here, key=lambda one: (one.starts_at, one.place))
    choices = [
        v.moment(one.starts_at, one.place, taken(v, kind, one, booking), named=named) for one in ordered
    ]
    phone = ""
    if why == "too-late" and booking is not None:
        place = v.place(booking.place)
        phone = place.phone if place else ""
    return cards.visit_refused(v.p, why, choices, other_day=other_day, phone=phone)


def unread(v: Visitor, other_day: str) -> list[Message]:
    """What came in the place of a day or a moment is none."""
    return cards.visit_refused(v.p, "unread", [], other_day=other_day)


def taken(v: Visitor, kind: str, one: Opening, booking: Booking | None) -> str:
    """What the button of a time sends: a new booking begins, or `booking` is moved there."""
    slot = slot_of(one.starts_at)
    if booking is not None:
        return v.tap("vm", b64(booking.id), slot, str(booking.sequence))
    return v.tap("vs", kind, one.place, slot)
