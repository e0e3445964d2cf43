"""Invented bookings for the demo, so that a clerk's screen is not empty: each made by the very steps that residents and clerks take."""

import datetime as dt
import secrets
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Connection

from bot.visits import desk, openings, rules, steps
from bot.visits.laying import wanted_slots
from bot.visits.model import Details, Ground, Opening, Wanted, Who
from storage import slot_patterns, slots, visit_places
from storage.visit_places import Place

BUSY, WISHING, FULL = "hidamari", "watayuki", "tsukinowa"
KIND = "kind-1"

BOOKED = (
    (Details("かえで", "ふたりで行きます。"), Wanted(KIND, persons=2), "ja"),
    (Details("すず"), Wanted("kind-2"), "easy"),
    (Details("Robin", "My partner speaks English only."), Wanted(KIND, persons=2, notices=True), "en"),
)
BY_TELEPHONE = (
    (Details("なぎ", "電話で受けました。入口の近くを希望。"), Wanted("kind-3", persons=2)),
    (Details("あお"), Wanted("kind-6", private_room=False)),
)
FILLING = (Details("みどり"), Details("はる"), Details(), Details("ゆき"), Details("そう"))
WAITING = (Details("つむぎ"), Wanted(KIND, persons=2, notices=True))
WISH = (Details("そら", "午前が助かります。"), Wanted(KIND, persons=2, notices=True))
WISHED_HOURS = (10, 13, 15)
_LAID_DAYS = 500
"""Longer than any pattern of the demo lasts."""


def furnish(connection: Connection, ground: Ground, *, now: int) -> None:
    """Lays the slots of every place, and books some: at a busy one, at one that is full then, and where times are wished for."""
    places = {place.id: place for place in visit_places.all_of(connection)}
    for place in places.values():
        _lay(connection, place, now)
    _fill_some(connection, ground, places[BUSY], now)
    _by_telephone(connection, ground, places[BUSY], now)
    _fill_up(connection, ground, places[FULL], now)
    _wish(connection, ground, places[WISHING], now)


def _lay(connection: Connection, place: Place, now: int) -> None:
    patterns = slot_patterns.patterns_of(connection, place.id)
    unusual = slot_patterns.unusual_of(connection, place.id)
    today = rules.local_day(now, place)
    last = today + dt.timedelta(days=_LAID_DAYS)
    laid = wanted_slots(patterns, unusual, place.timezone, today, last)
    ends = rules.day_bounds(last, place.timezone)[1]
    slots.lay(
        connection, place.id, [one for one in laid if one.starts_at > now], first=now, last=ends, now=now
    )


def _fill_some(connection: Connection, ground: Ground, place: Place, now: int) -> None:
    for details, wanted, language in BOOKED:
        opening = _first(connection, place, wanted.kind, now)
        _book(connection, ground, _somebody(language), opening, wanted, details, now)


def _by_telephone(connection: Connection, ground: Ground, place: Place, now: int) -> None:
    """Sooner than anybody could book by themselves, which a clerk may."""
    soon = place._replace(lead_days=0)
    for details, wanted in BY_TELEPHONE:
        opening = _first(connection, soon, wanted.kind, now)
        desk.enter(connection, ground, place.id, opening.starts_at, wanted, details, now=now)


def _fill_up(connection: Connection, ground: Ground, place: Place, now: int) -> None:
    """Every time that can be booked now; then somebody waits for one."""
    for details in FILLING:
        for opening in openings.nearest(connection, [place], KIND, now, now, limit=1):
            _book(connection, ground, _somebody(), opening, Wanted(KIND, persons=2), details, now)
    bounds = openings.bounds(connection, place, now)
    details, wanted = WAITING
    first, last = (rules.local_day(at, place) for at in (bounds.first, bounds.last - 1))
    steps.wait(connection, ground, _somebody(), place.id, first, last, wanted, details, now=now)


def _wish(connection: Connection, ground: Ground, place: Place, now: int) -> None:
    within = openings.bounds(connection, place, now)
    details, wanted = WISH
    days = list(islice(_open_days(within), len(WISHED_HOURS)))
    times = [
        rules.moment(day, hour * 60, place.timezone) for day, hour in zip(days, WISHED_HOURS, strict=True)
    ]
    steps.wish(connection, ground, _somebody(), place.id, times, wanted, details, now=now)


def _open_days(within: openings.Bounds) -> Iterator[dt.date]:
    """Business days that can be booked, the next one first."""
    day, closed = rules.local_day(within.first, within.place), rules.closed_of(within.shut)
    while True:
        if rules.business_day(day, closed):
            yield day
        day += dt.timedelta(days=1)


def _first(connection: Connection, place: Place, kind: str, now: int) -> Opening:
    return openings.nearest(connection, [place], kind, now, now, limit=1)[0]


def _book(
    connection: Connection,
    ground: Ground,
    who: Who,
    opening: Opening,
    wanted: Wanted,
    details: Details,
    now: int,
) -> None:
    held = steps.hold(connection, ground, who, opening.place, opening.starts_at, wanted, now=now)
    steps.confirm(connection, ground, who, held.id, wanted, details, now=now)


def _somebody(language: str = "ja") -> Who:
    """Nobody: no LINE account stands behind them, and no two are the same."""
    return Who(secrets.token_bytes(32), None, language)
