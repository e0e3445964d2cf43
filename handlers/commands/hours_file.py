"""Reading the TOML file that `hours load` takes, whole or not at all; and writing what is stored as such a file."""

import contextlib
import datetime as dt
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from bot.calendar import LAST, Rule
from storage.refusal import Refusal

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NUMBERS = {name: number for names in (DAYS, "月火水木金土日") for number, name in enumerate(names)}
_NTH = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "last": LAST}
_RULE = {"days", "opens", "closes", "nth", "first_day", "last_day", "holidays"}


class Unreadable(Refusal, ValueError):
    """What is wrong with the file, and where."""


class _Where(NamedTuple):
    en: str
    ja: str

    def at(self, name: str) -> "_Where":
        return _Where(f"{self.en}: {name}", f"{self.ja}の {name}")


@dataclass(frozen=True)
class Closure:
    """Closed from the first to the last day; `desk` None is every desk."""

    desk: str | None
    first_day: dt.date
    last_day: dt.date


@dataclass(frozen=True)
class HoursFile:
    """What one file says: the hours of the desks that it names, and closures to be added."""

    desks: Mapping[str, Sequence[Rule]] = field(default_factory=dict)
    closures: Sequence[Closure] = ()


def read(content: bytes) -> HoursFile:
    """Raises `Unreadable`."""
    try:
        found = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable(
            "The file is not UTF-8 text.",
            "ファイルの文字コードが、UTF-8ではありません。UTF-8で保存してください。",
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(
            f"The file is not TOML: {error}.", f"ファイルを、TOMLとして読めません（{error}）。"
        ) from None
    table = _table(_Where("The file", "ファイル"), found, {"desks", "closures"})
    desks, closures = table.get("desks", {}), table.get("closures", [])
    if not isinstance(desks, dict) or not isinstance(closures, list) or not (desks or closures):
        raise Unreadable(
            "The file needs tables such as [desks.kurashi], or [[closures]].",
            "ファイルに、[desks.kurashi] のような表か、[[closures]] を書いてください。",
        )
    return HoursFile(
        {desk: _hours_of(_Where(f"desks.{desk}", f"desks.{desk} "), value) for desk, value in desks.items()},
        [
            _closure(_Where(f"closures, number {number}", f"closures の{number}つめ"), value)
            for number, value in enumerate(closures, 1)
        ],
    )


def written(desks: Mapping[str, Sequence[Rule]], closures: Sequence[Closure]) -> str:
    """What `read` reads back."""
    blocks = []
    for desk, rules in desks.items():
        lines = "".join(f"  {_line(days, rule)},\n" for days, rule in grouped(rules))
        name = desk if re.fullmatch(r"[A-Za-z0-9_-]+", desk) else json.dumps(desk, ensure_ascii=False)
        blocks.append(f"[desks.{name}]\nhours = [\n{lines}]\n")
    for closure in closures:
        desk = f"desk = {json.dumps(closure.desk, ensure_ascii=False)}\n" if closure.desk else ""
        blocks.append(f"[[closures]]\n{desk}first_day = {closure.first_day}\nlast_day = {closure.last_day}\n")
    return "\n".join(blocks)


def grouped(rules: Sequence[Rule]) -> list[tuple[str, Rule]]:
    """Rules that differ in nothing but the weekday, as one: ("mon-fri", the first of them)."""
    weekdays: dict[Rule, list[int]] = {}
    for rule in rules:
        weekdays.setdefault(replace(rule, weekday=0), []).append(rule.weekday)
    return [(_days_text(sorted(set(days))), rule) for rule, days in weekdays.items()]


def clock_text(minutes: int) -> str:
    """ "26:00" for two o'clock of the next day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _days_text(days: Sequence[int]) -> str:
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
    return ", ".join(DAYS[day] for day in days)


def nth_text(nth: int) -> str:
    return "last" if nth == LAST else ("1st", "2nd", "3rd", "4th", "5th")[nth - 1]


def _hours_of(where: _Where, desk: object) -> list[Rule]:
    hours = _table(where, desk, {"hours"}).get("hours")
    if not isinstance(hours, list):
        raise Unreadable(
            f"{where.en} needs hours = […]; an empty list means that it has none.",
            f"{where.ja}に hours = […] を書いてください。受付時間がない窓口なら、[] にします。",
        )
    lines = (
        _rules(_Where(f"{where.en}, line {number} of hours", f"{where.ja}の hours の{number}行め"), value)
        for number, value in enumerate(hours, 1)
    )
    return [rule for rules in lines for rule in rules]


def _rules(where: _Where, value: object) -> list[Rule]:
    """A line of the file: one rule for each of its weekdays."""
    line = _table(where, value, _RULE)
    holidays = line.get("holidays", False)
    if not isinstance(holidays, bool):
        raise Unreadable(
            f"{where.en}: holidays must be true or false.",
            f"{where.at('holidays').ja} は、true か false にしてください。",
        )
    opens, closes = (_minutes(where.at(name), line.get(name)) for name in ("opens", "closes"))
    if closes <= opens:
        raise Unreadable(
            f'{where.en}: closes must be later than opens; two o\'clock the next day is "26:00".',
            f'{where.at("closes").ja} は、opens よりあとにしてください。つぎの日の2時なら "26:00" です。',
        )
    limits = (
        _day(where.at(name), line[name]) if name in line else None for name in ("first_day", "last_day")
    )
    nth, (first, last) = _nth(where, line.get("nth")), limits
    try:
        return [Rule(day, nth, opens, closes, first, last, holidays) for day in _weekdays(where, line)]
    except ValueError as error:
        backwards = first is not None and last is not None and last < first
        raise Unreadable(
            f"{where.en}: {error}.",
            f"{where.at('last_day').ja} が、first_day より前です。"
            if backwards
            else f"{where.at('opens').ja} は24:00より前に、closes は opens から24時間以内にしてください。",
        ) from None


def _closure(where: _Where, value: object) -> Closure:
    closure = _table(where, value, {"desk", "first_day", "last_day"})
    desk = closure.get("desk")
    if desk is not None and not isinstance(desk, str):
        raise Unreadable(
            f"{where.en}: desk must be the id of a desk; without it every desk is closed.",
            f"{where.at('desk').ja} には、窓口のIDを書いてください。書かなければ、すべての窓口が休みになります。",
        )
    first = _day(where.at("first_day"), closure.get("first_day"))
    last = _day(where.at("last_day"), closure.get("last_day", first))
    if last < first:
        raise Unreadable(
            f"{where.en}: last_day is before first_day.",
            f"{where.at('last_day').ja} が、first_day より前です。",
        )
    return Closure(desk, first, last)


def _table(where: _Where, value: object, names: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable(
            f"{where.en} must be a table with {', '.join(sorted(names))}.",
            f"{where.ja}は、{'、'.join(sorted(names))} を書く表にしてください。",
        )
    for name in value.keys() - names:
        raise Unreadable(
            f"{where.en}: there is no {name!r}; there are: {', '.join(sorted(names))}.",
            f"{where.ja}の {name!r} は使えません。使えるのは、{'、'.join(sorted(names))} です。",
        )
    return value


def _weekdays(where: _Where, value: Mapping[str, Any]) -> list[int]:
    """ "mon-fri", "tue, thu" or 「火、木」 as numbers."""
    given = value.get("days")
    parts = re.split(r"[\s,、・]+", given.strip().lower()) if isinstance(given, str) else [""]
    found: list[int] = []
    for part in parts:
        first, _, last = part.replace("〜", "-").replace("～", "-").partition("-")
        ends = [_DAY_NUMBERS.get(end) for end in (first, last or first)]
        if ends[0] is None or ends[1] is None or ends[1] < ends[0]:
            raise Unreadable(
                f'{where.en}: days must look like "mon-fri", "tue, thu" or "火、木".',
                f'{where.at("days").ja} は、"mon-fri"、"tue, thu"、"火、木" のように書いてください。',
            )
        found += [day for day in range(ends[0], ends[1] + 1) if day not in found]
    return found


def _nth(where: _Where, value: object) -> frozenset[int] | None:
    if value is None:
        return None
    given = value if isinstance(value, list) else [value]
    found = frozenset(_NTH[str(one)] for one in given if not isinstance(one, bool) and str(one) in _NTH)
    if not found or len(found) < len(given):
        raise Unreadable(
            f'{where.en}: nth must be of 1 to 5 or "last", such as [1] or [2, 4].',
            f'{where.at("nth").ja} は、1から5までの数か "last" を、[1] や [2, 4] のように書いてください。',
        )
    return found


def _minutes(where: _Where, value: object) -> int:
    found = re.fullmatch(r"([0-4]?[0-9]):([0-5][0-9])", value) if isinstance(value, str) else None
    if found is None:
        raise Unreadable(
            f'{where.en} must be a time such as "09:00".',
            f'{where.ja} は、"09:00" のような時刻にしてください。',
        )
    return int(found[1]) * 60 + int(found[2])


def _day(where: _Where, value: object) -> dt.date:
    """A TOML date, or one in quotation marks."""
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            value = dt.date.fromisoformat(value)
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise Unreadable(
            f"{where.en} must be a day such as 2026-12-29.",
            f"{where.ja} は、2026-12-29 のような日にしてください。",
        )
    return value


def _line(days: str, rule: Rule) -> str:
    parts = [f'days = "{days}"']
    if rule.nth is not None:
        named = ['"last"' if one == LAST else str(one) for one in sorted(rule.nth, key=lambda n: n % 7)]
        parts.append(f"nth = [{', '.join(named)}]")
    parts += [f'opens = "{clock_text(rule.opens)}"', f'closes = "{clock_text(rule.closes)}"']
    parts += [f"{name} = {day}" for name in ("first_day", "last_day") if (day := getattr(rule, name))]
    if rule.holidays:
        parts.append("holidays = true")
    return f"{{ {', '.join(parts)} }}"
