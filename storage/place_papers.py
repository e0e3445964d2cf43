"""What somebody brings to a place, and its rules for who moves: facts that a person checked on a day, with where they stand.

`content` is JSON: {"items": [{"name": {ja,easy,en}, "where": {…}, "note": {…}, "when": {…}}], "rules": {…}, "moving": {"a": {…}, "b": {…}}};
`items` is the checklist, `moving` the two ways to go on after a move (A among these towns, B in the national network).
"""

import json
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Integer, LargeBinary, String, Table, Text, insert, select, update

from storage.database import metadata

place_papers = Table(
    "place_papers",
    metadata,
    Column("place", String(32), primary_key=True),
    Column("content", Text, nullable=False),
    Column("source", String(300), nullable=False),
    Column("checked_on", String(10), nullable=False),
    Column("checked_by", LargeBinary(16)),
    Column("revision", Integer, nullable=False),
)


class Papers(NamedTuple):
    """`checked_on` is a day (YYYY-MM-DD), `checked_by` a key id; None for what came with the software and nobody has checked."""

    place: str
    content: dict[str, Any]
    source: str
    checked_on: str
    checked_by: bytes | None
    revision: int = 1


def find(connection: Connection, place: str) -> Papers | None:
    row = connection.execute(select(place_papers).where(place_papers.c.place == place)).first()
    return _papers(row) if row is not None else None


def add(connection: Connection, papers: Papers) -> None:
    """Stores the first ones of a place. A place that has some is an IntegrityError."""
    connection.execute(insert(place_papers), papers._asdict() | {"content": json.dumps(papers.content)})


def change(connection: Connection, papers: Papers) -> Papers | None:
    """As they are stored then, or None when they are no longer of `papers.revision`."""
    values = papers._asdict() | {"content": json.dumps(papers.content), "revision": papers.revision + 1}
    changed = connection.execute(
        update(place_papers)
        .where(place_papers.c.place == papers.place, place_papers.c.revision == papers.revision)
        .values(values)
        .returning(place_papers.c.place)
    ).first()
    return papers._replace(revision=papers.revision + 1) if changed is not None else None


def _papers(row: Any) -> Papers:
    kid = bytes(row.checked_by) if row.checked_by is not None else None
    return Papers(row.place, json.loads(row.content), row.source, row.checked_on, kid, row.revision)
