"""Rows that belong to consultations or bookings, and go with them: one statement for each table, built once."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Delete, bindparam, delete


def erase(connection: Connection, owner: Column[Any], owners: Iterable[bytes]) -> int:
    """Deletes the rows in whose column `owner` stands one of these ids; returns how many."""
    return connection.execute(_of(owner), {"owners": list(owners)}).rowcount


@cache
def _of(owner: Column[Any]) -> Delete:
    return delete(owner.table).where(owner.in_(bindparam("owners", expanding=True)))
