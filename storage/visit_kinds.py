"""What a visit can be about, in the office's own words. All of it can be edited."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, delete, insert, select

from storage.database import metadata

FIRST = Path(__file__).with_name("first_visit_kinds.toml")
FIRST_PERSONS = 2

visit_kinds = Table(
    "visit_kinds",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name_ja", String(64), nullable=False),
    Column("name_easy", String(128), nullable=False),
    Column("name_en", String(64), nullable=False),
    Column("talk_ja", String(20), nullable=False),
    Column("talk_easy", String(40), nullable=False),
    Column("talk_en", String(20), nullable=False),
    Column("most_persons", Integer, nullable=False),
    Column("papers", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
)


class Kind(NamedTuple):
    """`name_…` stands on the page and in the console; `talk_…` in the talk, where anybody may look over a shoulder: neutral words.

    `most_persons` (1 to 9): so many may come together. `papers`: one brings what the place's list says.
    """

    id: str
    position: int
    name_ja: str
    name_easy: str
    name_en: str
    talk_ja: str
    talk_easy: str
    talk_en: str
    most_persons: int
    papers: bool
    active: bool

    def name(self, language: str) -> str:
        return {"ja": self.name_ja, "easy": self.name_easy, "en": self.name_en}[language]

    def talk(self, language: str) -> str:
        return {"ja": self.talk_ja, "easy": self.talk_easy, "en": self.talk_en}[language]


def all_of(connection: Connection, *, active: bool = True) -> list[Kind]:
    """In their order; with `active` only those that can be booked now."""
    wanted = select(visit_kinds).order_by(visit_kinds.c.position, visit_kinds.c.id)
    if active:
        wanted = wanted.where(visit_kinds.c.active)
    return [Kind(*row) for row in connection.execute(wanted)]


def replace(connection: Connection, kinds: list[Kind]) -> None:
    """These are all kinds from now on. Who has booked another one keeps its id: leave it in, not active."""
    connection.execute(delete(visit_kinds))
    if kinds:
        connection.execute(insert(visit_kinds), [kind._asdict() for kind in kinds])


def first() -> list[Kind]:
    """What a new office begins with."""
    found = tomllib.loads(FIRST.read_text("utf-8"))["kind"]
    return [_first(position, kind) for position, kind in enumerate(found, 1)]


def furnish(connection: Connection) -> None:
    """The first kinds, where there are none: an office keeps its own for good, switched off or not."""
    if not all_of(connection, active=False):
        replace(connection, first())


def _first(position: int, kind: dict[str, Any]) -> Kind:
    names = {f"{group}_{one}": kind[group][one] for group in ("name", "talk") for one in ("ja", "easy", "en")}
    papers = kind.get("papers", False)
    return Kind(kind["id"], position, **names, most_persons=FIRST_PERSONS, papers=papers, active=True)
