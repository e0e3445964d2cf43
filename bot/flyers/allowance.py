"""How many of the month's pushes mailings may use: what people have asked for in need comes before what is new.

The reserve is a quarter of the quota, or what the whole last month needed for answers and reminders where that is more. It is not
used up as the month goes on: the last evening of a month must find as much of it as the first.
"""

from typing import NamedTuple

from sqlalchemy import Connection

from bot import gauge
from storage import backlog, claims, quota, totals
from storage.quota import Reading

PART = 4
STALE_MS = 2 * gauge.EVERY_MS
"""Figures of LINE's that are older tell nothing: the clock asks for them twice as often."""


class Allowance(NamedTuple):
    """`left`: so many more may go now (None: as many as one likes). `reserve`: so many are kept (None: there is no limit)."""

    left: int | None
    reserve: int | None


def now_left(connection: Connection, *, now: int) -> Allowance | None:
    """None while nobody knows: LINE has not told its figures, or not lately.

    They lag behind, so that what we have counted ourselves this month is believed where it is more. What waits in the outbox counts as
    used, also when five of its rows may go as one.
    """
    reading = quota.newest(connection)
    if reading is None or not 0 <= now - reading.read_at <= STALE_MS:
        return None
    if reading.quota is None:
        return Allowance(None, None)
    month, before = (totals.month_of(at, gauge.JAPAN) for at in (now, gauge.month_of(now) - 1))
    counted = totals.of_months(connection, {month, before}, ["pushed"])
    kept = max(-(-reading.quota // PART), counted[before].get(("pushed", "words"), 0))
    return Allowance(max(0, _unused(connection, reading, sum(counted[month].values())) - kept), kept)


def count(connection: Connection, kind: str, *, now: int) -> None:
    """LINE has accepted a push of this kind of the outbox."""
    item = "news" if kind == claims.NEWS else "words"
    totals.count(connection, "pushed", item, now=now, timezone=gauge.JAPAN)


def _unused(connection: Connection, reading: Reading, counted: int) -> int:
    if reading.spent_at is not None or reading.quota is None:
        return 0
    return reading.quota - max(reading.used, counted) - sum(backlog.will_count(connection).values())
