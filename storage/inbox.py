"""The inbox: which consultations a member of staff may see. Fetching is authorising, so the rule stands in the query.

A supervisor also sees that there are lines of their desks which they can't open; such a line says who answers, and no more
can be fetched of it.
"""

from collections import namedtuple
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, false, func, or_, select, true, tuple_

from storage import blocks
from storage.checks import checks
from storage.co_readings import co_readings, stands
from storage.consultations import IS_OPEN, OPEN, consultations
from storage.contexts import digest
from storage.desks import PRACTICE
from storage.rooms import rooms

LONGEST = 5000
"""Lines that a page can show; closed ones come last, so that they are the ones cut off."""

UNDER_WAY = ("asked", "agreed", "declined")

_SEALED = ("sealed_genesis", "sealed_address", "intake_head", "last_record")
_LINE = [column for column in consultations.c if column.name not in _SEALED]
# Of SQLAlchemy's rows each name is looked up anew: with thirty names and 2,000 lines that was a quarter of the whole answer.
_Line = namedtuple("_Line", [*(column.name for column in _LINE), "readable"])  # type: ignore[misc]  # its names are the table's


def visible(
    connection: Connection,
    kid: bytes,
    desks: Iterable[str],
    *,
    oversees: Iterable[str] = (),
    now: int,
    longest: int = LONGEST,
) -> list[Any]:
    """What this member of these desks may see, the longest waiting first, closed last: each with the names of `consultations`, and `readable`.

    A line of the desks they oversee that they can't open comes with `readable` false. Nothing sealed is in the rows.
    """
    wanted = _lines(kid, desks, oversees, now, *_LINE)
    rows = connection.execute(
        wanted.order_by(
            consultations.c.state.desc(),
            consultations.c.waiting_since.is_(None),
            consultations.c.waiting_since,
            consultations.c.last_activity_at.desc(),
        ).limit(longest)
    )
    return [_Line(*row) for row in rows]


def mark(
    connection: Connection, kid: bytes, desks: Iterable[str], *, oversees: Iterable[str] = (), now: int
) -> bytes:
    """32 bytes that change when a line of `visible` comes, goes or has something new, and with who reads along or is blocked.

    Much cheaper than the lines themselves: this is what an open page asks for each second.
    """
    columns = (consultations.c.id, consultations.c.revision)
    lines = connection.execute(_lines(kid, desks, oversees, now, *columns).order_by(consultations.c.id))
    present = readers(connection, now=now)
    said = [b"%b%d.%d" % (bytes(owner), revision, readable) for owner, revision, readable in lines]
    said += [b"%b%b%d" % (owner, kid, since) for owner, along in present.items() for kid, since in along]
    said += sorted(blocks.blocked_until(connection, now=now))
    return digest(b"".join(said))


def find_visible(
    connection: Connection,
    kid: bytes,
    desks: Iterable[str],
    consultation: bytes,
    *,
    now: int,
    hold: bool = False,
) -> Row[Any] | None:
    """One consultation that they may open, or None. `hold` keeps it from changing until the commit."""
    query = select(consultations).where(consultations.c.id == consultation, _may_see(kid, desks, now))
    return connection.execute(query.with_for_update() if hold else query).first()


def find_overseen(
    connection: Connection, desks: Iterable[str], consultation: bytes, *, hold: bool = False
) -> Row[Any] | None:
    """One consultation of these desks, whoever answers it, or None: for who looks after them, before they read along."""
    query = select(consultations).where(
        consultations.c.id == consultation, consultations.c.desk.in_(list(desks))
    )
    return connection.execute(query.with_for_update() if hold else query).first()


def readers(connection: Connection, *, now: int) -> dict[bytes, list[tuple[bytes, int]]]:
    """Who reads along at this moment, by consultation: (kid, since), the longest first."""
    found: dict[bytes, list[tuple[bytes, int]]] = {}
    columns = (co_readings.c.consultation_id, co_readings.c.kid, co_readings.c.since)
    for owner, kid, since in connection.execute(
        select(*columns).where(stands(now)).order_by(co_readings.c.since, co_readings.c.kid)
    ):
        found.setdefault(bytes(owner), []).append((bytes(kid), since))
    return found


def checks_under_way(connection: Connection) -> dict[bytes, str]:
    """ "asked", "agreed" or "declined" by consultation: the newest check, while its answer has not been sent or changed."""
    still_open = select(consultations.c.id).where(IS_OPEN)
    rows = connection.execute(
        select(checks.c.consultation_id, checks.c.state)
        .where(checks.c.state.in_(UNDER_WAY), checks.c.consultation_id.in_(still_open))
        .order_by(checks.c.asked_at)
    )
    return {bytes(owner): state for owner, state in rows}


def contested(connection: Connection) -> dict[bytes, int]:
    """Of rooms whose link was opened in a second browser: when (ms), by consultation."""
    rows = connection.execute(
        select(rooms.c.consultation_id, rooms.c.contested_at).where(rooms.c.contested_at.is_not(None))
    )
    return {bytes(owner): at for owner, at in rows}


def count_waiting(connection: Connection) -> int:
    """How many residents wait for an answer, at all desks but the one for practice."""
    real = consultations.c.desk != PRACTICE
    waiting = select(func.count()).where(consultations.c.waiting_since.is_not(None), real)
    return int(connection.scalars(waiting).one())


def _lines(
    kid: bytes, desks: Iterable[str], oversees: Iterable[str], now: int, *columns: ColumnElement[Any]
) -> Select[Any]:
    ways, overseen = _ways(kid, desks, now), list(oversees)
    if not overseen:
        return select(*columns, true().label("readable")).where(or_(*ways))
    at_overseen = consultations.c.desk.in_(overseen)
    return select(*columns, func.coalesce(or_(*ways), false()).label("readable")).where(
        or_(*ways, at_overseen)
    )


def _may_see(kid: bytes, desks: Iterable[str], now: int) -> ColumnElement[bool]:
    return or_(*_ways(kid, desks, now))


def _ways(kid: bytes, desks: Iterable[str], now: int) -> list[ColumnElement[bool]]:
    """At a desk of theirs: what is assigned to them, what is open and waits for anybody, and what they were asked into.

    Each whole, so that each is found by an index of its own, and nobody looks at all that a desk has closed.
    """
    theirs = list(desks)
    at_theirs = consultations.c.desk.in_(theirs)
    # The same, but not by the index of desks: few are read along with or asked for, and those are found first.
    also_theirs = func.coalesce(consultations.c.desk, "").in_(theirs)
    reads_along = select(co_readings.c.consultation_id).where(co_readings.c.kid == kid, stands(now))
    is_asked = checks.c.state == "asked"
    asked = select(checks.c.consultation_id).where(is_asked)
    # By who still answers it: what changed hands or ended meanwhile is nobody's to look at.
    by_assignee = select(checks.c.consultation_id, checks.c.asked_by).where(is_asked)
    return [
        and_(at_theirs, consultations.c.assignee == kid),
        and_(at_theirs, IS_OPEN, consultations.c.assignee.is_(None)),
        and_(also_theirs, consultations.c.id.in_(reads_along)),
        and_(
            also_theirs,
            consultations.c.id.in_(asked),
            tuple_(consultations.c.id, consultations.c.assignee).in_(by_assignee),
            func.coalesce(consultations.c.state, "") == OPEN,
        ),
    ]
