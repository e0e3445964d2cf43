"""Japan's public holidays, reckoned from the words of the law (国民の祝日に関する法律) alone: a third opinion beside two libraries."""

import datetime as dt
from functools import cache

DAY = dt.timedelta(days=1)
FIXED = [(1, 1), (2, 11), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23)]
MONDAYS = [(1, 2), (7, 3), (9, 3), (10, 2)]
"""(month, which Monday): 成人の日, 海の日, 敬老の日, スポーツの日."""

MOVED = {
    2020: {(7, 20): (7, 23), (10, 12): (7, 24), (8, 11): (8, 10)},
    2021: {(7, 19): (7, 22), (10, 11): (7, 23), (8, 11): (8, 8)},
}
"""For the Olympic Games (平成三十二年東京オリンピック競技大会・東京パラリンピック競技大会特別措置法, 第32条)."""

ONCE = {2019: [(5, 1), (10, 22)]}
"""天皇の即位の日及び即位礼正殿の儀の行われる日を休日とする法律."""


def is_holiday(day: dt.date) -> bool:
    """第2条 and 第3条: a holiday, the day after one that fell on a Sunday, or a day between two."""
    return day in _named(day.year) or _is_substitute(day) or _is_between(day)


def is_business_day(day: dt.date) -> bool:
    year_end = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not year_end and not is_holiday(day)


def _is_substitute(day: dt.date) -> bool:
    before = day - DAY
    while before in _named(before.year):
        if before.weekday() == 6:
            return True
        before -= DAY
    return False


def _is_between(day: dt.date) -> bool:
    return day - DAY in _named((day - DAY).year) and day + DAY in _named((day + DAY).year)


@cache
def _named(year: int) -> frozenset[dt.date]:
    days = [*FIXED, *ONCE.get(year, []), (3, _equinox(year, 20.8431)), (9, _equinox(year, 23.2488))]
    days += [(2, 23)] if year >= 2020 else []
    days += [(month, _monday(year, month, nth)) for month, nth in MONDAYS]
    return frozenset(dt.date(year, *MOVED.get(year, {}).get(one, one)) for one in days)


def _monday(year: int, month: int, nth: int) -> int:
    return 1 + (7 - dt.date(year, month, 1).weekday()) % 7 + 7 * (nth - 1)


def _equinox(year: int, base: float) -> int:
    """The day of March or September (海上保安庁水路部「新こよみ便利帳」, 1980 to 2099)."""
    return int(base + 0.242194 * (year - 1980)) - (year - 1980) // 4
