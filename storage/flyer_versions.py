"""Every upload of a flyer: the cleaned PDF for the printer, its pages as pictures for residents, what they say in words.

The older ones stay as history until the flyer itself is deleted.
"""

from typing import NamedTuple

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from storage.database import metadata

WIDTHS = (480, 960, 1440)
"""Pixels of the pictures of a page; none is wider than it was drawn."""
FORMATS = ("avif", "webp", "jpeg")
"""The smallest first; every browser and LINE itself can show the last."""

flyer_versions = Table(
    "flyer_versions",
    metadata,
    Column("flyer", String(10), ForeignKey("flyers.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("made_at", BigInteger, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("sha256", LargeBinary(32), nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("alt", Text, nullable=False),
    Column("aloud", Text, nullable=False),
)
"""`alt`: JSON {language: [what the picture of each page shows]}; `aloud`: JSON {language: what is read aloud}."""

flyer_images = Table(
    "flyer_images",
    metadata,
    Column("flyer", String(10), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("width", Integer, primary_key=True),
    Column("format", String(4), primary_key=True),
    Column("height", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)


class Version(NamedTuple):
    """One upload, without its bytes. `alt` by language: one text for each page; `aloud` by language."""

    flyer: str
    number: int
    made_at: int
    pages: int
    sha256: bytes
    alt: dict[str, list[str]]
    aloud: dict[str, str]


class Picture(NamedTuple):
    """A page as a picture. `format` is one of `FORMATS`; `width`, `height` in pixels."""

    page: int
    width: int
    height: int
    format: str
    content: bytes
