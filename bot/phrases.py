"""Every sentence the bot says, from `phrases/*.toml`, checked when it is loaded."""

import string
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.messages import text_length

LONGEST = 5000
"""LINE's limit of a text message, in UTF-16 code units."""

SENTENCES: dict[str, frozenset[str]] = {
    "greeting": frozenset(),
    "received": frozenset(),
    "received_not_text": frozenset(),
    "not_read_here": frozenset(),
    "urgent": frozenset(),
    "erase_offer": frozenset(),
    "erase_now": frozenset({"moment", "numbers"}),
    "erase_held": frozenset({"moment", "numbers", "day"}),
    "erase_check": frozenset({"address"}),
    "erase_when_closed": frozenset({"numbers", "address"}),
    "erase_is_closed": frozenset(),
    "erase_nothing": frozenset(),
    "silence": frozenset({"day"}),
    "silence_unanswered": frozenset({"day"}),
}
"""Every sentence with the tokens that it must have, no more and no fewer."""


@dataclass(frozen=True)
class Keywords:
    """Messages that are commands to the bot; the first of each is what its button sends."""

    urgent: tuple[str, ...]
    erase: tuple[str, ...]
    erase_now: tuple[str, ...]
    erase_when_closed: tuple[str, ...]


@dataclass(frozen=True)
class Phrases:
    """One language. A missing key stops the start, not a conversation."""

    greeting: str
    received: str
    received_not_text: str
    not_read_here: str
    urgent: str
    erase_offer: str
    erase_now: str
    erase_held: str
    erase_check: str
    erase_when_closed: str
    erase_is_closed: str
    erase_nothing: str
    silence: str
    silence_unanswered: str
    keywords: Keywords


@cache
def load(language: str = "ja") -> Phrases:
    """Raises KeyError for a missing sentence and ValueError for an empty or overlong one, or one with other tokens."""
    source = Path(__file__).parent / "phrases" / f"{language}.toml"
    table = tomllib.loads(source.read_text("utf-8"))
    sentences = {name: _sentence(table, name, tokens) for name, tokens in SENTENCES.items()}
    words = {name: tuple(table["keywords"][name]) for name in Keywords.__dataclass_fields__}
    return Phrases(**sentences, keywords=Keywords(**words))


def _sentence(table: dict[str, Any], name: str, tokens: frozenset[str]) -> str:
    sentence = str(table[name]).strip()
    if not 0 < text_length(sentence) <= LONGEST:
        raise ValueError(f"{name} must have 1 to {LONGEST} UTF-16 units")
    found = {token for _, token, _, _ in string.Formatter().parse(sentence) if token is not None}
    if found != tokens:
        raise ValueError(f"{name} must have the tokens {sorted(tokens)}")
    return sentence
