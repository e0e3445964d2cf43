"""Slips of the survey: which question comes next on a slip that nobody can join to a person."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table

from storage.database import metadata

survey_slips = Table(
    "survey_slips",
    metadata,
    Column("slip", LargeBinary(32), primary_key=True),
    Column("next", Integer, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
)
