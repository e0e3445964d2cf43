"""Totals: counted when things happen, by month and kind, never by person.

One row that everybody counts in would make all webhooks of a PostgreSQL wait for each other until their commits. So each
count goes to one of a few places, and whoever reads adds them up. Count last in a transaction, kinds in the order below.
"""

import datetime as dt
import random
from typing import Literal

from sqlalchemy import Column, Connection, Integer, String, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import metadata

totals = Table(
    "totals",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("kind", String(24), primary_key=True),
    Column("item", String(32), primary_key=True),
    Column("count", Integer, nullable=False),
)

Kind = Literal["opened", "ended", "topic", "urgent", "message", "survey-1", "survey-2", "survey-3"]
_PLACES = 8
_PLACE = "/"


def count(connection: Connection, kind: Kind, item: str, *, now: int, timezone: dt.tzinfo) -> None:
    """One more of `item` (at most 29 characters) in the month of that moment (ms) where the office is."""
    month = dt.datetime.fromtimestamp(now / 1000, timezone).strftime("%Y-%m")
    place = random.randrange(_PLACES)  # noqa: S311 (spreads writers, keeps no secret)
    row = {"month": month, "kind": kind, "item": f"{item}{_PLACE}{place}", "count": 1}
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        insert(totals)
        .values(**row)
        .on_conflict_do_update(
            index_elements=[totals.c.month, totals.c.kind, totals.c.item],
            set_={"count": totals.c.count + 1},
        )
    )


def of_month(connection: Connection, month: str) -> dict[tuple[str, str], int]:
    """(kind, item) → how many, in the month "YYYY-MM"."""
    rows = connection.execute(
        select(totals.c.kind, totals.c.item, totals.c.count.label("number")).where(totals.c.month == month)
    )
    summed: dict[tuple[str, str], int] = {}
    for row in rows:
        counted = (row.kind, row.item.partition(_PLACE)[0])
        summed[counted] = summed.get(counted, 0) + row.number
    return summed
