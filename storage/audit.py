"""The audit log: who did what and when, without content and without LINE ids, each event chained to the one before.

Event n is canonical JSON, its hash is H(ctx("audit", hash of n-1, n, event)), its MAC is by the server's audit key over that
hash. Numbers begin at 1; before the first stands a hash of 32 zero bytes. When the oldest events have had their time, an
event "anchor" is appended that names the first number that stays and the hash before it: the chain then begins there.
"""

import json
from collections.abc import Collection
from typing import Any, NamedTuple

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
    insert,
    select,
    text,
)

from storage import sealing
from storage.audit_actions import ACTIONS
from storage.contexts import ZERO, ctx, digest
from storage.database import metadata
from storage.keystore import Keys

_LOCK = 0x4155444954

ANCHOR = "anchor"

audit_log = Table(
    "audit_log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("action", String(24), nullable=False),
    Column("actor", LargeBinary(16)),
    Column("subject", LargeBinary(16)),
    Column("event", LargeBinary, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("mac", LargeBinary(32), nullable=False),
)
Index("ix_audit_log_at", audit_log.c.at)
Index("ix_audit_log_actor", audit_log.c.actor, audit_log.c.action)


class Event(NamedTuple):
    """One event. `facts` are whatever was noted beside who, what and when."""

    number: int
    at: int
    action: str
    actor: bytes | None
    subject: bytes | None
    facts: dict[str, str | int | bool]
    hash: bytes


def note(
    connection: Connection,
    keys: Keys,
    action: str,
    *,
    now: int,
    actor: bytes | None = None,
    consultation: bytes | None = None,
    **facts: str | int | bool,
) -> None:
    """Appends one event in the caller's transaction, so that what is not noted is not done. `facts` carry no content.

    Call it last: on PostgreSQL it makes every other writer of the log wait until the commit. LookupError for an act that
    stands in no group (storage/audit_actions.py).
    """
    if action not in ACTIONS:
        raise LookupError(f"the audit log has no words for {action}")
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    newest = select(audit_log.c.number, audit_log.c.hash).order_by(audit_log.c.number.desc()).limit(1)
    last = connection.execute(newest).first()
    number, before = (last.number + 1, bytes(last.hash)) if last else (1, ZERO)
    subject = subject_of(consultation) if consultation is not None else None
    event = _event(action, now, actor, subject, facts)
    chained = hash_of(before, number, event)
    connection.execute(
        insert(audit_log),
        {
            "number": number,
            "at": now,
            "action": action,
            "actor": actor,
            "subject": subject,
            "event": event,
            "hash": chained,
            "mac": mac_of(keys, chained),
        },
    )


def subject_of(consultation: bytes) -> bytes:
    """How the log names a consultation: 16 bytes that lead nowhere once it has been erased."""
    return digest(ctx("audit-subject", consultation))[:16]


def hash_of(before: bytes, number: int, event: bytes) -> bytes:
    return digest(ctx("audit", before, number, event))


def mac_of(keys: Keys, chained: bytes) -> bytes:
    return sealing.hmac_sha256(keys.audit, chained)


def events(
    connection: Connection,
    *,
    before: int | None = None,
    limit: int = 100,
    action: str | None = None,
    actions: Collection[str] | None = None,
    actor: bytes | None = None,
    since: int | None = None,
    until: int | None = None,
) -> list[Event]:
    """The newest events first: where given, those with a number below `before`, of this action or one of these, of this
    actor, noted from `since` (ms) and before `until` (ms).
    """
    query = select(audit_log).order_by(audit_log.c.number.desc()).limit(limit)
    if before is not None:
        query = query.where(audit_log.c.number < before)
    if action is not None:
        query = query.where(audit_log.c.action == action)
    if actions is not None:
        query = query.where(audit_log.c.action.in_(list(actions)))
    if since is not None:
        query = query.where(audit_log.c.at >= since)
    if until is not None:
        query = query.where(audit_log.c.at < until)
    if actor is not None:
        query = query.where(audit_log.c.actor == actor)
    return [_read(row) for row in connection.execute(query)]


def head(connection: Connection) -> Event | None:
    """The newest event; None while there is none."""
    return next(iter(events(connection, limit=1)), None)


def holds(connection: Connection, number: int, chained: bytes) -> bool:
    """Whether the event of this number has this hash."""
    found = connection.scalar(select(audit_log.c.hash).where(audit_log.c.number == number))
    return found is not None and bytes(found) == chained


def noted_since(
    connection: Connection, action: str, *, actor: bytes, consultation: bytes, since: int
) -> bool:
    """Whether this person has been noted with this act on this consultation since that moment (ms)."""
    # By time, not by actor: that index holds all that somebody ever did, this one a few minutes.
    recent = select(audit_log.c.action, audit_log.c.actor).where(
        audit_log.c.at >= since, audit_log.c.subject == subject_of(consultation)
    )
    return any(row.action == action and row.actor == actor for row in connection.execute(recent))


def erase_before(connection: Connection, keys: Keys, cutoff: int, *, now: int) -> int:
    """Deletes the oldest events, up to the first that is not older than `cutoff` (ms); returns how many went.

    What stays can still be verified: an "anchor" names where the chain begins from now on.
    """
    kept = connection.scalar(select(func.min(audit_log.c.number)).where(audit_log.c.at >= cutoff))
    newest = connection.scalar(select(func.max(audit_log.c.number))) or 0
    last = newest if kept is None else kept - 1
    old = audit_log.c.number <= last
    before = connection.scalar(select(audit_log.c.hash).where(audit_log.c.number == last))
    if before is None:
        return 0
    note(connection, keys, ANCHOR, now=now, first=last + 1, before=bytes(before).hex())
    return len(connection.execute(delete(audit_log).where(old).returning(audit_log.c.number)).all())


def _event(
    action: str, now: int, actor: bytes | None, subject: bytes | None, facts: dict[str, str | int | bool]
) -> bytes:
    who = {"actor": actor.hex() if actor else None, "subject": subject.hex() if subject else None}
    return json.dumps(
        facts | {"action": action, "at": now} | who, sort_keys=True, separators=(",", ":")
    ).encode()


def _read(row: Any) -> Event:
    try:
        said = json.loads(row.event)
    except ValueError:
        # Somebody tampered with it, which `audit verify` tells; the rest must be readable all the same.
        said = {}
    facts = {name: value for name, value in said.items() if name not in ("action", "at", "actor", "subject")}
    actor, subject = (bytes(value) if value is not None else None for value in (row.actor, row.subject))
    return Event(row.number, row.at, row.action, actor, subject, facts, bytes(row.hash))
