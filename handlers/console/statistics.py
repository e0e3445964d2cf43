"""Statistics: what was counted, as the office's own tables. Totals only; nothing here was ever a person's."""

import datetime as dt
from functools import partial
from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import Connection

from handlers.console import paper_tables, tables
from handlers.console import table_words as words
from handlers.console.guard import Visitor, signed_in
from handlers.console.tables import Book, Table, VisitNames
from handlers.context import Context, context
from handlers.language import said
from handlers.security import refusal
from storage import placements, totals, visit_kinds, visit_places
from storage.fiscal_years import FiscalYear

door = Blueprint("statistics", __name__)

EARLIER_YEARS = 4
NO_SUCH_MONTH = ("month", 422, "この月の数は、まだありません。")


@door.get("/console/statistics")
@signed_in
def show(visitor: Visitor) -> Response:
    """All tables of the fiscal year of `?until=` (a month, this one by default) as far as that month; 422 for a later one.

    A cell says its number and, where it may not leave the console, what leaves in its place.
    """
    here = context()
    today = today_at(here)
    until = request.args.get("until") or f"{today:%Y-%m}"
    with here.database.reading() as connection:
        found = book(connection, until, today)
    if found is None:
        return refusal(*NO_SUCH_MONTH)
    return jsonify(
        {
            "until": until,
            "period": words.year_as_of(until, today),
            "choices": [
                {"month": month, "label": words.year_as_of(month, today)} for month in choices(today)
            ],
            "months": [{"month": month, "label": words.month_name(month)} for month in entered(today)],
            "tables": [_shown(found, table) for table in found.tables],
        }
    )


def today_at(here: Context) -> dt.date:
    """The day it is where the office is."""
    return dt.datetime.fromtimestamp(here.now() / 1000, here.settings.timezone).date()


def book(connection: Connection, until: str, today: dt.date) -> Book | None:
    """None for what is no month, or lies ahead."""
    try:
        months, earlier = tables.months_needed(until)
    except ValueError:
        return None
    if until > f"{today:%Y-%m}":
        return None
    counted = totals.of_months(connection, months) | totals.of_months(connection, earlier, tables.EARLIER)
    papers = partial(paper_tables.tables, placements=placements.all_of(connection))
    return tables.book(counted, until, today, _visit_names(connection), papers)


def choices(today: dt.date) -> list[str]:
    """The months until which a table can be read: those of this year, the newest first, and the ends of earlier years."""
    this_year = FiscalYear.of(f"{today:%Y-%m}")
    earlier = [this_year.before(back).months()[-1] for back in range(1, EARLIER_YEARS + 1)]
    return [*reversed(this_year.months(f"{today:%Y-%m}")), *earlier]


def entered(today: dt.date) -> list[str]:
    """The months for which numbers can be entered by hand: those of the years in the table, the newest first."""
    months, earlier = tables.months_needed(f"{today:%Y-%m}")
    return sorted([*months, *earlier], reverse=True)


def _visit_names(connection: Connection) -> VisitNames:
    """Also of those that can't be booked any more."""
    places = visit_places.all_of(connection, active=False)
    kinds = visit_kinds.all_of(connection, active=False)
    return VisitNames(
        {one.id: said(one.name_ja, one.name_en) for one in places},
        {one.id: said(one.name_ja, one.name_en) for one in kinds},
    )


def _shown(found: Book, table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "note": table.note,
        "head": table.head,
        "columns": table.columns,
        "lines": [
            {
                "label": line.label,
                "style": line.style,
                "cells": [
                    {
                        "number": found.numbers[name],
                        "leaves": found.leaving(name) if name in found.marks else None,
                    }
                    for name in line.cells
                ],
            }
            for line in table.lines
        ],
    }
