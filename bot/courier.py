"""The courier: claims what is due in the outbox, hands it to LINE, erases the body.

A claim is committed before the network is touched, and what came of it is committed after. If the process dies between, the
lease runs out and the same body goes again under the same retry key (a push) or the same reply token (a reply): LINE takes
each of them once, so nothing is said twice. What LINE may have taken is given up before it forgets the key, and the desk is
told that nobody knows; what it surely has not taken may wait.
"""

import datetime as dt
import random
from collections.abc import Callable
from typing import Literal

from sqlalchemy import Connection

from bot import gauge, outgoing
from bot.channel import Channel
from bot.flyers import allowance
from bot.refusals import DeliveryError
from storage import claims, consultations, mailings, outbox, quota, rooms, shred
from storage.claims import Parcel
from storage.contexts import Rejected
from storage.database import Database
from storage.keystore import Keys

FIRST_PAUSE_MS = 1_000
LONGEST_PAUSE_MS = 10 * 60 * 1000
SAME_USER_PAUSE_MS = 60_000
RETRY_KEY_MS = 23 * 3600 * 1000
"""LINE remembers a retry key for 24 hours; an hour before that a push is given up rather than risked twice."""

_CHANCE = random.Random()  # noqa: S311 (spreads retries, keeps no secret)

JAPAN = dt.timezone(dt.timedelta(hours=9))


def deliver_due(
    database: Database,
    channel: Channel,
    keys: Keys,
    *,
    clock: Callable[[], int],
    limit: int = 50,
    timezone: dt.tzinfo = JAPAN,
) -> int:
    """Delivers up to `limit` parcels, one after the other; returns how many were tried.

    `timezone` is that of the residents' contact hours.
    """
    tried = 0
    while tried < limit:
        with database.reading() as connection:
            if not claims.anything_due(connection, now=clock()):
                break
        found = _claim(database, keys, clock(), timezone)
        if found is None:
            break
        if isinstance(found, Parcel):
            _deliver(database, channel, found, clock)
            tried += 1
    return tried


def _claim(database: Database, keys: Keys, now: int, timezone: dt.tzinfo) -> Parcel | bool | None:
    """The next parcel; True when one was put off, or can't be opened; None when there is nothing in its turn."""
    with database.transaction() as connection:
        row = claims.next_due(connection, now=now)
        if row is None:
            return None
        try:
            if row.kind in claims.COUNTED and outgoing.waits(connection, keys, row, now, timezone):
                return True
            return claims.take(connection, keys.kek, keys.courier, row, now=now)
        except (shred.Erased, Rejected):
            mailings.note(connection, row.retry_key, "failed")
            outbox.failed(connection, [row.id], "erased")
            return True


def _deliver(database: Database, channel: Channel, parcel: Parcel, clock: Callable[[], int]) -> None:
    given_up = _given_up(parcel, clock())
    if given_up is not None:
        _fail(database, parcel, given_up)
        return
    try:
        _hand_over(channel, parcel)
    except DeliveryError as error:
        _after_error(database, channel, parcel, error, now=clock())
    else:
        with database.transaction() as connection:
            outbox.accepted(connection, parcel.members)
            if parcel.kind in claims.COUNTED and quota.note_accepted(connection):
                outbox.hurry(connection, "quota", now=clock())
            _tell(connection, parcel, "sent")
            if parcel.kind in claims.COUNTED:
                allowance.count(connection, parcel.kind, now=clock())


def _given_up(parcel: Parcel, now: int) -> str | None:
    """Why it is not tried at that moment any more. A reply's token is taken once, for ever: it leaves no doubt."""
    since = parcel.uncertain_at if parcel.kind != "reply" else None
    if since is not None and now >= min(parcel.expires_at, since + RETRY_KEY_MS):
        return "unknown"
    return "expired" if now >= parcel.expires_at else None


def _hand_over(channel: Channel, parcel: Parcel) -> None:
    body = parcel.body
    match parcel.kind:
        case "reply":
            channel.reply(body["token"], body["messages"])
        case "push" | "knock" | "news":
            channel.push(body["to"], body["messages"], retry_key=parcel.retry_key, quiet=parcel.quiet)
        case "menu":
            channel.link_menu(body["to"], body["language"])
        case "leave":
            channel.leave(body["chat_kind"], body["chat"])


def _after_error(
    database: Database, channel: Channel, parcel: Parcel, error: DeliveryError, *, now: int
) -> None:
    if error.permanent:
        # What an earlier attempt may have brought there is not undone by refusing this one.
        doubtful = parcel.kind != "reply" and parcel.uncertain_at is not None
        _fail(database, parcel, "unknown" if doubtful else "refused")
        return
    uncertain_at = parcel.uncertain_at or (now if error.uncertain else None)
    until, waits_for = now + _pause(parcel, error), None
    limited = parcel.kind in claims.COUNTED and error.reason in ("quota", "rate")
    if limited and gauge.is_spent(database, channel, now=now, refused=error.reason == "quota"):
        until, waits_for = gauge.next_try(now), "quota"
    given_up = _given_up(parcel._replace(uncertain_at=uncertain_at), until)
    if given_up is not None:
        _fail(database, parcel, given_up)
        return
    with database.transaction() as connection:
        if parcel.kind == claims.NEWS and waits_for is not None and uncertain_at is None:
            mailings.give_back(connection, parcel.retry_key)
            return
        outbox.postpone(
            connection,
            parcel.members,
            until=until,
            waits_for=waits_for,
            uncertain_at=uncertain_at,
            refused=waits_for is not None and uncertain_at is None,
        )
        if waits_for is not None:
            _tell(connection, parcel)


def _pause(parcel: Parcel, error: DeliveryError) -> int:
    """Twice as long each time, and never two couriers at the same moment."""
    first = SAME_USER_PAUSE_MS if error.reason == "same-user" else FIRST_PAUSE_MS
    pause: int = min(LONGEST_PAUSE_MS, first * 2 ** min(parcel.attempts - 1, 20))
    return pause + int(_CHANCE.random() * pause / 4)


def _fail(database: Database, parcel: Parcel, reason: str) -> None:
    with database.transaction() as connection:
        # First the consultation, then its room: in the order in which who answers holds them.
        _tell(connection, parcel, "failed")
        if parcel.kind == "knock" and parcel.consultation is not None:
            rooms.end_knock(connection, parcel.consultation)
            outbox.fail_held(connection, parcel.consultation, reason)
        outbox.failed(connection, parcel.members, reason)


def _tell(connection: Connection, parcel: Parcel, outcome: Literal["sent", "failed"] | None = None) -> None:
    """Whoever looks at it sees what became of it, or that it waits."""
    if parcel.kind == claims.NEWS and outcome is not None:
        mailings.note(connection, parcel.retry_key, outcome)
    if parcel.consultation is not None:
        consultations.note_changed(connection, parcel.consultation)
