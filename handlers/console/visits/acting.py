"""One step of a clerk on one booking: found, done, noted and shown again, or refused with what could be had instead."""

import zoneinfo
from collections.abc import Callable
from http import HTTPStatus
from typing import Literal, TypeGuard

from flask import Response, jsonify
from sqlalchemy import Connection

from bot.visits import telling
from bot.visits.model import Ground, Refused
from handlers.console.guard import Visitor, json_body
from handlers.console.visits import guard, opened, refusals
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, bookings
from storage.bookings import Booking
from storage.visit_places import Place

Step = Callable[[Connection, Booking, int], Booking]
"""(connection, the booking as it is, now) → as it is then. Raises `Refused`."""
Tells = Literal["offer", "changed", "cancelled"]


def ground_of(here: Context) -> Ground:
    """What every step stands on."""
    return Ground(here.office.keys, here.settings.retention_policy.booking_after_visit)


def act(
    visitor: Visitor, booking: str, action: str, step: Step, *, tells: Tells | None = None, **facts: bool
) -> Response:
    """200 with the booking as it is then; 404 for one that isn't theirs, 409 when a colleague or a resident was quicker.

    The body's `revision` is what the page saw: the answer is 409 "stale" when it is no longer that. `tells`: what its resident
    hears, in words that say nothing, if they wanted to.
    """
    here, seen = context(), json_body().get("revision")
    now = here.now()
    try:
        with here.database.transaction() as connection:
            found = guard.find(connection, visitor, booking)
            if found.revision != seen or not _hold(connection, found):
                raise Refused("stale")
            changed = step(connection, found, now)
            shown = opened.whole(here, connection, changed, now=now)
            if tells is not None:
                telling.tell(connection, here.office.keys, changed, tells, now)
            note(here, connection, visitor, action, changed, now=now, **facts)
    except Refused as refused:
        return refused_with(here, refused)
    return jsonify(shown)


def _hold(connection: Connection, booking: Booking) -> bool:
    """Holds it until the commit, in the order in which its resident's steps do; False when it has changed meanwhile."""
    pseudonym = bookings.owner(connection, booking.id)
    if pseudonym is not None:
        bookings.hold_resident(connection, pseudonym)
    held = bookings.find(connection, booking.id, hold=True)
    return held is not None and held.revision == booking.revision


def refused_with(here: Context, refused: Refused) -> Response:
    """The refusal after its transaction has been rolled back."""
    with here.database.reading() as connection:
        return refusals.answer(connection, refused)


def note(
    here: Context,
    connection: Connection,
    visitor: Visitor,
    action: str,
    booking: Booking,
    *,
    now: int,
    **facts: str | int | bool,
) -> None:
    """Into the audit log, which names the booking by what leads nowhere once it is erased. No content."""
    kid = visitor.account.kid
    audit.note(connection, here.office.keys, action, now=now, actor=kid, consultation=booking.id, **facts)


def unread(code: str, message: str) -> Response:
    """422: the request says something that can't be meant."""
    return refusal(code, HTTPStatus.UNPROCESSABLE_ENTITY, message)


def zone_of(place: Place) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(place.timezone)


def integer(value: object, least: int, most: int) -> TypeGuard[int]:
    """Whether a body's value is a whole number within these."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def is_moment(value: object) -> TypeGuard[int]:
    """Whether it can be a time of a visit (ms): before the year 2100."""
    return integer(value, 0, 4_102_444_800_000)
