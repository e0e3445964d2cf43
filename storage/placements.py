"""Placements: where paper lies, each with a short code in its QR, so that totals can tell which places help.

What is counted by a code is a total of a month (storage/totals.py); who came by it is kept nowhere.
"""

from typing import NamedTuple

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table

from storage.database import metadata

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
