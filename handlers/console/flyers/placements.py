"""Placements: where paper lies, which flyers lie there, what its QR code says, and what it led to.

A placement as it is told:

{"code", "revision", "kind", "name", "leads", "shown", "shown_ja", "shown_easy", "shown_en", "address", "hours_ja", "hours_easy",
"hours_en", "made_at": ms, "retired_at": ms or null, "flyers": [ids], "link": what its QR code says}
"""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response
from sqlalchemy import Connection

from bot.flyers import addresses
from bot.visits.codes import new_code
from handlers.console import table_words
from handlers.console.flyers import placement_figures, placement_form, qr_drawing, words
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.paper_words import MEASURES
from handlers.console.visits import changed
from handlers.console.weeks import Refused
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, flyers, placements, totals
from storage.placements import Placement

door = Blueprint("console_placements", __name__)

ACTION = "placement"
MOST = 300
_ROOM, _ACCOUNT, _BOTH = placements.LEADS


@door.get("/console/placements")
@signed_in
def index(visitor: Visitor) -> Response:
    """{"placements": [placement, by kind], "kinds", "leads": where a QR can lead here, "private": kinds that are never shown,
    "flyers": [{"id", "title_ja", "title_en"}], "longest": {field: characters}}.
    """
    here = context()
    with here.database.reading() as connection:
        lying, epoch = placements.flyers_by_code(connection), _epoch(here, connection)
        listed = [_told(here, one, lying.get(one.code, []), epoch) for one in placements.all_of(connection)]
        known = [
            {"id": one.id, "title_ja": one.title_ja, "title_en": one.title_en}
            for one in flyers.all_of(connection)
        ]
    return jsonify(
        {
            "placements": listed,
            "kinds": placements.KINDS,
            "leads": _possible(here),
            "private": placement_form.NEVER_SHOWN,
            "flyers": known,
            "longest": placement_form.LENGTHS,
        }
    )


@door.post("/console/placements")
@signed_in
def create(visitor: Visitor) -> Response:
    """201 with the placement, under a new code; 409 "many". Body: its fields from "kind" to "hours_en", and "flyers".

    422 "rows" with "problems": [{"row": null, "field", "code"}], code empty | long | line | leads (can't lead there) | private (a kind
    that is never shown) | gone (no such flyer).
    """
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        if len(placements.all_of(connection)) >= MOST:
            return refusal("many", HTTPStatus.CONFLICT, "置き場所の数が多すぎます。")
        try:
            wanted = placement_form.read(body, _new(now), possible=_possible(here))
            lying = _flyers(connection, body)
        except Refused as problem:
            return words.wrong(problem)
        added = placements.add(connection, wanted, new_code)
        placements.set_flyers(connection, added.code, lying)
        told = _told(here, added, lying, _epoch(here, connection))
        _note(here, connection, visitor, added.code, "added", now)
    answer = jsonify(told)
    answer.status_code = HTTPStatus.CREATED
    return answer


@door.put("/console/placements/<code>")
@signed_in
def update(visitor: Visitor, code: str) -> Response:
    """200 with the placement as it is then; 409 "changed" with {"stored", "by", "at"}; 422 as `create`.

    Body: as `create`, with `revision` (what the page saw) and `retired` (true: its paper was taken away, false: it lies there).
    """
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        stored = _find(connection, code)
        try:
            wanted = placement_form.read(body, stored, possible=_possible(here))
            lying = _flyers(connection, body)
        except Refused as problem:
            return words.wrong(problem)
        retired = (stored.retired_at or now) if body.get("retired") is True else None
        after = placements.change(
            connection, wanted._replace(retired_at=retired), revision=words.revision(body)
        )
        epoch = _epoch(here, connection)
        if after is None:
            there = _told(here, stored, placements.flyers_at(connection, code), epoch)
            return changed.refused(connection, ACTION, code, stored=there)
        placements.set_flyers(connection, code, lying)
        told = _told(here, after, sorted(set(lying)), epoch)
        _note(here, connection, visitor, code, "changed", now)
    return jsonify(told)


@door.get("/console/placements/<code>/qr.svg")
@signed_in
def show_qr(visitor: Visitor, code: str) -> Response:
    """The QR code with its four signs under it, as a drawing for whatever paper is made elsewhere."""
    here = context()
    with here.database.reading() as connection:
        placement, epoch = _find(connection, code), _epoch(here, connection)
    response = make_response(qr_drawing.drawn(_link(here, placement, epoch), code))
    response.mimetype = "image/svg+xml"
    response.headers["Content-Disposition"] = f'attachment; filename="qr-{code}.svg"'
    return response


@door.get("/console/placements/figures")
@signed_in
def figures(visitor: Visitor) -> Response:
    """The last twelve months, the running one last: {"months": [{"month", "label"}], "figures": by code as
    `placement_figures.of`}. Whoever looks, small numbers are not told (handlers/console/flyers/placement_figures.py).
    """
    here = context()
    running = totals.month_of(here.now(), here.settings.timezone)
    months = _before(running, placement_figures.MONTHS)
    with here.database.reading() as connection:
        counted = totals.of_months(connection, months, list(MEASURES))
        told = {one.code: placement_figures.of(one, counted) for one in placements.all_of(connection)}
    labels = [{"month": month, "label": table_words.month_name(month)} for month in months]
    return jsonify({"months": labels, "figures": told})


def _find(connection: Connection, code: str) -> Placement:
    """404 for one that is not there."""
    found = placements.find(connection, code)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def _flyers(connection: Connection, body: dict[str, Any]) -> list[str]:
    return placement_form.flyers(body, {one.id for one in flyers.all_of(connection)})


def _told(here: Context, placement: Placement, lying: list[str], epoch: int) -> dict[str, Any]:
    return placement._asdict() | {"flyers": lying, "link": _link(here, placement, epoch)}


def _link(here: Context, placement: Placement, epoch: int) -> str:
    origin, fingerprint = here.settings.public_origin, here.office.keys.fingerprint
    return addresses.address_of(placement, origin, fingerprint, epoch)


def _epoch(here: Context, connection: Connection) -> int:
    return here.office.trust(connection, now=here.now()).epoch


def _possible(here: Context) -> list[str]:
    """Where a QR code can lead in this office."""
    ways = [_ROOM] if "room" in here.settings.lanes else []
    ways += [_ACCOUNT] if here.settings.line_basic_id else []
    return [*ways, _BOTH] if len(ways) > 1 else ways


def _note(here: Context, connection: Connection, visitor: Visitor, code: str, what: str, now: int) -> None:
    audit.note(
        connection, here.office.keys, ACTION, now=now, actor=visitor.account.kid, place=code, what=what
    )


def _before(month: str, number: int) -> list[str]:
    """So many months, this one last."""
    year, of_year = (int(part) for part in month.split("-"))
    ends = [year * 12 + of_year - 1 - back for back in reversed(range(number))]
    return [f"{one // 12}-{one % 12 + 1:02}" for one in ends]


def _new(now: int) -> Placement:
    nothing = dict.fromkeys(placement_form.LENGTHS, "")
    return Placement(
        code="", revision=1, kind="", leads="", shown=False, **nothing, made_at=now, retired_at=None
    )  # fmt: skip
