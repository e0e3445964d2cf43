"""Holds: two people keep a consultation from being destroyed, for a stated reason, until a stated day."""

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table

from storage.database import metadata

holds = Table(
    "holds",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("consultation_id", LargeBinary(16), nullable=False, index=True),
    Column("reason", String(16), nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("asked_by", LargeBinary(16), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("agreed_by", LargeBinary(16)),
    Column("agreed_at", BigInteger),
    Column("lifted_at", BigInteger),
)
