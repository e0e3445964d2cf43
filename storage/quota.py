"""The gauge of LINE's monthly quota: LINE's own figures, as they were last read."""

from sqlalchemy import BigInteger, Column, Integer, Table

from storage.database import metadata

quota_readings = Table(
    "quota_readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("quota", BigInteger),
    Column("used", BigInteger, nullable=False),
    Column("read_at", BigInteger, nullable=False),
    Column("spent_at", BigInteger),
)
