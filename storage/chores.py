"""Key work that is due: which consultations must be wrapped anew for their desk's members, and which need a new key.

In a room there are two kinds of keys, each with generations of its own: one that the resident has too, and one for what stays
inside the desk. Which of the two a wrap set is shows in its wraps; for whom a room's key is, in its resident's own first page.
Found by columns alone; only what is listed is opened. A console does the work in the background, for every consultation of
its desks, whoever is assigned. Reasons: docs/decisions/prekeys.md.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, false, func, or_, select

from storage import generations, prekeys, shred
from storage.casekeys import guest_of
from storage.consultations import IS_OPEN, OPEN, consultations
from storage.contexts import Rejected
from storage.generations import Generation, case_keys
from storage.genesis import TALK
from storage.holder import KeyHolder
from storage.keystore import Keys
from storage.roster import Trust
from storage.shred import ShredKey
from storage.wrapsets import WrapSet, is_inside

MOST = 50
"""How much is listed at once."""

MOST_INSIDE = 200
"""Keys of one room for what stays inside its desk."""


class Chore(NamedTuple):
    """One generation of one consultation, with its present wrap set, and a room's first page, in their transport form."""

    consultation: bytes
    generation: int
    desk: str
    wrapset: dict[str, Any]
    genesis: dict[str, Any] | None

    def lacks(self, trust: Trust) -> list[bytes]:
        """Members of the desk who have no wrap yet."""
        return [
            kid for kid, _ in trust.current.desk_members(self.desk) if kid.hex() not in self.wrapset["wraps"]
        ]


class Superseded(Exception):
    """The work has been done by somebody else, or is not to be done any more."""


def to_rewrap(
    connection: Connection, kek: KeyHolder, trust: Trust, holder: bytes, desks: Collection[str]
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


def to_rotate(connection: Connection, kek: KeyHolder, trust: Trust, desks: Collection[str]) -> list[Chore]:
    """Open consultations whose newest key the server once held, or somebody who has left the desk; the oldest first.

    Not of what stays inside: the next key for that is made by whoever writes something down next.
    """
    newest = (
        select(func.max(case_keys.c.generation))
        .where(case_keys.c.consultation_id == consultations.c.id, case_keys.c.inside == false())
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
    ours = and_(IS_OPEN, case_keys.c.generation == newest, or_(*known))
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

    Raises `Rejected` for what is not of theirs, of now and for exactly who is to read, or for a key that is not the one it
    should be; `Superseded` for a generation that is not due.
    """
    work = _Work.on(connection, keys, trust, consultation, wrapset, maker)
    if number == max(work.present) + 1:
        work.require_due(consultation)
        work.add()
        return True
    if number not in work.present or work.present[number].epoch >= trust.changed_epoch(wrapset.desk):
        raise Superseded
    work.rewrap(number)
    return False


def accept_next(
    connection: Connection,
    keys: Keys,
    trust: Trust,
    consultation: Row[Any],
    follows: int,
    wrapset: WrapSet,
    *,
    maker: bytes,
) -> int:
    """Stores the generation after `follows` and returns its number. `Superseded` unless that is the newest, and a next one is due;
    `Rejected` as `accept` raises it.
    """
    work = _Work.on(connection, keys, trust, consultation, wrapset, maker)
    if work.require_due(consultation) is not work.present.get(follows):
        raise Superseded
    return work.add()


def accept_inside(
    connection: Connection,
    keys: Keys,
    trust: Trust,
    consultation: Row[Any],
    wrapset: WrapSet,
    *,
    maker: bytes,
) -> int:
    """Stores a new key of a room for what stays inside the desk, and returns its number.

    Whoever writes something down may make one, also after the end: a console uses its own, or one that a colleague has used in
    this room before, whatever the server says. "not-entitled" for a key of which the resident has a wrap; `Superseded` after many.
    """
    work = _Work.on(connection, keys, trust, consultation, wrapset, maker)
    if not work.inside:
        raise Rejected("not-entitled", "not for the desk alone")
    if sum(one.inside for one in work.present.values()) >= MOST_INSIDE:
        raise Superseded
    return work.add()


def is_stale(trust: Trust, desk: str, newest: Generation) -> bool:
    """Whether nothing more is to be sealed to it: the server once held it, or somebody who has left the desk."""
    return newest.server_made or newest.made_epoch < trust.removed_epoch(desk)


@dataclass(frozen=True)
class _Work:
    """A wrap set that was handed in, found to be what it must be, and the generations that stand."""

    connection: Connection
    case: ShredKey
    trust: Trust
    wrapset: WrapSet
    present: dict[int, Generation]
    inside: bool

    @classmethod
    def on(
        cls,
        connection: Connection,
        keys: Keys,
        trust: Trust,
        consultation: Row[Any],
        wrapset: WrapSet,
        maker: bytes,
    ) -> "_Work":
        if wrapset.desk != consultation.desk:
            raise Rejected("not-entitled", "of another desk")
        case = shred.open_key(connection, keys.kek, bytes(consultation.id))
        guest = guest_of(connection, case, trust)
        inside = is_inside(wrapset, guest)
        prekeys.check_made(trust, wrapset, maker, guest, inside=inside)
        present = dict(generations.all_of(connection, case.owner))
        return cls(connection, case, trust, wrapset, present, inside)

    def require_due(self, consultation: Row[Any]) -> Generation:
        """The newest key, which a next one of the same kind may follow now; `Superseded` otherwise."""
        newest = max((n, one) for n, one in self.present.items() if not one.inside)[1]
        if self.inside or consultation.state != OPEN or not is_stale(self.trust, self.wrapset.desk, newest):
            raise Superseded
        return newest

    def add(self) -> int:
        new, number = self.wrapset, max(self.present) + 1
        if any(self._stored(n).case_pk == new.case_pk for n in self.present):
            raise Rejected("key-reuse", "not a new key")
        sealed = self.case.wrap("wrapset", number, new.to_json())
        made = Generation(new.key_id, sealed, new.epoch, new.epoch, server_made=False, inside=self.inside)
        if prekeys.is_stored(self.connection, new.key_id):
            raise Rejected("key-reuse")
        if not generations.add_if_new(self.connection, self.case.owner, number, made):
            raise Rejected("key-reuse")
        return number

    def rewrap(self, number: int) -> None:
        before = self._stored(number)
        if self.present[number].inside != self.inside:
            raise Rejected("not-entitled", "not for who has it")
        if (before.key_id, before.case_pk) != (self.wrapset.key_id, self.wrapset.case_pk):
            raise Rejected("key-mismatch", "not the same key")
        sealed = self.case.wrap("wrapset", number, self.wrapset.to_json())
        generations.rewrap(self.connection, self.case.owner, number, sealed, epoch=self.wrapset.epoch)

    def _stored(self, number: int) -> WrapSet:
        return WrapSet.from_json(self.case.unwrap("wrapset", number, self.present[number].sealed))


def _opened(connection: Connection, kek: KeyHolder, wanted: Any) -> Iterator[Chore]:
    rows = connection.execute(
        select(
            consultations.c.id,
            consultations.c.desk,
            consultations.c.lane,
            consultations.c.sealed_genesis,
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
        page = case.unwrap("genesis", 0, bytes(row.sealed_genesis)) if row.lane != TALK else b"null"
        yield Chore(case.owner, row.generation, row.desk, json.loads(stored), json.loads(page))


def _epochs_at(trust: Trust, desk: str, kid: bytes) -> list[int]:
    return [epoch for epoch, roster in trust.rosters.items() if roster.sits_at(desk, kid)]
