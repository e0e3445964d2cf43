"""One's own passkeys: ways to sign in that nobody can type into a false page; some also open the keys."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from sqlalchemy import Connection

from handlers.console.guard import Visitor, cookie_name, json_body, raw_id, signed_in
from handlers.console.proof import unproved
from handlers.console.second_factor import LAST
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, passkeys, second_factor, sessions, unlockers
from storage.contexts import Rejected, b64
from storage.webauthn import ALGORITHMS, RelyingParty, Unproven, read_registration

door = Blueprint("passkeys", __name__)

LONGEST_LABEL = 32
OFFICE_NAME = "ひだまり"


@door.get("/console/passkeys")
@signed_in
def index(visitor: Visitor) -> Response:
    here = context()
    with here.database.reading() as connection:
        found = passkeys.of(connection, visitor.account.kid)
    listed = [
        {
            "id": b64(one.credential_id),
            "label": one.label,
            "prf": one.prf,
            "created_at": one.created_at,
            "used_at": one.used_at,
        }
        for one in found
    ]
    return jsonify({"passkeys": listed})


@door.post("/console/passkeys/challenge")
@signed_in
def challenge(visitor: Visitor) -> Response:
    """{"purpose": "create" | "confirm"}: what a new passkey, or one of those there are, has to answer in two minutes."""
    here, office = context(), RelyingParty.at(context().settings.public_origin)
    purpose = json_body().get("purpose")
    if purpose not in ("create", "confirm"):
        return refusal("purpose", 422)
    if not office.usable:
        return refusal("passkeys", 409, "この画面の住所では、パスキーを使えません。")
    with here.database.transaction() as connection:
        made = passkeys.challenge(connection, purpose, visitor.account.kid, now=here.now())
        known = passkeys.of(connection, visitor.account.kid)
    salt = passkeys.prf_salt(here.office.keys.fingerprint)
    asked = {"challenge": b64(made), "rp_id": office.id, "prf_salt": b64(salt)}
    ids = [b64(one.credential_id) for one in known]
    return jsonify(asked | (_new(visitor, office, ids) if purpose == "create" else {"allow": ids}))


@door.post("/console/passkeys")
@signed_in
def create(visitor: Visitor) -> Response:
    """{"label", "attestation", "unlocker" | null, "proof"}: 201 {"id"}; 403 "proof", 409 "taken" or "many", 422."""
    here, body = context(), json_body()
    label = " ".join(str(body.get("label", "")).split())
    if not 1 <= len(label) <= LONGEST_LABEL or not label.isprintable():
        return refusal("label", 422, f"名前を、{LONGEST_LABEL}字までで入れてください。")
    with here.database.transaction() as connection:
        if refused := unproved(here, connection, visitor, body):
            return refused
        return _store(here, connection, visitor, label, body)


@door.delete("/console/passkeys/<credential>")
@signed_in
def delete(visitor: Visitor, credential: str) -> Response:
    """204: it opens neither the door nor the keys any more. 404 for what is not one's own, 409 "last" where one is demanded."""
    here, kid, credential_id = context(), visitor.account.kid, raw_id(credential)
    with here.database.transaction() as connection:
        if credential_id not in [one.credential_id for one in passkeys.of(connection, kid)]:
            abort(404)
        if second_factor.is_last(connection, kid):
            return refusal("last", 409, LAST)
        passkeys.remove(connection, kid, credential_id)
        unlockers.remove_passkey(connection, here.office.keys, kid, credential_id)
        audit.note(connection, here.office.keys, "passkey", now=here.now(), actor=kid, change="removed")
    return Response(status=204)


def _store(
    here: Context, connection: Connection, visitor: Visitor, label: str, body: dict[str, Any]
) -> Response:
    kid, keys, now = visitor.account.kid, here.office.keys, here.now()
    office, raw = RelyingParty.at(here.settings.public_origin), body.get("unlocker")
    try:
        made = read_registration(office, body.get("attestation"))
        if not passkeys.take(connection, made.challenge, "create", kid, now=now):
            raise Unproven
        unlocker = None if raw is None else unlockers.passkey_unlocker(raw, made.credential_id)
    except (Unproven, Rejected):
        return refusal("passkey", 422, "パスキーを確かめられませんでした。もう一度お試しください。")
    if len(passkeys.of(connection, kid)) >= passkeys.MOST:
        return refusal("many", 409, f"パスキーは{passkeys.MOST}個までです。使わないものを外してください。")
    if not passkeys.add(connection, keys, kid, made, label=label, prf=unlocker is not None, now=now):
        return refusal("taken", 409, "このパスキーは、もう登録されています。")
    if unlocker is not None:
        unlockers.add_passkey(connection, keys, kid, unlocker)
    sessions.note_strong(connection, request.cookies.get(cookie_name(here), ""))
    audit.note(connection, keys, "passkey", now=now, actor=kid, change="added", opens=unlocker is not None)
    response = jsonify({"id": b64(made.credential_id)})
    response.status_code = 201
    return response


def _new(visitor: Visitor, office: RelyingParty, known: list[str]) -> dict[str, Any]:
    account = visitor.account
    return {
        "rp": {"id": office.id, "name": OFFICE_NAME},
        "user": {"id": b64(account.kid), "name": account.name, "displayName": account.display_name},
        "algorithms": list(ALGORITHMS),
        "exclude": known,
    }
