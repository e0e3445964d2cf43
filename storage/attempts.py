"""Failed tries, counted by a keyed hash of what was tried or of the address it came from, so that guessing becomes slow.

A row tells nobody whose it is without the pepper, and names nobody with it unless a guess is right. Every try counts as
failed before it is looked at, and is forgiven when it was right: of many at once, in whatever processes, none slips through.
"""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Row,
    Table,
    delete,
    select,
    update,
)

from storage import sealing
from storage.contexts import ctx
from storage.database import metadata
from storage.dialect import insert_ignoring
from storage.keystore import Keys

KEPT_MS = 24 * 3600 * 1000
DECAY_MS = 10 * 60 * 1000
"""In this time one failure is forgotten."""

attempts = Table(
    "attempts",
    metadata,
    Column("bucket", LargeBinary(32), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", BigInteger, nullable=False, index=True),
    Column("open_at", BigInteger, nullable=False),
)


class Limit(NamedTuple):
    """So many failures are free; each further one makes the next try wait, at first `first` ms, then twice as long, and
    never longer than `longest` ms.
    """

    free: int
    first: int
    longest: int

    def wait(self, failures: int) -> int:
        """How long (ms) the next try has to wait after so many failures."""
        over = failures - self.free
        return 0 if over < 0 else min(self.first * 2 ** min(over, 30), self.longest)


class Bucket(NamedTuple):
    """What is counted together."""

    id: bytes
    limit: Limit


def bucket(keys: Keys, kind: str, name: bytes, limit: Limit) -> Bucket:
    return Bucket(sealing.hmac_sha256(keys.pepper, ctx("attempts", kind, name)), limit)


def begin(connection: Connection, one: Bucket, *, now: int, always: bool = False) -> int:
    """Counts a try. 0 when it may be made; otherwise how long (ms) it has to wait, and then it was not counted.

    `always` counts it and lets it be made. Nobody else's try of the same bucket is looked at before the commit.
    """
    insert_ignoring(connection, attempts, {"bucket": one.id, "failures": 0, "last_at": now, "open_at": 0})
    found = connection.execute(select(attempts).where(attempts.c.bucket == one.id).with_for_update()).one()
    if found.open_at > now and not always:
        return int(found.open_at - now)
    failures = _left(found, now) + 1
    _keep(connection, one, failures, now, opens=now + one.limit.wait(failures))
    return 0


def forgive(connection: Connection, one: Bucket, *, now: int) -> None:
    """The try that was begun last was right: it does not count, what failed before does."""
    found = connection.execute(select(attempts).where(attempts.c.bucket == one.id)).first()
    if found is not None:
        _keep(connection, one, max(0, found.failures - 1), now, opens=0)


def forget(connection: Connection, one: Bucket) -> None:
    """The owner has shown that it is them: nothing counts any more."""
    connection.execute(delete(attempts).where(attempts.c.bucket == one.id))


def erase_before(connection: Connection, *, now: int) -> None:
    """Forgets what nobody tried for a day."""
    connection.execute(delete(attempts).where(attempts.c.last_at < now - KEPT_MS))


def _left(found: Row[tuple[object, ...]], now: int) -> int:
    """What still counts of earlier failures."""
    return max(0, int(found.failures) - max(0, now - int(found.last_at)) // DECAY_MS)


def _keep(connection: Connection, one: Bucket, failures: int, now: int, *, opens: int) -> None:
    kept = update(attempts).where(attempts.c.bucket == one.id)
    connection.execute(kept.values(failures=failures, last_at=now, open_at=opens))
