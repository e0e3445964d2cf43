"""Pure: what comes of a place's patterns and unusual days, as its clerk looks at it before and after saving."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator, Sequence
from typing import Any

from bot.calendar import holiday_name, is_day_off, is_year_end
from bot.visits.laying import Laid, wanted_slots
from handlers.console.visits.pattern_rows import FARTHEST
from storage.slot_patterns import Pattern, Unusual
from storage.visit_places import Place

WEEKS = 4
YEAR_END = {"ja": "年末年始", "en": "Year end"}


def slots(
    place: Place, patterns: Sequence[Pattern], unusual: Sequence[Unusual], today: dt.date, now: int
) -> list[Laid]:
    """All that begin after now (ms), as far ahead as anything may be set."""
    last = today + dt.timedelta(days=FARTHEST)
    return [
        one for one in wanted_slots(patterns, unusual, place.timezone, today, last) if one.starts_at > now
    ]


def shown(
    place: Place,
    patterns: Sequence[Pattern],
    unusual: Sequence[Unusual],
    laid: Sequence[Laid],
    today: dt.date,
    language: str,
) -> dict[str, Any]:
    """How many slots from when to when, which holidays fall out, and four weeks day by day; names in "ja" or "en"."""
    by_day = _by_day(place, laid)
    days = sorted(by_day)
    anyway = [one._replace(holidays=True) for one in patterns]
    last = today + dt.timedelta(days=FARTHEST)
    would = _by_day(place, wanted_slots(anyway, unusual, place.timezone, today, last))
    missed = [day for day in sorted(would.keys() - by_day.keys()) if is_day_off(day)]
    begins = max(today, days[0]) if days else today
    return {
        "slots": len(laid),
        "first_day": days[0].isoformat() if days else None,
        "last_day": days[-1].isoformat() if days else None,
        "missed": list(named(missed, language)),
        "days": [
            _day(day, today, by_day.get(day, []), unusual, language)
            for day in _weeks(begins - dt.timedelta(days=begins.weekday()))
        ],
    }  # fmt: skip


def named(days: Sequence[dt.date], language: str) -> Iterator[dict[str, str]]:
    """Days off by name; those of a year's end that follow each other are one."""
    first: dt.date | None = None
    for place, day in enumerate(days):
        if not is_year_end(day):
            yield _named(day, day, holiday_name(day, language) or "")
            continue
        first = first or day
        following = days[place + 1] if place + 1 < len(days) else None
        if following is None or not is_year_end(following) or (following - day).days > 7:
            yield _named(first, day, YEAR_END[language])
            first = None


def days_off(today: dt.date, last: dt.date, language: str) -> list[dict[str, str]]:
    """Public holidays and the year's end from today to the last day, so that nobody types them in."""
    every = (today + dt.timedelta(days=ahead) for ahead in range((last - today).days + 1))
    return list(named([day for day in every if is_day_off(day)], language))


def fiscal_year_ends(today: dt.date) -> list[str]:
    """31 March of this fiscal year and of the next."""
    year = today.year if today.month < 4 else today.year + 1
    return [dt.date(each, 3, 31).isoformat() for each in (year, year + 1)]


def _by_day(place: Place, laid: Sequence[Laid]) -> dict[dt.date, list[tuple[int, int, int]]]:
    """Local days with their slots: begin and end in minutes from midnight, and how many at once."""
    zone = zoneinfo.ZoneInfo(place.timezone)
    found: dict[dt.date, list[tuple[int, int, int]]] = {}
    for one in laid:
        then = dt.datetime.fromtimestamp(one.starts_at / 1000, zone)
        opens = then.hour * 60 + then.minute
        found.setdefault(then.date(), []).append(
            (opens, opens + (one.ends_at - one.starts_at) // 60_000, one.capacity)
        )
    return found


def _day(
    day: dt.date, today: dt.date, times: list[tuple[int, int, int]], unusual: Sequence[Unusual], language: str
) -> dict[str, Any]:
    own = [one for one in unusual if one.first_day <= day.isoformat() <= one.last_day]
    off = holiday_name(day, language) or (YEAR_END[language] if is_year_end(day) else None)
    return {
        "day": day.isoformat(),
        "past": day < today,
        "name": off,
        "closed": any(one.opens is None for one in own),
        "note": next((one.note for one in own if one.note), ""),
        "times": times,
    }


def _weeks(monday: dt.date) -> list[dt.date]:
    return [monday + dt.timedelta(days=ahead) for ahead in range(7 * WEEKS)]


def _named(first: dt.date, last: dt.date, name: str) -> dict[str, str]:
    return {"first_day": first.isoformat(), "last_day": last.isoformat(), "name": name}
