"""Flyers that residents may look at: their words and dates. What was uploaded is in flyer_versions.py.

Nothing here, and nothing anywhere else, says who looked at one.
"""

from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Integer, String, Table

from storage.database import metadata

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
    first upload. `shown_from`, `shown_until` (ms; None: not published; no end). `position` orders them.
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
