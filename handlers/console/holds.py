"""Holds: one person asks that a record is kept from being destroyed, a supervisor who is somebody else agrees."""

from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from handlers.console import practice, proof
from handlers.console.access import OVERSEERS
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, consultations, holds, inbox, ledger, staff
from storage.contexts import b64
from storage.holds import Hold

door = Blueprint("holds", __name__)


class _Wanted(NamedTuple):
    reason: str
    until: int


@door.get("/console/holds")
@signed_in
def index(visitor: Visitor) -> Response:
    """Those asked for and those in force, without content: all of them for who oversees, else of what they may see."""
    here = context()
    with here.database.reading() as connection:
        found = [
            hold
            for hold in holds.standing(connection, now=here.now())
            if _sees(connection, visitor, hold, here.now())
        ]
        names = staff.display_names(connection)
    return jsonify([_line(hold, visitor, names) for hold in found])


@door.post("/console/consultations/<consultation>/holds")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201 with the id; nothing is held before a second person agrees. 422 for another reason, or an end out of bounds."""
    if refused := proof.needed(visitor):
        return refused
    here, body = context(), json_body()
    now, kid = here.now(), visitor.account.kid
    wanted = _read(body, now=now, longest=here.settings.retention_policy.hold_longest)
    if wanted is None:
        return refusal(
            "hold", 422, "理由と、いつまで残すかを選んでください。日にちは、決められた期間の中で選べます。"
        )
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        if (practised := practice.refused(row)) is not None:
            return practised
        case = bytes(row.id)
        hold = holds.ask(connection, case, reason=wanted.reason, until=wanted.until, by=kid, now=now)
        _note(here, connection, "hold", visitor, case, now, reason=wanted.reason, until=wanted.until)
    return _created({"id": b64(hold)})


@door.post("/console/holds/<hold>/agreement")
@signed_in
def agree(visitor: Visitor, hold: str) -> Response:
    """201: from now on it holds. 403 unless a supervisor, 409 "own" for who asked for it, 404 when it is over."""
    if refused := proof.needed(visitor):
        return refused
    here = context()
    now = here.now()
    with here.database.transaction() as connection:
        found = _standing(connection, hold, now)
        if found.asked_by == visitor.account.kid:
            return refusal("own", 409, "もう一人の責任者の同意が必要です。自分の依頼には同意できません。")
        if found.agreed_by is not None or _touched(connection, found, now).agreed_by is not None:
            return _created({})
        if not holds.agree(connection, found.id, by=visitor.account.kid, now=now):
            abort(404)
        _certify(here, connection, "hold", found, now)
        _note(here, connection, "hold-agreed", visitor, found.consultation, now, until=found.until)
    return _created({})


@door.delete("/console/holds/<hold>")
@signed_in
def lift(visitor: Visitor, hold: str) -> Response:
    """204: what is due is destroyed again. 403 unless a supervisor, 404 when it is over."""
    if refused := proof.needed(visitor):
        return refused
    here = context()
    now = here.now()
    with here.database.transaction() as connection:
        found = _touched(connection, _standing(connection, hold, now), now)
        if not holds.lift(connection, found.id, now=now):
            abort(404)
        if found.agreed_by is not None:
            _certify(here, connection, "hold-lifted", found, now)
        _note(here, connection, "hold-lifted", visitor, found.consultation, now)
    return Response(status=204)


def _read(body: dict[str, Any], *, now: int, longest: int) -> _Wanted | None:
    match body:
        case {"reason": str(reason), "until": int(until)} if not isinstance(until, bool):
            if reason in holds.REASONS and now < until <= now + longest:
                return _Wanted(reason, until)
    return None


def _sees(connection: Connection, visitor: Visitor, hold: Hold, now: int) -> bool:
    if visitor.account.role in OVERSEERS:
        return True
    kid, desks = visitor.account.kid, visitor.desks
    return inbox.find_visible(connection, kid, desks, hold.consultation, now=now) is not None


def _standing(connection: Connection, hold: str, now: int) -> Hold:
    found = holds.find(connection, raw_id(hold), now=now)
    if found is None:
        abort(404)
    return found


def _touched(connection: Connection, hold: Hold, now: int) -> Hold:
    """As it stands once nobody else changes it. Shows the change in open consoles, and waits for a purge that is destroying
    its consultation: then there is nothing to hold.
    """
    if not consultations.note_changed(connection, hold.consultation):
        abort(404)
    return holds.find(connection, hold.id, now=now) or abort(404)


def _certify(here: Context, connection: Connection, kind: str, hold: Hold, now: int) -> None:
    receipt = ledger.receipt_hash(ledger.receipt_number(hold.consultation))
    ledger.append(connection, here.office.keys, kind, now=now, receipt_hash=receipt, until=hold.until)


def _note(
    here: Context,
    connection: Connection,
    action: str,
    visitor: Visitor,
    case: bytes,
    now: int,
    **facts: str | int,
) -> None:
    kid = visitor.account.kid
    audit.note(connection, here.office.keys, action, now=now, actor=kid, consultation=case, **facts)


def _line(hold: Hold, visitor: Visitor, names: dict[bytes, str]) -> dict[str, Any]:
    return {
        "id": b64(hold.id),
        "consultation": b64(hold.consultation),
        "reason": hold.reason,
        "until": hold.until,
        "asked_by_name": names.get(hold.asked_by),
        "asked_at": hold.asked_at,
        "agreed": hold.agreed_by is not None,
        "mine": hold.asked_by == visitor.account.kid,
    }


def _created(body: dict[str, Any]) -> Response:
    response = jsonify(body)
    response.status_code = 201
    return response
