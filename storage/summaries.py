"""The summary of a consultation after new entries of its resident's: what waits, since when, and what to look at first.

Kept in the same transaction as the entries it sums up (storage/consultations.py).
"""

from sqlalchemy import BigInteger, Connection, bindparam, func, text, update

from storage.consultations import consultations
from storage.prepared import Prepared

_RECEIVED = Prepared(
    update(consultations)
    .where(consultations.c.id == bindparam("consultation"))
    .values(
        entries=consultations.c.entries + bindparam("added"),
        revision=consultations.c.revision + 1,
        intake_seq=consultations.c.intake_seq + bindparam("added"),
        intake_head=bindparam("record"),
        last_record=bindparam("record"),
        last_activity_at=bindparam("now"),
        waiting_since=text("COALESCE(waiting_since, :now)"),
        acknowledged_at=text("COALESCE(:acknowledged, acknowledged_at)").bindparams(
            bindparam("acknowledged", type_=BigInteger)
        ),
        flagged_at=text("COALESCE(flagged_at, :flagged)").bindparams(bindparam("flagged", type_=BigInteger)),
        reachable=True,
        silence_noticed_at=None,
    )
)


def note_received(
    connection: Connection,
    consultation: bytes,
    record: bytes,
    *,
    entries: int,
    now: int,
    acknowledged: bool,
    flagged: bool = False,
) -> None:
    """Sums up new entries from the resident, `record` being the last: they wait, and whoever writes can be reached.

    `flagged`: somebody should look at this one first. The first flag stays.
    """
    values = {
        "consultation": consultation,
        "added": entries,
        "record": record,
        "now": now,
        "acknowledged": now if acknowledged else None,
        "flagged": now if flagged else None,
    }
    _RECEIVED.later(connection, values)


def note_arrived(
    connection: Connection,
    consultation: bytes,
    record: bytes,
    *,
    entries: int,
    now: int,
    flagged: bool = False,
) -> None:
    """Sums up new entries that a room's resident has sealed, `record` being the last: as `note_received`, but no chain of the
    intake's has grown, and how LINE reaches them is another matter.
    """
    connection.execute(
        update(consultations)
        .where(consultations.c.id == consultation)
        .values(
            entries=consultations.c.entries + entries,
            revision=consultations.c.revision + 1,
            last_record=record,
            last_activity_at=now,
            waiting_since=func.coalesce(consultations.c.waiting_since, now),
            flagged_at=func.coalesce(consultations.c.flagged_at, now)
            if flagged
            else consultations.c.flagged_at,
            silence_noticed_at=None,
        )
    )


def note_appended(connection: Connection, consultation: bytes, record: bytes, *, entries: int) -> None:
    """Sums up new entries of the intake's that nobody waits to be answered for, `record` being the last."""
    connection.execute(
        update(consultations)
        .where(consultations.c.id == consultation)
        .values(
            entries=consultations.c.entries + entries,
            revision=consultations.c.revision + 1,
            intake_seq=consultations.c.intake_seq + entries,
            intake_head=record,
            last_record=record,
        )
    )


def flag(connection: Connection, consultation: bytes, *, now: int) -> bool:
    """Raises the flag. False when it is up already."""
    row = connection.execute(
        update(consultations)
        .where(consultations.c.id == consultation, consultations.c.flagged_at.is_(None))
        .values(flagged_at=now, revision=consultations.c.revision + 1)
        .returning(consultations.c.id)
    ).first()
    return row is not None


def lower_flag(connection: Connection, consultation: bytes) -> bool:
    """Somebody has looked; a next word that may point to danger raises it again. False when it is down already."""
    row = connection.execute(
        update(consultations)
        .where(consultations.c.id == consultation, consultations.c.flagged_at.is_not(None))
        .values(flagged_at=None, revision=consultations.c.revision + 1)
        .returning(consultations.c.id)
    ).first()
    return row is not None
