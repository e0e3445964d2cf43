"""Reports for employers, the council, the public: themes in people's own words, drafted by one, released by another."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection, Row

from handlers.console import proof, statistics
from handlers.console import table_words as words
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.console.table_words import WAYS
from handlers.context import context
from handlers.security import refusal
from storage import audit, reports, staff, totals
from storage.contexts import b64
from storage.fiscal_years import months_between
from storage.reports import AUDIENCES, FEWEST_PEOPLE, Draft

door = Blueprint("reports", __name__)

LONGEST_TITLE, LONGEST_THEMES = 120, 2000
_UNREADABLE = "題名、期間、テーマをたしかめてください。"
_FEW = "10人に満たないときは、報告をつくれません。だれのことか、わかってしまうおそれがあります。"
_MORE_THAN_CONTACTS = "この期間の相談の件数より、人数が多くなっています。人数をたしかめてください。"
_TWO_PEOPLE = "下書きをした人とは別の責任者だけが、確定できます。"


@door.get("/console/reports")
@signed_in
def index(visitor: Visitor) -> Response:
    """The newest first. The number of contacts is rounded down to tens; no other number stands in a report."""
    with context().database.reading() as connection:
        names = staff.display_names(connection)
        found = [_shown(connection, row, names, visitor) for row in reports.newest(connection)]
    return jsonify({"reports": found})


@door.post("/console/reports")
@signed_in
def create(visitor: Visitor) -> Response:
    """201 {"id"}; 422 "few" below ten people, 422 "more-than-contacts" when there can't have been so many."""
    here = context()
    draft = _read(json_body(), f"{statistics.today_at(here):%Y-%m}")
    if draft is None:
        return refusal("report", 422, _UNREADABLE)
    if draft.people < FEWEST_PEOPLE:
        return refusal("few", 422, _FEW)
    with here.database.transaction() as connection:
        if draft.people > _contacts(connection, draft.first_month, draft.last_month):
            return refusal("more-than-contacts", 422, _MORE_THAN_CONTACTS)
        made = reports.add(connection, draft, visitor.account.kid, now=here.now())
        _note(connection, visitor, "drafted")
    response = jsonify({"id": b64(made)})
    response.status_code = 201
    return response


@door.post("/console/reports/<report>/release")
@signed_in
def release(visitor: Visitor, report: str) -> Response:
    """201; 409 "two-people" for who drafted it, and when it is released already. Only by who has just shown who they are."""
    if (refused := proof.needed(visitor)) is not None:
        return refused
    here = context()
    with here.database.transaction() as connection:
        found = reports.find(connection, raw_id(report))
        if found is None:
            abort(404)
        if found.people > _contacts(connection, found.first_month, found.last_month):
            return refusal("more-than-contacts", 422, _MORE_THAN_CONTACTS)
        if not reports.release(connection, bytes(found.id), visitor.account.kid, now=here.now()):
            return refusal("two-people", 409, _TWO_PEOPLE)
        _note(connection, visitor, "released")
    response = jsonify({})
    response.status_code = 201
    return response


@door.delete("/console/reports/<report>")
@signed_in
def delete(visitor: Visitor, report: str) -> Response:
    """A draft, or a released one that was wrong: 200, or 404."""
    with context().database.transaction() as connection:
        if not reports.erase(connection, raw_id(report)):
            abort(404)
        _note(connection, visitor, "erased")
    return jsonify({})


def _note(connection: Connection, visitor: Visitor, step: str) -> None:
    here = context()
    audit.note(connection, here.office.keys, "report", now=here.now(), actor=visitor.account.kid, step=step)


def _read(body: dict[str, Any], this_month: str) -> Draft | None:
    """None for what is no report, or about a time that lies ahead."""
    match body:
        case {
            "title": str(title),
            "audience": str(audience),
            "first_month": str(first),
            "last_month": str(last),
            "people": int(people),
            "themes": str(themes),
        } if audience in AUDIENCES and type(people) is int:
            draft = Draft(title.strip(), audience, first, last, people, themes.strip())
        case _:
            return None
    try:
        whole = bool(list(months_between(first, last))) and last <= this_month
    except ValueError:
        return None
    fits = 0 < len(draft.title) <= LONGEST_TITLE and 0 < len(draft.themes) <= LONGEST_THEMES
    return draft if whole and fits else None


def _contacts(connection: Connection, first: str, last: str) -> int:
    counted = totals.of_months(connection, months_between(first, last), ["contact"])
    return sum(month.get(("contact", way), 0) for month in counted.values() for way in WAYS)


def _shown(
    connection: Connection, row: Row[Any], names: dict[bytes, str], visitor: Visitor
) -> dict[str, Any]:
    kid, contacts = visitor.account.kid, _contacts(connection, row.first_month, row.last_month)
    released = bytes(row.released_by) if row.released_by is not None else None
    return {
        "id": b64(bytes(row.id)),
        "title": row.title,
        "audience": row.audience,
        "first": words.month_name(row.first_month),
        "last": words.month_name(row.last_month),
        "people": row.people,
        "contacts": contacts // 10 * 10,
        "themes": row.themes,
        "drafted_by_name": names.get(bytes(row.drafted_by)),
        "drafted_at": row.drafted_at,
        "released_by_name": names.get(released) if released else None,
        "released_at": row.released_at,
        "mine": bytes(row.drafted_by) == kid,
    }
