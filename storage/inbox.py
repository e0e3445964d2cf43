"""The inbox: which consultations a member of staff may see. Fetching is authorising, so the rule stands in the query."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from storage.consultations import OPEN, consultations

LONGEST = 200
"""Lines that a page can show; closed ones come last, so that they are the ones cut off."""


def visible(connection: Connection, kid: bytes, desks: Iterable[str]) -> list[Row[Any]]:
    """What this member of these desks may see, the longest waiting first, closed last."""
    rows = connection.execute(
        select(consultations)
        .where(_may_see(kid, desks))
        .order_by(
            consultations.c.state.desc(),
            consultations.c.waiting_since.is_(None),
            consultations.c.waiting_since,
            consultations.c.last_activity_at.desc(),
        )
        .limit(LONGEST)
    )
    return list(rows.all())


def find_visible(
    connection: Connection, kid: bytes, desks: Iterable[str], consultation: bytes, *, hold: bool = False
) -> Row[Any] | None:
    """One consultation by the same rule, or None. `hold` keeps it from changing until the commit."""
    query = select(consultations).where(consultations.c.id == consultation, _may_see(kid, desks))
    return connection.execute(query.with_for_update() if hold else query).first()


def count_waiting(connection: Connection) -> int:
    """How many residents wait for an answer, at all desks."""
    waiting = select(func.count()).where(consultations.c.waiting_since.is_not(None))
    return int(connection.scalars(waiting).one())


def _may_see(kid: bytes, desks: Iterable[str]) -> ColumnElement[bool]:
    """At a desk of theirs: what is assigned to them, and what is open and waits for anybody."""
    unassigned = and_(consultations.c.assignee.is_(None), consultations.c.state == OPEN)
    return and_(consultations.c.desk.in_(list(desks)), or_(consultations.c.assignee == kid, unassigned))
