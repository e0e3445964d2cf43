"""The purge: destroys what is due, rows first, then the key that would open a backup of them.

May be killed at any point and run again. Small batches, so that a resident's message never waits behind it.
"""

from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from sqlalchemy import Connection

from retention import orders, practice, rotation, visits
from retention.batches import PAUSE_SECONDS, Bound, bound_of
from retention.policy import RetentionPolicy
from storage import (
    attachments,
    attempts,
    audit,
    blocks,
    checks,
    co_readings,
    consultations,
    endings,
    erasures,
    holds,
    invitations,
    outbox,
    paper_orders,
    purge_runs,
    receipts,
    residents,
    room_links,
    room_uploads,
    rooms,
    sessions,
    shred,
    survey_slips,
    transcripts,
)
from storage.database import Database
from storage.endings import Due
from storage.holder import KeyHolder
from storage.keystore import Keys
from storage.refusal import Refusal
from storage.shred import ShredTable
from storage.single import only_one

PIECE = 64
"""A piece of a picture or a file, 64 KiB, weighs as much as so many entries."""


class Outcome(NamedTuple):
    """How much a finished run erased. Times in ms.

    From `final_at` on no backup can bring it back; None when there was nothing to make final.
    """

    consultations: int
    entries: int
    receipts: int
    started_at: int
    final_at: int | None
    bookings: int = 0
    orders: int = 0


class Busy(Refusal, RuntimeError):
    """Another process is purging at this moment."""


class _Held(Exception):
    """Two people agreed to a hold while the batch was under way."""


def run(
    database: Database,
    keys: Keys,
    policy: RetentionPolicy,
    *,
    now: int,
    ship: Callable[[ShredTable], None],
    progress: Callable[[int], None] = lambda erased: None,
    rotate: bool = False,
    clock: Callable[[], int] | None = None,
    pause: Callable[[float], None] = lambda seconds: None,
    bound: Bound | None = None,
) -> Outcome:
    """Erases every consultation, booking and order of paper that is due at `now` (ms), then rotates the KEK. Raises `Busy`, or what hindered it.

    Until it returns, deletion is not final: the rows may be gone and the KEK not yet. The next run finishes that. With
    `rotate` the KEK is rotated even when nothing was due. `clock` tells the time at which the old KEK was destroyed.
    No transaction erases more than `bound`, and between two it pauses (seconds): who waits to write gets in.
    """
    tell_time = clock or (lambda: now)

    def give_way() -> None:
        database.lighten()
        pause(PAUSE_SECONDS)

    with only_one(database, "purge") as mine:
        if not mine:
            raise Busy("another purge is running", "別の消去が、いま動いています。")
        final_at = _finish_earlier(database, keys, ship, tell_time)
        with database.transaction() as connection:
            this = purge_runs.begin(connection, now=now)
            old = _erase_old(connection, keys, policy, now)
        most = bound or bound_of(database)
        erased, entries = _erase_due(database, keys, policy, this, now, most, progress, give_way)
        booked = visits.erase_due(
            database, keys, policy, now=now, progress=lambda gone: progress(erased + gone), give_way=give_way
        )
        before = erased + booked
        ordered = orders.erase_due(
            database, keys, policy, now=now, progress=lambda gone: progress(before + gone), give_way=give_way
        )
        if rotate or erased or booked or ordered or unfinished(database, keys.kek):
            final_at = rotation.turn(database, keys, ship=ship, clock=tell_time)
        with database.transaction() as connection:
            purge_runs.finish(connection, this, now=tell_time())
        return Outcome(erased, entries, old, now, final_at, booked, ordered)


def unfinished(database: Database, kek: KeyHolder) -> bool:
    """True when an earlier run erased rows but was stopped before the old KEK was destroyed, and that was certified."""
    with database.reading() as connection:
        if shred.awaits_rotation(connection, kek):
            return True
        return bool(purge_runs.rotations_not_final(connection, oldest=kek.epochs()[0]))


def _finish_earlier(
    database: Database, keys: Keys, ship: Callable[[ShredTable], None], clock: Callable[[], int]
) -> int | None:
    """What a killed run left: a rotation half done, or done and not certified.

    Before anything is erased: what is erased during a rotation is final only after another.
    """
    if len(keys.kek.epochs()) > 1:
        return rotation.turn(database, keys, ship=ship, clock=clock)
    return rotation.settle(database, keys, now=clock())


def _erase_due(
    database: Database,
    keys: Keys,
    policy: RetentionPolicy,
    this: bytes,
    now: int,
    bound: Bound,
    progress: Callable[[int], None],
    give_way: Callable[[], None],
) -> tuple[int, int]:
    erased = entries = 0
    while True:
        try:
            with database.transaction() as connection:
                due = endings.due(connection, now=now, limit=bound.consultations)
                batch = _as_much(connection, due, bound.entries)
                if not batch:
                    return erased, entries
                gone = _erase(connection, keys, policy, batch, now)
                purge_runs.add(connection, this, consultations=len(batch), entries=gone)
        except _Held:
            continue
        erased, entries = erased + len(batch), entries + gone
        progress(erased)
        if len(batch) == len(due) < bound.consultations:
            return erased, entries
        give_way()


def _as_much(connection: Connection, due: list[Due], entries: int) -> list[Due]:
    """The first of them that have so many entries together; the very first whatever it has."""
    pieces = attachments.count(connection, [one.id for one in due])
    weights = accumulate(one.entries + PIECE * pieces.get(one.id, 0) for one in due)
    return [one for one, weight in zip(due, weights, strict=True) if weight <= entries] or due[:1]


def _erase(connection: Connection, keys: Keys, policy: RetentionPolicy, batch: list[Due], now: int) -> int:
    """Rows, key and certificates, all or none; returns how many entries went."""
    ids = [one.id for one in batch]
    entries = transcripts.erase(connection, ids)
    attachments.erase(connection, ids)
    outbox.erase(connection, ids)
    co_readings.erase(connection, ids)
    checks.erase(connection, ids)
    residents.erase_with(connection, ids)
    room_links.erase_with(connection, ids)
    room_uploads.erase(connection, ids)
    rooms.erase(connection, ids)
    consultations.erase(connection, ids)
    # Only now: whoever agrees to a hold needs the consultation's row, and from here on waits for it in vain.
    if holds.any_in_force(connection, ids, now=now):
        raise _Held
    holds.erase(connection, ids)
    gone = [(one.id, one.why) for one in batch]
    erasures.destroy(connection, keys, "consultation", gone, policy=policy.version, now=now)
    return entries


def _erase_old(connection: Connection, keys: Keys, policy: RetentionPolicy, now: int) -> int:
    """What is kept for a fixed time and is nobody's; returns how many receipts went."""
    old = receipts.erase_before(connection, now - policy.webhook_receipt)
    sessions.erase_before(connection, now=now)
    attempts.erase_before(connection, now=now)
    blocks.erase_over(connection, now=now)
    invitations.erase_before(connection, now=now)
    residents.erase_before(connection, now - residents.KEPT_MS)
    room_links.erase_before(connection, now=now)
    room_uploads.erase_before(connection, now - room_uploads.KEPT_MS)
    survey_slips.erase_before(connection, now=now)
    visits.erase_old(connection, policy, now=now)
    paper_orders.forget_spent(connection, now=now)
    practice.erase(connection, keys, now=now)
    audit.erase_before(connection, keys, now - policy.audit_log, now=now)
    return old
