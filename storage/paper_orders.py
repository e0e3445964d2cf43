"""Orders of paper by schools, companies and others: who, where to and how to reach them lies under the order's shred key."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text

from storage.database import metadata

KINDS = ("school", "company", "clinic", "public", "other")
STATES = ("new", "packed", "sent", "declined")

paper_orders = Table(
    "paper_orders",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("code", String(4), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("state", String(10), nullable=False),
    Column("items", Text, nullable=False),
    Column("sealed_details", LargeBinary, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("due_at", BigInteger, nullable=False),
)
"""`items`: JSON [[flyer, copies], …]. `due_at` (ms): destroyed then, whatever became of it. `code` is what one says on the telephone."""
Index("ix_paper_orders_due_at", paper_orders.c.due_at)

spent_proofs = Table(
    "spent_proofs",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("expires_at", BigInteger, nullable=False),
)
"""Proofs of work that were taken already, until they expire by themselves."""
Index("ix_spent_proofs_expires_at", spent_proofs.c.expires_at)
