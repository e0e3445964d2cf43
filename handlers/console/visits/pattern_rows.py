"""A place's week as the page writes it: rows for several weekdays at once, read whole, or refused with every problem at its field."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from bot.calendar import DAY_MINUTES, LAST
from handlers.console.visits.acting import integer
from handlers.console.weeks import Problem, Refused, day_of
from storage.slot_patterns import Pattern, Unusual, new_id

MOST = 40
"""Rows of one place."""

MOST_SEATS = 20
SHORTEST, LONGEST = 10, 480
"""Minutes of one visit."""

FARTHEST = 2 * 366
"""Days from today; what is further away is a slip of the finger."""


def read(rows: object, *, kinds: Collection[str], today: dt.date) -> list[Pattern]:
    """One pattern for each weekday of each row; no row at all is a place that takes no visits. Raises `Refused`.

    `kinds` are the ids there are. For what no page of ours would write it names the row alone.
    """
    if not isinstance(rows, list) or len(rows) > MOST:
        raise Refused([Problem(None, "rows", "many")])
    problems = [one for place, row in enumerate(rows) for one in _problems(place, row, kinds, today)]
    if problems:
        raise Refused(problems)
    return [_pattern(row, weekday) for row in rows for weekday in sorted(set(row["weekdays"]))]


def written(patterns: Sequence[Pattern]) -> list[dict[str, Any]]:
    """What `read` reads: patterns that differ in nothing but the weekday are one row."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in patterns:
        same = one._replace(id=b"", weekday=0)
        row = rows.setdefault(tuple(same), _row(one))
        if one.weekday not in row["weekdays"]:
            row["weekdays"].append(one.weekday)
    return list(rows.values())


def hours_problems(row: dict[str, Any], place: int | None = None) -> list[Problem]:
    """Of the times, the length, the seats: the fields that a pattern and a day with other times have in common."""
    found = [
        Problem(place, name, "empty")
        for name in ("opens", "closes")
        if not integer(row.get(name), 0, DAY_MINUTES)
    ]
    if not integer(row.get("minutes"), SHORTEST, LONGEST):
        found.append(Problem(place, "minutes", "range"))
    if not integer(row.get("capacity"), 1, MOST_SEATS):
        found.append(Problem(place, "capacity", "range"))
    if found:
        return found
    if not row["opens"] < row["closes"]:
        return [Problem(place, "closes", "order")]
    return [Problem(place, "minutes", "long")] if row["opens"] + row["minutes"] > row["closes"] else []


def kinds_problems(row: dict[str, Any], kinds: Collection[str], place: int | None = None) -> list[Problem]:
    given = row.get("kinds")
    listed = isinstance(given, list) and given
    if given is None or (listed and all(isinstance(one, str) and one in kinds for one in given)):
        return []
    return [Problem(place, "kinds", "empty")]


def day_problems(row: dict[str, Any], today: dt.date, place: int | None = None) -> list[Problem]:
    """Of the first and the last day, which both must be there."""
    days = {name: day_of(row.get(name)) for name in ("first_day", "last_day")}
    first, last = days["first_day"], days["last_day"]
    found = [Problem(place, name, "day") for name, day in days.items() if day is None]
    if last is not None and last > today + dt.timedelta(days=FARTHEST):
        found.append(Problem(place, "last_day", "far"))
    elif first is not None and last is not None and last < first:
        found.append(Problem(place, "last_day", "order"))
    return found


def joined(kinds: list[str] | None) -> str | None:
    """As a pattern keeps kinds."""
    return ",".join(sorted(set(kinds))) if kinds is not None else None


def _problems(place: int, row: object, kinds: Collection[str], today: dt.date) -> list[Problem]:
    if not isinstance(row, dict):
        return [Problem(place, "weekdays", "empty")]
    weekdays, found = row.get("weekdays"), []
    if not isinstance(weekdays, list) or not weekdays or not all(integer(one, 0, 6) for one in weekdays):
        found.append(Problem(place, "weekdays", "empty"))
    if not _is_nth(row.get("nth")):
        found.append(Problem(place, "nth", "empty"))
    return [
        *found,
        *hours_problems(row, place),
        *kinds_problems(row, kinds, place),
        *day_problems(row, today, place),
    ]


def _pattern(row: dict[str, Any], weekday: int) -> Pattern:
    nth = ",".join(str(one) for one in sorted(set(row["nth"]))) if row["nth"] is not None else None
    return Pattern(
        new_id(), weekday, nth, row["opens"], row["closes"], row["minutes"], row["capacity"],
        joined(row.get("kinds")), row["first_day"], row["last_day"], row.get("holidays") is True,
    )  # fmt: skip


def _row(one: Pattern) -> dict[str, Any]:
    nth = sorted((int(each) for each in one.nth.split(",")), key=lambda each: each % 7) if one.nth else None
    kinds = one.kinds.split(",") if one.kinds is not None else None
    row = one._asdict() | {"weekdays": [], "nth": nth, "kinds": kinds}
    return {name: value for name, value in row.items() if name not in ("id", "weekday")}


def unusual_row(one: Unusual) -> dict[str, Any]:
    """A day that differs, without its id."""
    kinds = one.kinds.split(",") if one.kinds is not None else None
    row = one._asdict() | {"kinds": kinds}
    return {name: value for name, value in row.items() if name != "id"}


def _is_nth(value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, list) or not value:
        return False
    return all(integer(one, LAST, 5) and one != 0 for one in value)
