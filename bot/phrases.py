"""Every sentence the bot says and every word it answers to, from `phrases/{ja,easy,en}.toml`, checked when it is loaded."""

import string
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from bot.sentences import SENTENCES

__all__ = [
    "COMMANDS",
    "LANGUAGES",
    "SENTENCES",
    "Command",
    "Language",
    "Phrases",
    "command_of",
    "load",
    "parse",
]

Language = Literal["ja", "easy", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Command = Literal[
    "talk", "book", "flyers", "urgent", "erase", "about",
    "menu", "room", "erase_now", "erase_when_closed", "end", "read", "arrival", "young", "outings", "examples", "check",
    "lang_ja", "lang_easy", "lang_en",
]  # fmt: skip
"""What a resident can ask for by one word; the first six are the tiles of the menu."""
COMMANDS: tuple[Command, ...] = get_args(Command)

_FOLDER = Path(__file__).parent / "phrases"
_AROUND = " \t\n\u3000「」『』“”\"'。．."


@dataclass(frozen=True)
class Phrases:
    """One language."""

    language: Language
    sentences: Mapping[str, str]
    words: Mapping[Command, tuple[str, ...]]

    def say(self, key: str, **tokens: object) -> str:
        """The sentence of that key with its tokens filled in. KeyError for an unknown key, and for tokens too few or too many."""
        if tokens.keys() != SENTENCES[key].tokens:
            raise KeyError(f"{key} takes the tokens {sorted(SENTENCES[key].tokens)}")
        return self.sentences[key].format(**tokens)

    def keyword(self, command: Command) -> str:
        """What the button of that command sends, and its label."""
        return self.words[command][0]


@cache
def load(language: str = "ja") -> Phrases:
    """One language from its file; raises as `parse` does, and ValueError for a language that there is not."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    return parse(language, tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8")))


def parse(language: Language, table: Mapping[str, Any]) -> Phrases:
    """Raises KeyError for a missing sentence or keyword, ValueError for one too many, an empty one, or one with other tokens."""
    words, flat = table["keywords"], dict(_flat(table))
    if extra := (flat.keys() - SENTENCES.keys()) | (words.keys() - set(COMMANDS)):
        raise ValueError(f"{language}: nobody says {sorted(extra)}")
    sentences = {key: _sentence(language, key, flat[key]) for key in SENTENCES}
    keywords = {command: tuple(str(word) for word in words[command]) for command in COMMANDS}
    if not all(keywords.values()):
        raise ValueError(f"{language}: a command without a word")
    return Phrases(language, sentences, keywords)


def command_of(text: str) -> Command | None:
    """Which command a message is, in whichever language, when it is one and not something to be read by people."""
    return _commands().get(_plain(text)) if len(text) <= 60 else None


@cache
def _commands() -> Mapping[str, Command]:
    known: dict[str, Command] = {}
    for language in LANGUAGES:
        for command, words in load(language).words.items():
            for word in words:
                if known.setdefault(_plain(word), command) != command:
                    raise ValueError(f"{word} is two commands")
    return known


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(_AROUND).casefold()


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield name, value.strip()
        elif name != "keywords":
            yield from ((f"{name}.{key}", sentence.strip()) for key, sentence in value.items())


def _sentence(language: str, key: str, sentence: str) -> str:
    if not sentence:
        raise ValueError(f"{language}: {key} is empty")
    found = {token for _, token, _, _ in string.Formatter().parse(sentence) if token is not None}
    if found != SENTENCES[key].tokens:
        raise ValueError(f"{language}: {key} must have the tokens {sorted(SENTENCES[key].tokens)}")
    return sentence
