"""Every retention policy that was ever in force, word for word."""

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table, Text

from storage.database import metadata

policies = Table(
    "policies",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("content_hash", LargeBinary(32), nullable=False),
    Column("content", Text, nullable=False),
    Column("first_used_at", BigInteger, nullable=False),
)
