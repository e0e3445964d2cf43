"""The ledger's rows: content-free certificates, each signed and chained to the one before."""

import json

from sqlalchemy import Column, Connection, Integer, LargeBinary, Table, insert, select, text

from storage.contexts import ctx, digest
from storage.database import metadata
from storage.keystore import Keys

_LOCK = 0x4C4544474552

ledger = Table(
    "ledger",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("entry", LargeBinary, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("sig", LargeBinary(64), nullable=False),
    Column("receipt_hash", LargeBinary(32), index=True),
)


def append(
    connection: Connection,
    keys: Keys,
    kind: str,
    *,
    now: int,
    receipt_hash: bytes | None = None,
    **facts: str | int,
) -> None:
    """Adds one certificate in the caller's transaction. `facts` carry no content and nothing that leads to a person."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    newest = select(ledger.c.number, ledger.c.hash).order_by(ledger.c.number.desc()).limit(1)
    last = connection.execute(newest).first()
    number, before = (last.number + 1, bytes(last.hash)) if last else (1, bytes(32))
    certificate: dict[str, object] = {"t": kind, "at": now} | facts
    if receipt_hash is not None:
        certificate["receipt"] = receipt_hash.hex()
    entry = json.dumps(certificate, sort_keys=True, separators=(",", ":")).encode()
    chained = digest(ctx("ledger", before, number, entry))
    row = {
        "number": number,
        "entry": entry,
        "hash": chained,
        "sig": keys.ledger.sign(ctx("ledger-sig", chained)),
        "receipt_hash": receipt_hash,
    }
    connection.execute(insert(ledger), row)
