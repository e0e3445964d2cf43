"""The tables of the statistics: the city's own, by month, and what else was counted, with what may not leave. Pure.

Every number has a name, and the same number in two tables has one name, so that it is kept back in both or in neither. A year
that is over is judged with its months and hours in each later book as in its own, so that the one shows nothing that the other hides.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from handlers.console import table_words as words
from handlers.language import said
from storage import suppression, totals
from storage.fiscal_years import FiscalYear
from storage.suppression import Cell, Mark, Node
from storage.totals import Counted

Style = Literal["part", "sum", "of"]
YEARS = 3


@dataclass(frozen=True)
class VisitNames:
    """What places and kinds of visits are called in the reader's language, by their ids and in their order."""

    places: Mapping[str, str]
    kinds: Mapping[str, str]


NO_VISITS = VisitNames({}, {})

_BOOKED = {"visit-place": ("booked", "by place"), "visit-kind": ("by place", "by kind")}
"""All that was booked flows through the places, then through the kinds, and from there round to its beginning."""


@dataclass(frozen=True)
class Line:
    """A row: its heading, and the names of its numbers."""

    label: str
    cells: tuple[str, ...]
    style: Style = "part"


@dataclass(frozen=True)
class Table:
    """`head` stands above the rows' headings, `columns` above their numbers. `note`: until when, where that is not plain."""

    id: str
    title: str
    head: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True)
class Book:
    """All tables of one period with their numbers, and the marks of those that may not leave."""

    tables: tuple[Table, ...]
    numbers: Mapping[str, int]
    marks: Mapping[str, Mark]

    def table(self, wanted: str) -> Table | None:
        return next((table for table in self.tables if table.id == wanted), None)

    def leaving(self, name: str) -> int | str:
        """What of this number may leave the console."""
        mark = self.marks.get(name)
        if mark is None:
            return self.numbers[name]
        return words.named(words.SMALL if mark == suppression.SMALL else words.WITHHELD)


@dataclass
class Draft:
    """A book being written. The network of sums is storage/suppression.py's."""

    counted: Mapping[str, Counted]
    until: str
    today: dt.date
    cells: dict[str, Cell] = field(default_factory=dict)

    @property
    def year(self) -> FiscalYear:
        return FiscalYear.of(self.until)

    @property
    def months(self) -> list[str]:
        return self.year.months(self.until)

    @property
    def rooms(self) -> bool:
        """Whether the contacts in writing are not of LINE alone."""
        return any(("opened", "room") in month for month in self.counted.values())

    def way(self, way: str) -> str:
        return words.named(words.WITH_ROOMS if way == totals.WRITING and self.rooms else words.WAYS[way])

    def title(self, kind: str) -> str:
        """What is counted where it begins: on LINE or, where there are rooms, also beside it."""
        title = words.named(words.TITLES[kind])
        if kind not in ("hour", "answered") or not self.rooms:
            return title
        return title.replace("LINE", said("LINE・別の画面", "LINE and the page beside it"))

    def of_kind(self, kind: str) -> int:
        """All of a kind in the months of the table, whatever it is of."""
        counted = (self.counted.get(month, {}) for month in self.months)
        return sum(number for month in counted for (one, _), number in month.items() if one == kind)

    def of(self, months: list[str], kind: str, item: str) -> int:
        return sum(self.counted.get(month, {}).get((kind, item), 0) for month in months)


EARLIER: tuple[totals.Kind, ...] = ("contact", "hour")
"""What is needed of the years before: contacts are shown, and hours sum up to one of them."""


def months_needed(until: str) -> tuple[list[str], list[str]]:
    """The months of the year up to `until`, and those of the two years before it, of which only `EARLIER` is needed."""
    year = FiscalYear.of(until)
    return year.months(until), [*year.before(1).months(), *year.before(2).months()]


def book(
    counted: Mapping[str, Counted],
    until: str,
    today: dt.date,
    visits: VisitNames = NO_VISITS,
    more: "Callable[[Draft], tuple[Table, ...]]" = lambda draft: (),
) -> Book:
    """The book of the fiscal year of `until` as far as that month, from what was counted in `months_needed`; `more` adds its tables
    at the end.
    """
    draft = Draft(counted, until, today)
    ways = [way for way in words.WAYS if way in words.ALWAYS or _any(draft, way)]
    contacts, months = _contacts(draft, ways), _months(draft, ways)
    others = tuple(_listed(draft, kind) for kind in words.ITEMS) + _visits(draft, visits) + more(draft)
    numbers = {name: cell.number for name, cell in draft.cells.items() if cell.shown}
    return Book((contacts, months, *others), numbers, suppression.suppress(draft.cells))


def _any(draft: Draft, way: str) -> bool:
    return any(
        number
        for month in draft.counted.values()
        for (kind, item), number in month.items()
        if (kind, item) == ("contact", way)
    )


def _contacts(draft: Draft, ways: list[str]) -> Table:
    years = [draft.year.before(back) for back in range(YEARS)]
    for year in years:
        months = draft.months if year == draft.year else year.months()
        _add_year(draft, year, months, ways)
        _add_months(draft, year, months, ways)
        _add_hours(draft, year, months)

    def line(label: str, item: str, style: Style) -> Line:
        return Line(label, tuple(f"{year.start}/{item}" for year in years), style)

    return Table(
        "contacts",
        words.named(words.TITLES["contacts"]),
        words.named(words.HEADS["contacts"]),
        (period(draft), *(words.year_name(year) for year in years[1:])),
        (
            *(line(draft.way(way), way, "part") for way in ways),
            line(words.named(words.SUM), "sum", "sum"),
            *(line(words.named(label), item, "of") for item, label in words.OF_WHICH.items()),
        ),
    )


def _add_year(draft: Draft, year: FiscalYear, months: list[str], ways: list[str]) -> None:
    """Its ways flow into the whole, which is then divided once for each 「うち」, and so comes round to its beginning."""
    cells, name = draft.cells, str(year.start)
    begin, whole = (name, "begin"), (name, "whole")
    for way in ways:
        cells[f"{name}/{way}"] = Cell(draft.of(months, "contact", way), (name, way), whole)
    total, node = sum(cells[f"{name}/{way}"].number for way in ways), whole
    for item in words.OF_WHICH:
        part, onward = sum(draft.of(months, "contact", f"{way}.{item}") for way in ways), (name, item)
        cells[f"{name}/{item}"] = Cell(part, node, onward)
        cells[f"{name}/besides {item}"] = Cell(total - part, node, onward, shown=False)
        node = onward
    cells[f"{name}/sum"] = Cell(total, node, begin)


def _add_months(draft: Draft, year: FiscalYear, months: list[str], ways: list[str]) -> None:
    """The whole comes from the months, and goes from each into its ways, where those of the year begin."""
    name = str(year.start)
    for month in months:
        numbers = {way: draft.of([month], "contact", way) for way in ways}
        for way, number in numbers.items():
            draft.cells[f"{month}/{way}"] = Cell(number, (name, month), (name, way))
        draft.cells[f"{month}/sum"] = Cell(sum(numbers.values()), (name, "begin"), (name, month))


def _add_hours(draft: Draft, year: FiscalYear, months: list[str]) -> None:
    """Their sum is the year's number of talks on LINE, which is shown already, unless that was corrected by hand."""
    cells, name = draft.cells, str(year.start)
    numbers = {item: draft.of(months, "hour", item) for item in words.ITEMS["hour"]}
    total, line = sum(numbers.values()), f"{name}/line"
    begin: Node = ("hour", name)
    end: Node = ("hour", name, "end")
    if cells[line].number == total:
        cells[line], end = Cell(total, cells[line].source, begin), (name, "whole")
    else:
        cells[f"hour/{name}/sum"] = Cell(total, end, begin)
    for item, number in numbers.items():
        cells[f"hour/{name}/{item}"] = Cell(number, begin, end)


def _months(draft: Draft, ways: list[str]) -> Table:
    name, columns = str(draft.year.start), [*ways, "sum"]
    lines = [Line(words.row_month(m), tuple(f"{m}/{column}" for column in columns)) for m in draft.months]
    lines.append(Line(words.named(words.SUM), tuple(f"{name}/{column}" for column in columns), "sum"))
    return Table(
        "months",
        words.named(words.TITLES["months"]),
        words.named(words.HEADS["months"]),
        (*(draft.way(way) for way in ways), words.named(words.SUM)),
        tuple(lines),
        period(draft),
    )


def _listed(draft: Draft, kind: str) -> Table:
    """One column: how often each item was counted, and their sum."""
    if kind == "hour":
        name = f"hour/{draft.year.start}"
        total = f"{name}/sum" if f"{name}/sum" in draft.cells else f"{draft.year.start}/line"
    else:
        name, total = kind, f"{kind}/sum"
        _add_list(draft, kind)
    lines = [Line(words.named(label), (f"{name}/{item}",)) for item, label in words.ITEMS[kind].items()]
    return _table(draft, kind, [*lines, Line(words.named(words.SUM), (total,), "sum")])


def _table(draft: Draft, kind: str, lines: list[Line]) -> Table:
    """A table with one column."""
    head, number = words.named(words.HEADS[kind]), words.named(words.NUMBER)
    return Table(kind, draft.title(kind), head, (number,), tuple(lines), period(draft))


def _add_list(draft: Draft, kind: str) -> None:
    begin, end = (kind, "begin"), (kind, "end")
    numbers = {item: draft.of(draft.months, kind, item) for item in words.ITEMS[kind]}
    draft.cells[f"{kind}/sum"] = Cell(sum(numbers.values()), end, begin)
    for item, number in numbers.items():
        draft.cells[f"{kind}/{item}"] = Cell(number, begin, end)


def _visits(draft: Draft, names: VisitNames) -> tuple[Table, ...]:
    """What became of bookings; and how many there were by place and by kind, which is one number divided twice."""
    return (
        _table(draft, "visit", _happened(draft)),
        _table(draft, "visit-place", _divided(draft, "visit-place", names.places)),
        _table(draft, "visit-kind", _divided(draft, "visit-kind", names.kinds)),
    )


def _happened(draft: Draft) -> list[Line]:
    """Of these only what was booked is a sum of others. What is in no sum may be any number, for all that a reader knows."""
    for item in words.VISITS:
        name, begin, end = f"visit/{item}", ("visit", item, "begin"), ("visit", item, "end")
        number = draft.of(draft.months, "visit", item)
        if item == "booked":
            number = max(number, *(draft.of_kind(kind) for kind in _BOOKED))
            draft.cells[name] = Cell(number, _BOOKED["visit-kind"][1], _BOOKED["visit-place"][0])
        else:
            draft.cells[name] = Cell(number, begin, end)
            draft.cells[f"{name} besides"] = Cell(number, end, begin, shown=False)
    return [Line(words.named(label), (f"visit/{item}",)) for item, label in words.VISITS.items()]


def _divided(draft: Draft, kind: str, names: Mapping[str, str]) -> list[Line]:
    begin, end = _BOOKED[kind]
    known = {identity[: totals.LONGEST_ITEM]: name for identity, name in names.items()}
    numbers = {item: draft.of(draft.months, kind, item) for item in known}
    left = draft.cells["visit/booked"].number - sum(numbers.values())
    if left > 0:
        known, numbers = known | {"": words.named(words.OTHERS)}, numbers | {"": left}
    for item, number in numbers.items():
        draft.cells[f"{kind}/{item}"] = Cell(number, begin, end)
    lines = [Line(name, (f"{kind}/{item}",)) for item, name in known.items()]
    return [*lines, Line(words.named(words.SUM), ("visit/booked",), "sum")]


def period(draft: Draft) -> str:
    """Which year, and until when."""
    return words.year_as_of(draft.until, draft.today)
