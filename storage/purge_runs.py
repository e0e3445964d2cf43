"""Runs of the purge, and rotations of the key-encryption key with the time at which deletion became final."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table

from storage.database import metadata

purge_runs = Table(
    "purge_runs",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("started_at", BigInteger, nullable=False, index=True),
    Column("finished_at", BigInteger),
    Column("consultations", Integer, nullable=False),
    Column("entries", Integer, nullable=False),
)

rotations = Table(
    "rotations",
    metadata,
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("started_at", BigInteger, nullable=False),
    Column("shipped_at", BigInteger),
    Column("final_at", BigInteger),
)
