"""The words of a flyer as the page writes them: read whole, or refused with every problem at its field."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from flask import Response, abort

from handlers.console.lines import are_several, is_one
from handlers.console.visits.acting import integer
from handlers.console.visits.facts import telling
from handlers.console.weeks import Problem, Refused
from handlers.security import refusal
from storage.flyer_versions import LANGUAGES
from storage.flyers import Flyer

LENGTHS = {
    "title_ja": 60, "title_easy": 120, "title_en": 80,
    "talk_ja": 20, "talk_easy": 40, "talk_en": 20,
    "text_ja": 600, "text_easy": 1200, "text_en": 800,
    "audience_ja": 60, "audience_easy": 120, "audience_en": 80,
}  # fmt: skip
"""Characters, as the columns of storage/flyers.py have them."""
NEEDED = ("title", "talk")
LINES = ("text",)
"""Where there may be several lines."""

_CARD = re.compile(r"[A-Z0-9]{1,2}")


def read(body: dict[str, Any], stored: Flyer, known: Sequence[Flyer]) -> Flyer:
    """`stored` with what the body says; `known` are all flyers. Raises `Refused`."""
    others = {one.card for one in known if one.id != stored.id}
    problems = [*_texts(body), *_languages(body.get("languages")), *_card(body.get("card"), others)]
    if problems:
        raise Refused(problems)
    texts = {name: body[name].strip() for name in LENGTHS}
    languages = ",".join(one for one in LANGUAGES if one in body["languages"])
    return stored._replace(**texts, languages=languages, card=body.get("card"))


def revision(body: dict[str, Any]) -> int:
    """What the page saw; 400 when it doesn't say."""
    seen = body.get("revision")
    if not integer(seen, 1, 2**31 - 1):
        abort(400)
    return seen


def wrong(problem: Refused) -> Response:
    """422 "rows" with each problem at its field."""
    return refusal("rows", 422, "入れた内容をたしかめてください。", problems=problem.problems)


def text_problems(name: str, row: int | None, text: object, most: int, *, lines: bool) -> Iterator[Problem]:
    """Of one text that may be ""."""
    if not isinstance(text, str):
        yield Problem(row, name, "empty")
    elif len(text.strip()) > most:
        yield Problem(row, name, "long")
    elif not (are_several(text) if lines else is_one(text)):
        yield Problem(row, name, "line")


def _texts(body: dict[str, Any]) -> Iterator[Problem]:
    for name, most in LENGTHS.items():
        part, text = name.split("_")[0], body.get(name)
        found = list(text_problems(name, None, text, most, lines=part in LINES))
        if not found and part in NEEDED and not str(text).strip():
            found.append(Problem(None, name, "empty"))
        elif not found and part == "talk" and telling(str(text)):
            found.append(Problem(None, name, "telling"))
        yield from found


def _languages(chosen: object) -> Iterator[Problem]:
    if not isinstance(chosen, list) or not chosen:
        yield Problem(None, "languages", "empty")
    elif not all(one in LANGUAGES for one in chosen):
        yield Problem(None, "languages", "unknown")


def _card(card: object, others: set[str | None]) -> Iterator[Problem]:
    if card is None:
        return
    if not isinstance(card, str) or not _CARD.fullmatch(card):
        yield Problem(None, "card", "line")
    elif card in others:
        yield Problem(None, "card", "taken")
