"""Passkeys of the staff, and the challenges that they answer once."""

from sqlalchemy import BigInteger, Boolean, Column, LargeBinary, String, Table

from storage.database import metadata

passkeys = Table(
    "passkeys",
    metadata,
    Column("credential_id", LargeBinary(1023), primary_key=True),
    Column("kid", LargeBinary(16), nullable=False, index=True),
    Column("label", String(64), nullable=False),
    Column("prf", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
)

challenges = Table(
    "challenges",
    metadata,
    Column("challenge", LargeBinary(32), primary_key=True),
    Column("purpose", String(16), nullable=False),
    Column("kid", LargeBinary(16)),
    Column("expires_at", BigInteger, nullable=False, index=True),
)
