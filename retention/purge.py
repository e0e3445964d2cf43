"""The purge: destroys what is due, rows first, then the key that would open a backup of them.

May be killed at any point and run again. Small batches, so that a resident's message never waits behind it.
"""

from collections.abc import Callable
from typing import NamedTuple

from retention.policy import RetentionPolicy
from storage import consultations, outbox, receipts, sessions, shred, transcripts
from storage.database import Database
from storage.keystore import KekFile
from storage.shred import ShredTable
from storage.single import only_one

BATCH = 5
"""Consultations per transaction: locks stay in the order of a millisecond."""


class Outcome(NamedTuple):
    """How much a finished run erased; from then on no backup can bring it back."""

    consultations: int
    entries: int
    receipts: int


class Busy(RuntimeError):
    """Another process is purging at this moment."""


def run(
    database: Database,
    kek: KekFile,
    policy: RetentionPolicy,
    *,
    now: int,
    ship: Callable[[ShredTable], None],
    progress: Callable[[int], None] = lambda erased: None,
) -> Outcome:
    """Erases every consultation that is due at `now` (ms), then rotates the KEK. Raises `Busy`, or what hindered it.

    Until it returns, deletion is not final: the rows may be gone and the KEK not yet. The next run finishes that.
    """
    with only_one(database, "purge") as mine:
        if not mine:
            raise Busy("another purge is running")
        erased, entries = _erase_due(database, kek, now, progress)
        with database.transaction() as connection:
            old = receipts.erase_before(connection, now - policy.webhook_receipt)
            sessions.erase_before(connection, now=now)
        if erased or unfinished(database, kek):
            shred.rotate(database, kek, ship=ship)
        return Outcome(erased, entries, old)


def unfinished(database: Database, kek: KekFile) -> bool:
    """True when an earlier run erased rows but was stopped before the old KEK was destroyed."""
    with database.reading() as connection:
        return shred.awaits_rotation(connection, kek)


def rehearse(database: Database, *, now: int) -> int:
    """How many consultations a run at `now` would destroy."""
    with database.reading() as connection:
        return consultations.count_due(connection, now=now)


def _erase_due(
    database: Database, kek: KekFile, now: int, progress: Callable[[int], None]
) -> tuple[int, int]:
    erased = entries = 0
    while True:
        with database.transaction() as connection:
            ids = consultations.due(connection, now=now, limit=BATCH)
            if not ids:
                return erased, entries
            entries += transcripts.erase(connection, ids)
            outbox.erase(connection, ids)
            consultations.erase(connection, ids)
            shred.erase(connection, kek, ids, now=now)
        erased += len(ids)
        progress(erased)
