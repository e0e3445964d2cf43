"""Designs: what an office wrote for paper of its own, to be printed again for every placement."""

from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table, Text

from storage.database import metadata

TEMPLATES = ("a4", "a5", "card", "poster")
"""A4 and A5 flyers, a card of 85 × 55 mm, an A3 poster."""
VARIANTS = ("open", "discreet")
"""What it is about stands on it; or nothing that a stranger could tell."""

designs = Table(
    "designs",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("name", String(60), nullable=False),
    Column("template", String(8), nullable=False),
    Column("variant", String(10), nullable=False),
    Column("colour", String(12), nullable=False),
    Column("language", String(8), nullable=False),
    Column("words", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)


class Design(NamedTuple):
    """`words`: what stands in each field of the template, in one language. `colour` names one of the templates' palettes."""

    id: bytes
    revision: int
    name: str
    template: str
    variant: str
    colour: str
    language: str
    words: dict[str, str]
    changed_at: int
