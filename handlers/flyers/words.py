"""The sentences of these pages, from words/{ja,easy,en}.toml: one shape in all languages."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.phrases import LANGUAGES

Words = Mapping[str, Any]
"""By name; some names hold a group of further ones."""

_FOLDER = Path(__file__).parent / "words"


@cache
def load(language: str) -> Words:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))


def flat(words: Words, before: str = "") -> Iterator[tuple[str, str]]:
    """Each sentence with its full name."""
    for name, value in words.items():
        if isinstance(value, str):
            yield before + name, value
        else:
            yield from flat(value, f"{before}{name}.")


def require_one_shape() -> None:
    """Raises ValueError when a language lacks a sentence, has one too many, or an empty one."""
    wanted = dict(flat(load(LANGUAGES[0]))).keys()
    for language in LANGUAGES:
        found = dict(flat(load(language)))
        if found.keys() != wanted or not all(found.values()):
            wrong = sorted(found.keys() ^ wanted) or [name for name, text in found.items() if not text]
            raise ValueError(f"flyers, {language}: look at {', '.join(wrong)}")
