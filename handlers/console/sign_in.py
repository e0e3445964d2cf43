"""Signing in and out. The passphrase stays in the browser; what arrives is a secret derived from it, or a passkey's answer."""

import re
from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import Connection

from handlers import slowing
from handlers.console import known
from handlers.console.guard import Visitor, cookie_name, is_tls, json_body, same_origin, signed_in, visitor_of
from handlers.console.proof import decoded
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, passkeys, second_factor, session_ends, sessions, staff, totp
from storage.contexts import b64, fingerprint_text
from storage.staff import SignedIn
from storage.webauthn import Assertion, RelyingParty, Unproven

door = Blueprint("sign_in", __name__)

WRONG = "名前か合言葉が違います。もう一度たしかめてください。"
WRONG_PASSKEY = "このパスキーでは開けません。名前と合言葉で開いてください。"
CODE_MISSING = "スマートフォンのアプリに出ている6けたの数字を入れてください。"
PASSKEY_WANTED = "この窓口では、合言葉だけでは開けません。「パスキーで開く」を押してください。パスキーをなくしたときは、責任者に伝えてください。"
CODE_WRONG = "数字が違うか、もう使われています。次の数字に変わってから入れてください。"


@door.get("/console/sign-in")
def parameters() -> Response:
    """Salt and iterations for a sign-in name; the same shape for a name that nobody has."""
    here = context()
    name = _name(request.args.get("name", ""))
    with here.database.reading() as connection:
        salt, iterations = staff.unlock_parameters(connection, here.office.keys, name)
    return jsonify({"salt": salt, "iters": iterations})


@door.post("/console/sessions")
def create() -> Response:
    """201 with the capsule that only the passphrase opens, and a fresh session cookie; 401 for a wrong name or secret.

    401 "totp" when the secret is right and six digits are missing, wrong or used; 401 "passkey-wanted" when the office demands
    a second factor and this person's is a passkey; 429 "slow-down" after many wrong ones.
    """
    here = context()
    if not same_origin():
        return refusal("csrf", 403)
    body = json_body()
    name, code = _name(body.get("name", "")), body.get("totp")
    with here.database.transaction() as connection:
        spared = known.is_known(here, connection, name)
        this = slowing.by_account(here, connection, name, known=spared)
        if this.wait:
            return slowing.too_soon(this.wait)
        found = staff.sign_in(connection, here.office.keys, name, decoded(body.get("secret")))
        if found is None or visitor_of(here, connection, found.account) is None:
            return _refuse(here, connection, "sign-in", WRONG)
        this.was_right(connection, now=here.now())
        kid = found.account.kid
        if refused := _check_digits(here, connection, kid, code if isinstance(code, str) else ""):
            return refused
        strong = totp.enabled(connection, kid)
        if not strong and second_factor.passkey_wanted(connection, kid):
            return refusal("passkey-wanted", 401, PASSKEY_WANTED)
        return _admit(here, connection, found, by="passphrase", strong=strong)


@door.post("/console/sessions/challenge")
def challenge() -> Response:
    """What a passkey has to answer within two minutes to open the door. The same for everybody, so it tells no names."""
    here = context()
    office = RelyingParty.at(here.settings.public_origin)
    if not same_origin():
        return refusal("csrf", 403)
    with here.database.transaction() as connection:
        made = passkeys.challenge(connection, "sign-in", None, now=here.now())
    salt = passkeys.prf_salt(here.office.keys.fingerprint)
    return jsonify({"challenge": b64(made), "rp_id": office.id, "prf_salt": b64(salt)})


@door.post("/console/sessions/passkey")
def create_by_passkey() -> Response:
    """As `create`, for the person whose passkey answered. The capsule stays shut unless the passkey can open it.

    429 "slow-down" after many wrong answers from one address.
    """
    here = context()
    if not same_origin():
        return refusal("csrf", 403)
    answer = json_body().get("assertion")
    with here.database.transaction() as connection:
        this = slowing.by_address(here, connection)
        if this.wait:
            return slowing.too_soon(this.wait)
        found = _found_by_passkey(here, connection, answer)
        if found is None or visitor_of(here, connection, found.account) is None:
            return _refuse(here, connection, "passkey", WRONG_PASSKEY)
        this.was_right(connection, now=here.now())
        return _admit(here, connection, found, by="passkey", strong=True)


@door.delete("/console/session")
@signed_in
def delete(visitor: Visitor) -> Response:
    here = context()
    with here.database.transaction() as connection:
        sessions.end(connection, request.cookies.get(cookie_name(here), ""))
        audit.note(connection, here.office.keys, "sign-out", now=here.now(), actor=visitor.account.kid)
    response = Response(status=204)
    response.delete_cookie(cookie_name(here), path="/", secure=is_tls(here), httponly=True, samesite="Strict")
    return response


def _name(typed: object) -> str:
    """As sign-in names are kept; what no name can hold stands as a question mark."""
    return re.sub(r"[^!-~]", "?", str(typed)[:32].strip().lower())


def _check_digits(here: Context, connection: Connection, kid: bytes, code: str) -> Response | None:
    """The refusal while the six digits of this person are missing, wrong or tried too often."""
    keys, now = here.office.keys, here.now()
    if not code:
        return refusal("totp", 401, CODE_MISSING) if totp.enabled(connection, kid) else None
    this = slowing.by_digits(here, connection, kid)
    if this.wait:
        return slowing.too_soon(this.wait)
    if totp.check(connection, keys, kid, code, now=now) == "wrong":
        return _refuse(here, connection, "totp", CODE_WRONG)
    this.was_right(connection, now=now)
    return None


def _found_by_passkey(here: Context, connection: Connection, answer: object) -> SignedIn | None:
    keys, office = here.office.keys, RelyingParty.at(here.settings.public_origin)
    try:
        given = Assertion.read(answer)
        kid = passkeys.answer(connection, keys, office, given, purpose="sign-in", kid=None, now=here.now())
    except Unproven:
        return None
    account = staff.account(connection, kid)
    return SignedIn(account, staff.capsule(connection, keys, kid)) if account else None


def _admit(here: Context, connection: Connection, found: SignedIn, *, by: str, strong: bool) -> Response:
    account, keys = found.account, here.office.keys
    # What this browser was signed in with before is worth nothing from now on.
    sessions.end(connection, request.cookies.get(cookie_name(here), ""))
    token, session = sessions.start(connection, account.kid, now=here.now(), strong=strong)
    audit.note(connection, keys, "sign-in", now=here.now(), actor=account.kid, by=by)
    response = jsonify(
        {
            "kid": b64(account.kid),
            "name": account.name,
            "display_name": account.display_name,
            "role": account.role,
            "capsule": found.capsule,
            "fingerprint": fingerprint_text(keys.fingerprint),
            "csrf": session.csrf,
            "second_way": totp.enabled(connection, account.kid) or account.kid in passkeys.counts(connection),
            "second_factor": second_factor.standing(connection, session),
            "ended": _ended(connection, account.kid),
        }
    )
    response.status_code = 201
    response.set_cookie(
        cookie_name(here), token, path="/", secure=is_tls(here), httponly=True, samesite="Strict"
    )
    known.remember(here, connection, account.name, response)
    return response


def _ended(connection: Connection, kid: bytes) -> dict[str, Any] | None:
    """Who ended all of this person's sessions, and when (ms), until they have said that they have seen it."""
    found = session_ends.find(connection, kid)
    if found is None:
        return None
    return {"by_name": staff.display_names(connection).get(found.by), "at": found.at}


def _refuse(here: Context, connection: Connection, code: str, message: str) -> Response:
    """Noted without a name: who mistypes their passphrase in the name's field has not told it to the log."""
    audit.note(connection, here.office.keys, "sign-in-refused", now=here.now())
    return refusal(code, 401, message)
