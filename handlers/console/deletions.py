"""Destroying a consultation now, by the desk: as a resident's own wish does it, within seconds and for good."""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection, Row

from handlers.console import practice, proof
from handlers.console.appending import done
from handlers.console.assignments import answers_for, not_theirs
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, consultations, endings, holds, ledger, outbox, totals

door = Blueprint("deletions", __name__)

REASONS = ("asked", "mistake", "test")
"""The resident asked for it; it reached us by mistake; somebody was trying things out."""

_REASON = "消す理由をえらんでください。"
_HELD = "この相談には、消去を止める依頼が出ています。いまは消せません。責任者と話してください。"


@door.get("/console/consultations/<consultation>/deletion")
@signed_in
def show(visitor: Visitor, consultation: str) -> Response:
    """{"number", "address"}: the receipt with which the resident can look afterwards whether it is gone, and where."""
    here = context()
    with here.database.reading() as connection:
        owner = bytes(visitor.find(connection, consultation).id)
    number, address = ledger.receipt_number(owner), f"{here.settings.public_origin}/receipt"
    return jsonify({"number": number, "address": address})


@door.post("/console/consultations/<consultation>/deletion")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """{"reason"}: 201; nobody can open it any more, and the next look of the time process destroys it.

    403 "proof-needed"; 409 "held" while somebody wants it kept, agreed to or not; 422 for another reason.
    """
    here, reason = context(), json_body().get("reason")
    if reason not in REASONS:
        return refusal("reason", 422, _REASON)
    unproved = proof.needed(visitor)
    if unproved is not None:
        return unproved
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        if not answers_for(visitor, row):
            return not_theirs()
        if (practised := practice.refused(row)) is not None:
            return practised
        if _is_held(here, connection, bytes(row.id)):
            return refusal("held", 409, _HELD)
        _delete(here, connection, row)
        kid, owner, now = visitor.account.kid, bytes(row.id), here.now()
        keys = here.office.keys
        audit.note(connection, keys, "delete", now=now, actor=kid, consultation=owner, reason=str(reason))
    return done()


def _is_held(here: Context, connection: Connection, owner: bytes) -> bool:
    """Also when only asked for: a record that a court wants must not vanish while the second person is on the way."""
    return any(hold.consultation == owner for hold in holds.standing(connection, now=here.now()))


def _delete(here: Context, connection: Connection, row: Row[Any]) -> None:
    owner, now = bytes(row.id), here.now()
    outbox.fail_queued(connection, owner, "erased")
    endings.delete_now(connection, owner, now=now)
    if row.state == consultations.OPEN:
        totals.count(connection, "ended", "desk", now=now, timezone=here.settings.timezone)
