"""A newcomer makes their own keys in their own browser. Open to whoever holds the code of an invitation, and to nobody else."""

import json
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template
from sqlalchemy import Connection

from handlers import language, slowing
from handlers.console.guard import is_tls, json_body, same_origin
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, desks, invitations, rosters, split_keys, staff
from storage.capsules import check_capsule
from storage.contexts import Fields, Rejected, b64, fingerprint_text, kid_of
from storage.delegations import roster_key_claim
from storage.invitations import Invitation, PublicKeys
from storage.sealing import POINT, Recipient, verify

door = Blueprint("enrolments", __name__)

SECRET = 32
LARGEST_CAPSULE = 16 * 1024


@door.get("/console/enrol")
def page() -> Response:
    """Holds no secret: the code stands behind the # of the address, which no server sees."""
    here = context()
    office = fingerprint_text(here.office.keys.fingerprint)
    response = make_response(render_template("console/enrol.html", fingerprint=office))
    return language.keep(response, secure=is_tls(here))


@door.post("/console/enrolments/lookup")
def lookup() -> Response:
    """Who is asked, and how far it is; 404 for a code that nobody gave out, was withdrawn or has expired."""
    here = context()
    if not same_origin():
        return refusal("csrf", 403)
    with here.database.transaction() as connection:
        this = slowing.by_address(here, connection)
        if this.wait:
            return slowing.too_soon(this.wait)
        found = asked(here, connection, json_body())
        if found is None:
            return unknown()
        this.was_right(connection, now=here.now())
        guest, names = found.guest, desks.names(connection)
        body = {"display_name": guest.display_name, "name": guest.name, "role": guest.role}
        seats = [names[desk] for desk in guest.desks if desk in names]
        return jsonify(body | {"desks": seats, "state": _state(here, connection, found)})


@door.post("/console/enrolments")
def create() -> Response:
    """201 once keys, capsule and sign-in secret are stored; 409 "enrolled" when somebody was here before; 404; 422."""
    here, body = context(), json_body()
    if not same_origin():
        return refusal("csrf", 403)
    with here.database.transaction() as connection:
        this = slowing.by_address(here, connection)
        if this.wait:
            return slowing.too_soon(this.wait)
        found = asked(here, connection, body)
        if found is None:
            return unknown()
        this.was_right(connection, now=here.now())
        try:
            keys, capsule, secret = _read(body, found)
            _check_new(here, connection, keys.kid)
        except Rejected as refused:
            return refusal(refused.code, 422)
        sealed = staff.seal(connection, here.office.keys, keys.kid, capsule, secret)
        if not invitations.enrol(connection, found.id, keys, sealed, now=here.now()):
            return refusal("enrolled", 409, "このコードでは、もう登録されています。")
        audit.note(connection, here.office.keys, "enrol", now=here.now(), actor=keys.kid)
    response = jsonify({})
    response.status_code = 201
    return response


@door.post("/console/enrolments/sheets")
def sheets() -> Response:
    """For an enrolled supervisor: what two sheets open, and the chain of rosters that they may continue by themselves."""
    here = context()
    if not same_origin():
        return refusal("csrf", 403)
    with here.database.transaction() as connection:
        this = slowing.by_address(here, connection)
        if this.wait:
            return slowing.too_soon(this.wait)
        found = founding(here, connection, json_body())
        root = split_keys.find(connection, "root")
        if found is None or root is None:
            return unknown()
        this.was_right(connection, now=here.now())
        stored = {name: b64(value) for name, value in vars(root.stored).items()}
        chain = [json.loads(signed.to_json()) for signed in rosters.chain(connection)]
        guest = found.guest
        replaces = b64(guest.replaces) if guest.replaces is not None else None
    return jsonify({"root": stored, "chain": chain, "desks": list(guest.desks), "replaces": replaces})


def asked(here: Context, connection: Connection, body: dict[str, Any]) -> Invitation | None:
    """The invitation of the code in the request; expired ones are erased on the way."""
    code = body.get("code")
    found = invitations.find(connection, invitations.id_of(str(code)), now=here.now())
    if found is None:
        invitations.erase_before(connection, now=here.now())
    return found


def founding(here: Context, connection: Connection, body: dict[str, Any]) -> Invitation | None:
    """The invitation of a supervisor who has enrolled and is not confirmed: with two sheets they can do that themselves."""
    found = asked(here, connection, body)
    if found is None or found.keys is None or found.keys.rpk is None:
        return None
    return found if _state(here, connection, found) == "enrolled" else None


def unknown() -> Response:
    """The same for every code that opens nothing."""
    return refusal(
        "invitation", 404, "このコードは使えません。期限が切れたか、取り消されたのかもしれません。"
    )


def _state(here: Context, connection: Connection, invitation: Invitation) -> str:
    if invitation.keys is None:
        return "invited"
    roster = here.office.trust(connection, now=here.now()).current
    return "approved" if invitations.is_approved(invitation, roster) else "enrolled"


def _read(body: dict[str, Any], found: Invitation) -> tuple[PublicKeys, dict[str, Any], bytes]:
    """Keys that belong together, for the role that was invited. Raises `Rejected`."""
    fields, role = Fields(body, "capsule"), found.guest.role
    kid, spk, epk = fields.binary("kid", 16), fields.binary("spk", POINT), fields.binary("epk", POINT)
    rpk = fields.optional_binary("rpk") if fields.has("rpk") else None
    rpk_sig = fields.optional_binary("rpk_sig") if fields.has("rpk_sig") else None
    for public in (spk, epk, *([rpk] if rpk is not None else [])):
        Recipient(public)
    if kid_of(role, spk, epk) != kid:
        raise Rejected("kid")
    if (rpk is not None) != (role == "supervisor"):
        raise Rejected("delegation", "a roster key is a supervisor's")
    if rpk is not None:
        verify(spk, roster_key_claim(kid, rpk), rpk_sig or b"")
    capsule = fields.mapping("capsule")
    if len(json.dumps(capsule)) > LARGEST_CAPSULE:
        raise Rejected("capsule", "too large")
    check_capsule(capsule, kid)
    return PublicKeys(kid, spk, epk, rpk, rpk_sig), capsule, fields.binary("secret", SECRET)


def _check_new(here: Context, connection: Connection, kid: bytes) -> None:
    trust = here.office.trust(connection, now=here.now())
    others = invitations.listed(connection, now=here.now())
    if any(kid in roster.members for roster in trust.rosters.values()):
        raise Rejected("kid", "was here before")
    if any(one.keys is not None and one.keys.kid == kid for one in others):
        raise Rejected("kid", "enrolled elsewhere")
