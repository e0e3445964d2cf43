"""Attachments: pictures, voices and files, sealed in chunks under their consultation's keys."""

from sqlalchemy import Column, Integer, LargeBinary, Table

from storage.database import metadata

attachments = Table(
    "attachments",
    metadata,
    Column("consultation_id", LargeBinary(16), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
