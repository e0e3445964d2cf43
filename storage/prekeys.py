"""Prekeys: case keys that a console prepared, so that the server never holds the key of a new consultation.

Each is a signed wrap set for exactly the members of its desk, kept under the staff's shred key until a new consultation takes
it. When the members change, those of before are of no use. Reasons: docs/decisions/prekeys.md.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    func,
    select,
)

from storage import audit, generations, shred, wrapsets
from storage.contexts import Rejected
from storage.database import metadata
from storage.dialect import insert_ignoring
from storage.genesis import Guest
from storage.inbound import check_wrapped_for
from storage.keystore import Keys
from storage.roster import Member, Trust
from storage.shred import ShredKey
from storage.wrapsets import WrapSet

TARGET = 50
"""How many each desk should have in store."""

prekeys = Table(
    "prekeys",
    metadata,
    Column("key_id", LargeBinary(16), primary_key=True),
    Column("desk", String(32), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
Index("ix_prekeys_desk", prekeys.c.desk, prekeys.c.made_at)


def add(
    connection: Connection, keys: Keys, trust: Trust, maker: bytes, made: Sequence[WrapSet], *, now: int
) -> int:
    """Stores what this member's console prepared, up to `TARGET` for each desk; returns how many.

    Raises `Rejected` for the first one that is not of theirs, of now, and for exactly the desk's members.
    """
    room = {desk: TARGET - stored for desk, stored in counts(connection, trust.current.desks).items()}
    case, stored = shred.open_key(connection, keys.kek, shred.STAFF), 0
    for wrapset in made:
        check_made(trust, wrapset, maker)
        if room[wrapset.desk] <= 0 or generations.is_used(connection, wrapset.key_id):
            continue
        row = {"key_id": wrapset.key_id, "desk": wrapset.desk, "epoch": wrapset.epoch, "made_at": now}
        sealed = case.wrap("prekey", _number(wrapset.key_id), wrapset.to_json())
        if insert_ignoring(connection, prekeys, row | {"sealed": sealed}):
            room[wrapset.desk] -= 1
            stored += 1
    return stored


def take(connection: Connection, keys: Keys, trust: Trust, desk: str, *, now: int) -> WrapSet | None:
    """The oldest one of this desk, used up; None when there is none left.

    It is verified before anything is sealed to it. A bad one is dropped, noted in the audit log, and the next is tried.
    """
    while (row := _pop(connection, desk)) is not None:
        key_id, sealed = row
        try:
            case = shred.open_key(connection, keys.kek, shred.STAFF)
            return _proven(connection, trust, case, desk, key_id, sealed)
        except Rejected as refused:
            audit.note(connection, keys, "prekey-refused", now=now, why=refused.code)
    return None


def counts(connection: Connection, desks: Collection[str] | Mapping[str, object]) -> dict[str, int]:
    """How many are in store for each of these desks."""
    rows = connection.execute(select(prekeys.c.desk, func.count().label("stored")).group_by(prekeys.c.desk))
    stored = {row.desk: int(row.stored) for row in rows}
    return {desk: stored.get(desk, 0) for desk in desks}


def is_stored(connection: Connection, key_id: bytes) -> bool:
    """Whether one of this id waits for its consultation."""
    return connection.execute(select(prekeys.c.key_id).where(prekeys.c.key_id == key_id)).first() is not None


def discard(connection: Connection, desks: Collection[str]) -> None:
    """For desks whose members have changed."""
    connection.execute(delete(prekeys).where(prekeys.c.desk.in_(list(desks))))


def check_made(
    trust: Trust, wrapset: WrapSet, maker: bytes, guest: Guest | None = None, *, inside: bool = False
) -> Member:
    """What every wrap set must be that a console hands in now: by this member, of the newest roster, for exactly the desk.

    In a room (`guest`) it is for its resident too, unless it is to stay inside. Rejected "sender", "stale", "not-entitled",
    and whatever `accept_wrapset` raises.
    """
    if wrapset.creator != maker:
        raise Rejected("sender", "made by somebody else")
    if wrapset.epoch != trust.epoch:
        raise Rejected("stale", "made by an older roster")
    member = wrapsets.accept_wrapset(trust, wrapset, guest)
    check_wrapped_for(trust, wrapset, None if inside else guest)
    return member


def _proven(
    connection: Connection, trust: Trust, case: ShredKey, desk: str, key_id: bytes, sealed: bytes
) -> WrapSet:
    wrapset = WrapSet.from_json(case.unwrap("prekey", _number(key_id), sealed))
    if (wrapset.key_id, wrapset.desk) != (key_id, desk):
        raise Rejected("outer", "in another's place")
    creator = wrapsets.accept_wrapset(trust, wrapset)
    if creator.role == "intake":
        raise Rejected("sender", "the server prepares none")
    check_wrapped_for(trust, wrapset, None)
    if wrapset.epoch < trust.changed_epoch(desk):
        raise Rejected("stale", "made before the members changed")
    if generations.is_used(connection, key_id):
        raise Rejected("key-reuse")
    return wrapset


def _pop(connection: Connection, desk: str) -> tuple[bytes, bytes] | None:
    """SKIP LOCKED, so that two new consultations at once take two; SQLite has one writer at a time."""
    oldest = (
        select(prekeys.c.key_id)
        .where(prekeys.c.desk == desk)
        .order_by(prekeys.c.made_at, prekeys.c.key_id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    popped = delete(prekeys).where(prekeys.c.key_id == oldest)
    row = connection.execute(popped.returning(prekeys.c.key_id, prekeys.c.sealed)).first()
    return (bytes(row.key_id), bytes(row.sealed)) if row else None


def _number(key_id: bytes) -> int:
    return int.from_bytes(key_id[:8], "big")
