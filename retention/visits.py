"""The end of bookings: rows first, then the key that would open a backup of them, a certificate for each. As retention/purge.py."""

from collections.abc import Callable

from sqlalchemy import Connection

from retention import batches
from retention.policy import RetentionPolicy
from storage import booking_links, bookings, erasures, outbox, visit_endings
from storage.database import Database
from storage.keystore import Keys

BATCH = 20
"""Bookings per transaction: each is a few short rows."""


def erase_due(
    database: Database,
    keys: Keys,
    policy: RetentionPolicy,
    *,
    now: int,
    progress: Callable[[int], None] = lambda erased: None,
    give_way: Callable[[], None] = lambda: None,
) -> int:
    """Erases every booking that is due at `now` (ms), and returns how many. May be killed at any point and run again."""

    def erase(connection: Connection, most: int) -> int:
        batch = visit_endings.due(connection, now=now, limit=most)
        if not batch:
            return 0
        ids = [one.id for one in batch]
        outbox.erase(connection, ids)
        bookings.erase(connection, ids)
        erasures.destroy(connection, keys, "booking", batch, policy=policy.version, now=now)
        return len(batch)

    return batches.one_after_the_other(database, BATCH, erase, progress, give_way)


def erase_old(connection: Connection, policy: RetentionPolicy, *, now: int) -> None:
    """Choices that nobody confirmed, links that are over, times that passed as long ago as a booking is kept."""
    visit_endings.erase_chosen(connection, now=now)
    visit_endings.erase_times(connection, now - policy.booking_after_visit)
    booking_links.erase_before(connection, now=now)
