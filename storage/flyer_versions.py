"""Every upload of a flyer: the cleaned PDF for the printer, its pages as pictures for residents, what they say in words.

The older ones stay as history until the flyer itself is deleted.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from storage.contexts import digest
from storage.database import metadata
from storage.dialect import LARGEST

WIDTHS = (240, 480, 720, 960, 1440)
"""Pixels of the pictures of a page; none is wider than it was drawn."""
FORMATS = ("avif", "webp", "jpeg")
"""The smallest first; every browser and LINE itself can show the last."""

LANGUAGES = ("ja", "easy", "en")
LONGEST_ALOUD = 4000
"""Characters that are read aloud; at a calm pace that is ten minutes."""

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
    """One upload, without its bytes. `alt` by language: one text for each page; `aloud` by language. Either may be "" (not said yet)
    outside of the languages that the flyer is shown in.
    """

    flyer: str
    number: int
    made_at: int
    pages: int
    sha256: bytes
    alt: dict[str, list[str]]
    aloud: dict[str, str]

    def alt_of(self, page: int, language: str) -> str:
        """What page `page` (from 1) shows, in this language or else in Japanese."""
        return self.alt[language][page - 1] or self.alt["ja"][page - 1]

    def aloud_in(self, language: str) -> str:
        """What is read aloud, in this language or else in Japanese."""
        return self.aloud[language] or self.aloud["ja"]


class Picture(NamedTuple):
    """A page (from 1) as a picture. `format` is one of `FORMATS`; `width`, `height` in pixels."""

    page: int
    width: int
    height: int
    format: str
    content: bytes


def add(
    connection: Connection,
    flyer: str,
    pdf: bytes,
    pictures: Sequence[Picture],
    texts: Sequence[str],
    now: int,
) -> int:
    """Stores an upload as it was read, and returns its number (from 1). What it says is proposed to be read aloud in Japanese: `texts`,
    one for each page. Hold the flyer before (flyers.find): two at once would take one number.
    """
    last = connection.scalar(select(func.max(flyer_versions.c.number)).where(flyer_versions.c.flyer == flyer))
    number, pages = (last or 0) + 1, len(texts)
    alt = {language: [""] * pages for language in LANGUAGES}
    aloud = dict.fromkeys(LANGUAGES, "") | {"ja": "\n\n".join(text for text in texts if text)[:LONGEST_ALOUD]}
    row = {
        "flyer": flyer,
        "number": number,
        "made_at": now,
        "pages": pages,
        "sha256": digest(pdf),
        "pdf": pdf,
    }
    connection.execute(insert(flyer_versions), row | {"alt": _json(alt), "aloud": _json(aloud)})
    images = [{"flyer": flyer, "version": number} | picture._asdict() for picture in pictures]
    connection.execute(insert(flyer_images), images)
    return number


def versions(connection: Connection, flyer: str) -> list[Version]:
    """All of them, the newest first."""
    wanted = _WITHOUT_BYTES.where(flyer_versions.c.flyer == flyer).order_by(flyer_versions.c.number.desc())
    return [_version(row) for row in connection.execute(wanted)]


def version(connection: Connection, flyer: str, number: int) -> Version | None:
    if number > LARGEST:
        return None
    wanted = _WITHOUT_BYTES.where(flyer_versions.c.flyer == flyer, flyer_versions.c.number == number)
    row = connection.execute(wanted).first()
    return _version(row) if row is not None else None


def set_words(
    connection: Connection, flyer: str, number: int, alt: dict[str, list[str]], aloud: dict[str, str]
) -> None:
    """What its pictures show and what is read aloud: all languages, and in each of `alt` a text for every page."""
    wanted = update(flyer_versions).where(flyer_versions.c.flyer == flyer, flyer_versions.c.number == number)
    connection.execute(wanted.values(alt=_json(alt), aloud=_json(aloud)))


def sizes(connection: Connection, flyer: str, version: int) -> list[tuple[int, int, int]]:
    """(page, width, height) of every picture, in this order; each is there in every one of `FORMATS`."""
    columns = (flyer_images.c.page, flyer_images.c.width, flyer_images.c.height)
    wanted = select(*columns).where(flyer_images.c.flyer == flyer, flyer_images.c.version == version)
    found = connection.execute(wanted.where(flyer_images.c.format == FORMATS[0]).order_by(*columns))
    return [(row.page, row.width, row.height) for row in found]


def picture(
    connection: Connection, flyer: str, version: int, page: int, width: int, format: str
) -> bytes | None:
    if max(version, page, width) > LARGEST:
        return None
    images = flyer_images.c
    at = (images.flyer == flyer, images.version == version, images.page == page)
    found = connection.scalar(
        select(images.content).where(*at, images.width == width, images.format == format)
    )
    return bytes(found) if found is not None else None


def pdf(connection: Connection, flyer: str, number: int) -> bytes | None:
    """The cleaned file, for the printer."""
    if number > LARGEST:
        return None
    at = (flyer_versions.c.flyer == flyer, flyer_versions.c.number == number)
    found = connection.scalar(select(flyer_versions.c.pdf).where(*at))
    return bytes(found) if found is not None else None


_WITHOUT_BYTES = select(
    flyer_versions.c.flyer,
    flyer_versions.c.number,
    flyer_versions.c.made_at,
    flyer_versions.c.pages,
    flyer_versions.c.sha256,
    flyer_versions.c.alt,
    flyer_versions.c.aloud,
)


def _version(row: Any) -> Version:
    words = (json.loads(row.alt), json.loads(row.aloud))
    return Version(row.flyer, row.number, row.made_at, row.pages, bytes(row.sha256), *words)


def _json(words: dict[str, Any]) -> str:
    return json.dumps(words, ensure_ascii=False)
