"""Templates: sentences that counselors begin an answer with, in the resident's language. Nothing personal stands in them."""

import os
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

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
    func,
    or_,
    select,
    update,
)

from storage.database import metadata
from storage.dialect import insert_ignoring

LANGUAGES = ("ja", "easy", "en")
LONGEST = {"shortcut": 16, "title": 64, "ja": 1000, "easy": 1000, "en": 1000}
FIRST = Path(__file__).with_name("first_templates.toml")

templates = Table(
    "templates",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("desk", String(32)),
    Column("shortcut", String(16), nullable=False, unique=True),
    Column("title", String(64), nullable=False),
    Column("ja", Text, nullable=False),
    Column("easy", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("changed_by", LargeBinary(16)),
    Column("changed_at", BigInteger, nullable=False),
)


class Wording(NamedTuple):
    """What a template says. `easy` and `en` may be empty: then the Japanese words are offered.

    {name} becomes the counselor's name, {day} the day on which the record goes, {…} is for the counselor to fill in.
    """

    shortcut: str
    title: str
    ja: str
    easy: str
    en: str

    @classmethod
    def read(cls, body: dict[str, Any]) -> Self:
        """ValueError with the field's name when it is missing, too long, or has a space or a slash where none can be."""
        fields = {name: body.get(name) for name in cls._fields}
        texts: dict[str, str] = {}
        for name, given in fields.items():
            if not isinstance(given, str) or len(given.strip()) > LONGEST[name]:
                raise ValueError(name)
            texts[name] = given.strip()
        for name in ("title", "shortcut", "ja"):
            if not texts[name]:
                raise ValueError(name)
        if any(sign.isspace() or sign in "/／" for sign in texts["shortcut"]):
            raise ValueError("shortcut")
        return cls(**texts)


class Template(NamedTuple):
    """`desk`: where it is offered, None for every desk. `changed_by`: None for words that came with the house."""

    id: bytes
    desk: str | None
    wording: Wording
    changed_by: bytes | None
    changed_at: int


def of(connection: Connection, desks: Iterable[str]) -> list[Template]:
    """What is offered at these desks, in the order of the list."""
    here = or_(templates.c.desk.is_(None), templates.c.desk.in_(list(desks)))
    rows = connection.execute(
        select(templates).where(here).order_by(templates.c.position, templates.c.shortcut)
    )
    return [_template(row) for row in rows]


def find(connection: Connection, template: bytes, *, hold: bool = False) -> Template | None:
    """With `hold` nobody else changes it until the commit."""
    wanted = select(templates).where(templates.c.id == template)
    row = connection.execute(wanted.with_for_update() if hold else wanted).first()
    return _template(row) if row else None


def add(
    connection: Connection, wording: Wording, *, desk: str | None, by: bytes | None, now: int
) -> bytes | None:
    """A new one at the end of the list; its id, or None when its shortcut is taken."""
    last = connection.scalar(select(func.max(templates.c.position))) or 0
    template = os.urandom(16)
    row = {"id": template, "desk": desk, "position": last + 1, "changed_by": by, "changed_at": now}
    return template if insert_ignoring(connection, templates, row | wording._asdict()) else None


def change(
    connection: Connection, template: bytes, wording: Wording, *, desk: str | None, by: bytes, now: int
) -> bool:
    """Other words from now on. False when its shortcut is another's."""
    taken = select(templates.c.id).where(templates.c.shortcut == wording.shortcut, templates.c.id != template)
    row = connection.execute(
        update(templates)
        .where(templates.c.id == template, ~taken.exists())
        .values(desk=desk, changed_by=by, changed_at=now, **wording._asdict())
        .returning(templates.c.id)
    ).first()
    return row is not None


def remove(connection: Connection, template: bytes) -> None:
    connection.execute(delete(templates).where(templates.c.id == template))


def arrange(connection: Connection, ids: Sequence[bytes]) -> None:
    """These come first from now on, in this order; what is not named follows as it was."""
    known = select(templates.c.id).order_by(templates.c.position, templates.c.shortcut)
    rest = [bytes(row.id) for row in connection.execute(known) if bytes(row.id) not in ids]
    for position, template in enumerate([*ids, *rest], 1):
        connection.execute(update(templates).where(templates.c.id == template).values(position=position))


def furnish(connection: Connection, *, now: int) -> None:
    """The first words of a new office, from first_templates.toml; supervisors change them as they like."""
    for entry in tomllib.loads(FIRST.read_text(encoding="utf-8"))["template"]:
        add(connection, Wording.read(entry), desk=None, by=None, now=now)


def _template(row: Row[Any]) -> Template:
    wording = Wording(row.shortcut, row.title, row.ja, row.easy, row.en)
    changed_by = bytes(row.changed_by) if row.changed_by is not None else None
    return Template(bytes(row.id), row.desk, wording, changed_by, row.changed_at)
