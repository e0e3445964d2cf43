"""Every sentence the bot says, from `phrases/*.toml`, checked when it is loaded."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.messages import text_length

LONGEST = 5000
"""LINE's limit of a text message, in UTF-16 code units."""


@dataclass(frozen=True)
class Phrases:
    """One language. A missing key stops the start, not a conversation."""

    greeting: str
    received: str
    received_not_text: str
    not_read_here: str
    urgent: str
    urgent_keywords: frozenset[str]


@cache
def load(language: str = "ja") -> Phrases:
    """Raises KeyError for a missing sentence and ValueError for an empty or overlong one."""
    source = Path(__file__).parent / "phrases" / f"{language}.toml"
    table = tomllib.loads(source.read_text("utf-8"))
    names = ("greeting", "received", "received_not_text", "not_read_here", "urgent")
    sentences = {name: table[name].strip() for name in names}
    for name, sentence in sentences.items():
        if not 0 < text_length(sentence) <= LONGEST:
            raise ValueError(f"{source.name}: {name} must have 1 to {LONGEST} UTF-16 units")
    return Phrases(**sentences, urgent_keywords=frozenset(table["keywords"]["urgent"]))
