"""Sentences as they stand on a page. In やさしい日本語 a reading in round brackets behind its kanji is set above them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

_READING = re.compile(r"([㐀-鿿々〆]+)\(([ぁ-ゖー]+)\)")
_SENTENCE = re.compile(r".+?(?:[。！？](?![」』）])\s*|[.!?]\s+|$)")


class Said(NamedTuple):
    """What somebody of the office wrote, and the language for screen readers ("ja", "en"): Japanese where it was never translated."""

    text: str
    tongue: str


def said(texts: dict[str, str], language: str) -> Said:
    """The text in this language, or else the Japanese one. `texts` by language."""
    found = texts.get(language, "").strip()
    return Said(found or texts.get("ja", "").strip(), "en" if found and language == "en" else "ja")


def ruby(text: str) -> Markup:
    parts, end = [], 0
    for found in _READING.finditer(text):
        kanji, reading = found.groups()
        parts += [escape(text[end : found.start()]), _RUBY.format(kanji, reading)]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def plain(text: str) -> str:
    """Without readings: for names that only screen readers are told."""
    return _READING.sub(r"\1", text)


def paragraphs(text: str) -> list[list[str]]:
    """Each line as its sentences; joined they are the line again."""
    return [list(_sentences(line.strip())) for line in text.splitlines() if line.strip()]


def _sentences(line: str) -> Iterator[str]:
    return (found.group() for found in _SENTENCE.finditer(line))


_RUBY = Markup("<ruby>{}<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>")
