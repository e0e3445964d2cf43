"""The demo's towns: nine invented places with their times, papers and clerk, as `python app.py seed` makes them."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from storage import place_papers, slot_patterns, staff, visit_clerks, visit_kinds, visit_places
from storage.place_papers import Papers
from storage.slot_patterns import Pattern, Unusual
from storage.visit_places import Place

TOWNS = Path(__file__).with_name("seed_visits.toml")
CLERK = "阿部"
CLERKS_PLACES = ["hidamari", "watayuki", "tsukinowa"]
"""One with everything, one without slots, and one that is full: so that the clerk's screen shows each."""

USUAL = {
    "lead_days": 5,
    "change_days": 1,
    "horizon_days": 40,
    "per_resident": 1,
    "private_room": True,
    "takes_wishes": False,
    "takes_waiting": False,
}
_BEYOND_DAYS = 120


def furnish(connection: Connection, *, today: dt.date, timezone: str) -> None:
    """Kinds, towns, their times to the end of a fiscal year, papers, and where Abe works. Slots are for who knows the rules."""
    visit_kinds.furnish(connection)
    told = tomllib.loads(TOWNS.read_text("utf-8"))
    clerk = next(kid for kid, name in staff.display_names(connection).items() if name == CLERK)
    for position, town in enumerate(told["place"], 1):
        visit_places.add(connection, _place(town, position, timezone))
        slot_patterns.replace_patterns(connection, town["id"], list(_patterns(town, today)))
        slot_patterns.replace_unusual(connection, town["id"], list(_unusual(town, today)))
        checked_by = clerk if town["id"] in CLERKS_PLACES else None
        place_papers.add(connection, _papers(told, town["id"], today, checked_by))
    visit_clerks.replace(connection, clerk, CLERKS_PLACES)


def _place(town: dict[str, Any], position: int, timezone: str) -> Place:
    name = town["name"]
    rules = {key: town.get(key, usual) for key, usual in USUAL.items()}
    return Place(
        town["id"], position, name["ja"], name["easy"], name["en"], town["address"], town["phone"], timezone,
        **rules, active=True,
    )  # fmt: skip


def _patterns(town: dict[str, Any], today: dt.date) -> Iterator[Pattern]:
    """Until the end of the fiscal year in which somebody can book from today."""
    far = today + dt.timedelta(days=_BEYOND_DAYS)
    last = dt.date(far.year + (far.month > 3), 3, 31).isoformat()
    for one in town["patterns"]:
        opens, closes = round(one["opens"] * 60), round(one["closes"] * 60)
        for weekday in one["weekdays"]:
            yield Pattern(
                slot_patterns.new_id(), weekday, one.get("nth"), opens, closes, one["minutes"], one["capacity"],
                one.get("kinds"), today.isoformat(), last, False,
            )  # fmt: skip


def _unusual(town: dict[str, Any], today: dt.date) -> Iterator[Unusual]:
    """A day on which the house is shut, and a Sunday somewhere else, so many days from today at the earliest."""
    if "closed" in town:
        shut = _weekday(today + dt.timedelta(days=town["closed"]), 2).isoformat()
        yield Unusual(slot_patterns.new_id(), shut, shut, None, None, None, None, None, "庁舎の点検")
    if "sunday" in town:
        day = _weekday(today + dt.timedelta(days=town["sunday"]), 6).isoformat()
        hours = (13 * 60, 16 * 60, 30, 2, "kind-8")
        yield Unusual(slot_patterns.new_id(), day, day, *hours, "出張の日(図書館)")


def _weekday(day: dt.date, weekday: int) -> dt.date:
    """The first such weekday from that day on."""
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7)


def _papers(told: dict[str, Any], place: str, today: dt.date, checked_by: bytes | None) -> Papers:
    content = {"items": told["item"], "rules": told["rules"], "moving": told["moving"]}
    return Papers(place, content, f"https://example.jp/{place}/", today.isoformat(), checked_by)
