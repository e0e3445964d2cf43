"""Designs: what an office wrote for paper of its own, to be printed again for every placement."""

import json
import secrets
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

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


def all_of(connection: Connection) -> list[Design]:
    """Those that were changed last come first."""
    rows = connection.execute(select(designs).order_by(designs.c.changed_at.desc(), designs.c.id))
    return [_design(row) for row in rows]


def find(connection: Connection, design: bytes) -> Design | None:
    row = connection.execute(select(designs).where(designs.c.id == design)).first()
    return _design(row) if row is not None else None


def add(connection: Connection, design: Design) -> Design:
    """Stores it under an id of its own; as it is stored then."""
    stored = design._replace(id=secrets.token_bytes(16), revision=1)
    connection.execute(insert(designs), _row(stored))
    return stored


def change(connection: Connection, design: Design, *, revision: int) -> Design | None:
    """Replaces the one of this id if it is still of `revision`; as it is stored then, or None when somebody was quicker."""
    stored = design._replace(revision=revision + 1)
    changed = connection.execute(
        update(designs)
        .where(designs.c.id == design.id, designs.c.revision == revision)
        .values(_row(stored))
        .returning(designs.c.id)
    ).first()
    return stored if changed is not None else None


def erase(connection: Connection, design: bytes, *, revision: int) -> bool:
    """False when it is no longer of this revision."""
    erased = connection.execute(
        delete(designs).where(designs.c.id == design, designs.c.revision == revision).returning(designs.c.id)
    ).first()
    return erased is not None


def _row(design: Design) -> dict[str, Any]:
    return design._asdict() | {"words": json.dumps(design.words, ensure_ascii=False)}


def _design(row: Row[Any]) -> Design:
    return Design(**row._asdict() | {"id": bytes(row.id), "words": json.loads(row.words)})
