"""The facts and rules of a place as the page writes them: read whole, or refused with every problem at its field."""

import re
from collections.abc import Iterator
from typing import Any

from bot.notices import objection
from handlers.console import lines
from handlers.console.visits.acting import integer
from handlers.console.weeks import Problem, Refused
from storage.visit_places import Place

LENGTHS = {"name_ja": 64, "name_easy": 128, "name_en": 64, "address": 200, "phone": 20}
NAMES = ("name_ja", "name_easy", "name_en")
RANGES = {"lead_days": (0, 60), "change_days": (0, 60), "horizon_days": (1, 250), "per_resident": (1, 9)}
"""Business days, except for the last: so many bookings one resident may have at once."""
SWITCHES = ("private_room", "takes_wishes", "takes_waiting", "active")

_PHONE = re.compile(r"[0-9+()#*-]*")
_ALSO_TELLING = re.compile(
    r"パートナー|partner|oath|violence|abuse|counsel|consult|そうだん|ぼうりょく", re.IGNORECASE
)


def read(body: dict[str, Any], stored: Place) -> Place:
    """`stored` with what the body says. Raises `Refused`."""
    problems = [*_texts(body), *_numbers(body)]
    problems += [Problem(None, name, "empty") for name in SWITCHES if not isinstance(body.get(name), bool)]
    if not problems and body["horizon_days"] <= body["lead_days"]:
        problems.append(Problem(None, "horizon_days", "order"))
    if problems:
        raise Refused(problems)
    texts = {name: body[name].strip() for name in LENGTHS}
    return stored._replace(**texts, **{name: body[name] for name in (*RANGES, *SWITCHES)})


def numbers(body: dict[str, Any], stored: Place) -> Place:
    """`stored` with the days of the body alone. Raises `Refused`."""
    if problems := list(_numbers(body)):
        raise Refused(problems)
    return stored._replace(**{name: body[name] for name in RANGES})


def telling(text: str) -> str:
    """The word of a text that somebody who looks over a shoulder must not read; "" when there is none."""
    found = objection(text) if text.strip() else None
    if found is not None and found.code == "telling":
        return found.word
    also = _ALSO_TELLING.search(text)
    return also[0] if also else ""


def _texts(body: dict[str, Any]) -> Iterator[Problem]:
    for name, most in LENGTHS.items():
        text = body.get(name)
        if not isinstance(text, str) or (name in NAMES and not text.strip()):
            yield Problem(None, name, "empty")
        elif len(text.strip()) > most:
            yield Problem(None, name, "long")
        elif not lines.is_one(text):
            yield Problem(None, name, "line")
        elif name in NAMES and telling(text):
            yield Problem(None, name, "telling")
        elif name == "phone" and not _PHONE.fullmatch(text.strip()):
            yield Problem(None, name, "phone")


def _numbers(body: dict[str, Any]) -> Iterator[Problem]:
    for name, (least, most) in RANGES.items():
        if not integer(body.get(name), least, most):
            yield Problem(None, name, "range")
