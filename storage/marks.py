"""Marks of a consultation, for the statistics alone: they are counted as totals, and go with it."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Row, select, update

from storage import totals
from storage.consultations import consultations

_LANE = "line"


def of(connection: Connection, consultation: bytes) -> list[str]:
    """In the order of the alphabet."""
    found = connection.scalar(select(consultations.c.marks).where(consultations.c.id == consultation))
    return _read(found or "")


def change(connection: Connection, row: Row[Any], mark: str, *, on: bool, timezone: dt.tzinfo) -> bool:
    """Sets or takes off a mark, and counts that once in the month of opening; False when it was so already.

    A total that was corrected by hand meanwhile stays above nothing: then only the mark changes.
    """
    before = _read(row.marks)
    after = sorted({*before, mark}) if on else [one for one in before if one != mark]
    changed = connection.execute(
        update(consultations)
        .where(
            consultations.c.id == row.id,
            consultations.c.marks == row.marks,
            consultations.c.marks != ",".join(after),
        )
        .values(marks=",".join(after), revision=consultations.c.revision + 1)
        .returning(consultations.c.id)
    ).first()
    if changed is None:
        return False
    month = totals.month_of(row.opened_at, timezone)
    totals.correct(connection, month, {f"{_LANE}.{mark}": 1 if on else -1})
    return True


def _read(marks: str) -> list[str]:
    return [mark for mark in marks.split(",") if mark]
