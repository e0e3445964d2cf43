"""Receipts of webhook events, so that an event delivered twice is handled once."""

from functools import cache

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    delete,
    exists,
    select,
)

from storage.database import metadata
from storage.dialect import ignoring, insert_ignoring, inserting
from storage.prepared import Prepared, Wanted

receipts = Table(
    "receipts",
    metadata,
    Column("webhook_event_id", String(64), primary_key=True),
    Column("received_at", BigInteger, nullable=False, index=True),
)

unsent_messages = Table(
    "unsent_messages",
    metadata,
    Column("message_ref", LargeBinary(32), primary_key=True),
    Column("unsent_at", BigInteger, nullable=False, index=True),
)


@cache
def _recording(dialect: str) -> Prepared:
    return Prepared(ignoring(receipts, dialect), *receipts.c.keys())


def record(connection: Connection, webhook_event_id: str, *, now: int) -> bool:
    """True the first time; False for a redelivery, also one that arrives in parallel (it waits for the first)."""
    asked = recording(connection, webhook_event_id, now=now)
    return bool(asked.statement.rows(connection, asked.values))


def recording(connection: Connection, webhook_event_id: str, *, now: int) -> Wanted:
    """What `record` will ask."""
    row = {"webhook_event_id": webhook_event_id, "received_at": now}
    return Wanted(b"event " + webhook_event_id.encode(), _recording(connection.dialect.name), row)


def is_newest(connection: Connection, mark: str, *, at: int) -> bool:
    """Notes that moment (ms) under a mark of at most 64 characters; False when a later one stands there already."""
    made = inserting(receipts, connection.dialect.name).values(webhook_event_id=mark, received_at=at)
    later = made.on_conflict_do_update(
        index_elements=[receipts.c.webhook_event_id],
        set_={"received_at": at},
        where=receipts.c.received_at <= at,
    )
    return connection.execute(later.returning(receipts.c.webhook_event_id)).first() is not None


def record_unsent(connection: Connection, message_ref: bytes, *, now: int) -> None:
    """Remembers that a message was taken back, for the case that the message itself arrives later."""
    insert_ignoring(connection, unsent_messages, {"message_ref": message_ref, "unsent_at": now})


def record_edited(connection: Connection, edit_ref: bytes, *, now: int) -> None:
    """Remembers that newer words of a message came before the message itself: it is not to bring the old ones back."""
    insert_ignoring(connection, unsent_messages, {"message_ref": edit_ref, "unsent_at": now})


def was_unsent(connection: Connection, message_ref: bytes) -> bool:
    return bool(connection.scalar(select(exists().where(unsent_messages.c.message_ref == message_ref))))


def erase_before(connection: Connection, cutoff: int) -> int:
    """Deletes receipts older than the cutoff; returns how many rows went."""
    gone = 0
    for table, column in ((receipts, receipts.c.received_at), (unsent_messages, unsent_messages.c.unsent_at)):
        first = next(iter(table.primary_key.columns))
        gone += len(connection.execute(delete(table).where(column < cutoff).returning(first)).all())
    return gone
