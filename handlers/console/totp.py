"""Six digits from one's phone, asked for beside the passphrase. The secret is in no address and no log."""

import io

import segno
from flask import Blueprint, Response, abort, jsonify, request

from handlers import slowing
from handlers.console.guard import Visitor, cookie_name, json_body, signed_in
from handlers.console.proof import unproved
from handlers.console.second_factor import LAST
from handlers.console.sign_in import CODE_WRONG
from handlers.context import context
from handlers.security import refusal
from storage import audit, second_factor, sessions, totp

door = Blueprint("totp", __name__)


@door.get("/console/totp")
@signed_in
def show(visitor: Visitor) -> Response:
    with context().database.reading() as connection:
        return jsonify({"enabled": totp.enabled(connection, visitor.account.kid)})


@door.post("/console/totp/offer")
@signed_in
def offer(visitor: Visitor) -> Response:
    """{"proof"}: 201 with a new secret as text and as the address that apps read; it counts after its first right code."""
    here, body = context(), json_body()
    with here.database.transaction() as connection:
        if refused := unproved(here, connection, visitor, body):
            return refused
        secret = totp.offer(connection, here.office.keys, visitor.account.kid)
    if secret is None:
        return refusal("totp-in-use", 409, "もう使っています。新しくするときは、先に外してください。")
    response = jsonify({"secret": totp.secret_text(secret), "uri": totp.uri(secret, visitor.account.name)})
    response.status_code = 201
    return response


@door.get("/console/totp/offer.png")
@signed_in
def picture(visitor: Visitor) -> Response:
    """The open offer for a phone's camera; 404 once it is in use. Kept by no cache, like every answer here."""
    here = context()
    with here.database.reading() as connection:
        secret = totp.offered(connection, here.office.keys, visitor.account.kid)
    if secret is None:
        abort(404)
    drawn = io.BytesIO()
    segno.make(totp.uri(secret, visitor.account.name), error="m", micro=False).save(
        drawn, kind="png", scale=4
    )
    return Response(drawn.getvalue(), mimetype="image/png")


@door.post("/console/totp")
@signed_in
def create(visitor: Visitor) -> Response:
    """{"code"}: 201 and in use from now on; 422 "totp" for another code."""
    here, code = context(), str(json_body().get("code", ""))
    with here.database.transaction() as connection:
        this = slowing.by_digits(here, connection, visitor.account.kid)
        if this.wait:
            return slowing.too_soon(this.wait)
        if not totp.accept(connection, here.office.keys, visitor.account.kid, code, now=here.now()):
            return refusal("totp-wrong", 422, CODE_WRONG)
        this.was_right(connection, now=here.now())
        sessions.note_strong(connection, request.cookies.get(cookie_name(here), ""))
        audit.note(
            connection, here.office.keys, "totp", now=here.now(), actor=visitor.account.kid, change="added"
        )
    response = jsonify({"enabled": True})
    response.status_code = 201
    return response


@door.delete("/console/totp")
@signed_in
def delete(visitor: Visitor) -> Response:
    """{"code"}: 204; 422 for a wrong or used code; 409 "last" where one is demanded and this is the only one."""
    here, code = context(), str(json_body().get("code", ""))
    kid, keys, now = visitor.account.kid, here.office.keys, here.now()
    with here.database.transaction() as connection:
        this = slowing.by_digits(here, connection, kid)
        if this.wait:
            return slowing.too_soon(this.wait)
        if totp.check(connection, keys, kid, code, now=now) != "right":
            return refusal("totp-wrong", 422, CODE_WRONG)
        this.was_right(connection, now=now)
        if second_factor.is_last(connection, kid):
            return refusal("last", 409, LAST)
        totp.remove(connection, kid)
        audit.note(connection, keys, "totp", now=now, actor=kid, change="removed")
    return Response(status=204)
