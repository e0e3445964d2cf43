"""Blocks: one person asks that somebody who abuses is not answered for a while, a supervisor who is somebody else agrees.

There is a reason code and a last day, never a word about a person.
"""

from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from handlers.console import practice, proof
from handlers.console.access import LEADERS
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, blocks, consultations, inbox, staff
from storage.blocks import Block
from storage.contexts import b64

door = Blueprint("blocks", __name__)

DAY_MS = 24 * 3600 * 1000
_LONGEST = blocks.LONGEST_MS // DAY_MS


class _Wanted(NamedTuple):
    reason: str
    days: int


@door.get("/console/blocks")
@signed_in
def index(visitor: Visitor) -> Response:
    """Those asked for and those in force: all for supervisors, else of what they may see and what they asked for."""
    here = context()
    now = here.now()
    with here.database.reading() as connection:
        found = [one for one in blocks.standing(connection, now=now) if _sees(connection, visitor, one, now)]
        names = staff.display_names(connection)
    return jsonify([_line(one, visitor, names) for one in found])


@door.get("/console/consultations/<consultation>/block")
@signed_in
def show(visitor: Visitor, consultation: str) -> Response:
    """{"block"}: the one that stands against the resident of this consultation, asked for or in force; null for none."""
    here = context()
    with here.database.reading() as connection:
        pseudonym = bytes(visitor.find(connection, consultation).pseudonym)
        standing = blocks.standing(connection, now=here.now())
        found = [one for one in standing if one.pseudonym == pseudonym]
        names = staff.display_names(connection)
    return jsonify({"block": _line(found[-1], visitor, names) if found else None})


@door.post("/console/consultations/<consultation>/block")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201 with the id; nobody is blocked before a second person agrees. 409 "block" when one stands, 422 out of bounds."""
    here, wanted = context(), _read(json_body())
    now, kid = here.now(), visitor.account.kid
    if wanted is None:
        return refusal("block", 422, f"理由と、日数(1日から{_LONGEST}日まで)を選んでください。")
    if unproved := proof.needed(visitor):
        return unproved
    until = now + wanted.days * DAY_MS
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation)
        if (practised := practice.refused(row)) is not None:
            return practised
        owner, pseudonym = bytes(row.id), bytes(row.pseudonym)
        consultations.hold_resident(connection, pseudonym)
        block = blocks.ask(connection, owner, pseudonym, reason=wanted.reason, until=until, by=kid, now=now)
        if block is None:
            return refusal("block", 409, "この方のブロックは、もう頼まれているか、始まっています。")
        _show(connection, pseudonym)
        _note(here, connection, "block", visitor, owner, now, reason=wanted.reason, until=until)
    return _created({"id": b64(block)})


@door.post("/console/blocks/<block>/agreement")
@signed_in
def agree(visitor: Visitor, block: str) -> Response:
    """201: from now on it blocks. 409 "own" for who asked for it, 404 when it is over."""
    here = context()
    now = here.now()
    if unproved := proof.needed(visitor):
        return unproved
    with here.database.transaction() as connection:
        found = _standing(connection, block, now)
        if found.asked_by == visitor.account.kid:
            return refusal("own", 409, "もう一人の責任者の同意が必要です。自分の依頼には同意できません。")
        if found.agreed_by is not None:
            return _created({})
        if not blocks.agree(connection, found.id, by=visitor.account.kid, now=now):
            abort(404)
        _show(connection, found.pseudonym)
        _note(here, connection, "block-agreed", visitor, found.about, now, until=found.until)
    return _created({})


@door.delete("/console/blocks/<block>")
@signed_in
def lift(visitor: Visitor, block: str) -> Response:
    """204: they are answered again. For supervisors, and for who asked while nobody has agreed; 404 for others."""
    here = context()
    now = here.now()
    with here.database.transaction() as connection:
        found = _standing(connection, block, now)
        if not _may_lift(visitor, found) or not blocks.lift(connection, found.id, now=now):
            abort(404)
        _show(connection, found.pseudonym)
        _note(here, connection, "block-lifted", visitor, found.about, now)
    return Response(status=204)


def _read(body: dict[str, Any]) -> _Wanted | None:
    match body:
        case {"reason": str(reason), "days": int(days)} if not isinstance(days, bool):
            if reason in blocks.REASONS and 1 <= days <= _LONGEST:
                return _Wanted(reason, days)
    return None


def _sees(connection: Connection, visitor: Visitor, block: Block, now: int) -> bool:
    if visitor.account.role in LEADERS or block.asked_by == visitor.account.kid:
        return True
    theirs = inbox.find_visible(connection, visitor.account.kid, visitor.desks, block.about, now=now)
    return theirs is not None


def _standing(connection: Connection, block: str, now: int) -> Block:
    found = blocks.find(connection, raw_id(block), now=now)
    if found is None:
        abort(404)
    return found


def _may_lift(visitor: Visitor, block: Block) -> bool:
    withdraws = block.agreed_by is None and block.asked_by == visitor.account.kid
    return visitor.account.role in LEADERS or withdraws


def _show(connection: Connection, pseudonym: bytes) -> None:
    """Lets open consoles see it in every consultation of theirs that is still kept."""
    for consultation in consultations.ids_of(connection, pseudonym):
        consultations.note_changed(connection, consultation)


def _note(
    here: Context,
    connection: Connection,
    action: str,
    visitor: Visitor,
    about: bytes,
    now: int,
    **facts: str | int,
) -> None:
    kid = visitor.account.kid
    audit.note(connection, here.office.keys, action, now=now, actor=kid, consultation=about, **facts)


def _line(block: Block, visitor: Visitor, names: dict[bytes, str]) -> dict[str, Any]:
    mine = block.asked_by == visitor.account.kid
    leads, agreed = visitor.account.role in LEADERS, block.agreed_by is not None
    return {
        "id": b64(block.id),
        "consultation": b64(block.about),
        "reason": block.reason,
        "until": block.until,
        "asked_by_name": names.get(block.asked_by),
        "asked_at": block.asked_at,
        "agreed_by_name": names.get(block.agreed_by) if block.agreed_by is not None else None,
        "agreed": agreed,
        "mine": mine,
        "may_agree": leads and not mine and not agreed,
        "may_lift": _may_lift(visitor, block),
    }


def _created(body: dict[str, Any]) -> Response:
    response = jsonify(body)
    response.status_code = 201
    return response
