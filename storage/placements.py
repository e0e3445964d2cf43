"""Placements: where paper lies, each with a short code in its QR, so that totals can tell which places help.

What is counted by a code is a total of a month (storage/totals.py); who came by it is kept nowhere.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from storage.database import metadata
from storage.dialect import insert_ignoring

KINDS = ("library", "branch", "school", "clinic", "work", "handout", "web")
"""As the survey's 「ここを、どこで知りましたか」 has them, so that both can be compared."""
LEADS = ("room", "account", "both")
"""Where the QR leads: to the page where only two browsers can read, to adding the account on LINE, or to a choice of the two."""

placements = Table(
    "placements",
    metadata,
    Column("code", String(4), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("name", String(80), nullable=False),
    Column("leads", String(8), nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("shown_ja", String(80), nullable=False),
    Column("shown_easy", String(160), nullable=False),
    Column("shown_en", String(80), nullable=False),
    Column("address", String(120), nullable=False),
    Column("hours_ja", String(200), nullable=False),
    Column("hours_easy", String(300), nullable=False),
    Column("hours_en", String(200), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("retired_at", BigInteger),
)

placement_flyers = Table(
    "placement_flyers",
    metadata,
    Column("code", String(4), ForeignKey("placements.code"), primary_key=True),
    Column("flyer", String(10), ForeignKey("flyers.id"), primary_key=True),
)
"""Which flyers lie there."""


class Placement(NamedTuple):
    """`name` is the office's own word for it. Where it is `shown`, residents read `shown_…`, the address and the hours on the page
    of places where paper can be had; a school or a shelter's partner is not shown. `retired_at` (ms): its paper was taken away;
    the code stays, because some of it is still in somebody's drawer.
    """

    code: str
    revision: int
    kind: str
    name: str
    leads: str
    shown: bool
    shown_ja: str
    shown_easy: str
    shown_en: str
    address: str
    hours_ja: str
    hours_easy: str
    hours_en: str
    made_at: int
    retired_at: int | None

    def said(self, part: str, language: str) -> str:
        """`part` shown | hours, in "ja", "easy" or "en"."""
        words: str = getattr(self, f"{part}_{language}")
        return words


def all_of(connection: Connection) -> list[Placement]:
    """By kind, as KINDS has them, the oldest first; also those whose paper was taken away."""
    rows = connection.execute(select(placements).order_by(placements.c.made_at, placements.c.code))
    return sorted((Placement(*row) for row in rows), key=lambda one: KINDS.index(one.kind))


def find(connection: Connection, code: str) -> Placement | None:
    """Also one whose paper was taken away. None for what no paper says, whatever it is."""
    if not code.isprintable():
        return None
    row = connection.execute(select(placements).where(placements.c.code == code)).first()
    return Placement(*row) if row is not None else None


def shown(connection: Connection) -> list[Placement]:
    """Where residents may fetch paper, in the order of `all_of`."""
    return [one for one in all_of(connection) if one.shown and one.retired_at is None]


def add(connection: Connection, placement: Placement, new_code: Callable[[], str]) -> Placement:
    """Stores it under a code that none has yet, whatever stands in its own; as it is stored then."""
    while True:
        stored = placement._replace(code=new_code(), revision=1)
        if insert_ignoring(connection, placements, stored._asdict()):
            return stored


def change(connection: Connection, placement: Placement, *, revision: int) -> Placement | None:
    """Replaces the row of this code if it is still of `revision`; as it is stored then, or None when somebody was quicker."""
    stored = placement._replace(revision=revision + 1)
    changed = connection.execute(
        update(placements)
        .where(placements.c.code == placement.code, placements.c.revision == revision)
        .values(stored._asdict())
        .returning(placements.c.code)
    ).first()
    return stored if changed is not None else None


def retire(connection: Connection, placement: Placement, *, now: int) -> Placement | None:
    """Its paper was taken away at `now` (ms): no longer shown, and still counted. None when somebody else was quicker."""
    return change(connection, placement._replace(retired_at=now), revision=placement.revision)


def set_flyers(connection: Connection, code: str, flyers: Iterable[str]) -> None:
    """From now on these flyers (ids) lie there, and no others."""
    connection.execute(delete(placement_flyers).where(placement_flyers.c.code == code))
    for flyer in sorted(set(flyers)):
        connection.execute(insert(placement_flyers), {"code": code, "flyer": flyer})


def flyers_at(connection: Connection, code: str) -> list[str]:
    """The ids of the flyers that lie there."""
    return flyers_by_code(connection).get(code, [])


def flyers_by_code(connection: Connection) -> dict[str, list[str]]:
    """The ids of the flyers that lie at each placement where any does."""
    found: dict[str, list[str]] = {}
    for row in connection.execute(select(placement_flyers).order_by(placement_flyers.c.flyer)):
        found.setdefault(row.code, []).append(row.flyer)
    return found


def placements_of(connection: Connection, flyer: str) -> list[Placement]:
    """Where this flyer may be fetched: of `shown`, those where it lies."""
    lies = {code for code, those in flyers_by_code(connection).items() if flyer in those}
    return [one for one in shown(connection) if one.code in lies]
