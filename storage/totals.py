"""Totals: counted when things happen, by month and kind, never by person."""

from sqlalchemy import Column, Integer, String, Table

from storage.database import metadata

totals = Table(
    "totals",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("kind", String(24), primary_key=True),
    Column("item", String(32), primary_key=True),
    Column("count", Integer, nullable=False),
)
