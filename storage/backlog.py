"""How the line to LINE stands, in counts and times: what waits to be handed over, what was given up, what came last.

No row of it says whose words they are.
"""

from typing import NamedTuple

from sqlalchemy import Connection, Text, case, cast, func, or_, select

from storage.claims import COUNTED
from storage.outbox import FAILED, HELD, QUEUED, SPOKEN, outbox
from storage.receipts import receipts
from storage.silences import ANNOUNCEMENT

NEXT_IN_TURN = "turn"
"""Words that wait for nothing but their turn."""

REASONS = (NEXT_IN_TURN, "quota", "hours", "ask")


class Waiting(NamedTuple):
    """How many words wait for the same thing; `since` is when (ms) the first of them was written, None when there are none."""

    number: int
    since: int | None


def waiting(connection: Connection) -> dict[str, Waiting]:
    """What is not handed over yet, by what it waits for: every one of `REASONS`."""
    reason = func.coalesce(cast(outbox.c.waits_for, Text), NEXT_IN_TURN)
    rows = connection.execute(
        select(reason, func.count(), func.min(outbox.c.queued_at))
        .where(outbox.c.state.in_((QUEUED, HELD)), outbox.c.kind.in_(SPOKEN))
        .group_by(outbox.c.waits_for)
    )
    found = {str(why): Waiting(int(number), int(since)) for why, number, since in rows}
    return {why: found.get(why, Waiting(0, None)) for why in REASONS}


def will_count(connection: Connection) -> dict[str, int]:
    """How many of each kind that counts at LINE are still to be handed over, held ones too."""
    rows = connection.execute(
        select(outbox.c.kind, func.count())
        .where(outbox.c.state.in_((QUEUED, HELD)), outbox.c.kind.in_(COUNTED))
        .group_by(outbox.c.kind)
    )
    counted = {str(kind): int(number) for kind, number in rows}
    return {kind: counted.get(kind, 0) for kind in COUNTED}


def fetching(connection: Connection) -> Waiting:
    """Pictures, voices and files that residents sent and that are not fetched yet."""
    wanted = select(func.count(), func.min(outbox.c.queued_at))
    number, since = connection.execute(wanted.where(outbox.c.state == QUEUED, outbox.c.kind == "fetch")).one()
    return Waiting(int(number), since)


def given_up(connection: Connection, *, since: int) -> dict[str, int]:
    """How many words to residents were given up since a moment (ms), by reason: the frequent ones first.

    When that was is taken from the time of the last attempt, or of the end of their time. What was erased with its
    consultation is not counted any more; nor is an announcement, which is made anew by itself.
    """
    at = case((outbox.c.reason == "expired", outbox.c.expires_at), else_=outbox.c.next_attempt_at)
    rows = connection.execute(
        select(outbox.c.reason, func.count().label("number"))
        .where(outbox.c.state == FAILED, outbox.c.kind.in_(SPOKEN), outbox.c.position != ANNOUNCEMENT)
        .where(or_(at >= since, outbox.c.queued_at >= since))
        .group_by(outbox.c.reason)
        .order_by(func.count().desc(), outbox.c.reason)
    )
    return {str(row.reason): int(row.number) for row in rows}


def last_event(connection: Connection) -> int | None:
    """When (ms) LINE's last webhook event came; None when none is remembered."""
    found = connection.scalar(select(func.max(receipts.c.received_at)))
    return int(found) if found is not None else None
