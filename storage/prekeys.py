"""Prekeys: case keys that a console prepared, so that the server never holds the key of a new consultation.

Each is a signed wrap set, kept under the staff's shred key until a new consultation takes it.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from storage.database import metadata

prekeys = Table(
    "prekeys",
    metadata,
    Column("key_id", LargeBinary(16), primary_key=True),
    Column("desk", String(32), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
Index("ix_prekeys_desk", prekeys.c.desk, prekeys.c.made_at)
