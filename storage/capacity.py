"""How full a desk is: who waits, how many were taken today, who sits at it now. Counts and times, never what is written."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from storage.consultations import IS_OPEN, consultations
from storage.sessions import sessions

HERE_MS = 5 * 60 * 1000
"""Whose page has asked for something within this time is taken to be there."""


class Load(NamedTuple):
    """`waiting_since` (ms): since when each resident waits for an answer, the longest first. `taken`: see `load`."""

    waiting_since: tuple[int, ...] = ()
    taken: int = 0

    @property
    def longest(self) -> int | None:
        return self.waiting_since[0] if self.waiting_since else None

    def late(self, within: int | None, *, now: int) -> int:
        """How many have waited longer than that (ms); 0 where no aim is set."""
        return sum(since < now - within for since in self.waiting_since) if within is not None else 0


def load(connection: Connection, desks: Iterable[str], *, since: int) -> dict[str, Load]:
    """How much each of these desks has to do. `taken`: consultations that somebody took since that moment (ms), and that are
    not destroyed yet; one that was handed over counts once."""
    wanted = list(desks)
    at_them = consultations.c.desk.in_(wanted)
    waiting: dict[str, list[int]] = {desk: [] for desk in wanted}
    for desk, began in connection.execute(
        select(consultations.c.desk, consultations.c.waiting_since)
        .where(at_them, IS_OPEN, consultations.c.waiting_since.is_not(None))
        .order_by(consultations.c.waiting_since)
    ):
        waiting[desk].append(began)
    taken = dict.fromkeys(wanted, 0)
    for desk, number in connection.execute(
        select(consultations.c.desk, func.count())
        .where(at_them, consultations.c.assigned_at >= since)
        .group_by(consultations.c.desk)
    ):
        taken[desk] = number
    return {desk: Load(tuple(waiting[desk]), taken[desk]) for desk in wanted}


def present(connection: Connection, *, now: int) -> set[bytes]:
    """Who has a page of the console open that asked for something within `HERE_MS`, by kid."""
    return {
        bytes(kid)
        for kid in connection.scalars(select(sessions.c.kid).where(sessions.c.seen_at > now - HERE_MS))
    }
