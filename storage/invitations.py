"""Invitations: somebody is asked to join, makes their own keys in their own browser, and waits to be confirmed in person.

The id is a hash of the one-time code on the card; the code itself is stored nowhere. `kid` and what follows are empty until
the invited person has enrolled.
"""

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table, Text

from storage.database import metadata

invitations = Table(
    "invitations",
    metadata,
    Column("id", LargeBinary(32), primary_key=True),
    Column("name", String(32), nullable=False),
    Column("display_name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("desks", Text, nullable=False),
    Column("replaces", LargeBinary(16)),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("kid", LargeBinary(16), unique=True),
    Column("spk", LargeBinary(65)),
    Column("epk", LargeBinary(65)),
    Column("rpk", LargeBinary(65)),
    Column("sealed_capsule", LargeBinary),
    Column("sealed_verifier", LargeBinary),
    Column("enrolled_at", BigInteger),
)
