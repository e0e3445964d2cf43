"""A design as the page writes it: read whole, or refused with every problem at its field."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Response

from bot.flyers import wording
from bot.flyers.setting import Over
from bot.flyers.wording import Wrong
from bot.hotlines import Hotline, Hotlines
from handlers.console import lines
from handlers.security import refusal
from storage.designs import Design

NAME = 60
"""Characters of what the office calls it."""


class Problem(NamedTuple):
    """At `field`; `what` is the sign or the word in question, `over` (mm) and `characters` what doesn't fit."""

    field: str
    code: str
    what: str = ""
    over: float = 0.0
    characters: int = 0


class Unusable(ValueError):
    """Words that can't be kept or set."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("not to be used")
        self.problems = problems

    def answer(self) -> Response:
        """422 "rows" with each problem at its field."""
        told = [{"row": None} | one._asdict() for one in self.problems]
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return refusal("rows", status, "入れた内容をたしかめてください。", problems=told)


def read(body: dict[str, Any], known: Hotlines, *, now: int) -> Design:
    """Without an id yet. Raises `Unusable`."""
    name = body.get("name")
    problems = [*_name(name)]
    template, variant, colour, language = _kind(body)
    words, wrong = wording.read(template, variant, language, body.get("words"))
    problems += [Problem(*one) for one in (*wrong, *_numbers(words, known))]
    if problems:
        raise Unusable(problems)
    return Design(b"", 1, str(name).strip(), template, variant, colour, language, words, now)


def numbers_of(design: Design, known: Hotlines) -> list[Hotline]:
    """Its telephone numbers. Raises `Unusable` when one of them is no longer on the office's list."""
    if problems := [Problem(*one) for one in _numbers(design.words, known)]:
        raise Unusable(problems)
    by_id = {line.id: line for line in known.lines}
    return [by_id[one] for one in design.words.get(wording.NUMBERS, "").split()]


def too_much(over: Iterable[Over]) -> Unusable:
    """Words that paper has no room for."""
    return Unusable([Problem(one.field, "room", "", one.millimetres, one.characters) for one in over])


def _kind(body: dict[str, Any]) -> tuple[str, str, str, str]:
    kind = [body.get(name) for name in ("template", "variant", "colour", "language")]
    template, variant, colour, language = (one if isinstance(one, str) else "" for one in kind)
    if not wording.is_known(template, variant, colour, language):
        raise Unusable([Problem("template", "gone")])
    return template, variant, colour, language


def _name(name: object) -> Iterable[Problem]:
    if not isinstance(name, str) or not name.strip():
        return [Problem("name", "empty")]
    if len(name.strip()) > NAME:
        return [Problem("name", "long")]
    return [] if lines.is_one(name.strip()) else [Problem("name", "sign")]


def _numbers(words: dict[str, str], known: Hotlines) -> Iterable[Wrong]:
    ids = {line.id for line in known.lines if line.number}
    wanted = words.get(wording.NUMBERS, "").split()
    return [Wrong(wording.NUMBERS, "gone", one) for one in wanted if one not in ids]
