"""A placement as the page writes it: read whole, or refused with every problem at its field."""

from collections.abc import Collection, Iterator
from typing import Any

from handlers.console import lines
from handlers.console.weeks import Problem, Refused
from storage.placements import KINDS, LEADS, Placement

NEVER_SHOWN = ("school", "work")
"""Kinds of placements whose readers could be found out by those around them: parents and bosses read the list of places, too."""

LENGTHS = {
    "name": 80,
    "shown_ja": 80,
    "shown_easy": 160,
    "shown_en": 80,
    "address": 120,
    "hours_ja": 200,
    "hours_easy": 300,
    "hours_en": 200,
}
_SHOWN = ("shown_ja", "shown_easy", "shown_en", "address")
_HOURS = ("hours_ja", "hours_easy", "hours_en")
_CHOICES = {"kind": KINDS, "leads": LEADS}


def read(body: dict[str, Any], stored: Placement, *, possible: Collection[str]) -> Placement:
    """`stored` with what the body says. `possible`: where a QR can lead here. Raises `Refused`."""
    problems = [*_texts(body), *_chosen(body, stored, possible), *_public(body)]
    if problems:
        raise Refused(problems)
    texts = {name: body[name].strip() for name in LENGTHS}
    return stored._replace(**texts, kind=body["kind"], leads=body["leads"], shown=body["shown"])


def flyers(body: dict[str, Any], known: Collection[str]) -> list[str]:
    """The ids of the flyers that lie there. Raises `Refused` for one that there is not."""
    listed = body.get("flyers")
    if not isinstance(listed, list) or not all(isinstance(one, str) and one in known for one in listed):
        raise Refused([Problem(None, "flyers", "gone")])
    return listed


def _texts(body: dict[str, Any]) -> Iterator[Problem]:
    for name, most in LENGTHS.items():
        text = body.get(name)
        if not isinstance(text, str) or (name == "name" and not text.strip()):
            yield Problem(None, name, "empty")
        elif len(text.strip()) > most:
            yield Problem(None, name, "long")
        elif not lines.is_one(text):
            yield Problem(None, name, "line")


def _chosen(body: dict[str, Any], stored: Placement, possible: Collection[str]) -> Iterator[Problem]:
    for name, known in _CHOICES.items():
        if body.get(name) not in known:
            yield Problem(None, name, "empty")
    # What was printed before goes on to lead there.
    leads = body.get("leads")
    if leads in LEADS and leads not in possible and (stored.code == "" or leads != stored.leads):
        yield Problem(None, "leads", "leads")


def _public(body: dict[str, Any]) -> Iterator[Problem]:
    """What residents read must be there in every language."""
    shown = body.get("shown")
    if not isinstance(shown, bool):
        yield Problem(None, "shown", "empty")
    if shown is not True:
        return
    if body.get("kind") in NEVER_SHOWN:
        yield Problem(None, "shown", "private")
    for name in _SHOWN:
        if body.get(name) == "" or str(body.get(name, "")).isspace():
            yield Problem(None, name, "empty")
    given = [name for name in _HOURS if str(body.get(name, "")).strip()]
    yield from (Problem(None, name, "empty") for name in _HOURS if given and name not in given)
