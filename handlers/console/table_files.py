"""Tables as files that Excel opens in Japanese, with nothing in them that may not leave. Pure."""

import csv
import io
from collections.abc import Iterator, Sequence

from handlers.console import table_words as words
from handlers.console.tables import Book, Table

_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How what Excel reckons with begins: the name of a place may begin so, too."""

_IN_MEMORY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_HEAD = 2
"""Title, period, then the heads of the columns."""

_A4 = 9
_PLAIN: dict[str, str | int | bool] = {"font_name": "BIZ UDPゴシック", "font_size": 11, "valign": "vcenter"}
_LOOKS: dict[str, dict[str, str | int | bool]] = {
    "title": {"bold": True, "font_size": 14},
    "quiet": {"font_size": 9, "font_color": "#595959"},
    "head": {"bold": True, "border": 1, "text_wrap": True, "bg_color": "#F2F2F2"},
    "label": {"border": 1},
    "number": {"border": 1, "align": "right", "num_format": "#,##0"},
}

Value = int | str


def as_csv(book: Book, table: Table) -> bytes:
    """UTF-8 with the mark by which Excel knows it. A name that Excel would take for a formula stands behind an apostrophe."""
    written = io.StringIO(newline="")
    written.write(_BOM)
    csv.writer(written).writerows(map(_plain, row) for row in _rows(book, table))
    return written.getvalue().encode()


def as_xlsx(book: Book, tables: Sequence[Table]) -> bytes:
    """A sheet for each table, written in memory: nothing lies on a disk meanwhile."""
    # Only who exports pays for it.
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, _IN_MEMORY) as workbook:
        looks = {name: workbook.add_format(_PLAIN | look) for name, look in _LOOKS.items()}
        for table in tables:
            sheet = workbook.add_worksheet(_sheet_name(table))
            sheet.set_landscape()
            sheet.set_paper(_A4)
            sheet.fit_to_pages(1, 0)
            sheet.set_column(0, 0, 30)
            sheet.set_column(1, len(table.columns), 16)
            for number, row in enumerate(_rows(book, table)):
                for column, value in enumerate(row):
                    sheet.write(number, column, value, looks[_look(number, column, len(row))])
    return written.getvalue()


def _plain(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _look(number: int, column: int, width: int) -> str:
    if number == _HEAD:
        return "head"
    if width == 1:
        return "title" if number == 0 else "quiet"
    return "number" if column else "label"


def _rows(book: Book, table: Table) -> Iterator[list[Value]]:
    yield [table.title]
    yield [table.note] if table.note else []
    yield [table.head, *table.columns]
    for line in table.lines:
        yield [line.label, *(book.leaving(name) for name in line.cells)]
    if any(name in book.marks for line in table.lines for name in line.cells):
        yield []
        yield [words.named(words.NOTE)]


def _sheet_name(table: Table) -> str:
    """At most 31 characters, and none of those that Excel refuses."""
    return "".join(letter for letter in table.title if letter not in r"[]:*?/\\")[:31]
