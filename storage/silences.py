"""Consultations in which nobody writes any more: who is to be told that it will be closed, and which are closed."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, false, not_, or_, select, update

from storage.consultations import IS_OPEN, consultations
from storage.desks import PRACTICE
from storage.outbox import FAILED, outbox

ANNOUNCEMENT = 0
"""The position in the outbox of what is no transcript entry, and whose delivery matters all the same."""

_DAY_MS = 24 * 3600 * 1000


class Silence(NamedTuple):
    """The moments (ms) by which a silence is judged at `now`.

    Nobody wrote since `announce`: the resident is told. Nobody wrote since `close`, and it was announced before
    `announced`, or its resident can't be reached: it is closed. An announcement that LINE did not take is made again each
    day, and not waited for any more when nobody wrote since `give_up`.
    """

    now: int
    announce: int
    close: int
    announced: int
    give_up: int


def to_announce(connection: Connection, silence: Silence) -> list[bytes]:
    """Open consultations whose resident can be told, and was not."""
    return _ids(connection, _untold(silence))


def announce(connection: Connection, consultation: bytes, silence: Silence) -> Row[Any] | None:
    """Notes that its resident is told now; the consultation, or None when somebody wrote or told them meanwhile."""
    return connection.execute(
        update(consultations)
        .where(consultations.c.id == consultation, _untold(silence))
        .values(silence_noticed_at=silence.now)
        .returning(*consultations.c)
    ).first()


def to_close(connection: Connection, silence: Silence) -> list[bytes]:
    """Open consultations whose silence is over."""
    return _ids(connection, _over(silence))


def hold_for_closure(connection: Connection, consultation: bytes, silence: Silence) -> Row[Any] | None:
    """The consultation, held until the commit; None when somebody wrote meanwhile."""
    wanted = select(consultations).where(consultations.c.id == consultation, _over(silence))
    return connection.execute(wanted.with_for_update()).first()


def _untold(silence: Silence) -> ColumnElement[bool]:
    again = and_(
        _newest(outbox.c.state == FAILED),
        consultations.c.silence_noticed_at <= silence.now - _DAY_MS,
        consultations.c.last_activity_at > silence.give_up,
    )
    return and_(
        IS_OPEN,
        consultations.c.desk != PRACTICE,
        consultations.c.last_activity_at <= silence.announce,
        consultations.c.reachable,
        or_(consultations.c.silence_noticed_at.is_(None), again),
    )


def _over(silence: Silence) -> ColumnElement[bool]:
    told = and_(
        consultations.c.silence_noticed_at <= silence.announced,
        or_(
            not_(_newest(or_(outbox.c.state == FAILED, outbox.c.waits_for.is_not(None)))),
            consultations.c.last_activity_at <= silence.give_up,
        ),
    )
    return and_(
        IS_OPEN,
        consultations.c.desk != PRACTICE,
        consultations.c.last_activity_at <= silence.close,
        or_(consultations.c.reachable == false(), told),
    )


def _newest(state: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the newest announcement is in that state. It may have failed, or wait for a quota or for its resident."""
    newest = and_(
        outbox.c.consultation_id == consultations.c.id,
        outbox.c.position == ANNOUNCEMENT,
        outbox.c.queued_at == consultations.c.silence_noticed_at,
    )
    return select(outbox.c.id).where(newest, state).exists()


def _ids(connection: Connection, wanted: ColumnElement[bool]) -> list[bytes]:
    rows = connection.execute(
        select(consultations.c.id).where(wanted).order_by(consultations.c.last_activity_at)
    )
    return [bytes(row.id) for row in rows]
