"""Who answers a consultation: taken by one, handed over to another, or given back to everybody at the desk."""

from sqlalchemy import Connection, case, update

from storage import generations, shred
from storage.consultations import IS_OPEN, consultations
from storage.holder import KeyHolder
from storage.roster import Trust
from storage.wrapsets import WrapSet


def claim(connection: Connection, consultation: bytes, kid: bytes, *, now: int) -> bool:
    """Assigns an unassigned open consultation; claiming one's own again changes nothing. False when it is another's."""
    row = connection.execute(
        update(consultations)
        .where(
            consultations.c.id == consultation,
            IS_OPEN,
            consultations.c.assignee.is_(None) | (consultations.c.assignee == kid),
        )
        .values(
            assignee=kid,
            assigned_at=case((consultations.c.assignee == kid, consultations.c.assigned_at), else_=now),
            revision=consultations.c.revision + 1,
        )
        .returning(consultations.c.id)
    ).first()
    return row is not None


def hand_over(connection: Connection, consultation: bytes, to: bytes | None, *, by: bytes, now: int) -> None:
    """From now on it is `to` who answers, or anybody when None; until they have, it is known who handed it over."""
    connection.execute(
        update(consultations)
        .where(consultations.c.id == consultation)
        .values(
            assignee=to,
            assigned_at=None if to is None else now,
            handed_by=by,
            handed_at=now,
            revision=consultations.c.revision + 1,
        )
    )


def readers(
    connection: Connection, kek: KeyHolder, trust: Trust, consultation: bytes, desk: str
) -> list[bytes]:
    """Who sits at its desk and can open all of it: each generation of its key is wrapped for them."""
    key = shred.open_key(connection, kek, consultation)
    wrapped = [
        WrapSet.from_json(key.unwrap("wrapset", generation, bytes(sealed))).wraps.keys()
        for generation, sealed in generations.wrapsets(connection, consultation)
    ]
    roster = trust.current
    seated = (kid for kid in roster.desks.get(desk, []) if roster.members[kid].role != "recovery")
    return [kid for kid in seated if all(kid in wraps for wraps in wrapped)]
