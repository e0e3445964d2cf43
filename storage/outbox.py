"""The outbox: what still has to be handed to LINE. A body lives here sealed, and only until LINE has accepted it.

The body is sealed under the courier key, which lies outside the database; what belongs to a consultation is wrapped once
more under its shred key, so that a purge ends it too. States: queued → accepted, or queued → failed with a reason.
"""

import json
import uuid
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    and_,
    bindparam,
    delete,
    false,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from storage import sealing, shred
from storage.contexts import ctx
from storage.database import metadata
from storage.keystore import KekFile

QUEUED, ACCEPTED, FAILED = "queued", "accepted", "failed"
LEASE_MS = 20_000
"""How long a claim is good for: longer than both timeouts of a call to LINE, short enough for a reply token."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("consultation_id", LargeBinary(16)),
    Column("position", Integer),
    Column("body_id", LargeBinary(16), nullable=False),
    Column("sealed", LargeBinary),
    Column("retry_key", String(36), nullable=False),
    Column("state", String(8), nullable=False),
    Column("reason", String(16)),
    Column("attempts", Integer, nullable=False),
    Column("queued_at", BigInteger, nullable=False),
    Column("next_attempt_at", BigInteger, nullable=False),
    Column("claimed_until", BigInteger),
    Column("expires_at", BigInteger, nullable=False),
    Column("bundle", String(36)),
    Column("uncertain_at", BigInteger),
    Column("quiet", Boolean, nullable=False, default=False, server_default=false()),
    Column("waits_for", String(16)),
)
Index("ix_outbox_bundle", outbox.c.bundle)
Index("ix_outbox_due", outbox.c.state, outbox.c.next_attempt_at)
Index("ix_outbox_consultation", outbox.c.consultation_id)


class Parcel(NamedTuple):
    """One claimed row with its body opened: `{"to"|"token"|"chat": str, "messages": [...]}`. Lives in memory only."""

    id: int
    kind: str
    consultation: bytes | None
    body: dict[str, Any]
    retry_key: str
    attempts: int
    queued_at: int
    expires_at: int


def put(
    connection: Connection,
    courier_key: bytes,
    kind: str,
    body: dict[str, Any],
    *,
    now: int,
    expires_at: int,
    case: shred.ShredKey | None = None,
    position: int | None = None,
) -> None:
    """Queues one delivery. Its retry key is made and stored here, before anybody tries."""
    retry_key = uuid.uuid4()
    sealed = sealing.encrypt(courier_key, json.dumps(body).encode(), aad=ctx("outbox", retry_key.bytes))
    if case is not None:
        sealed = case.wrap("outbox", _number(retry_key.bytes), sealed)
    row = {
        "kind": kind,
        "consultation_id": case.owner if case else None,
        "position": position,
        "body_id": retry_key.bytes,
        "sealed": sealed,
        "retry_key": str(retry_key),
        "state": QUEUED,
        "attempts": 0,
        "queued_at": now,
        "next_attempt_at": now,
        "expires_at": expires_at,
    }
    connection.execute(insert(outbox), row)


_earlier = aliased(outbox, name="earlier")
_NEXT = (
    select(outbox.c.id)
    .where(
        outbox.c.state == QUEUED,
        outbox.c.next_attempt_at <= bindparam("now"),
        or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= bindparam("now")),
        ~select(_earlier.c.id)
        .where(
            and_(
                _earlier.c.consultation_id == outbox.c.consultation_id,
                _earlier.c.id < outbox.c.id,
                _earlier.c.state == QUEUED,
            )
        )
        .exists(),
    )
    .order_by(outbox.c.next_attempt_at, outbox.c.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=outbox)
)
_WAITING = (
    select(outbox.c.id)
    .where(
        outbox.c.state == QUEUED,
        outbox.c.next_attempt_at <= bindparam("now"),
        or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= bindparam("now")),
    )
    .limit(1)
)


def anything_due(connection: Connection, *, now: int) -> bool:
    """A cheap look that takes no lock, for a courier that asks several times a second."""
    return connection.execute(_WAITING, {"now": now}).first() is not None


def claim(connection: Connection, *, now: int) -> Row[Any] | None:
    """Takes the next row that is due, and within a consultation never before an earlier one is done.

    The claim is a lease: when its holder dies, the row is due again. Commit before any network call.
    """
    found = connection.execute(_NEXT, {"now": now}).scalar()
    if found is None:
        return None
    return connection.execute(
        update(outbox)
        .where(outbox.c.id == found)
        .values(claimed_until=now + LEASE_MS, attempts=outbox.c.attempts + 1)
        .returning(*outbox.c)
    ).one()


def open_parcel(connection: Connection, kek: KekFile, courier_key: bytes, row: Row[Any]) -> Parcel:
    """Opens what was claimed. Raises `shred.Erased` when its consultation is gone, `Rejected` when it was tampered with."""
    sealed = bytes(row.sealed)
    if row.consultation_id is not None:
        case = shred.open_key(connection, kek, bytes(row.consultation_id))
        sealed = case.unwrap("outbox", _number(row.body_id), sealed)
    body = json.loads(sealing.decrypt(courier_key, sealed, aad=ctx("outbox", bytes(row.body_id))))
    consultation = bytes(row.consultation_id) if row.consultation_id is not None else None
    return Parcel(
        row.id, row.kind, consultation, body, row.retry_key, row.attempts, row.queued_at, row.expires_at
    )


def accepted(connection: Connection, parcel_id: int) -> None:
    """LINE has it: the body is erased in the same statement. What no console shows is not kept at all."""
    _finish(connection, parcel_id, ACCEPTED, None)


def failed(connection: Connection, parcel_id: int, reason: str) -> None:
    """It can't be delivered: the body is erased (the transcript keeps the sealed copy), the reason stays for the desk."""
    _finish(connection, parcel_id, FAILED, reason)


def postpone(connection: Connection, parcel_id: int, *, until: int) -> None:
    """A passing trouble: the same body with the same retry key, later."""
    connection.execute(
        update(outbox).where(outbox.c.id == parcel_id).values(next_attempt_at=until, claimed_until=None)
    )


def fail_unreachable(connection: Connection, consultation: bytes) -> None:
    """The resident blocked the account: nothing more is tried."""
    fail_queued(connection, consultation, "unreachable")


def fail_queued(connection: Connection, consultation: bytes, reason: str) -> None:
    """Nothing that still waits for this resident is sent."""
    connection.execute(
        update(outbox)
        .where(outbox.c.consultation_id == consultation, outbox.c.state == QUEUED)
        .values(state=FAILED, reason=reason, sealed=None)
    )


def deliveries(connection: Connection, consultation: bytes) -> dict[int, dict[str, str | None]]:
    """The state of every reply of a consultation, by transcript position."""
    rows = connection.execute(
        select(outbox.c.position, outbox.c.state, outbox.c.reason).where(
            outbox.c.consultation_id == consultation, outbox.c.position.is_not(None)
        )
    )
    return {row.position: {"state": row.state, "reason": row.reason} for row in rows}


def depth(connection: Connection) -> int:
    return len(connection.execute(select(outbox.c.id).where(outbox.c.state == QUEUED)).all())


def erase(connection: Connection, consultations: list[bytes]) -> None:
    connection.execute(delete(outbox).where(outbox.c.consultation_id.in_(consultations)))


def _finish(connection: Connection, parcel_id: int, state: str, reason: str | None) -> None:
    shown = connection.execute(
        update(outbox)
        .where(outbox.c.id == parcel_id)
        .values(state=state, reason=reason, sealed=None, claimed_until=None)
        .returning(outbox.c.position)
    ).scalar()
    if shown is None:
        connection.execute(delete(outbox).where(outbox.c.id == parcel_id))


def _number(body_id: bytes) -> int:
    return int.from_bytes(body_id[:8], "big")
