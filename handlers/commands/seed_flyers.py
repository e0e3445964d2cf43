"""The demo's flyers, and where their paper lies: each is set on paper and read again, as an office and its upload would do it."""

import datetime as dt
import secrets
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from bot import hotlines
from bot.flyers import addresses, setting, wording
from bot.flyers.reading import Read, read
from bot.phrases import LANGUAGES
from bot.visits.codes import new_code
from settings import Settings
from storage import designs, flyer_versions, flyers, order_details, paper_orders, placements, seed_totals
from storage.designs import Design
from storage.flyers import Flyer
from storage.keystore import Keys
from storage.order_details import Details
from storage.paper_orders import Order
from storage.placements import Placement

WORDS = Path(__file__).with_suffix(".toml")
OFFICE = {"ja": "ひだまり市 くらしの窓口", "en": "Hidamari City, Kurashi desk"}
SHOWN_DAYS = 20
"""So long ago the flyers were put up."""
ORDERED_DAYS = 2
_PATIENCE = 60
"""Seconds for one file: nobody waits for it at a door."""
_DAY_MS = 24 * 3600 * 1000
_PAPER = ("heading", "lead", "body", "points", "numbers")


class Made(NamedTuple):
    """A flyer's design, and what reading its file brought."""

    told: dict[str, Any]
    design: Design
    read: Read


class Demo(NamedTuple):
    """What takes seconds to make, before anything is stored. `uploaded`: the code in the QR of the files themselves."""

    told: dict[str, Any]
    made: list[Made]
    uploaded: str


def make(settings: Settings, fingerprint: bytes, *, now: int) -> Demo:
    """Sets every flyer and reads it again. Asks nothing of the database."""
    told, code = tomllib.loads(WORDS.read_text("utf-8")), new_code()
    address = addresses.room_address(settings.public_origin, fingerprint, 1, code)
    return Demo(told, [_made(one, address, code, now) for one in told["flyer"]], code)


def furnish(
    connection: Connection, keys: Keys, settings: Settings, demo: Demo, *, now: int, today: dt.date
) -> None:
    """Stores flyers, designs, placements with the figures of some months, and an order that waits."""
    by_card = {made.told["card"]: _put_up(connection, made, now) for made in demo.made}
    ways = _ways(settings)
    months = {
        _place(connection, one, by_card, demo.uploaded, ways, now): one["months"]
        for one in demo.told["placement"]
    }
    seed_totals.furnish_paper(connection, months, today=today, timezone=settings.timezone)
    _order(connection, keys, demo.told["order"], by_card, settings.retention_policy.paper_order, now)


def _made(told: dict[str, Any], address: str, code: str, now: int) -> Made:
    paper = told["paper"]
    words = wording.first_words("a4", "open", paper["language"]) | {
        name: paper.get(name, "") for name in _PAPER
    }
    office = words | {"office": OFFICE[paper["language"]]}
    design = Design(
        bytes(16), 1, paper["name"], "a4", "open", paper["colour"], paper["language"], office, now
    )
    known = {line.id: line for line in hotlines.load(None).lines}
    numbers = [known[one] for one in paper.get("numbers", "").split()]
    pdf = setting.set_paper(design, address=address, code=code, numbers=numbers)
    return Made(told, design, read(pdf, limit_seconds=_PATIENCE))


def _put_up(connection: Connection, made: Made, now: int) -> str:
    """Its id."""
    told, flyer = made.told, flyers.new_id()
    said = {
        f"{part}_{language}": told[part][language]
        for part in ("title", "talk", "text", "audience")
        for language in LANGUAGES
    }
    stored = flyers.add(
        connection,
        Flyer(
            id=flyer, revision=1, position=0, **said, languages=told["languages"], card=told["card"],
            version=None, shown_from=None, shown_until=None, changed_at=now,
        ),
    )  # fmt: skip
    since = now - SHOWN_DAYS * _DAY_MS
    number = flyer_versions.add(connection, flyer, made.read.pdf, made.read.pictures, made.read.texts, since)
    alt: dict[str, list[str]] = {language: [told["alt"][language]] for language in LANGUAGES}
    flyer_versions.set_words(connection, flyer, number, alt, told["aloud"])
    flyers.change(connection, stored._replace(version=number, shown_from=since), revision=stored.revision)
    designs.add(connection, made.design)
    return flyer


def _place(
    connection: Connection,
    told: dict[str, Any],
    by_card: dict[str, str],
    uploaded: str,
    ways: list[str],
    now: int,
) -> str:
    """Its code. Where the office has no such way, the QR leads where it has one."""
    codes = _codes(uploaded if told.get("uploaded") else None)
    said = {
        f"{part}_{language}": told.get(part, {}).get(language, "")
        for part in ("shown", "hours")
        for language in LANGUAGES
    }
    wanted = Placement(
        code="", revision=1, kind=told["kind"], name=told["name"],
        leads=told["leads"] if told["leads"] in ways else ways[0], shown="shown" in told, **said,
        address=told.get("address", ""), made_at=now - SHOWN_DAYS * _DAY_MS, retired_at=None,
    )  # fmt: skip
    placed = placements.add(connection, wanted, lambda: next(codes))
    placements.set_flyers(connection, placed.code, [by_card[card] for card in told["flyers"]])
    return placed.code


def _ways(settings: Settings) -> list[str]:
    """Where a QR can lead in this office; the first is the one for all that can't."""
    account = ["account"] if settings.line_basic_id else []
    room = ["room"] if "room" in settings.lanes else []
    return [*room, *account, *(["both"] if room and account else [])] or ["room"]


def _codes(first: str | None) -> Iterator[str]:
    if first is not None:
        yield first
    while True:
        yield new_code()


def _order(
    connection: Connection, keys: Keys, told: dict[str, Any], by_card: dict[str, str], kept: int, now: int
) -> None:
    items = tuple((by_card.get(card, paper_orders.CARD), copies) for card, copies in told["items"].items())
    asked_at = now - ORDERED_DAYS * _DAY_MS
    asked = Order(secrets.token_bytes(16), "", 1, told["kind"], "new", items, asked_at, None, asked_at + kept)
    made = paper_orders.add(connection, asked, codes=_codes(None))
    if made is not None:
        details = Details(*(told[name] for name in Details._fields))
        order_details.seal(connection, keys, made.id, details)
