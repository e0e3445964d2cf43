"""The words of a design: its fields, what each may hold, and what a new one begins with."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from bot.flyers.signs import unwritable
from bot.notices import objection
from bot.phrases import LANGUAGES
from storage.designs import TEMPLATES, VARIANTS

HERE = Path(__file__).parent
LENGTHS = {"heading": 80, "lead": 160, "body": 600, "points": 300, "call": 80, "hint": 160, "office": 80}
"""Characters of a field; with readings (`easy`) twice as many. Whether they fit on paper is seen when it is set."""
NEEDED = ("heading", "call")
NUMBERS = "numbers"
"""Besides the fields: ids of bot/hotlines.toml with spaces between them."""
MOST_NUMBERS = 3

_READING = re.compile(r"[(（][\u3040-\u30ffー]+[)）]")
_ALSO_TELLING = re.compile(
    r"パートナー|セクシュアル|ジェンダー|カウンセ|そうだん|ぼうりょく|ひがい|"
    r"\b(partner|oath|violen|abus|counsel|consult|gender|sex|gay|lesbian|trans|victim|suicid)",
    re.IGNORECASE,
)
_PIECE, _OVERLAP = 150, 20

Code = Literal["empty", "long", "sign", "telling", "gone"]


class Wrong(NamedTuple):
    """What is wrong with a field; `what` is the sign or the word in question."""

    field: str
    code: Code
    what: str = ""


def fields(template: str, variant: str) -> tuple[str, ...]:
    """The fields that this paper has, in their order on it."""
    if template == "card" or variant == "discreet":
        return ("heading", "lead", "call", "hint", "office")
    middle = ("points",) if template == "poster" else ("body", "points")
    return ("heading", "lead", *middle, "call", "hint", "office")


def has_numbers(template: str, variant: str) -> bool:
    """Whether telephone numbers can stand on it: their names tell a stranger, and a card has no room."""
    return template != "card" and variant == "open"


def longest(language: str) -> dict[str, int]:
    return {name: most * (2 if language == "easy" else 1) for name, most in LENGTHS.items()}


def read(template: str, variant: str, language: str, given: object) -> tuple[dict[str, str], list[Wrong]]:
    """The words that this paper has, trimmed, and what is wrong with them."""
    table: Mapping[Any, Any] = given if isinstance(given, dict) else {}
    words = {name: _clean(table.get(name)) for name in fields(template, variant)}
    most = longest(language)
    wrong = [found for name, text in words.items() for found in _wrong(name, text, most[name], variant)]
    if has_numbers(template, variant):
        words[NUMBERS] = " ".join(_clean(table.get(NUMBERS)).split()[:MOST_NUMBERS])
    return words, wrong


def telling(text: str) -> str:
    """The word of a text that tells a stranger what the paper is for, also between readings; "" when there is none."""
    for said in (text, _READING.sub("", text)):
        plain = unicodedata.normalize("NFKC", said)
        for start in range(0, len(plain), _PIECE):
            piece = plain[start : start + _PIECE + _OVERLAP].replace("\n", " ").strip()
            found = objection(piece) if piece else None
            if found is not None and found.code == "telling":
                return found.word
        if also := _ALSO_TELLING.search(plain):
            return also[0]
    return ""


@cache
def first_words(template: str, variant: str, language: str) -> dict[str, str]:
    """What a new design of this kind says."""
    said = _first(language)[variant]["card" if template == "card" else "page"]
    return {name: str(said.get(name, "")) for name in fields(template, variant)}


@cache
def first_name(variant: str, language: str) -> str:
    """What a new design is called in the office's list."""
    return str(_first(language)["name"][variant])


@cache
def palettes() -> dict[str, dict[str, str]]:
    """Colours (#RRGGBB) by what they are for, by name of the palette."""
    return tomllib.loads((HERE / "palettes.toml").read_text("utf-8"))


def is_known(template: str, variant: str, colour: str, language: str) -> bool:
    """Whether there is such paper."""
    return template in TEMPLATES and variant in VARIANTS and colour in palettes() and language in LANGUAGES


@cache
def _first(language: str) -> dict[str, Any]:
    return tomllib.loads((HERE / "first_words" / f"{language}.toml").read_text("utf-8"))


def _clean(text: object) -> str:
    """As it is set: composed signs, one kind of line end, no blanks at the ends of lines."""
    if not isinstance(text, str):
        return ""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _wrong(name: str, text: str, most: int, variant: str) -> Iterator[Wrong]:
    if name in NEEDED and not text.strip():
        yield Wrong(name, "empty")
    elif len(text) > most:
        yield Wrong(name, "long")
    elif sign := unwritable(text):
        yield Wrong(name, "sign", sign if sign.isprintable() else "")
    elif variant == "discreet" and (word := telling(text)):
        yield Wrong(name, "telling", word)
