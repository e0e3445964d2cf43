"""The one way by which the office's words go to a resident: how and when each of them has chosen.

Nothing here knows LINE's client, so that the web processes may queue without loading it. What was chosen counts at the
moment of handing over, not of writing: the courier asks `waits` again before each first attempt.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from bot import cards, gauge
from bot.contact_hours import WAKING, next_moment
from bot.flyers import mailing
from bot.messages import Message
from bot.phrases import load as load_phrases
from bot.visits import telling
from storage import claims, consultations, outbox, quota, residents, rooms, shred
from storage.claims import MOST_TOGETHER
from storage.desks import PRACTICE
from storage.keystore import Keys
from storage.residents import Resident
from storage.silences import ANNOUNCEMENT

TRY_FOR_MS = 35 * 24 * 3600 * 1000
"""So long words may wait for a new month's quota, or for the resident to ask for them."""

ANNOUNCED_WITHIN_MS = 24 * 3600 * 1000
"""An announcement that was not handed over by then names a day that is too near: it is made anew (retention/silence.py)."""

SAVING_MS = 20_000
SAVING_PERCENT = 80
"""From this part of the quota on, words wait so long for the next ones, to go with them: that counts once."""


class Delivery(NamedTuple):
    """The state of what was queued, as consoles show it: "queued" or "failed", and what it waits for or why it failed."""

    state: str
    reason: str | None


def queue(
    connection: Connection,
    keys: Keys,
    row: Row[Any],
    messages: list[Message],
    *,
    position: int | None,
    now: int,
    timezone: dt.tzinfo,
    quiet: bool = False,
) -> Delivery:
    """Queues one push to the resident of that consultation (a row of `consultations`), at most five message objects.

    `position` is the transcript entry whose state consoles show; None for what nobody follows. `quiet` rings no bell
    whatever was chosen, for words that may be seen by anybody. Raises `shred.Erased` and `Rejected` when the address can't be opened.
    """
    if not 1 <= len(messages) <= MOST_TOGETHER:
        raise ValueError(f"between 1 and {MOST_TOGETHER} message objects")
    if row.lane in rooms.LANES or row.desk == PRACTICE:
        raise ValueError("no word of a room, and none of a practice, goes to LINE")
    if row.silence_noticed_at is not None and position != ANNOUNCEMENT:
        # What was announced is true no more, and these words are not to wait behind it until the morning.
        outbox.hurry(connection, "hours", now=now, consultation=bytes(row.id))
    way = _Way.to(connection, keys, row, now, timezone)
    if way.resident.arrival == "knock" and not quiet:
        delivery = way.hold(messages, position)
    else:
        delivery = way.send(messages, position, quiet=quiet or way.resident.arrival == "quiet")
    if not row.reachable:
        outbox.fail_unreachable(connection, bytes(row.id))
        return Delivery(outbox.FAILED, "unreachable")
    return delivery


def release(connection: Connection, row: Row[Any], now: int) -> int:
    """The resident of that consultation asks for what waits: it comes at once and without a sound. Returns how much. Of a room
    nothing comes this way, and that there is something is for its page to say.
    """
    if row.lane in rooms.LANES:
        return 0
    owner = bytes(row.id)
    outbox.drop_queued(connection, owner, "knock")
    late = [one.id for one in outbox.held(connection, owner, "push") if _is_late(one, now)]
    outbox.failed(connection, late, "expired")
    released = outbox.release(connection, owner, "push", now=now, quiet=True)
    if released:
        consultations.note_changed(connection, owner)
    return released


def take_back_end(connection: Connection, row: Row[Any]) -> None:
    """That consultation is opened again (`row` as it was before): the words of its end are not said, where LINE surely has them not."""
    owner = bytes(row.id)
    said = [
        one.id
        for one in outbox.unfinished(connection, owner, "push")
        if one.position is None
        and one.queued_at == row.closed_at
        and one.claimed_until is None
        and one.uncertain_at is None
    ]
    outbox.accepted(connection, said)
    if said and not outbox.held(connection, owner, "push"):
        outbox.drop_queued(connection, owner, "knock")


def chosen_anew(connection: Connection, row: Row[Any], now: int) -> None:
    """The resident chose how or when words arrive: what waits for the earlier choice is looked at again."""
    owner = bytes(row.id)
    if residents.of(connection, bytes(row.pseudonym)).arrival != "knock":
        release(connection, row, now)
    else:
        # What waits for quota is held now, so that it is asked for in its order with what is written until then.
        outbox.hurry(connection, "quota", now=now, consultation=owner)
    outbox.hurry(connection, "hours", now=now, consultation=owner)


def waits(connection: Connection, keys: Keys, parcel: Row[Any], now: int, timezone: dt.tzinfo) -> bool:
    """Whether a row of the outbox that is due must not go now, as its resident has chosen; it is put off, or held, then. Or it is
    true no more, and goes.

    Raises `shred.Erased` and `Rejected` as `queue` does.
    """
    if parcel.kind == claims.NEWS:
        return mailing.holds_back(connection, parcel, now, timezone)
    row = claims.consultation_of(connection, parcel)
    if row is None:
        return telling.holds_back(connection, keys, parcel, now)
    if parcel.position == ANNOUNCEMENT and _announces_later(connection, row, parcel, now, timezone):
        return True
    way = _Way.to(connection, keys, row, now, timezone)
    arrival = way.resident.arrival
    if parcel.kind == "push" and parcel.bundle is None and not parcel.quiet:
        if arrival == "knock":
            way.knock()
            outbox.hold(connection, bytes(row.id))
            consultations.note_changed(connection, bytes(row.id))
            return True
        if arrival == "quiet":
            outbox.hush(connection, bytes(row.id))
    # What the resident has just asked for may come at any hour: they are looking at the talk.
    asked_for = parcel.kind == "push" and parcel.quiet and arrival == "knock"
    rings = parcel.kind == "knock" or (arrival == "plain" and not parcel.quiet)
    moment = max(way.moment, _morning(parcel, now)) if rings else way.moment
    if asked_for or moment <= now:
        return False
    since = claims.uncertain_since(parcel)
    outbox.postpone(connection, [parcel.id], until=moment, waits_for="hours", uncertain_at=since)
    consultations.note_changed(connection, bytes(row.id))
    return True


@dataclass(frozen=True)
class _Way:
    """The way to one resident now: `moment` (ms) is when they may hear from the office next."""

    connection: Connection
    keys: Keys
    case: shred.ShredKey
    address: str
    resident: Resident
    now: int
    moment: int

    @classmethod
    def to(cls, connection: Connection, keys: Keys, row: Row[Any], now: int, timezone: dt.tzinfo) -> "_Way":
        case = shred.open_key(connection, keys.kek, bytes(row.id))
        address = case.unwrap("address", 0, bytes(row.sealed_address)).decode()
        resident = residents.of(connection, bytes(row.pseudonym))
        hours = rooms.contact_hours(connection, case.owner) or resident.contact_hours
        moment = next_moment(hours, now, timezone)
        return cls(connection, keys, case, address, resident, now, moment)

    def send(self, messages: list[Message], position: int | None, *, quiet: bool) -> Delivery:
        """At the next moment; where quota is scarce, a little later, together with what is written until then."""
        waits_for = "hours" if self.moment > self.now else None
        saving = SAVING_MS if waits_for is None and _is_scarce(self.connection) else 0
        not_before = self.moment + saving
        self._put(
            "push", messages, position=position, quiet=quiet, not_before=not_before, waits_for=waits_for
        )
        return Delivery(outbox.QUEUED, waits_for)

    def hold(self, messages: list[Message], position: int | None) -> Delivery:
        """Until the resident asks for it, who is told only that there is something."""
        self.knock()
        self._put("push", messages, position=position, held=True)
        return Delivery(outbox.QUEUED, "ask")

    def knock(self) -> None:
        """Says that there is something, and nothing of what; once, until it is asked for."""
        if not outbox.held(self.connection, self.case.owner, "push"):
            words = cards.knock(load_phrases(self.resident.language))
            waits_for = "hours" if self.moment > self.now else None
            self._put("knock", words, not_before=self.moment, waits_for=waits_for)

    def _put(self, kind: str, messages: list[Message], **how: Any) -> None:
        body, expires_at = {"to": self.address, "messages": messages}, self.now + TRY_FOR_MS
        key = self.keys.courier
        outbox.put(
            self.connection, key, kind, body, now=self.now, expires_at=expires_at, case=self.case, **how
        )


def _announces_later(
    connection: Connection, row: Row[Any], parcel: Row[Any], now: int, timezone: dt.tzinfo
) -> bool:
    """Whether that announcement must not go now: nobody is silent any more, it came too late to be true, or people sleep.

    What LINE may have already is asked for again all the same, by day while the silence lasts.
    """
    since, silent = claims.uncertain_since(parcel), _is_silent(row, parcel)
    if since is None and not silent:
        claims.withdraw(connection, [parcel.retry_key])
        return True
    if since is None and _is_late(parcel, now):
        outbox.failed(connection, [parcel.id], "expired")
        return True
    moment = next_moment(WAKING, now, timezone)
    if not silent or moment <= now:
        return False
    outbox.postpone(connection, [parcel.id], until=moment, waits_for="hours", uncertain_at=since)
    return True


def _is_late(parcel: Row[Any], now: int) -> bool:
    """Whether that row is an announcement that is not to be said any more."""
    return bool(parcel.position == ANNOUNCEMENT and now - parcel.queued_at >= ANNOUNCED_WITHIN_MS)


def _morning(parcel: Row[Any], now: int) -> int:
    """When (ms) that row may ring, if it waited for the month that has just begun; `now` for any other."""
    waited = parcel.waits_for == "quota" and parcel.bundle is None
    return gauge.month_of(now) + gauge.MORNING_MS if waited else now


def _is_silent(row: Row[Any], announced: Row[Any]) -> bool:
    """Whether the silence still lasts that was announced by that row of the outbox."""
    return bool(row.state == consultations.OPEN and row.silence_noticed_at == announced.queued_at)


def _is_scarce(connection: Connection) -> bool:
    reading = quota.newest(connection)
    return reading is not None and reading.percent >= SAVING_PERCENT
