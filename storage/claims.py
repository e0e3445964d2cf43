"""Claims on the outbox: who takes what next, and what goes to LINE together.

A claim is a lease. Whoever finds one run out knows that its holder died, perhaps after LINE had accepted.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, bindparam, case, delete, func, or_, select, update

from storage.consultations import consultations
from storage.contexts import Rejected
from storage.holder import KeyHolder
from storage.outbox import QUEUED, SPOKEN, open_body, outbox
from storage.silences import ANNOUNCEMENT

LEASE_MS = 20_000
"""How long a claim is good for: longer than both timeouts of a call to LINE, short enough for a reply token."""

MOST_TOGETHER = 5
"""Message objects in one push (LINE, "Send push message"). It counts once against the quota, however many there are."""

NEWS = "news"
COUNTED = ("push", "knock", NEWS)
"""What counts against the month's quota at LINE. Replies are free."""
SENT = (*SPOKEN, "leave", "menu", NEWS)
FETCHED = ("fetch",)


class Parcel(NamedTuple):
    """One claimed row, or several that go together, with the body opened. Lives in memory only.

    `body`: {"to"|"token"|"chat": str, "messages": [...]}. `uncertain_at` (ms): since when LINE may have it already.
    """

    members: tuple[int, ...]
    kind: str
    consultation: bytes | None
    body: dict[str, Any]
    retry_key: str
    attempts: int
    queued_at: int
    expires_at: int
    quiet: bool
    uncertain_at: int | None


_earlier = outbox.alias("earlier")
_IS_DUE = and_(
    outbox.c.state == QUEUED,
    outbox.c.kind.in_(bindparam("kinds", expanding=True)),
    outbox.c.next_attempt_at <= bindparam("now"),
    or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= bindparam("now")),
)
_QUEUED_EARLIER = and_(
    _earlier.c.id < outbox.c.id, _earlier.c.kind == outbox.c.kind, _earlier.c.state == QUEUED
)
_IN_ITS_TURN = or_(
    outbox.c.kind.in_(FETCHED),
    ~select(_earlier.c.id)
    .where(_QUEUED_EARLIER, _earlier.c.consultation_id == outbox.c.consultation_id)
    .exists(),
)
# Whose menu it is stands in its sealed body only, and the last wish must come last: one menu after the other.
_AFTER_EARLIER_MENUS = or_(outbox.c.kind != "menu", ~select(_earlier.c.id).where(_QUEUED_EARLIER).exists())
_NEXT = (
    select(outbox)
    .where(_IS_DUE, _IN_ITS_TURN, _AFTER_EARLIER_MENUS)
    .order_by(
        case((outbox.c.kind == "reply", 0), (outbox.c.kind == NEWS, 2), else_=1),
        outbox.c.next_attempt_at,
        outbox.c.id,
    )
    .limit(1)
    .with_for_update(skip_locked=True, of=outbox)
)
_WAITING = select(outbox.c.id).where(_IS_DUE, _IN_ITS_TURN, _AFTER_EARLIER_MENUS).limit(1)


def anything_due(connection: Connection, *, now: int, kinds: Collection[str] = SENT) -> bool:
    """A cheap look that takes no lock, for a courier that asks several times a second."""
    return connection.execute(_WAITING, {"now": now, "kinds": kinds}).first() is not None


def next_due(connection: Connection, *, now: int, kinds: Collection[str] = SENT) -> Row[Any] | None:
    """The next row that is due: replies first, for their token lives a minute; then what is due for longest; news last.

    Within a consultation and kind nothing before what was queued earlier, except that fetches don't wait for each other.
    """
    return connection.execute(_NEXT, {"now": now, "kinds": kinds}).first()


def consultation_of(connection: Connection, row: Row[Any]) -> Row[Any] | None:
    """The consultation that a row of the outbox belongs to; None for what belongs to none, or to one that is gone."""
    wanted = select(consultations).where(consultations.c.id == row.consultation_id)
    return connection.execute(wanted).first() if row.consultation_id is not None else None


def pseudonym_of(connection: Connection, consultation: bytes) -> bytes | None:
    """Whose consultation it is, to hold the resident before the consultation; None when it is gone."""
    wanted = select(consultations.c.pseudonym).where(consultations.c.id == consultation)
    found = connection.execute(wanted).scalar()
    return bytes(found) if found is not None else None


def uncertain_since(row: Row[Any]) -> int | None:
    """Since when (ms) LINE may have it: an attempt had no clear end, or its courier died over it."""
    if row.uncertain_at is not None or row.claimed_until is None:
        return row.uncertain_at  # type: ignore[no-any-return]  # a column of the table
    return int(row.claimed_until) - LEASE_MS


def take(
    connection: Connection,
    kek: KeyHolder,
    courier_key: bytes,
    found: Row[Any],
    *,
    now: int,
    lease: int = LEASE_MS,
) -> Parcel:
    """Claims that row and what goes with it until `now + lease`. Commit before any network call.

    What goes together in a push is settled by the first claim and never changes while LINE may have it: the same body
    under the same key. Raises `shred.Erased` when its consultation is gone, `Rejected` when it was tampered with.
    """
    row = connection.execute(select(outbox).where(outbox.c.id == found.id)).one()
    body = open_body(connection, kek, courier_key, row)
    members = [row.id]
    if row.kind == "push" and row.consultation_id is not None:
        for follower in _followers(connection, row, now):
            try:
                more = open_body(connection, kek, courier_key, follower)["messages"]
            except Rejected:
                if row.bundle is not None:
                    raise
                break
            if row.bundle is None and len(body["messages"]) + len(more) > MOST_TOGETHER:
                break
            body["messages"] = body["messages"] + more
            members.append(follower.id)
    uncertain_at = func.coalesce(outbox.c.uncertain_at, outbox.c.claimed_until - LEASE_MS)
    connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(members))
        .values(
            claimed_until=now + lease,
            attempts=outbox.c.attempts + 1,
            bundle=row.retry_key,
            uncertain_at=uncertain_at,
        )
    )
    owner = bytes(row.consultation_id) if row.consultation_id is not None else None
    return Parcel(
        tuple(members), row.kind, owner, body, row.retry_key, row.attempts + 1,
        row.queued_at, row.expires_at, bool(row.quiet), uncertain_since(row),
    )  # fmt: skip


def withdraw(connection: Connection, retry_keys: Collection[str]) -> None:
    """Nothing of these is wanted any more. Whoever is claiming one at this very moment keeps it: nobody waits for anybody here."""
    wanted = select(outbox.c.id).where(outbox.c.retry_key.in_(retry_keys), outbox.c.state == QUEUED)
    connection.execute(delete(outbox).where(outbox.c.id.in_(wanted.with_for_update(skip_locked=True))))


def still_mine(connection: Connection, parcel: Parcel) -> bool:
    """Whether a parcel that took long is still this claim's: not given up, and not taken by another."""
    wanted = select(outbox.c.attempts).where(
        outbox.c.id == parcel.members[0], outbox.c.state == QUEUED, outbox.c.claimed_until.is_not(None)
    )
    return connection.execute(wanted.with_for_update()).scalar() == parcel.attempts


def _followers(connection: Connection, row: Row[Any], now: int) -> list[Row[Any]]:
    """What was settled to go with that row; or, where nothing is settled yet, what may: the very next ones, as loud as it.

    What was never tried needs not be due: it was only delayed so that it would go along.
    """
    later = (outbox.c.consultation_id == row.consultation_id) & (outbox.c.id > row.id)
    queued = later & (outbox.c.kind == row.kind) & (outbox.c.state == QUEUED)
    ordered = select(outbox).where(queued).order_by(outbox.c.id)
    if row.bundle is not None:
        return list(connection.execute(ordered.where(outbox.c.bundle == row.bundle)))
    found = []
    for follower in connection.execute(ordered.limit(MOST_TOGETHER - 1)):
        delayed = follower.waits_for is None and follower.attempts == 0
        due = follower.next_attempt_at <= now or delayed
        if follower.bundle is not None or follower.quiet != row.quiet or not due:
            break
        # Whether it is still true is looked at when it is its turn.
        if follower.position == ANNOUNCEMENT:
            break
        found.append(follower)
    return found
