"""Invented totals for the demo: three fiscal years of an office that nobody runs, so that its tables and charts have something to show."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import Connection

from storage import totals

_MONTHS = 31
_MONTHLY = {
    "visit": (22, 18, 25, 27),
    "phone": (58, 71, 64, 80),
    "line": (9, 12, 15, 19),
}
"""How many contacts a month, in turn: so that no two months look alike."""

_OF_WHICH = {"visit.dv": 3, "phone.dv": 8, "line.dv": 2}
_HOURS = ("19", "20", "21", "22", "12", "21", "23", "20", "16", "21", "00", "18")
_TOPICS = (
    "moya",
    "family",
    "sogi",
    "work",
    "moya",
    "safety",
    "family",
    "living",
    "body",
    "someone",
    "moya",
    "none",
)
_ANSWERED = ("1h", "15m", "4h", "day", "1h", "4h")
_SURVEY: dict[totals.Kind, tuple[str, ...]] = {
    "survey-1": ("yes", "some", "yes", "little", "yes", "moya"),
    "survey-2": ("night", "weekend", "night", "noon", "early"),
    "survey-3": ("web", "library", "handout", "clinic", "school", "people", "branch", "forgot", "web"),
}

_BOOKED = {
    "visit-place": {
        "hidamari": 9,
        "shirakaba": 3,
        "harukaze": 2,
        "komorebi": 2,
        "tsukinowa": 5,
        "nanohana": 1,
    },
    "visit-kind": {"kind-1": 11, "kind-2": 4, "kind-3": 3, "kind-6": 2, "kind-7": 2},
}
"""Visits booked in a month: at each of the demo's places, and for each of its kinds, which is the same number."""

_HAPPENED = {
    "booked": 22,
    "wished": 3,
    "waiting": 4,
    "moved": 3,
    "lapsed": 1,
    "cancelled": 2,
    "cancelled.desk": 1,
    "attended": 18,
    "missed": 1,
}


_PAPER: tuple[totals.Kind, ...] = ("paper-open", "paper-first", "paper-add")
_PAPER_MONTHS, _PAPER_SHARE = 8, (1.0, 1.2, 0.7, 1.4, 0.9)


def furnish(connection: Connection, *, today: dt.date, timezone: dt.tzinfo) -> None:
    """The months before this one; the running month stays empty for whoever tries the demo."""
    for number, first in enumerate(_earlier(today)):
        month = first.strftime("%Y-%m")
        contacts = {how: counts[number % len(counts)] for how, counts in _MONTHLY.items()}
        protected = {} if number % 6 else {"phone.protected": 1}
        totals.correct(connection, month, contacts | _OF_WHICH | protected)
        at = int(dt.datetime.combine(first, dt.time(12), timezone).timestamp() * 1000)
        for kind, item in _talks(number, contacts["line"]):
            totals.count(connection, kind, item, now=at, timezone=timezone)
        for kind, item, times in _visits():
            totals.count(connection, kind, item, now=at, timezone=timezone, number=times)


def furnish_paper(
    connection: Connection, months: Mapping[str, Sequence[int]], *, today: dt.date, timezone: dt.tzinfo
) -> None:
    """What paper brought in the last months, by the code of where it lies: opened, first contacts, accounts added in a usual month."""
    for number, first in enumerate(islice(_earlier(today), _PAPER_MONTHS)):
        at = int(dt.datetime.combine(first, dt.time(12), timezone).timestamp() * 1000)
        for code, usual in months.items():
            for kind, times in zip(_PAPER, usual, strict=True):
                happened = round(times * _PAPER_SHARE[number % len(_PAPER_SHARE)])
                if happened:
                    totals.count(connection, kind, code, now=at, timezone=timezone, number=happened)


def _earlier(today: dt.date) -> Iterator[dt.date]:
    """The first days of the months before this one, the newest first."""
    month = today.replace(day=1)
    for _ in range(_MONTHS):
        month = (month - dt.timedelta(days=1)).replace(day=1)
        yield month


def _visits() -> Iterator[tuple[totals.Kind, str, int]]:
    for item, times in _HAPPENED.items():
        yield "visit", item, times
    for kind in ("visit-kind", "visit-place"):
        for item, times in _BOOKED[kind].items():
            yield kind, item, times


def _talks(number: int, talks: int) -> Iterator[tuple[totals.Kind, str]]:
    for one in range(talks):
        turn = number * 5 + one
        yield "opened", "line"
        yield "hour", _HOURS[turn % len(_HOURS)]
        yield "topic", _TOPICS[turn % len(_TOPICS)]
        yield "answered", _ANSWERED[turn % len(_ANSWERED)]
        if one % 3 == 0:
            for kind, answers in _SURVEY.items():
                yield kind, answers[turn // 3 % len(answers)]
