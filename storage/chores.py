"""Key work that is due: which consultations must be wrapped anew for their desk's members, and which need a new key.

Found by columns alone; only what is listed is opened. A console does the work in the background, for every consultation of
its desks, whoever is assigned. Reasons: docs/decisions/prekeys.md.
"""

import json
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, func, or_, select

from storage import generations, prekeys, shred
from storage.consultations import OPEN, consultations
from storage.contexts import Rejected
from storage.generations import Generation, case_keys
from storage.keystore import KekFile, Keys
from storage.roster import Trust
from storage.shred import ShredKey
from storage.wrapsets import WrapSet

MOST = 50
"""How much is listed at once."""


class Chore(NamedTuple):
    """One generation of one consultation, with its present wrap set in its transport form."""

    consultation: bytes
    generation: int
    desk: str
    wrapset: dict[str, Any]

    def lacks(self, trust: Trust) -> list[bytes]:
        """Members of the desk who have no wrap yet."""
        return [
            kid for kid, _ in trust.current.desk_members(self.desk) if kid.hex() not in self.wrapset["wraps"]
        ]


class Superseded(Exception):
    """The work has been done by somebody else, or is not to be done any more."""


def to_rewrap(
    connection: Connection, kek: KekFile, trust: Trust, holder: bytes, desks: Collection[str]
) -> list[Chore]:
    """Keys whose wraps are not for exactly the members of now, and that this holder can open; the oldest first.

    Wraps are for exactly those who sat at the desk in their epoch. So the holder has one where they sat there then.
    """
    due = [
        and_(
            consultations.c.desk == desk,
            case_keys.c.epoch < trust.changed_epoch(desk),
            case_keys.c.epoch.in_(_epochs_at(trust, desk, holder)),
        )
        for desk in desks
    ]
    return list(_opened(connection, kek, or_(*due))) if due else []


def to_rotate(connection: Connection, kek: KekFile, trust: Trust, desks: Collection[str]) -> list[Chore]:
    """Open consultations whose newest key the server once held, or somebody who has left the desk; the oldest first."""
    newest = (
        select(func.max(case_keys.c.generation))
        .where(case_keys.c.consultation_id == consultations.c.id)
        .correlate(consultations)
        .scalar_subquery()
    )
    known = [
        and_(
            consultations.c.desk == desk,
            or_(case_keys.c.server_made, case_keys.c.made_epoch < trust.removed_epoch(desk)),
        )
        for desk in desks
    ]
    ours = and_(consultations.c.state == OPEN, case_keys.c.generation == newest, or_(*known))
    return list(_opened(connection, kek, ours)) if known else []


def find_at(connection: Connection, desks: Collection[str], consultation: bytes) -> Row[Any] | None:
    """A consultation of one of these desks, whoever is assigned; held against other writers until the commit."""
    wanted = select(consultations).where(
        consultations.c.id == consultation, consultations.c.desk.in_(list(desks))
    )
    return connection.execute(wanted.with_for_update()).first()


def accept(
    connection: Connection,
    keys: Keys,
    trust: Trust,
    consultation: Row[Any],
    number: int,
    wrapset: WrapSet,
    *,
    maker: bytes,
) -> bool:
    """Stores a wrap set that this member's console made: the next generation (True), or other wraps for one that is there.

    Raises `Rejected` for what is not of theirs, of now and for exactly the desk, or for a key that is not the one it should be;
    `Superseded` for a generation that is not due.
    """
    owner = bytes(consultation.id)
    if wrapset.desk != consultation.desk:
        raise Rejected("not-entitled", "of another desk")
    prekeys.check_made(trust, wrapset, maker)
    case, present = shred.open_key(connection, keys.kek, owner), dict(generations.all_of(connection, owner))
    if number == max(present) + 1:
        _add(connection, case, trust, consultation, present, wrapset)
        return True
    if number not in present or present[number].epoch >= trust.changed_epoch(wrapset.desk):
        raise Superseded
    before = _unwrapped(case, number, present[number].sealed)
    if (before.key_id, before.case_pk) != (wrapset.key_id, wrapset.case_pk):
        raise Rejected("key-mismatch", "not the same key")
    sealed = case.wrap("wrapset", number, wrapset.to_json())
    generations.rewrap(connection, owner, number, sealed, epoch=wrapset.epoch)
    return False


def _add(
    connection: Connection,
    case: ShredKey,
    trust: Trust,
    consultation: Row[Any],
    present: dict[int, Generation],
    wrapset: WrapSet,
) -> None:
    newest = present[max(present)]
    due = newest.server_made or newest.made_epoch < trust.removed_epoch(wrapset.desk)
    if consultation.state != OPEN or not due:
        raise Superseded
    if any(_unwrapped(case, n, one.sealed).case_pk == wrapset.case_pk for n, one in present.items()):
        raise Rejected("key-reuse", "not a new key")
    number = max(present) + 1
    sealed = case.wrap("wrapset", number, wrapset.to_json())
    made = Generation(wrapset.key_id, sealed, wrapset.epoch, wrapset.epoch, server_made=False)
    if prekeys.is_stored(connection, wrapset.key_id):
        raise Rejected("key-reuse")
    if not generations.add_if_new(connection, case.owner, number, made):
        raise Rejected("key-reuse")


def _opened(connection: Connection, kek: KekFile, wanted: Any) -> Iterator[Chore]:
    rows = connection.execute(
        select(
            consultations.c.id,
            consultations.c.desk,
            case_keys.c.generation,
            case_keys.c.sealed.label("wraps"),
        )
        .join(case_keys, case_keys.c.consultation_id == consultations.c.id)
        .where(wanted)
        .order_by(consultations.c.opened_at, consultations.c.id, case_keys.c.generation)
        .limit(MOST)
    ).all()
    for row in rows:
        case = shred.open_key(connection, kek, bytes(row.id))
        stored = case.unwrap("wrapset", row.generation, bytes(row.wraps))
        yield Chore(case.owner, row.generation, row.desk, json.loads(stored))


def _unwrapped(case: ShredKey, number: int, sealed: bytes) -> WrapSet:
    return WrapSet.from_json(case.unwrap("wrapset", number, sealed))


def _epochs_at(trust: Trust, desk: str, kid: bytes) -> list[int]:
    return [epoch for epoch, roster in trust.rosters.items() if roster.sits_at(desk, kid)]
