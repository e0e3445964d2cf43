"""Visits and calls that are counted by hand: one line, into the totals, of nobody."""

from typing import Any, NamedTuple

from flask import Blueprint, Response, jsonify

from handlers.console import statistics
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.table_words import OF_WHICH, WAYS
from handlers.context import context
from handlers.security import refusal
from storage import audit, totals

door = Blueprint("contacts", __name__)

MOST = 99_999
_UNREADABLE = "月、方法、件数をたしかめてください。「うち」の数は、件数までです。"
_TOO_FEW = "その月の数が、0より小さくなるか、「うち」より少なくなります。数をたしかめてください。"


class Entry(NamedTuple):
    """So many of a way in a month, and how many of them were; below 0 to take back."""

    month: str
    way: str
    number: int
    dv: int
    protected: int

    @property
    def changes(self) -> dict[str, int]:
        return {
            self.way: self.number,
            f"{self.way}.dv": self.dv,
            f"{self.way}.protected": self.protected,
        }


@door.post("/console/contacts")
@signed_in
def create(visitor: Visitor) -> Response:
    """{"month", "way", "number", "dv", "protected"}: 201. The same with opposite signs takes it back; 409 below nothing."""
    here = context()
    entry = _read(json_body())
    if entry is None or entry.month not in statistics.entered(statistics.today_at(here)):
        return refusal("contact", 422, _UNREADABLE)
    with here.database.transaction() as connection:
        if not totals.correct(connection, entry.month, entry.changes):
            return refusal("too-few", 409, _TOO_FEW)
        kid, keys = visitor.account.kid, here.office.keys
        audit.note(connection, keys, "contacts", now=here.now(), actor=kid, **entry._asdict())
    response = jsonify(entry._asdict())
    response.status_code = 201
    return response


def _read(body: dict[str, Any]) -> Entry | None:
    """None when a part is missing or no number that can be meant."""
    match body:
        case {"month": str(month), "way": str(way), "number": int(number)} if way in WAYS:
            parts = [body.get(item, 0) for item in OF_WHICH]
        case _:
            return None
    if any(type(part) is not int or abs(part) > MOST for part in (number, *parts)) or not any(
        (number, *parts)
    ):
        return None
    return Entry(month, way, number, *parts)
