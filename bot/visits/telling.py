"""What is said about a visit without being asked: a reminder on the eve, and that there is something to check. Never what for, or where.

Only to who has chosen it, and never between nine in the evening and eight in the morning. What was cancelled or moved between
queueing and handing over is not said: the courier asks `holds_back` before each attempt.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from typing import Any, Literal

from sqlalchemy import Connection, Row

from bot.messages import text_message
from bot.phrases import load
from bot.visits import rules, waiting, words
from bot.visits.model import Ground
from storage import (
    booking_details,
    booking_offers,
    booking_reminders,
    bookings,
    claims,
    outbox,
    shred,
    visit_places,
)
from storage.booking_reminders import Coming
from storage.bookings import ANYWHERE, Booking
from storage.contexts import Rejected
from storage.database import Database
from storage.keystore import Keys

MORNING, EVENING = 8, 21
_HOUR_MS = 3600 * 1000
_DAY_MS = 24 * _HOUR_MS
_GRACE_MS = _HOUR_MS // 4
"""Who chose nine in the evening hears it at nine, or a little later."""
_TRY_FOR_MS = 3 * _DAY_MS
_ANYWHERES = "Asia/Tokyo"


def reminders_due(database: Database, keys: Keys, *, now: int) -> int:
    """Queues every reminder whose hour has come; returns how many. One indexed look when there is none."""
    said = 0
    for one in _near(database, now):
        until = _until(one, now)
        if until is None:
            continue
        with database.transaction() as connection:
            said += _remind(connection, keys, one, until, now)
    return said


def _near(database: Database, now: int) -> Iterator[Coming]:
    """All of them, however many: each has an hour of its own, and who comes later may want to hear it earlier."""
    last: Coming | None = None
    while True:
        with database.reading() as connection:
            found = booking_reminders.coming(connection, now, now + 2 * _DAY_MS, after=last)
        yield from found
        if len(found) < booking_reminders.MOST:
            return
        last = found[-1]


def offers_due(database: Database, ground: Ground, *, now: int) -> int:
    """Gives what became free to who waits, and tells them; returns how many have an offer now."""
    with database.reading() as connection:
        if not (booking_offers.lapsed(connection, now) or booking_offers.waiting(connection)):
            return 0
    with database.transaction() as connection:
        offered = waiting.offer_due(connection, ground, now=now)
        for booking in offered:
            tell(connection, ground.keys, booking, "offer", now)
    return len(offered)


def tell(
    connection: Connection,
    keys: Keys,
    booking: Booking,
    about: Literal["offer", "changed", "cancelled"],
    now: int,
) -> bool:
    """Says that there is something to check, if they want to hear it; whatever it is about, the same words, and once until they came.

    `booking` as it is after the step. Whether it is queued.
    """
    if not booking.notices or (booking.starts_at is not None and booking.starts_at <= now):
        return False
    moment = _awake(now, _timezone(connection, booking.place))
    until = booking.offer_until if about == "offer" else booking.starts_at
    expires_at = min(until or now + _TRY_FOR_MS, now + _TRY_FOR_MS)
    if expires_at <= moment or _is_queued(connection, keys, booking.id):
        return False
    body = {"about": "notice", "messages": [text_message(load(booking.language).say("visit.notice"))]}
    return _put(connection, keys, booking.id, body, now, expires_at, moment)


def stop(connection: Connection, keys: Keys, pseudonym: bytes, *, now: int) -> None:
    """They have blocked the account: of their visits nothing more is said, and the way to them is forgotten. The visits themselves stay."""
    bookings.hold_resident(connection, pseudonym)
    for booking in bookings.of_resident(connection, pseudonym):
        outbox.fail_unreachable(connection, booking.id)
        if booking.due_at > now and (booking.notices or booking.reminder_hour is not None):
            bookings.change(connection, booking.id, now=now, notices=False, reminder_hour=None)
        try:
            details, address = booking_details.open_(connection, keys, booking.id)
        except (shred.Erased, Rejected):
            # Nothing of it can be opened any more: the watchdog tells that, and the others are silenced all the same.
            continue
        if address is not None:
            booking_details.seal(connection, keys, booking.id, details, None)


def holds_back(connection: Connection, keys: Keys, parcel: Row[Any], now: int) -> bool:
    """Whether a knock in the outbox that is due must not go now: it is put off until the morning, or not needed or wanted any more.

    False for what is not about a visit. Raises `shred.Erased` and `Rejected` when it can't be opened.
    """
    booking = bookings.find(connection, bytes(parcel.consultation_id)) if parcel.consultation_id else None
    if booking is None:
        return False
    body = outbox.open_body(connection, keys.kek, keys.courier, parcel)
    since = claims.uncertain_since(parcel)
    if body.get("about") == "notice" and not booking.notices:
        outbox.accepted(connection, [parcel.id])
        return True
    if body.get("about") == "notice":
        moment = _awake(now, _timezone(connection, booking.place))
        if moment > now:
            outbox.postpone(connection, [parcel.id], until=moment, waits_for="hours", uncertain_at=since)
        return moment > now
    agreed = booking.state == "booked" and booking.starts_at == body["starts_at"]
    if agreed and booking.reminder_hour is not None and now < body["until"]:
        return False
    outbox.accepted(connection, [parcel.id])
    if since is None:
        # Nobody has heard it: in the morning it is said again, in words for the day itself.
        booking_reminders.forget(connection, booking.id, body["starts_at"])
    return True


def _until(one: Coming, now: int) -> int | None:
    """Until when (ms) it may be said, when it may be said now. At its hour of the eve, or as soon after it as people are awake."""
    zone = zoneinfo.ZoneInfo(one.timezone)
    eve = words.local(one.starts_at, one.timezone).date() - dt.timedelta(days=1)
    at = rules.moment(eve, one.hour * 60, one.timezone)
    if now < at:
        return None
    if now < at + _GRACE_MS:
        return min(at + _GRACE_MS, one.starts_at) if one.hour == EVENING else _evening(now, one)
    awake = MORNING <= dt.datetime.fromtimestamp(now / 1000, zone).hour < EVENING
    return _evening(now, one) if awake else None


def _evening(now: int, one: Coming) -> int:
    today = words.local(now, one.timezone).date()
    return min(rules.moment(today, EVENING * 60, one.timezone), one.starts_at)


def _remind(connection: Connection, keys: Keys, one: Coming, until: int, now: int) -> bool:
    if not booking_reminders.note(connection, one.id, one.starts_at):
        return False
    today, then = (words.local(at, one.timezone).date() for at in (now, one.starts_at))
    key = "visit.reminder_today" if today == then else "visit.reminder"
    said = load(one.language).say(key, time=words.time(one.starts_at, one.timezone), code=one.code)
    body = {
        "about": "reminder",
        "starts_at": one.starts_at,
        "until": until,
        "messages": [text_message(said)],
    }
    return _put(connection, keys, one.id, body, now, one.starts_at, now)


def _put(
    connection: Connection,
    keys: Keys,
    booking: bytes,
    body: dict[str, Any],
    now: int,
    expires_at: int,
    moment: int,
) -> bool:
    """False where there is nowhere to send it."""
    try:
        _, address = booking_details.open_(connection, keys, booking)
        case = shred.open_key(connection, keys.kek, booking)
    except (shred.Erased, Rejected):
        return False
    if address is None:
        return False
    outbox.put(
        connection,
        keys.courier,
        "knock",
        {"to": address} | body,
        now=now,
        expires_at=expires_at,
        case=case,
        not_before=moment,
        waits_for="hours" if moment > now else None,
    )
    return True


def _is_queued(connection: Connection, keys: Keys, booking: bytes) -> bool:
    """Whether the same words are still on their way; also when there is no way to them any more."""
    rows = [row for row in outbox.unfinished(connection, booking, "knock") if row.attempts == 0]
    try:
        bodies = [outbox.open_body(connection, keys.kek, keys.courier, row) for row in rows]
    except (shred.Erased, Rejected):
        return True
    return any(body.get("about") == "notice" for body in bodies)


def _awake(now: int, timezone: str) -> int:
    """Now, or eight in the morning."""
    local = words.local(now, timezone)
    if MORNING <= local.hour < EVENING:
        return now
    day = local.date() + dt.timedelta(days=local.hour >= EVENING)
    return rules.moment(day, MORNING * 60, timezone)


def _timezone(connection: Connection, place: str) -> str:
    found = visit_places.find(connection, place) if place != ANYWHERE else None
    return found.timezone if found else _ANYWHERES
