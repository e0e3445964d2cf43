"""Pure: when a desk answers. Weekly times, nth weekdays, Japanese holidays and the year's end, closures, business days.

A time of a rule belongs to the day on which it begins: the night of 31 December until two o'clock is 31 December's, whatever
1 January is. A closure is stricter, since nobody is there on its days: it drops what begins on them and cuts what reaches
into them. Moments are ms since 1970; days and minutes are local.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

DAY_MINUTES = 24 * 60
LOOK_AHEAD_DAYS = 400
LAST = -1
"""The last such weekday of a month, as an `nth`."""

_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
"""(month, day) on which public offices are shut (行政機関の休日に関する法律 1条; cities say the same by ordinance)."""

Closure = tuple[dt.date, dt.date]
"""First and last day."""


@dataclass(frozen=True)
class Rule:
    """One time of a week: `weekday` 0 (Monday) to 6, or only the `nth` (1 to 5, LAST) of a month; None is every one.

    `opens` and `closes` are minutes from midnight; above 1440 is the next day. Valid from `first_day` to `last_day`, both
    included; None is no limit. With `holidays` it runs on public holidays and at the year's end too. Raises ValueError.
    """

    weekday: int
    nth: frozenset[int] | None
    opens: int
    closes: int
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    holidays: bool = False

    def __post_init__(self) -> None:
        if self.weekday not in range(7):
            raise ValueError("a weekday is 0 (Monday) to 6")
        if self.nth is not None and (not self.nth or not self.nth <= {1, 2, 3, 4, 5, LAST}):
            raise ValueError("nth must be of 1 to 5, or the last")
        if not 0 <= self.opens < DAY_MINUTES or not self.opens < self.closes <= self.opens + DAY_MINUTES:
            raise ValueError("a time opens on its day and closes after that, within 24 hours")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError("the last day is before the first")

    def runs_on(self, day: dt.date, day_off: Callable[[dt.date], bool]) -> bool:
        """Whether it begins on this day."""
        return (
            day.weekday() == self.weekday
            and (self.first_day is None or self.first_day <= day)
            and (self.last_day is None or day <= self.last_day)
            and (self.nth is None or not self.nth.isdisjoint(_nths(day)))
            and (self.holidays or not day_off(day))
        )


def is_public_holiday(day: dt.date) -> bool:
    """国民の祝日, substitute holidays and days between two holidays included."""
    return holiday_name(day) is not None


def holiday_name(day: dt.date, language: str = "ja") -> str | None:
    """What the holiday of that day is called, in "ja" or "en"; None when it is none."""
    return _public_holidays(day.year, language).get(day)


def is_year_end(day: dt.date) -> bool:
    """29 December to 3 January."""
    return (day.month, day.day) in _YEAR_END


def warm(year: int) -> None:
    """Loads the holidays of a year and the next now: whoever is answered first does not wait for them."""
    for one in (year, year + 1):
        _public_holidays(one, "ja")


def is_day_off(day: dt.date) -> bool:
    """Whether public offices are shut on it whatever weekday it is: a holiday, or 29 December to 3 January."""
    return is_year_end(day) or is_public_holiday(day)


@dataclass(frozen=True)
class Calendar:
    """All rules and closures of one desk; `holidays` says of a day whether it is off."""

    rules: Sequence[Rule]
    closures: Sequence[Closure]
    timezone: dt.tzinfo
    holidays: Callable[[dt.date], bool] = is_day_off

    def is_open(self, at: int) -> bool:
        """Whether people answer at this moment."""
        today = self._day_of(at)
        days = (today - dt.timedelta(days=1), today)
        return any(begins <= at < ends for day in days for begins, ends in self._times_of(day))

    def next_opening(self, at: int) -> int | None:
        """The first moment from `at` on at which people answer: `at` itself when they do now; None in 400 days."""
        today = self._day_of(at)
        for ahead in range(-1, LOOK_AHEAD_DAYS + 1):
            times = self._times_of(today + dt.timedelta(days=ahead))
            found = [max(at, begins) for begins, ends in times if ends > at]
            if found:
                return min(found)
        return None

    def times_of(self, day: dt.date) -> list[tuple[int, int]]:
        """The times that begin on a day as [begins, ends) in ms, the earliest first; what meets or overlaps is one."""
        joined: list[tuple[int, int]] = []
        for begins, ends in sorted(self._times_of(day)):
            if joined and begins <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(ends, joined[-1][1])
            else:
                joined.append((begins, ends))
        return joined

    def is_closed_on(self, day: dt.date) -> bool:
        """Whether a closure holds on it."""
        return any(first <= day <= last for first, last in self.closures)

    def _times_of(self, day: dt.date) -> Iterator[tuple[int, int]]:
        """The times that begin on a day as [begins, ends) in ms."""
        if self.is_closed_on(day):
            return
        until = DAY_MINUTES if self.is_closed_on(day + dt.timedelta(days=1)) else 2 * DAY_MINUTES
        for rule in self.rules:
            if rule.runs_on(day, self.holidays):
                yield self._moment(day, rule.opens), self._moment(day, min(rule.closes, until))

    def _day_of(self, at: int) -> dt.date:
        return dt.datetime.fromtimestamp(at / 1000, self.timezone).date()

    def _moment(self, day: dt.date, minutes: int) -> int:
        """Wall-clock time as a moment: 10 o'clock is 10 o'clock also where clocks are changed."""
        midnight = dt.datetime.combine(day, dt.time.min, self.timezone)
        return round((midnight + dt.timedelta(minutes=minutes)).timestamp()) * 1000


def business_days_after(day: dt.date, count: int, closed: Callable[[dt.date], bool] = is_day_off) -> dt.date:
    """The `count`th day after `day` that is Monday to Friday and not `closed`. ValueError when there are none in 400 days."""
    left = count
    for ahead in range(LOOK_AHEAD_DAYS):
        then = day + dt.timedelta(days=ahead)
        if ahead and then.weekday() < 5 and not closed(then):
            left -= 1
        if left <= 0:
            return then
    raise ValueError("there are not so many business days")


def _nths(day: dt.date) -> set[int]:
    """Which of its weekday in its month it is: the 24th may be both the fourth and the last."""
    last = (day + dt.timedelta(days=7)).month != day.month
    return {(day.day - 1) // 7 + 1} | ({LAST} if last else set())


@cache
def _public_holidays(year: int, language: str) -> Mapping[dt.date, str]:
    # Without a language it would speak that of the machine.
    return dict(_japan()(years=year, language="en_US" if language == "en" else "ja"))


@cache
def _japan() -> Any:
    """The library's calendar of Japan, loaded by itself when a day is first asked for.

    By its front door the library loads 250 countries: half a second and 12 MB in every web process, where this takes 4.
    """
    found = find_spec("holidays")
    for folder in (found.submodule_search_locations or ()) if found else ():
        spec = spec_from_file_location("holidays_of_japan", Path(folder) / "countries" / "japan.py")
        if spec is not None and spec.loader is not None:
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            return module.Japan
    raise ImportError("the library `holidays` is not installed, or has no calendar of Japan")
