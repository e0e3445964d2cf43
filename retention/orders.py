"""The end of orders of paper: rows first, then the key that would open a backup of them, a certificate for each. As retention/visits.py."""

from collections.abc import Callable

from sqlalchemy import Connection

from retention import batches
from retention.policy import RetentionPolicy
from storage import paper_orders
from storage.database import Database
from storage.keystore import Keys

BATCH = 20
"""Orders per transaction: each is a short row."""


def erase_due(
    database: Database,
    keys: Keys,
    policy: RetentionPolicy,
    *,
    now: int,
    progress: Callable[[int], None] = lambda erased: None,
    give_way: Callable[[], None] = lambda: None,
) -> int:
    """Erases every order that is due at `now` (ms), whatever became of it, and returns how many. May be killed at any point and run again."""

    def erase(connection: Connection, most: int) -> int:
        batch = paper_orders.due(connection, now=now, limit=most)
        return paper_orders.destroy(connection, keys, batch, policy=policy.version, why="due", now=now)

    return batches.one_after_the_other(database, BATCH, erase, progress, give_way)
