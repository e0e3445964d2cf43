"""Mailings on their way: from those who wait into the outbox, a few at a time, when people are awake and the month has pushes to spare.

What has to wait, waits in its mailing and not in the outbox: a notice is queued when it may go at once, and given back when it may not
after all. So stopping works at once, whoever unsubscribes is not told, and no answer ever stands behind one. Several flyers are one
notice for whoever still waits to hear of them, and whoever has heard of one today hears of the next tomorrow.
docs/decisions/mailings.md says why it is one push for each.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Row

from bot import gauge
from bot.flyers import allowance
from bot.messages import text_message
from bot.phrases import load
from storage import backlog, claims, flyers, mailings, outbox, quota, subscribers
from storage.contexts import Rejected
from storage.database import Database
from storage.keystore import Keys
from storage.mailings import Mailing

if TYPE_CHECKING:
    from bot.channel import Channel

MORNING, EVENING = 8, 20
AT_ONCE = 50
"""So many lie in the outbox at most: a minute's work, and soon taken back."""
LONGEST_MS = 180 * 24 * 3600 * 1000
"""After half a year nothing is new any more: who has not been told by then is not."""
_TRY_FOR_MS = 2 * 24 * 3600 * 1000

Why = Literal["hours", "quota", "figures", "flyer", "day"]


def go_on(
    database: Database,
    channel: "Channel",
    keys: Keys,
    *,
    now: int,
    timezone: dt.tzinfo,
    at_once: int = AT_ONCE,
) -> int:
    """Queues the next few notices; returns how many. `timezone` is where the office is, and so are those who are told."""
    with database.reading() as connection:
        standing = mailings.standing(connection)
        waiting = [
            waits_for(connection, one, now=now, timezone=timezone)
            for one in standing
            if one.state == mailings.GOING
        ]
    if not standing:
        return 0
    # LINE's figures, fresh: what others have used since, and also from another desk of LINE's own.
    ready = None in waiting and gauge.read(database, channel, now=now) is not None
    with database.transaction() as connection:
        queued = 0
        held = mailings.hold(connection)
        for mailing in held:
            if _is_over(connection, mailing, now):
                mailings.end(connection, mailing.id, now=now)
            elif ready and waits_for(connection, mailing, now=now, timezone=timezone) is None:
                told = _queue(connection, keys, mailing, _room(connection, at_once, now), now)
                for other in held:
                    if other is not mailing and _goes(connection, other, now):
                        mailings.join(connection, other.id, told)
                queued += len(told)
    return queued


def waits_for(connection: Connection, mailing: Mailing, *, now: int, timezone: dt.tzinfo) -> Why | None:
    """Why nobody of a mailing is told now; None for one that goes on, and for one that doesn't go at all."""
    if mailing.state != mailings.GOING:
        return None
    if not _is_shown(connection, mailing, now):
        return "flyer"
    if _awake(now, timezone) > now:
        return "hours"
    if _told_today(connection, mailing, now, timezone):
        return "day"
    allowed = allowance.now_left(connection, now=now)
    if allowed is None:
        return "figures"
    return "quota" if allowed.left == 0 and not backlog.will_count(connection)[claims.NEWS] else None


def holds_back(connection: Connection, parcel: Row[Any], now: int, timezone: dt.tzinfo) -> bool:
    """Whether a notice in the outbox that is due must not go now. What LINE may have already is asked for again all the same, by day."""
    found = mailings.carried(connection, parcel.retry_key)
    if not all(one.wanted for one in found) or not found:
        mailings.hold(connection)
        claims.withdraw(connection, [parcel.retry_key])
        for one in found:
            mailings.drop(connection, one.mailing.id, one.pseudonym)
        return True
    since, moment = claims.uncertain_since(parcel), _awake(now, timezone)
    if since is not None:
        if moment > now:
            outbox.postpone(connection, [parcel.id], until=moment, waits_for="hours", uncertain_at=since)
        return moment > now
    reading = quota.newest(connection)
    spent = reading is not None and reading.spent_at is not None
    going = any(_goes(connection, one.mailing, now) for one in found)
    if going and moment <= now and not spent:
        return False
    mailings.give_back(connection, parcel.retry_key)
    return True


def _is_over(connection: Connection, mailing: Mailing, now: int) -> bool:
    if now - mailing.begun_at >= LONGEST_MS or flyers.find(connection, mailing.flyer) is None:
        return True
    return mailings.nobody_left(connection, mailing.id)


def _goes(connection: Connection, mailing: Mailing, now: int) -> bool:
    return mailing.state == mailings.GOING and _is_shown(connection, mailing, now)


def _told_today(connection: Connection, mailing: Mailing, now: int, timezone: dt.tzinfo) -> bool:
    """Whether it is still the day on which it begun, and others of that day were told before: the same sentence twice is a mistake."""
    begun = _local(mailing.begun_at, timezone).date()
    if _local(now, timezone).date() != begun:
        return False
    midnight = dt.datetime.combine(begun, dt.time(), timezone)
    return mailings.others_told(connection, mailing, since=round(midnight.timestamp() * 1000))


def _is_shown(connection: Connection, mailing: Mailing, now: int) -> bool:
    flyer = flyers.find(connection, mailing.flyer)
    return flyer is not None and flyer.is_shown(now)


def _room(connection: Connection, at_once: int, now: int) -> int:
    """How many may be queued now."""
    allowed = allowance.now_left(connection, now=now)
    room = at_once - backlog.will_count(connection)[claims.NEWS]
    if allowed is None:
        return 0
    return max(0, room if allowed.left is None else min(room, allowed.left))


def _queue(connection: Connection, keys: Keys, mailing: Mailing, number: int, now: int) -> dict[bytes, str]:
    """Who is told next, and by the outbox row of which retry key."""
    chosen = mailings.claim(connection, mailing.id, number) if number else []
    there = subscribers.those(connection, chosen)
    queued: dict[bytes, str] = {}
    for pseudonym in chosen:
        who = there.get(pseudonym)
        try:
            address = who.open_address(keys.courier) if who else None
        except Rejected:
            address = None
        if who is None or address is None:
            mailings.drop(connection, mailing.id, pseudonym)
            continue
        body = {"to": address, "messages": [text_message(load(who.language).say("flyers.news"))]}
        queued[pseudonym] = outbox.put(
            connection, keys.courier, claims.NEWS, body, now=now, expires_at=now + _TRY_FOR_MS
        )
    mailings.carry(connection, mailing.id, queued)
    return queued


def _awake(now: int, timezone: dt.tzinfo) -> int:
    """Now, or eight in the morning (ms)."""
    local = _local(now, timezone)
    if MORNING <= local.hour < EVENING:
        return now
    day = local.date() + dt.timedelta(days=local.hour >= EVENING)
    return int(dt.datetime.combine(day, dt.time(MORNING), timezone).timestamp()) * 1000


def _local(moment: int, timezone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.fromtimestamp(moment / 1000, timezone)
