"""Abe, a clerk, and Kudo before the screen 「資料」, over Flask's test client; and the files that they upload."""

import io
from functools import cache
from typing import Any

import pikepdf
from flask import Flask
from pikepdf import Array, Dictionary, Name, Pdf
from werkzeug.test import TestResponse

from bot.flyers import reading
from bot.flyers.reading import Read
from storage import audit, flyer_versions
from storage.flyers import Flyer, change, find
from tests.cast import Json, Town
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor
from tests.joining import newcomer

A4 = (595, 842)
WORDS: Json = {
    "title_ja": "ひとりで抱えないで", "title_easy": "ひとりで かかえないで", "title_en": "You are not alone",
    "talk_ja": "あたらしい資料", "talk_easy": "あたらしい しりょう", "talk_en": "A new leaflet",
    "text_ja": "話せる場所のごあんない。\n名前はいりません。", "text_easy": "話せる ばしょ", "text_en": "Where to talk.",
    "audience_ja": "どなたでも", "audience_easy": "だれでも", "audience_en": "Anybody",
    "languages": ["ja", "en"], "card": "A",
}  # fmt: skip


def draft(pages: int = 1, says: str = "Hidamari", size: tuple[int, int] = A4) -> Pdf:
    """So many pages, each of which says this and its number; to be made into what a test wants."""
    pdf = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=size)
        page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=font))
        drawn = f"0.9 0.4 0.1 rg 40 600 300 120 re f BT /F1 40 Tf 0 g 60 500 Td ({says} {number}) Tj ET"
        page.obj["/Contents"] = pdf.make_stream(drawn.encode())
    return pdf


def written(pdf: Pdf, **how: Any) -> bytes:
    file = io.BytesIO()
    pdf.save(file, **how)
    return file.getvalue()


@cache
def a_pdf(pages: int = 1, says: str = "Hidamari") -> bytes:
    """An A4 flyer in which nothing is wrong."""
    return written(draft(pages, says))


@cache
def a_read(pages: int = 1) -> Read:
    """The same as it is stored."""
    return reading.read(a_pdf(pages))


def opened(pdf: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def rectangle(*numbers: int) -> Array:
    return Array(list(numbers))


class Office:
    """Kudo, and Abe who joins as a clerk."""

    def __init__(self, town: Town, web: Flask) -> None:
        self.town, self.web = town, web
        self.kudo = Supervisor(web)
        self.abe = self.join("clerk", "abe")

    def join(self, role: str, name: str) -> Desk:
        return self.kudo.join(newcomer(role, name), role)

    def flyer(self, **words: Any) -> Json:
        """A new one as Abe has written it."""
        answer = self.abe.post("flyers", WORDS | words)
        assert answer.status_code == 201, answer.text
        return answer.json or {}

    def uploaded(self, pages: int = 1, **words: Any) -> Json:
        """A flyer with its first version: read once in a test run, and stored as the door stores it."""
        flyer, read, now = self.flyer(**words)["id"], a_read(pages), self.now()
        with self.town.database.transaction() as connection:
            held = find(connection, flyer, hold=True)
            assert held is not None
            number = flyer_versions.add(connection, flyer, read.pdf, read.pictures, read.texts, now)
            assert change(connection, held._replace(version=number), revision=held.revision)
        return next(one for one in self.all() if one["id"] == flyer)

    def now(self) -> int:
        now: int = self.web.extensions["hidamari"].now()
        return now

    def all(self) -> list[Json]:
        answer = self.abe.get("flyers")
        assert answer.status_code == 200, answer.text
        found: list[Json] = (answer.json or {})["flyers"]
        return found

    def stored(self, flyer: str) -> Flyer | None:
        with self.town.database.reading() as connection:
            return find(connection, flyer)

    def noted(self) -> list[tuple[str, Json]]:
        """What the audit log says of flyers, the oldest first."""
        with self.town.database.reading() as connection:
            found = reversed(audit.events(connection))
            return [(e.action, e.facts) for e in found if e.action.startswith("flyer")]


def upload(desk: Desk, flyer: str, pdf: bytes, mimetype: str = "application/pdf") -> TestResponse:
    path = f"/console/flyers/{flyer}/versions"
    return desk.client.post(path, data=pdf, headers=desk.headers | {"Content-Type": mimetype})


def put(desk: Desk, path: str, **body: Any) -> TestResponse:
    return desk.client.put(f"/console/flyers/{path}", json=body, headers=desk.headers)


def delete(desk: Desk, path: str, **body: Any) -> TestResponse:
    return desk.client.delete(f"/console/flyers/{path}", json=body, headers=desk.headers)
