"""What somebody brings to a place, as the page writes it: read whole, or refused with every problem at its item and field."""

from collections.abc import Iterator
from typing import Any

from bot.phrases import LANGUAGES
from handlers.console import lines
from handlers.console.weeks import Problem, Refused

MOST = 20
"""Items of one place."""

ITEM = {"name": 60, "where": 200, "when": 100, "note": 200}
RULES = 1500
MOVING = 800
SOURCE = 300


def read(body: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Content as storage/place_papers.py keeps it, and where it stands. Raises `Refused`; `row` counts the items.

    Of every text the Japanese may stand alone, since who reads another language is then shown it; not so the name of an item.
    """
    items = body.get("items")
    if not isinstance(items, list) or len(items) > MOST:
        raise Refused([Problem(None, "items", "many")])
    problems = [one for place, item in enumerate(items) for one in _item_problems(place, item)]
    problems += _problems(None, "rules", body.get("rules"), RULES)
    ways = body.get("moving")
    for way in ("a", "b"):
        words = ways.get(way) if isinstance(ways, dict) else None
        problems += _problems(None, f"moving_{way}", words, MOVING)
    source = body.get("source")
    if not isinstance(source, str) or len(source.strip()) > SOURCE or not lines.is_one(source):
        problems.append(Problem(None, "source", "long"))
    elif not source.strip():
        problems.append(Problem(None, "source", "empty"))
    if problems or not isinstance(ways, dict):
        raise Refused(problems)
    content = {
        "items": [{name: _spoken(item[name]) for name in ITEM} for item in items],
        "rules": _spoken(body["rules"]),
        "moving": {way: _spoken(ways[way]) for way in ("a", "b")},
    }
    return content, str(source).strip()


def written(content: dict[str, Any]) -> dict[str, Any]:
    """What `read` reads, also of content that lacks a part."""
    ways = content.get("moving") or {}
    return {
        "items": [{name: _filled(item.get(name)) for name in ITEM} for item in content.get("items") or []],
        "rules": _filled(content.get("rules")),
        "moving": {way: _filled(ways.get(way)) for way in ("a", "b")},
    }


def _item_problems(place: int, item: object) -> Iterator[Problem]:
    if not isinstance(item, dict):
        yield Problem(place, "name", "empty")
        return
    for name, most in ITEM.items():
        yield from _problems(place, name, item.get(name), most, every=name == "name")


def _problems(
    place: int | None, name: str, words: object, most: int, *, every: bool = False
) -> Iterator[Problem]:
    for language in LANGUAGES:
        text = words.get(language) if isinstance(words, dict) else None
        # Easy Japanese says its readings beside the words: twice as long.
        if not isinstance(text, str) or len(text) > (2 * most if language != "ja" else most):
            yield Problem(place, f"{name}_{language}", "long")
        elif not lines.are_several(text):
            yield Problem(place, f"{name}_{language}", "line")
        elif every and not text.strip():
            yield Problem(place, f"{name}_{language}", "empty")


def _spoken(words: dict[str, str]) -> dict[str, str]:
    return {language: words[language].strip() for language in LANGUAGES}


def _filled(words: object) -> dict[str, str]:
    found = words if isinstance(words, dict) else {}
    return {language: str(found.get(language) or "") for language in LANGUAGES}
