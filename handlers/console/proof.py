"""Before something that stays: is it still the same person? The passphrase once more, or a passkey.

One's own ways in want a proof of their own with the wish. What touches others (who works here, what is kept or erased, what
leaves the house) wants one within ten minutes: `needed` refuses with 403 "proof-needed", js/console/proving.js asks.
"""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import Connection

from handlers import slowing
from handlers.console import known
from handlers.console.guard import Visitor, cookie_name, json_body, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, passkeys, sessions, staff
from storage.contexts import unb64
from storage.webauthn import Assertion, RelyingParty, Unproven

door = Blueprint("proof", __name__)

NEEDED = "この操作の前に、あなた本人か、もう一度たしかめます。"
NOT_PROVED = ("proof", 403, "確かめられませんでした。合言葉をたしかめて、もう一度入れてください。")


@door.post("/console/proof")
@signed_in
def create(visitor: Visitor) -> Response:
    """{"proof"}: 201 {"until"} (ms): as long as it counts, for this session only. 403 "proof" for a wrong one, 429."""
    here = context()
    now = here.now()
    with here.database.transaction() as connection:
        if refused := unproved(here, connection, visitor, json_body()):
            return refused
        sessions.note_proved(connection, request.cookies.get(cookie_name(here), ""), now=now)
    response = jsonify({"until": now + sessions.PROOF_MS})
    response.status_code = 201
    return response


def recently(visitor: Visitor) -> bool:
    """Whether this session's owner has shown within ten minutes that it is them; signing in counts."""
    return context().now() - visitor.proved_at <= sessions.PROOF_MS


def needed(visitor: Visitor) -> Response | None:
    """The refusal (403 "proof-needed") when too much time has passed; None when the door may go on."""
    return None if recently(visitor) else refusal("proof-needed", 403, NEEDED)


def unproved(
    here: Context, connection: Connection, visitor: Visitor, body: dict[str, Any]
) -> Response | None:
    """The refusal for a wrong `body["proof"]` (403 "proof", noted) or one of too many (429); None for a right one."""
    now, account = here.now(), visitor.account
    spared = known.is_known(here, connection, account.name)
    this = slowing.by_account(here, connection, account.name, known=spared)
    if this.wait:
        return slowing.too_soon(this.wait)
    if not _proved(here, connection, visitor, body):
        audit.note(connection, here.office.keys, "proof-refused", now=now, actor=account.kid)
        return refusal(*NOT_PROVED)
    this.was_right(connection, now=now)
    return None


def _proved(here: Context, connection: Connection, visitor: Visitor, body: dict[str, Any]) -> bool:
    """Whether `body["proof"]` is {"secret": this person's sign-in secret} or {"assertion": by their passkey, just now}."""
    kid, keys = visitor.account.kid, here.office.keys
    match body.get("proof"):
        case {"secret": str(secret)}:
            return staff.proves(connection, keys, kid, decoded(secret))
        case {"assertion": dict(answer)}:
            try:
                given, office = Assertion.read(answer), RelyingParty.at(here.settings.public_origin)
                passkeys.answer(connection, keys, office, given, purpose="confirm", kid=kid, now=here.now())
            except Unproven:
                return False
            return True
    return False


def decoded(text: object) -> bytes:
    """Bytes from base64url; nothing, which is nobody's secret, for what is none."""
    try:
        return unb64(text) if isinstance(text, str) else b""
    except ValueError:
        return b""
