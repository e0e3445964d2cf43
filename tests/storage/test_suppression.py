"""No number from 1 to 4 leaves, and none can be computed back: judged by readers who try it in ways of their own."""

import itertools
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.suppression import SMALL, WITHHELD, Cell, Mark, suppress

Sheet = dict[str, Cell]
Known = dict[str, tuple[int, int]]
MANY = 10**6


def crossed(numbers: list[list[int]], marked: list[int] | None = None) -> Sheet:
    """Months × ways with all sums, as the office prints it; `marked`: how many of the whole are 「うち」 something."""
    sheet: Sheet = {}
    for row, month in enumerate(numbers):
        sheet[f"month {row}"] = Cell(sum(month), "all", ("month", row))
        for column, number in enumerate(month):
            sheet[f"{row} {column}"] = Cell(number, ("month", row), ("way", column))
    for column, year in enumerate(zip(*numbers, strict=True)):
        sheet[f"way {column}"] = Cell(sum(year), ("way", column), "year")
    whole, end = sum(map(sum, numbers)), "year"
    for place, wanted in enumerate(marked or []):
        part = min(wanted, whole)
        sheet[f"of {place}"] = Cell(part, end, ("of", place))
        sheet[f"not {place}"] = Cell(whole - part, end, ("of", place), shown=False)
        end = ("of", place)  # type: ignore[assignment]  # nodes are anything hashable
    sheet["whole"] = Cell(whole, end, "all")
    return sheet


def known(sheet: Sheet, marks: Mapping[str, Mark]) -> Known:
    """What stands on the paper: a number, "5未満", or nothing but that it is none of these."""

    def of(name: str, cell: Cell) -> tuple[int, int]:
        if not cell.shown:
            return 0, MANY
        if (mark := marks.get(name)) is None:
            return cell.number, cell.number
        if mark == SMALL:
            return 1, 4
        # More than the paper says: that of small numbers this one was withheld.
        return (1 if cell.small else 5), MANY

    return {name: of(name, cell) for name, cell in sheet.items()}


def flows(sheet: Sheet) -> Iterator[tuple[list[str], list[str]]]:
    """At each node: what comes in, what goes out."""
    for node in {cell.source for cell in sheet.values()}:
        yield (
            [name for name, cell in sheet.items() if cell.target == node],
            [name for name, cell in sheet.items() if cell.source == node],
        )


def narrowed(sheet: Sheet, read: Known) -> Known:
    """What a patient reader makes of it who subtracts sums from sums until nothing new comes."""
    read = dict(read)
    before: Known = {}
    while read != before:
        before = dict(read)
        for comes, goes in flows(sheet):
            for one, others in ((comes, goes), (goes, comes)):
                for name in one:
                    besides = [read[other] for other in one if other != name]
                    least = sum(read[other][0] for other in others) - sum(most for _, most in besides)
                    most = sum(read[other][1] for other in others) - sum(least for least, _ in besides)
                    low, high = read[name]
                    read[name] = (max(low, least), min(high, most))
    return read


def secrets_of(sheet: Sheet) -> list[str]:
    return [name for name, cell in sheet.items() if 1 <= cell.number <= 4]


sheets = st.integers(1, 12).flatmap(
    lambda ways: st.lists(
        st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), min_size=ways, max_size=ways),
        min_size=1,
        max_size=12,
    )
)
of_which = st.lists(st.integers(0, 40), max_size=2)


@given(sheets, of_which)
@settings(max_examples=120, deadline=None)
def test_nothing_small_is_shown_and_nothing_shown_is_wrong(
    numbers: list[list[int]], parts: list[int]
) -> None:
    sheet = crossed(numbers, parts)
    marks = suppress(sheet)
    for name in secrets_of(sheet):
        assert not sheet[name].shown or name in marks
    assert all(sheet[name].small for name, mark in marks.items() if mark == SMALL)
    if not secrets_of(sheet):
        assert marks == {}


@given(sheets, of_which)
@settings(max_examples=120, deadline=None)
def test_who_subtracts_sums_from_sums_finds_no_small_number(
    numbers: list[list[int]], parts: list[int]
) -> None:
    sheet = crossed(numbers, parts)
    found = narrowed(sheet, known(sheet, suppress(sheet)))
    for name in secrets_of(sheet):
        least, most = found[name]
        assert least < most, f"{name} is {least}"


small_sheets = st.tuples(st.integers(1, 3), st.integers(1, 2)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 6), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@given(small_sheets, st.lists(st.integers(0, 8), max_size=1))
@settings(max_examples=60, deadline=None)
def test_who_tries_every_sheet_that_could_be_meant_finds_no_small_number(
    numbers: list[list[int]], parts: list[int]
) -> None:
    """Every table of inner numbers up to 8 is tried; those that would be printed just so must differ in every small cell."""
    sheet = crossed(numbers, parts)
    secrets, read = secrets_of(sheet), known(sheet, suppress(sheet))
    seen: dict[str, set[int]] = {name: set() for name in secrets}
    rows, columns = len(numbers), len(numbers[0])
    choices = [
        range(max(0, low), min(high, 8) + 1)
        for low, high in (read[f"{r} {c}"] for r in range(rows) for c in range(columns))
    ]
    for inner in itertools.product(*choices):
        table = [list(inner[row * columns : (row + 1) * columns]) for row in range(rows)]
        for part in [*({parts[0], *range(10)} if parts else {None})]:
            other = crossed(table, [] if part is None else [part])
            if all(read[name][0] <= cell.number <= read[name][1] for name, cell in other.items()):
                for name in secrets:
                    seen[name].add(other[name].number)
        if all(len(values) > 1 for values in seen.values()):
            return
    assert [name for name, values in seen.items() if len(values) < 2] == []


def test_the_citys_table_with_one_small_number() -> None:
    """A single visit too few hides the way beside it, not the sum; 「うち」 that leaves only a few out is hidden too."""
    sheet = crossed([[3, 40, 25]])
    marks = suppress(
        {name: cell for name, cell in sheet.items() if not name.startswith("month")} | whole_month(sheet)
    )
    assert marks["0 0"] == SMALL
    assert "whole" not in marks
    assert sum(mark == WITHHELD for mark in marks.values()) >= 1
    assert suppress(
        {
            "all": Cell(8, "a", "b"),
            "dv": Cell(6, "b", "a"),
            "the others": Cell(2, "b", "a", shown=False),
        }
    ).keys() & {"all", "dv"}


def whole_month(sheet: Sheet) -> Sheet:
    return {"month 0": sheet["month 0"]}


def test_two_fours_that_make_a_shown_eight_are_no_secret_so_the_eight_goes() -> None:
    marks = suppress({"sum": Cell(8, "a", "b"), "one": Cell(4, "b", "a"), "two": Cell(4, "b", "a")})
    assert marks == {"sum": WITHHELD, "one": SMALL, "two": SMALL}


def test_four_times_one_that_make_four_are_not_told_by_calling_each_of_them_small() -> None:
    """Nor are the numbers around them withheld for it."""
    ones = {f"{hour}": Cell(1, "line", "end") for hour in range(4)}
    marks = suppress(
        {"sum": Cell(4, "end", "line"), "far": Cell(90, "x", "y"), "back": Cell(90, "y", "x")} | ones
    )
    assert marks == {"sum": WITHHELD} | dict.fromkeys(ones, SMALL)


def test_a_sheet_whose_sums_do_not_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        suppress({"sum": Cell(9, "a", "b"), "one": Cell(4, "b", "a"), "two": Cell(4, "b", "a")})
