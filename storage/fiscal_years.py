"""The year of a Japanese office: April to March, named by its era. Pure; months are "YYYY-MM"."""

from collections.abc import Iterator
from typing import NamedTuple

_REIWA = 2018
_HEISEI = 1988
_FIRST_MONTH = 4


class FiscalYear(NamedTuple):
    """The year that begins in April of `start`."""

    start: int

    @classmethod
    def of(cls, month: str) -> "FiscalYear":
        """The one that this month belongs to. Raises `ValueError` for what is no month."""
        year, number = parsed(month)
        return cls(year if number >= _FIRST_MONTH else year - 1)

    @property
    def era(self) -> str:
        """ "令和8", and "令和元" for the first year of an era."""
        name, year = ("令和", self.start - _REIWA) if self.start > _REIWA else ("平成", self.start - _HEISEI)
        return f"{name}{'元' if year == 1 else year}"

    def months(self, until: str | None = None) -> list[str]:
        """All twelve, or those up to `until`, which is then the last."""
        return list(months_between(f"{self.start}-04", until or f"{self.start + 1}-03"))

    def before(self, years: int) -> "FiscalYear":
        return FiscalYear(self.start - years)


def months_between(first: str, last: str) -> Iterator[str]:
    """From the one to the other, both included; nothing when the last lies before the first."""
    year, number = parsed(first)
    end = parsed(last)
    while (year, number) <= end:
        yield f"{year:04}-{number:02}"
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)


def parsed(month: str) -> tuple[int, int]:
    """(2026, 11) of "2026-11"; raises `ValueError` for what is no month."""
    year, _, number = month.partition("-")
    if len(month) != 7 or not (year.isascii() and year.isdigit() and number.isascii() and number.isdigit()):
        raise ValueError("a month is YYYY-MM")
    if not 1 <= int(number) <= 12 or int(year) < 2000:
        raise ValueError("no such month")
    return int(year), int(number)
