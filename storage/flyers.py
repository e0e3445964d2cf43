"""Flyers that residents may look at: their words and dates. What was uploaded is in flyer_versions.py.

Nothing here, and nothing anywhere else, says who looked at one.
"""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from storage import ordering
from storage.database import metadata
from storage.flyer_versions import flyer_images, flyer_versions
from storage.placements import placement_flyers

flyers = Table(
    "flyers",
    metadata,
    Column("id", String(10), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title_ja", String(60), nullable=False),
    Column("title_easy", String(120), nullable=False),
    Column("title_en", String(80), nullable=False),
    Column("talk_ja", String(20), nullable=False),
    Column("talk_easy", String(40), nullable=False),
    Column("talk_en", String(20), nullable=False),
    Column("text_ja", String(600), nullable=False),
    Column("text_easy", String(1200), nullable=False),
    Column("text_en", String(800), nullable=False),
    Column("audience_ja", String(60), nullable=False),
    Column("audience_easy", String(120), nullable=False),
    Column("audience_en", String(80), nullable=False),
    Column("languages", String(40), nullable=False),
    Column("card", String(2)),
    Column("version", Integer),
    Column("shown_from", BigInteger),
    Column("shown_until", BigInteger),
    Column("changed_at", BigInteger, nullable=False),
)


class Flyer(NamedTuple):
    """`title_…`, `text_…` (what it is about) and `audience_…` (for whom) stand on the page; `talk_…` in the talk: neutral words.

    `languages`: those that the flyer itself is written in, "ja,easy,en" or some of them. `card` (a letter or number, or None): what
    stands on the screen that is shown at a counter to be handed this flyer. `version`: the one that is shown, None before the
    first upload. `shown_from`, `shown_until` (ms; None: not published; no end); an end without a beginning is when it was withdrawn.
    `position` orders them.
    """

    id: str
    revision: int
    position: int
    title_ja: str
    title_easy: str
    title_en: str
    talk_ja: str
    talk_easy: str
    talk_en: str
    text_ja: str
    text_easy: str
    text_en: str
    audience_ja: str
    audience_easy: str
    audience_en: str
    languages: str
    card: str | None
    version: int | None
    shown_from: int | None
    shown_until: int | None
    changed_at: int

    def said(self, part: str, language: str) -> str:
        """`part` title | talk | text | audience, in "ja", "easy" or "en"."""
        words: str = getattr(self, f"{part}_{language}")
        return words

    def is_shown(self, now: int) -> bool:
        """Whether residents see it at `now` (ms)."""
        begun = self.version is not None and self.shown_from is not None and self.shown_from <= now
        return begun and (self.shown_until is None or now < self.shown_until)

    @property
    def withdrawn_at(self) -> int | None:
        """Since when residents don't see it any more although its time was not over (ms); None for one that was not taken back."""
        return self.shown_until if self.shown_from is None else None

    def was_shown(self, now: int) -> bool:
        """Whether residents saw it once, and don't at `now` (ms)."""
        over = self.shown_from is not None and self.shown_until is not None and self.shown_until <= now
        return over or self.withdrawn_at is not None

    def withdrawn(self, now: int) -> "Flyer":
        """As it is when residents see it no more from `now` (ms) on; one that they have not seen yet was never published."""
        seen = self.version is not None and self.shown_from is not None and self.shown_from <= now
        until = min(now, self.shown_until or now) if seen else self.withdrawn_at
        return self._replace(shown_from=None, shown_until=until, changed_at=now)


def new_id() -> str:
    """It stands in addresses that others may see: it says nothing."""
    return secrets.token_hex(5)


def all_of(connection: Connection) -> list[Flyer]:
    """In their order, shown or not."""
    wanted = select(flyers).order_by(flyers.c.position, flyers.c.id)
    return [Flyer(*row) for row in connection.execute(wanted)]


def hold(connection: Connection) -> list[Flyer]:
    """The same; until the end of the transaction nobody else who holds one of them changes it, or their order."""
    wanted = select(flyers).order_by(flyers.c.position, flyers.c.id).with_for_update()
    return [Flyer(*row) for row in connection.execute(wanted)]


def find(connection: Connection, flyer: str, *, hold: bool = False) -> Flyer | None:
    """With `hold`, nobody else who holds it changes it until the end of the transaction."""
    wanted = select(flyers).where(flyers.c.id == flyer)
    row = connection.execute(wanted.with_for_update() if hold else wanted).first()
    return Flyer(*row) if row is not None else None


def shown(connection: Connection, now: int) -> list[Flyer]:
    """What residents see at `now` (ms), in their order."""
    return [one for one in all_of(connection) if one.is_shown(now)]


def arrange(connection: Connection, ids: Sequence[str]) -> None:
    """Their order from now on: all there are, held before."""
    ordering.arrange(connection, flyers, ids)


def add(connection: Connection, flyer: Flyer) -> Flyer:
    """Stores a new one behind all others; as it is stored then. An id taken twice is an IntegrityError."""
    last = connection.scalar(select(func.max(flyers.c.position))) or 0
    stored = flyer._replace(position=last + 1)
    connection.execute(insert(flyers), stored._asdict())
    return stored


def change(connection: Connection, flyer: Flyer, *, revision: int) -> Flyer | None:
    """Replaces the row of this id if it is still of `revision`; as it is stored then, or None when somebody was quicker."""
    stored = flyer._replace(revision=revision + 1)
    changed = connection.execute(
        update(flyers)
        .where(flyers.c.id == flyer.id, flyers.c.revision == revision)
        .values(stored._asdict())
        .returning(flyers.c.id)
    ).first()
    return stored if changed is not None else None


def erase(connection: Connection, flyer: Flyer) -> bool:
    """Deletes it with all its versions and pictures, and from the places where it lies; False when it is no longer of this revision."""
    if change(connection, flyer, revision=flyer.revision) is None:
        return False
    for table in (flyer_images, flyer_versions, placement_flyers):
        connection.execute(delete(table).where(table.c.flyer == flyer.id))
    connection.execute(delete(flyers).where(flyers.c.id == flyer.id))
    return True
