"""The outbox: what still has to be handed to LINE. A body lives here sealed, and only until LINE has accepted it.

The body is sealed under the courier key, which lies outside the database; what belongs to a consultation is wrapped once more under
its shred key, so that a purge ends it too. States: queued → accepted, or failed with a reason; held → queued when the resident asks.
`waits_for`: why it is not sent yet: "quota" (the month's pushes are spent), "hours" (contact hours), "ask" (the resident's 「読む」).

Kinds: `SPOKEN` say something to a resident; news (a mailing's notice); leave (a group), menu (link a rich menu), fetch (what a
resident sent); and only ever held: location (a place that waits for the resident's yes).
"""

import json
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    delete,
    false,
    func,
    insert,
    select,
    update,
)

from storage import owned, sealing, shred
from storage.contexts import ctx
from storage.database import metadata
from storage.holder import KeyHolder

QUEUED, HELD, ACCEPTED, FAILED = "queued", "held", "accepted", "failed"
SPOKEN = ("reply", "push", "knock")

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
    # A courier remembers the number while it speaks with LINE. Given again meanwhile, it would end somebody else's words.
    sqlite_autoincrement=True,
)
Index("ix_outbox_bundle", outbox.c.bundle)
Index("ix_outbox_due", outbox.c.state, outbox.c.next_attempt_at)
Index("ix_outbox_consultation", outbox.c.consultation_id, outbox.c.state, outbox.c.kind)

_ASKED_FOR = "ask"


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
    quiet: bool = False,
    not_before: int | None = None,
    waits_for: str | None = None,
    held: bool = False,
) -> str:
    """Queues one delivery, or holds it until it is released; returns its retry key, made and stored here before anybody tries."""
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
        "state": HELD if held else QUEUED,
        "attempts": 0,
        "queued_at": now,
        "next_attempt_at": now if not_before is None else not_before,
        "expires_at": expires_at,
        "quiet": quiet,
        "waits_for": _ASKED_FOR if held else waits_for,
    }
    connection.execute(insert(outbox), row)
    return str(retry_key)


def open_body(connection: Connection, kek: KeyHolder, courier_key: bytes, row: Row[Any]) -> dict[str, Any]:
    """What a row of this table carries. Raises `shred.Erased` when its consultation is gone, `Rejected` when tampered with."""
    sealed = bytes(row.sealed)
    if row.consultation_id is not None:
        case = shred.open_key(connection, kek, bytes(row.consultation_id))
        sealed = case.unwrap("outbox", _number(bytes(row.body_id)), sealed)
    body: dict[str, Any] = json.loads(
        sealing.decrypt(courier_key, sealed, aad=ctx("outbox", bytes(row.body_id)))
    )
    return body


def held(connection: Connection, consultation: bytes, kind: str) -> list[Row[Any]]:
    """What is held of this kind, the oldest first."""
    return list(connection.execute(select(outbox).where(_held(consultation, kind)).order_by(outbox.c.id)))


def unfinished(connection: Connection, consultation: bytes, kind: str) -> list[Row[Any]]:
    """What is queued or held of this kind, the oldest first."""
    wanted = select(outbox).where(_unsaid(consultation), outbox.c.kind == kind)
    return list(connection.execute(wanted.order_by(outbox.c.id)))


def hold(connection: Connection, consultation: bytes) -> None:
    """The words that are queued now are handed over when the resident asks for them; what is on its way goes on."""
    loud = _never_tried(consultation) & ~outbox.c.quiet
    connection.execute(update(outbox).where(loud).values(state=HELD, waits_for=_ASKED_FOR))


def hush(connection: Connection, consultation: bytes) -> None:
    """The words that are queued now ring no bell."""
    connection.execute(update(outbox).where(_never_tried(consultation)).values(quiet=True))


def release(connection: Connection, consultation: bytes, kind: str, *, now: int, quiet: bool = False) -> int:
    """What is held of this kind is due now; returns how many."""
    released = connection.execute(
        update(outbox)
        .where(_held(consultation, kind))
        .values(state=QUEUED, next_attempt_at=now, waits_for=None, quiet=quiet)
        .returning(outbox.c.id)
    )
    return len(released.all())


def drop_queued(connection: Connection, consultation: bytes, kind: str) -> None:
    """Deletes what is queued of this kind and LINE surely has not: it was never tried, or not taken, and nobody is at it now."""
    surely_not = outbox.c.claimed_until.is_(None) & outbox.c.uncertain_at.is_(None)
    wanted = (outbox.c.consultation_id == consultation) & (outbox.c.kind == kind)
    connection.execute(delete(outbox).where(wanted, outbox.c.state == QUEUED, surely_not))


def accepted(connection: Connection, members: Sequence[int]) -> None:
    """LINE has them: the bodies are erased in the same statement. What no console shows is not kept at all."""
    _finish(connection, members, ACCEPTED, None)


def failed(connection: Connection, members: Sequence[int], reason: str) -> None:
    """They can't be delivered: the bodies are erased (the transcript keeps the sealed copy), the reason stays for the desk."""
    _finish(connection, members, FAILED, reason)


def postpone(
    connection: Connection,
    members: Sequence[int],
    *,
    until: int,
    waits_for: str | None = None,
    uncertain_at: int | None = None,
    refused: bool = False,
) -> None:
    """A passing trouble: the same body with the same retry key, later.

    `uncertain_at` (ms): since when LINE may have it all the same. `refused`: LINE surely has it not and never had, so that
    what goes together may be chosen anew.
    """
    values: dict[str, Any] = {"next_attempt_at": until, "claimed_until": None, "waits_for": waits_for}
    if uncertain_at is not None:
        values["uncertain_at"] = func.coalesce(outbox.c.uncertain_at, uncertain_at)
    if refused:
        values["bundle"] = None
    connection.execute(update(outbox).where(outbox.c.id.in_(members)).values(**values))


def hurry(connection: Connection, waits_for: str, *, now: int, consultation: bytes | None = None) -> None:
    """What waits for this is looked at again at once: of one consultation, or everywhere."""
    waiting = (
        (outbox.c.state == QUEUED) & (outbox.c.waits_for == waits_for) & (outbox.c.next_attempt_at > now)
    )
    if consultation is not None:
        waiting &= outbox.c.consultation_id == consultation
    connection.execute(update(outbox).where(waiting).values(next_attempt_at=now))


def fail_unreachable(connection: Connection, consultation: bytes) -> None:
    """The resident blocked the account: nothing more is said to them. What they sent is still fetched."""
    _fail(connection, _unsaid(consultation) & outbox.c.kind.in_((*SPOKEN, "menu")), "unreachable")


def fail_queued(connection: Connection, consultation: bytes, reason: str) -> None:
    """Nothing that still waits for this resident is sent."""
    _fail(connection, _unsaid(consultation), reason)


def fail_held(connection: Connection, consultation: bytes, reason: str) -> None:
    """The resident was never told that there are words to ask for."""
    _fail(connection, _held(consultation, "push"), reason)


def expire_held(connection: Connection, *, now: int) -> None:
    """What nobody asked for in time."""
    _fail(connection, (outbox.c.state == HELD) & (outbox.c.expires_at <= now), "expired")


def deliveries(connection: Connection, consultation: bytes) -> dict[int, dict[str, str | None]]:
    """The state of every reply of a consultation, by transcript position: queued, accepted or failed, each with its reason.

    What waits behind something waits for the same.
    """
    rows = connection.execute(
        select(outbox.c.position, outbox.c.kind, outbox.c.state, outbox.c.reason, outbox.c.waits_for)
        .where(outbox.c.consultation_id == consultation, outbox.c.kind == "push")
        .order_by(outbox.c.id)
    )
    shown: dict[int, dict[str, str | None]] = {}
    waits: str | None = None
    for row in rows:
        state, reason = row.state, row.reason
        if state == QUEUED:
            waits = reason = row.waits_for or waits
        elif state == HELD:
            state, reason = QUEUED, row.waits_for
        if row.position is not None:
            shown[row.position] = {"state": state, "reason": reason}
    return shown


def depth(connection: Connection) -> int:
    queued = select(func.count()).select_from(outbox).where(outbox.c.state == QUEUED)
    return int(connection.scalars(queued).one())


def waiting(connection: Connection) -> dict[str, int]:
    """How many words are not handed over yet, by what they wait for: "turn", "quota", "hours", "ask"."""
    rows = connection.execute(
        select(outbox.c.waits_for, func.count())
        .where(outbox.c.state.in_((QUEUED, HELD)), outbox.c.kind.in_(SPOKEN))
        .group_by(outbox.c.waits_for)
    )
    counted = {reason or "turn": int(number) for reason, number in rows}
    return {reason: counted.get(reason, 0) for reason in ("turn", "quota", "hours", _ASKED_FOR)}


def erase(connection: Connection, consultations: Collection[bytes]) -> None:
    owned.erase(connection, outbox.c.consultation_id, consultations)


def _held(consultation: bytes, kind: str) -> ColumnElement[bool]:
    return (outbox.c.consultation_id == consultation) & (outbox.c.kind == kind) & (outbox.c.state == HELD)


def _unsaid(consultation: bytes) -> ColumnElement[bool]:
    return (outbox.c.consultation_id == consultation) & outbox.c.state.in_((QUEUED, HELD))


def _never_tried(consultation: bytes) -> ColumnElement[bool]:
    """Nothing of it can have reached LINE, and what goes together is not settled."""
    words = (outbox.c.consultation_id == consultation) & (outbox.c.kind == "push")
    return words & (outbox.c.state == QUEUED) & outbox.c.bundle.is_(None)


def _fail(connection: Connection, wanted: ColumnElement[bool], reason: str) -> None:
    connection.execute(delete(outbox).where(wanted, outbox.c.position.is_(None)))
    connection.execute(
        update(outbox).where(wanted).values(state=FAILED, reason=reason, sealed=None, waits_for=None)
    )


def _finish(connection: Connection, members: Sequence[int], state: str, reason: str | None) -> None:
    these = outbox.c.id.in_(members)
    connection.execute(delete(outbox).where(these, outbox.c.position.is_(None)))
    values = {"state": state, "reason": reason, "sealed": None, "claimed_until": None, "waits_for": None}
    connection.execute(update(outbox).where(these).values(**values))


def _number(body_id: bytes) -> int:
    return int.from_bytes(body_id[:8], "big")
