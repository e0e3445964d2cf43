"""The two keys that only two of three people together can use: the office root, and the recovery key.

Stored is the private key sealed under a secret that exists on paper only, in three shares.
"""

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table

from storage.database import metadata

split_keys = Table(
    "split_keys",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("set_id", LargeBinary(1), nullable=False),
    Column("public", LargeBinary(65), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("rehearsed_at", BigInteger),
)
