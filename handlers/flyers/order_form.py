"""What somebody enters on the page for orders: fit to be kept, or refused field by field. Pure."""

import re
import unicodedata
from collections.abc import Collection
from typing import Any, NamedTuple

from storage.contexts import unb64
from storage.order_details import Details
from storage.paper_orders import CARD, KINDS, Kind

MOST_COPIES = 300
LONGEST = {"name": 80, "address": 200, "contact": 80, "reach": 120, "note": 300}
NEEDED = ("name", "address", "reach")
_LINES = ("address", "note")

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Come along when somebody copies from a page, and change nothing."""
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Let a line read otherwise than it is written."""
_NEVER = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_NUMBER = re.compile(r"[0-9+()\-. 〜~#*]+")
_FEWEST_DIGITS = 9


class Problem(NamedTuple):
    """`code` names a sentence of words/order_….toml, `most` is what stands in it."""

    code: str
    most: int = 0


class Unreadable(ValueError):
    """No browser of ours sends this."""


class Unfit(Exception):
    """Problems by field: "kind", "items", "copies:<flyer>", "name", "address", "contact", "reach", "note"."""

    def __init__(self, problems: dict[str, Problem]) -> None:
        super().__init__("unfit")
        self.problems = problems


class Asked(NamedTuple):
    """An order as it was entered. `id` is made by the browser, so that sending twice is ordering once."""

    id: bytes
    kind: Kind
    items: tuple[tuple[str, int], ...]
    details: Details


def read(body: dict[str, Any], flyers: Collection[str]) -> Asked:
    """`flyers`: ids of those that can be ordered, beside the small card. Raises `Unreadable` or `Unfit`."""
    order = _id(body.get("id"))
    items = _items(body.get("items"))
    texts = {name: _text(body.get(name, ""), name) for name in LONGEST}
    kind = next((one for one in KINDS if one == body.get("kind")), None)
    problems = {} if kind else {"kind": Problem("missing_kind")}
    problems |= _wrong_items(items, {*flyers, CARD})
    problems |= {name: wrong for name, text in texts.items() if (wrong := _wrong_text(name, text))}
    if kind is None or problems:
        raise Unfit(problems)
    return Asked(order, kind, tuple(items), Details(**texts))


def _id(told: object) -> bytes:
    try:
        found = unb64(told) if isinstance(told, str) else b""
    except ValueError:
        found = b""
    if len(found) != 16:
        raise Unreadable
    return found


def _items(told: object) -> list[tuple[str, Any]]:
    """[[flyer, copies], …], each flyer once; what the copies are is looked at later."""
    pairs = told if isinstance(told, list) and len(told) <= 100 else None
    if pairs is None or not all(isinstance(one, list) and len(one) == 2 for one in pairs):
        raise Unreadable
    flyers = [flyer for flyer, _ in pairs]
    if not all(isinstance(one, str) and len(one) <= 10 for one in flyers) or len(set(flyers)) < len(flyers):
        raise Unreadable
    return [(flyer, copies) for flyer, copies in pairs]


def _wrong_items(items: list[tuple[str, Any]], known: Collection[str]) -> dict[str, Problem]:
    if not items:
        return {"items": Problem("missing_items")}
    wrong = {}
    for flyer, copies in items:
        if flyer not in known:
            wrong[f"copies:{flyer}"] = Problem("gone")
        elif type(copies) is not int or not 1 <= copies <= MOST_COPIES:
            wrong[f"copies:{flyer}"] = Problem("copies", MOST_COPIES)
    return wrong


def _text(told: object, name: str) -> str:
    if not isinstance(told, str):
        raise Unreadable
    text = _UNSEEN.sub("", told).replace("\r\n", "\n").replace("\t", " ").strip()
    return text if name in _LINES else re.sub(r"\s*\n\s*", " ", text)


def _wrong_text(name: str, text: str) -> Problem | None:
    if name in NEEDED and not text:
        return Problem(f"missing_{name}")
    if len(text) > LONGEST[name]:
        return Problem("long", LONGEST[name])
    if any(_is_strange(sign) for sign in text):
        return Problem("signs")
    return Problem("reach") if name == "reach" and not _can_be_reached(text) else None


def _is_strange(sign: str) -> bool:
    return sign in _TURNING or (sign != "\n" and unicodedata.category(sign) in _NEVER)


def _can_be_reached(text: str) -> bool:
    """Has a mail address or a telephone number in it, also beside words as 「内線 12」."""
    plain = re.sub("[ー−‐–—―]", "-", unicodedata.normalize("NFKC", text))
    if _MAIL.search(plain):
        return True
    return any(sum(sign.isdigit() for sign in found) >= _FEWEST_DIGITS for found in _NUMBER.findall(plain))
