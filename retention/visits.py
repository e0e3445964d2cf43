"""The end of bookings: rows first, then the key that would open a backup of them, a certificate for each. As retention/purge.py."""

from collections.abc import Callable

from sqlalchemy import Connection

from retention.policy import RetentionPolicy
from storage import booking_links, bookings, ledger, outbox, shred, visit_endings
from storage.database import Database
from storage.keystore import Keys
from storage.visit_endings import Due

BATCH = 20
"""Bookings per transaction: each is a few short rows."""


def erase_due(
    database: Database,
    keys: Keys,
    policy: RetentionPolicy,
    *,
    now: int,
    progress: Callable[[int], None] = lambda erased: None,
) -> int:
    """Erases every booking that is due at `now` (ms), and returns how many. May be killed at any point and run again."""
    erased = 0
    while True:
        with database.transaction() as connection:
            batch = visit_endings.due(connection, now=now, limit=BATCH)
            if not batch:
                return erased
            _erase(connection, keys, policy, batch, now)
        erased += len(batch)
        progress(erased)
        if len(batch) < BATCH:
            return erased


def erase_old(connection: Connection, policy: RetentionPolicy, *, now: int) -> None:
    """Choices that nobody confirmed, links that are over, times that passed as long ago as a booking is kept."""
    visit_endings.erase_chosen(connection, now=now)
    visit_endings.erase_times(connection, now - policy.booking_after_visit)
    booking_links.erase_before(connection, now=now)


def _erase(connection: Connection, keys: Keys, policy: RetentionPolicy, batch: list[Due], now: int) -> None:
    """Rows, keys and certificates, all or none."""
    ids = [one.id for one in batch]
    outbox.erase(connection, ids)
    bookings.erase(connection, ids)
    shred.erase(connection, keys.kek, ids, now=now)
    epoch, _ = keys.kek.newest()
    for one in batch:
        # A number that nobody was given: it lets the ledger be searched as for consultations, and says nothing.
        receipt = ledger.receipt_hash(ledger.receipt_number(one.id))
        ledger.append(
            connection,
            keys,
            "purged",
            now=now,
            receipt_hash=receipt,
            kind="booking",
            policy=policy.version,
            why=one.why,
            epoch=epoch,
        )
