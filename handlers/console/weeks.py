"""A desk's week as the page writes it: read whole, or refused with every problem at its row and field."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.calendar import DAY_MINUTES, LAST, Rule
from bot.outlook import Day, clashes

MOST = 60
"""Rows of one desk; seven days with several times each, and room for nth weekdays."""


class Problem(NamedTuple):
    """What is wrong: `row` counts from 0 (None: the week as a whole), `field` is a key of the row."""

    row: int | None
    field: str
    code: str
    other: int | None = None


class Refused(ValueError):
    """A week that can't be used."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("not a week")
        self.problems = [problem._asdict() for problem in problems]


def read(rows: object) -> list[Rule]:
    """Raises `Refused`; for what no page of ours would write it names the row alone."""
    if not isinstance(rows, list) or not rows or len(rows) > MOST:
        raise Refused([Problem(None, "rows", "none" if rows == [] else "many")])
    problems: list[Problem] = []
    rules: list[Rule] = []
    for place, row in enumerate(rows):
        found = list(_problems(place, row))
        problems += found
        if not found:
            rules.append(_rule(row))
    if not problems:
        problems += [Problem(later, "opens", "overlap", earlier) for earlier, later in clashes(rules)]
    if problems:
        raise Refused(problems)
    return rules


def written(rule: Rule) -> dict[str, Any]:
    """What `read` reads; -1 among `nth` is the last of the month."""
    first, last = (day.isoformat() if day else None for day in (rule.first_day, rule.last_day))
    return {
        "weekday": rule.weekday,
        "nth": sorted(rule.nth, key=lambda one: one % 7) if rule.nth is not None else None,
        "opens": rule.opens,
        "closes": rule.closes,
        "first_day": first,
        "last_day": last,
        "holidays": rule.holidays,
    }


def shown(day: Day) -> dict[str, Any]:
    """A day of the preview."""
    return day._asdict() | {"day": day.day.isoformat()}


def day_of(value: object) -> dt.date | None:
    """A day such as "2026-12-01"; None for what is none, or is written otherwise: days are compared as they are written."""
    try:
        found = dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.isoformat() == value else None


def _problems(place: int, row: object) -> list[Problem]:
    if not isinstance(row, dict) or row.get("weekday") not in range(7) or isinstance(row["weekday"], bool):
        return [Problem(place, "weekday", "empty")]
    found = [Problem(place, name, "empty") for name in ("opens", "closes") if not _is_number(row.get(name))]
    if not found and not 0 <= row["opens"] < DAY_MINUTES:
        found.append(Problem(place, "opens", "empty"))
    elif not found and not row["opens"] < row["closes"] <= row["opens"] + DAY_MINUTES:
        found.append(Problem(place, "closes", "order"))
    if not _is_nth(row.get("nth")):
        found.append(Problem(place, "nth", "empty"))
    return found + _day_problems(place, row)


def _day_problems(place: int, row: dict[str, Any]) -> list[Problem]:
    given = {name: row.get(name) for name in ("first_day", "last_day")}
    days = {name: day_of(value) for name, value in given.items()}
    found = [Problem(place, name, "day") for name in given if given[name] is not None and days[name] is None]
    first, last = days["first_day"], days["last_day"]
    if first is not None and last is not None and last < first:
        found.append(Problem(place, "last_day", "order"))
    return found


def _rule(row: dict[str, Any]) -> Rule:
    nth = frozenset(row["nth"]) if row["nth"] is not None else None
    first, last = (day_of(row.get(name)) for name in ("first_day", "last_day"))
    return Rule(row["weekday"], nth, row["opens"], row["closes"], first, last, row.get("holidays") is True)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_nth(value: object) -> bool:
    if value is None:
        return True
    return (
        isinstance(value, list)
        and value != []
        and all(_is_number(one) and one in (1, 2, 3, 4, 5, LAST) for one in value)
    )
