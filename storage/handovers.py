"""What passes from one person to another: the consultations they answer for, and what nobody else could read without them; and from
somebody's old keys to their new ones.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select, update

from storage import shred
from storage.blocks import blocks
from storage.consultations import IS_OPEN, consultations
from storage.generations import case_keys
from storage.holder import KeyHolder
from storage.holds import holds
from storage.referrals import referrals
from storage.reports import reports
from storage.roster import Trust
from storage.visit_clerks import visit_clerks
from storage.wrapsets import WrapSet

_OWN = (holds.c.asked_by, blocks.c.asked_by, referrals.c.added_by, reports.c.drafted_by, visit_clerks.c.kid)
"""What stays somebody's own, whatever their keys."""


class Left(NamedTuple):
    """A consultation that somebody's leaving would touch. `readers` are the people who stay and can open all of it."""

    id: bytes
    desk: str
    state: str
    due_at: int | None
    assigned: bool
    readers: list[bytes]


def hand_over(
    connection: Connection, from_kid: bytes, to_kid: bytes | None, *, desks: Iterable[str] | None = None
) -> None:
    """What one person answers for becomes another's, at these desks or everywhere; for None, open ones wait for anybody."""
    theirs = consultations.c.assignee == from_kid
    if desks is not None:
        theirs = and_(theirs, consultations.c.desk.in_(list(desks)))
    # Closed ones too: one that is being opened again at this moment is open by then. In the order in which a purge holds them.
    order = (consultations.c.wish_at.is_(None), consultations.c.due_at, consultations.c.id)
    connection.execute(select(consultations.c.id).where(theirs).order_by(*order).with_for_update()).all()
    if to_kid is None:
        theirs = and_(theirs, IS_OPEN)
    changed = {"assignee": to_kid, "revision": consultations.c.revision + 1}
    connection.execute(update(consultations).where(theirs).values(changed))


def keep_own(connection: Connection, old: bytes, new: bytes) -> None:
    """The same person under new keys: they work for the same places, and are no second person for what they asked for themselves."""
    for column in _OWN:
        connection.execute(update(column.table).where(column == old).values({column: new}))


def left_by(connection: Connection, kek: KeyHolder, trust: Trust, kid: bytes) -> list[Left]:
    """What is assigned to this person, and what nobody who stays can read; the oldest first. Opens only stale wrap sets."""
    roster = trust.current
    staying = {
        desk: [k for k in kids if k != kid and roster.members[k].role != "recovery"]
        for desk, kids in roster.desks.items()
    }
    desks = [desk for desk in roster.desks if roster.sits_at(desk, kid)]
    rows = connection.execute(
        select(consultations, case_keys.c.generation, case_keys.c.epoch, case_keys.c.sealed.label("wraps"))
        .join(case_keys, case_keys.c.consultation_id == consultations.c.id)
        .where(or_(consultations.c.assignee == kid, consultations.c.desk.in_(desks)))
        .order_by(consultations.c.opened_at, consultations.c.id)
    )
    found: dict[bytes, Left] = {}
    for row in rows:
        owner = bytes(row.id)
        assigned = row.assignee is not None and bytes(row.assignee) == kid
        fresh = Left(owner, row.desk, row.state, row.due_at, assigned, staying[row.desk])
        one = found.setdefault(owner, fresh)
        if row.epoch < trust.changed_epoch(row.desk):
            wrapped = _wrapped_for(connection, kek, owner, row.generation, bytes(row.wraps))
            found[owner] = one._replace(readers=[reader for reader in one.readers if reader in wrapped])
    return [one for one in found.values() if one.assigned or not one.readers]


def _wrapped_for(
    connection: Connection, kek: KeyHolder, owner: bytes, generation: int, sealed: bytes
) -> set[bytes]:
    stored = shred.open_key(connection, kek, owner).unwrap("wrapset", generation, sealed)
    return set(WrapSet.from_json(stored).wraps)
