"""The audit log: who did what and when, without content and without LINE ids, each event chained to the one before."""

import json

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    insert,
    select,
    text,
)

from storage import sealing
from storage.contexts import ctx, digest
from storage.database import metadata
from storage.keystore import Keys

_LOCK = 0x4155444954

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
    """Appends one event in the caller's transaction, so that what is not noted is not done. `facts` carry no content."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    newest = select(audit_log.c.number, audit_log.c.hash).order_by(audit_log.c.number.desc()).limit(1)
    last = connection.execute(newest).first()
    number, before = (last.number + 1, bytes(last.hash)) if last else (1, bytes(32))
    subject = subject_of(consultation) if consultation is not None else None
    event = _event(action, now, actor, subject, facts)
    chained = digest(ctx("audit", before, number, event))
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
            "mac": sealing.hmac_sha256(keys.audit, chained),
        },
    )


def subject_of(consultation: bytes) -> bytes:
    """How the log names a consultation: 16 bytes that lead nowhere once it has been erased."""
    return digest(ctx("audit-subject", consultation))[:16]


def _event(
    action: str, now: int, actor: bytes | None, subject: bytes | None, facts: dict[str, str | int | bool]
) -> bytes:
    who = {"actor": actor.hex() if actor else None, "subject": subject.hex() if subject else None}
    return json.dumps(
        {"action": action, "at": now} | who | facts, sort_keys=True, separators=(",", ":")
    ).encode()
