"""Whom to ring: reviewed numbers from `hotlines.toml`, and the city's own from the operator's file (LOCAL_NUMBERS)."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.limits import text_length
from bot.phrases import LANGUAGES
from storage.refusal import Refusal

OURS = Path(__file__).with_name("hotlines.toml")
TAGS = frozenset(
    {"danger", "life", "fear", "hurt", "young", "urgent-young", "write", "here", "booking", "flyers"}
)
_FIELDS = frozenset(
    {"id", "number", "site", "name", "hours", "tags", "source", "checked_on", "next_check", "enter", "none"}
    | {"operator", "status"}
)
"""What an entry may say; `operator` and `status` are for whoever checks it."""
MOST, LONGEST = 8, 120
"""How many for one situation, and how long a name or hours may be (UTF-16 units)."""
_NUMBER = re.compile(r"#?\d+(-\d+)*")
_DIGITS = 20
_SITE = re.compile(r"https://[!-~]+")
Row = Mapping[str, Any]


class InvalidNumbers(Refusal, ValueError):
    """It names the entry."""


@dataclass(frozen=True)
class Hotline:
    """Either a `number`, as it is printed, or a `site` where one talks in writing. `name` and `hours` by language."""

    id: str
    number: str | None
    site: str | None
    name: Mapping[str, str]
    hours: Mapping[str, str]
    tags: frozenset[str]
    source: str
    checked_on: dt.date
    next_check: dt.date

    @property
    def dial(self) -> str | None:
        """What a link may ring. An iPhone rings no link with # in it (Apple, Phone Links): those are for the fingers only."""
        return None if self.number is None or self.number.startswith("#") else self.number


@dataclass(frozen=True)
class Hotlines:
    """`missing`: ids of the numbers that the city has still to enter."""

    lines: tuple[Hotline, ...]
    missing: tuple[str, ...]

    def tagged(self, tag: str) -> list[Hotline]:
        """In the order of the files."""
        return [line for line in self.lines if tag in line.tags]

    def overdue(self, day: dt.date) -> list[str]:
        """Ids of those whose next check lies before that day."""
        return [line.id for line in self.lines if line.next_check < day]


def load(local: Path | None = None) -> Hotlines:
    """Read again when the city's file changed. Raises `InvalidNumbers` for anything incomplete or malformed, OSError."""
    return _load(local, local.stat().st_mtime_ns if local else 0)


@cache
def _load(local: Path | None, _changed: int) -> Hotlines:
    ours, theirs = _rows(OURS), _rows(local) if local else {}
    asked = [name for name, row in ours.items() if row.get("enter")]
    rows: dict[str, Row] = {name: {**row, **theirs.get(name, {})} for name, row in ours.items()}
    rows |= {name: row for name, row in theirs.items() if name not in ours}
    missing = tuple(name for name in asked if not (theirs.get(name, {}).get("number") or _none(rows[name])))
    lines = tuple(_line(row) for name, row in rows.items() if name not in missing and not _none(row))
    for tag in TAGS:
        if sum(tag in line.tags for line in lines) > MOST:
            raise InvalidNumbers(
                f"more than {MOST} numbers for {tag}: who is in need can't read them all",
                f"{tag} の番号が{MOST}件をこえています。困っている人は、そんなに読めません。",
            )
    return Hotlines(lines, missing)


def _none(row: Row) -> bool:
    """Whether the city says that there is no such line."""
    return bool(row.get("none"))


def _rows(path: Path) -> dict[str, Row]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        rows = table.get("line", [])
        found: dict[str, Row] = {str(row["id"]): row for row in rows}
        unknown = [*(table.keys() - {"line"}), *(name for row in rows for name in row if name not in _FIELDS)]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise InvalidNumbers(
            f"{path.name} is no list of [[line]] entries, each with an id",
            f"{path.name} が、id のついた [[line]] の並びになっていません。",
        ) from error
    if len(found) < len(rows):
        raise InvalidNumbers(f"{path.name} has an id twice", f"{path.name} に、同じ id が二つあります。")
    # Whoever mistypes a name believes to have entered a number that nobody would be shown.
    if unknown:
        raise InvalidNumbers(
            f"{path.name} says {unknown[0]}, which no entry has",
            f"{path.name} に、使えない項目 {unknown[0]} があります。",
        )
    return found


def _line(row: Row) -> Hotline:
    try:
        line = Hotline(
            id=str(row["id"]),
            number=_written(row, "number"),
            site=_written(row, "site"),
            name={language: str(row["name"][language]) for language in LANGUAGES},
            hours={language: str(row["hours"][language]) for language in LANGUAGES},
            tags=frozenset(row["tags"]),
            source=str(row["source"]),
            checked_on=_day(row, "checked_on"),
            next_check=_day(row, "next_check"),
        )
    except (KeyError, TypeError) as error:
        raise InvalidNumbers(
            f"number {row['id']}: {error} is missing or not what it should be",
            f"番号 {row['id']}： {error} がないか、正しい形ではありません。",
        ) from error
    if line.tags - TAGS or not line.tags:
        known = sorted(TAGS)
        raise InvalidNumbers(
            f"number {line.id}: the tags are out of {', '.join(known)}",
            f"番号 {line.id}： tags は {'、'.join(known)} から選んでください。",
        )
    if (
        max(map(text_length, (*line.name.values(), *line.hours.values()))) > LONGEST
        or len(line.number or "") > _DIGITS
    ):
        raise InvalidNumbers(
            f"number {line.id}: name and hours have at most {LONGEST} characters",
            f"番号 {line.id}： name と hours は、{LONGEST}文字までです。",
        )
    reached = _NUMBER.fullmatch(line.number or "") or _SITE.fullmatch(line.site or "")
    if not reached or not _SITE.fullmatch(line.source):
        raise InvalidNumbers(
            f"number {line.id}: a number of digits and hyphens, or a site, and a source, both https",
            f"番号 {line.id}： 数字とハイフンの number か、https の site と、https の source が要ります。",
        )
    if not 0 < (line.next_check - line.checked_on).days <= 366:
        raise InvalidNumbers(
            f"number {line.id}: the next check is at most a year after the last",
            f"番号 {line.id}： next_check は、checked_on から1年以内にしてください。",
        )
    return line


def _written(row: Row, name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise TypeError(name)
    return value


def _day(row: Row, name: str) -> dt.date:
    day = row[name]
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise TypeError(name)
    return day
