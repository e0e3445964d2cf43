"""The courier: claims what is due in the outbox, hands it to LINE, erases the body.

A claim is committed before the network is touched, and what came of it is committed after. If the process dies between, the
lease runs out and the same body goes again under the same retry key (a push) or the same reply token (a reply): LINE takes
each of them once, so nothing is said twice.
"""

import random
from collections.abc import Callable

from sqlalchemy import Connection

from bot.channel import Channel, DeliveryError
from storage import consultations, outbox, shred
from storage.contexts import Rejected
from storage.database import Database
from storage.keystore import Keys
from storage.outbox import Parcel

FIRST_PAUSE_MS = 1_000
LONGEST_PAUSE_MS = 10 * 60 * 1000
RETRY_KEY_MS = 23 * 3600 * 1000
"""LINE remembers a retry key for 24 hours; an hour before that a push is given up rather than risked twice."""


def deliver_due(
    database: Database, channel: Channel, keys: Keys, *, clock: Callable[[], int], limit: int = 50
) -> int:
    """Delivers up to `limit` parcels, one after the other; returns how many were tried."""
    for tried in range(limit):
        if not _deliver_next(database, channel, keys, clock):
            return tried
    return limit


def _deliver_next(database: Database, channel: Channel, keys: Keys, clock: Callable[[], int]) -> bool:
    with database.reading() as connection:
        if not outbox.anything_due(connection, now=clock()):
            return False
    parcel = _claim(database, keys, now=clock())
    if parcel is None:
        return False
    if parcel.expires_at <= clock():
        _fail(database, parcel, "expired")
        return True
    try:
        _hand_over(channel, parcel)
    except DeliveryError as error:
        _after_error(database, parcel, error, now=clock())
    else:
        with database.transaction() as connection:
            outbox.accepted(connection, parcel.id)
            _tell(connection, parcel)
    return True


def _claim(database: Database, keys: Keys, *, now: int) -> Parcel | None:
    with database.transaction() as connection:
        row = outbox.claim(connection, now=now)
        if row is None:
            return None
        try:
            return outbox.open_parcel(connection, keys.kek, keys.courier, row)
        except (shred.Erased, Rejected):
            outbox.failed(connection, row.id, "erased")
            return None


def _hand_over(channel: Channel, parcel: Parcel) -> None:
    match parcel.kind:
        case "reply":
            channel.reply(parcel.body["token"], parcel.body["messages"])
        case "push":
            channel.push(parcel.body["to"], parcel.body["messages"], retry_key=parcel.retry_key)
        case "leave":
            channel.leave(parcel.body["chat_kind"], parcel.body["chat"])


def _after_error(database: Database, parcel: Parcel, error: DeliveryError, *, now: int) -> None:
    if error.permanent:
        _fail(database, parcel, error.reason)
        return
    pause = min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** min(parcel.attempts - 1, 20))
    until = now + pause + int(random.random() * pause / 4)  # noqa: S311 (spreads retries, keeps no secret)
    if until >= min(parcel.expires_at, parcel.queued_at + RETRY_KEY_MS):
        _fail(database, parcel, "expired")
        return
    with database.transaction() as connection:
        outbox.postpone(connection, parcel.id, until=until)


def _fail(database: Database, parcel: Parcel, reason: str) -> None:
    with database.transaction() as connection:
        outbox.failed(connection, parcel.id, reason)
        _tell(connection, parcel)


def _tell(connection: Connection, parcel: Parcel) -> None:
    if parcel.consultation is not None:
        consultations.note_changed(connection, parcel.consultation)
