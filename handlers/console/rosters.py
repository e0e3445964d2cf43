"""The signed rosters, for the browser to verify for itself, and the next one, signed in a supervisor's browser."""

import json
from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection

from handlers.console import enrolments, proof
from handlers.console.guard import Visitor, json_body, same_origin, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import rosters
from storage.contexts import Fields, Rejected, unb64
from storage.roster import SignedRoster, delegated
from storage.sealing import POINT
from storage.sheets import Sealed
from storage.succession import Change, Unfit, accept_next, renews

door = Blueprint("rosters", __name__)

SENTENCES = {
    "epoch": "ほかの責任者が、先に変更しました。画面を読み直して、もう一度お試しください。",
    "last-supervisor": "責任者がいなくなってしまいます。先に、ほかの人を責任者に加えてください。",
    "desk-empty": "だれもいない窓口ができてしまいます。先に、ほかの人を加えてください。",
    "not-seated": "あなたの入っていない窓口に、紙でしか読めない相談が残っています。先に、その窓口に入ってください。",
}


@door.get("/console/roster")
@signed_in
def show(visitor: Visitor) -> Response:
    """The whole chain from the first epoch, as the exact bytes that were signed."""
    with context().database.reading() as connection:
        chain = rosters.chain(connection)
    return jsonify({"chain": [json.loads(signed.to_json()) for signed in chain]})


@door.post("/console/roster")
def create() -> Response:
    """201 with its epoch once it holds, with everything that follows from it; 409, 422 for what was not agreed.

    403 "proof-needed" when it changes anything. Without a session only for a newcomer who holds the code of a supervisor's
    invitation and two sheets.
    """
    return _by_newcomer() if "code" in json_body() else _by_supervisor()


@signed_in
def _by_supervisor(visitor: Visitor) -> Response:
    here, body, kid = context(), json_body(), visitor.account.kid
    try:
        with here.database.transaction() as connection:
            # Read again inside the transaction: they may have been removed since they were let in.
            trust = here.office.trust(connection, now=here.now())
            trust.member(trust.epoch, kid, ("supervisor",))
            change = _change(body)
            signed = SignedRoster.from_json(_mapping(body.get("signed")))
            if (unproved := proof.needed(visitor)) and not renews(trust.current, signed.parsed(), change):
                return unproved
            return _accept(here, connection, signed, change, kid)
    except (Unfit, Rejected) as refused:
        return _refusal(refused)


def _by_newcomer() -> Response:
    here, body = context(), json_body()
    if not same_origin():
        return refusal("csrf", 403)
    try:
        with here.database.transaction() as connection:
            found = enrolments.founding(here, connection, body)
            if found is None or found.keys is None:
                return enrolments.unknown()
            signed = SignedRoster.from_json(_mapping(body.get("signed")))
            if delegated(signed.own_delegation, signed.root).rpk != found.keys.rpk:
                raise Rejected("delegation", "of somebody else")
            change = Change(approves=[found.id], may_move=False)
            return _accept(here, connection, signed, change, found.keys.kid)
    except (Unfit, Rejected) as refused:
        return _refusal(refused)


def _accept(
    here: Context, connection: Connection, signed: SignedRoster, change: Change, actor: bytes
) -> Response:
    trust = accept_next(connection, here.office, signed, change, actor=actor, now=here.now())
    response = jsonify({"epoch": trust.epoch})
    response.status_code = 201
    return response


def _refusal(refused: Unfit | Rejected) -> Response:
    if isinstance(refused, Unfit):
        return refusal(refused.code, 409, SENTENCES[refused.code])
    return refusal(
        refused.code, 422, "この変更は受けつけられません。画面を読み直して、もう一度お試しください。"
    )


def _change(body: dict[str, Any]) -> Change:
    heir = body.get("hand_over_to")
    return Change(
        approves=_ids(body.get("approves", [])),
        leaves=_ids(body.get("leaves", [])),
        heir=_ids([heir])[0] if heir is not None else None,
        recovery=_recovery(body.get("recovery")),
    )


def _recovery(stored: object) -> Sealed | None:
    if stored is None:
        return None
    fields = Fields(_mapping(stored), "sheet-secret", only=("set_id", "public", "sealed"))
    return Sealed(fields.binary("set_id", 1), fields.binary("public", POINT), fields.binary("sealed"))


def _ids(listed: object) -> list[bytes]:
    try:
        return [unb64(one) for one in listed] if isinstance(listed, list) else [b""]
    except (TypeError, ValueError):
        raise Rejected("roster", "ids") from None


def _mapping(found: object) -> dict[str, object]:
    if not isinstance(found, dict):
        raise Rejected("roster", "shape")
    return found
