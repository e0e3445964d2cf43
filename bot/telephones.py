"""Whom to ring, as data for the page: the same numbers in the same order as on the cards."""

from typing import Any

from bot.cards.ringing import SITUATIONS
from bot.hotlines import Hotline, Hotlines
from bot.phrases import Phrases


def sections(p: Phrases, numbers: Hotlines) -> list[dict[str, Any]]:
    """[{"title", "rows": [{"name", "number", "call", "hours", "note"}]}]: immediate danger first, the city's own last.

    `call` is a link that rings or opens, empty for a number that only fingers can dial.
    """
    found = []
    for card, situations in SITUATIONS:
        for situation in situations:
            title = p.say(f"urgent.{situation if len(situations) > 1 else card}")
            tag = "urgent-young" if situation == "young" else situation
            rows = [_row(p, line) for line in numbers.tagged(tag)]
            if rows:
                found.append({"title": title, "rows": rows})
    return found


def _row(p: Phrases, line: Hotline) -> dict[str, str]:
    call = f"tel:{line.dial}" if line.dial else line.site or ""
    return {
        "name": line.name[p.language],
        "number": line.number or "",
        "call": call,
        "hours": line.hours[p.language],
        "note": "",
    }
