"""Key work that a console does in the background: prepared keys, other wraps for keys that are there, next generations."""

from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, jsonify, request

from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.context import context
from handlers.security import refusal
from storage import audit, chores, consultations, prekeys
from storage.chores import Chore, Superseded
from storage.contexts import Rejected, b64
from storage.wrapsets import WrapSet

door = Blueprint("keys", __name__)


class _Wanted(NamedTuple):
    """Which generation a wrap set is to be: that number, or a new one after `follows`, or with neither a new one that stays inside."""

    number: int | None
    follows: int | None


@door.get("/console/keys")
@signed_in
def show(visitor: Visitor) -> Response:
    """What is due at this person's desks, each list at most 50, the oldest first.

    `?holder=<kid>` lists for a supervisor what somebody else could wrap anew: the recovery key, which two sheets open.
    """
    here, trust, desks = context(), visitor.trust, visitor.desks
    holder = raw_id(request.args["holder"]) if "holder" in request.args else visitor.account.kid
    if holder != visitor.account.kid and visitor.account.role != "supervisor":
        return refusal("role", 403)
    with here.database.reading() as connection:
        stored = prekeys.counts(connection, desks)
        rewrap = chores.to_rewrap(connection, here.office.keys.kek, trust, holder, desks)
        rotate = chores.to_rotate(connection, here.office.keys.kek, trust, desks)
    return jsonify(
        {
            "prekeys": [{"desk": desk, "count": stored[desk], "target": prekeys.TARGET} for desk in desks],
            "rewrap": [_shown(one) | {"adds": [b64(kid) for kid in one.lacks(trust)]} for one in rewrap],
            "rotate": [_shown(one) for one in rotate],
        }
    )


@door.post("/console/prekeys")
@signed_in
def create_prekeys(visitor: Visitor) -> Response:
    """201 with how many were stored: no more than there is room for. 422 for one that is not as it must be."""
    here, listed = context(), json_body().get("wrapsets")
    if not isinstance(listed, list) or len(listed) > 2 * prekeys.TARGET:
        abort(400)
    try:
        made = [_wrapset(one) for one in listed]
        with here.database.transaction() as connection:
            keys, kid = here.office.keys, visitor.account.kid
            # Read again inside the transaction: somebody may have left since the visitor was let in.
            trust = here.office.trust(connection, now=here.now())
            stored = prekeys.add(connection, keys, trust, kid, made, now=here.now())
    except Rejected as refused:
        return refusal(refused.code, 422)
    response = jsonify({"stored": stored})
    response.status_code = 201
    return response


@door.post("/console/consultations/<consultation>/wrapsets")
@signed_in
def create_wrapset(visitor: Visitor, consultation: str) -> Response:
    """{"wrapset"} with one of "generation" (other wraps for that one, or the next), "follows" (the one after that) and "inside"
    (true: a new key of a room, for what stays inside the desk): 201 {"generation"} once it is stored.

    404 for another desk's; 409 "generation" when it is not due any more; 422.
    """
    here, body, kid = context(), json_body(), visitor.account.kid
    wanted = _wanted(body) or abort(400)
    try:
        wrapset = _wrapset(body.get("wrapset"))
        with here.database.transaction() as connection:
            row = chores.find_at(connection, visitor.desks, raw_id(consultation))
            if row is None:
                abort(404)
            owner, keys = bytes(row.id), here.office.keys
            trust = here.office.trust(connection, now=here.now())
            match wanted:
                case _Wanted(number=int(number)):
                    new = chores.accept(connection, keys, trust, row, number, wrapset, maker=kid)
                case _Wanted(follows=int(follows)):
                    number = chores.accept_next(connection, keys, trust, row, follows, wrapset, maker=kid)
                    new = True
                case _:
                    number = chores.accept_inside(connection, keys, trust, row, wrapset, maker=kid)
                    new = True
            consultations.note_changed(connection, owner)
            audit.note(connection, keys, "key", now=here.now(), actor=kid, consultation=owner, new=new)
    except Superseded:
        return refusal("generation", 409, "ほかの画面が、先に済ませました。")
    except Rejected as refused:
        return refusal(refused.code, 422)
    response = jsonify({"generation": number})
    response.status_code = 201
    return response


def _wanted(body: dict[str, Any]) -> _Wanted | None:
    match body:
        case {"generation": int(number)} if not isinstance(number, bool):
            return _Wanted(number, None)
        case {"follows": int(number)} if not isinstance(number, bool):
            return _Wanted(None, number)
        case {"inside": True}:
            return _Wanted(None, None)
    return None


def _shown(chore: Chore) -> dict[str, object]:
    return chore._asdict() | {"consultation": b64(chore.consultation)}


def _wrapset(found: object) -> WrapSet:
    if not isinstance(found, dict):
        raise Rejected("wrap", "not an object")
    return WrapSet.from_json(found)
