"""Words for everybody when hours or places change: a first draft in three languages, and what they must not say."""

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from bot import openings
from bot.messages import text_length
from bot.phrases import LANGUAGES, load

LONGEST = 200
"""UTF-16 units: it stands beside other words in an acknowledgement, on a small screen."""

REASONS = ("snow", "storm", "quake", "outage", "building", "other")

_TELLING = re.compile(r"相談|宣誓|(?<!可能)性|暴力|(?<![A-Z])(?:DV|LGBT)|被害|虐待|死")
"""What a lock screen must not show: an acknowledgement carries the notice."""


class Objection(NamedTuple):
    """Why residents may not be shown a text: it is "empty" (or can't be shown), "long" or "telling"; `word` is what tells."""

    code: Literal["empty", "long", "telling"]
    word: str = ""


def objection(text: str) -> Objection | None:
    """None for what residents may be shown."""
    # The wide space is what a Japanese keyboard types; Python calls it unprintable.
    if not text.strip() or not text.replace("\n", "").replace("\u3000", " ").isprintable():
        return Objection("empty")
    if text_length(text) > LONGEST:
        return Objection("long")
    telling = _TELLING.search(unicodedata.normalize("NFKC", text).upper())
    return Objection("telling", telling[0]) if telling else None


def draft(reason: str, days: tuple[dt.date, dt.date] | None) -> dict[str, str]:
    """Neutral words by language for one of `REASONS`: shut from the first of the days to the last, or slow where None."""
    return {language: _draft(language, reason, days) for language in LANGUAGES}


def _draft(language: str, reason: str, days: tuple[dt.date, dt.date] | None) -> str:
    words = _words()[language]
    said = {"why": words["why"][reason], "urgent": load(language).keyword("urgent")}
    if days is None:
        return str(words["slow"].format(**said))
    first, last = (openings.date_words(day, language) for day in days)
    form = words["span"] if days[0] != days[1] else words.get("day", "{first}")
    return str(words["closed"].format(**said, when=form.format(first=first, last=last)))


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "notices.toml").read_text("utf-8"))
