"""Before something that stays: is it still the same person? The passphrase once more, or a passkey."""

from typing import Any

from sqlalchemy import Connection

from handlers.console.guard import Visitor
from handlers.context import Context
from storage import passkeys, staff
from storage.contexts import unb64
from storage.webauthn import Assertion, RelyingParty, Unproven

NOT_PROVED = ("proof", 403, "確かめられませんでした。合言葉をたしかめて、もう一度入れてください。")


def proved(here: Context, connection: Connection, visitor: Visitor, body: dict[str, Any]) -> bool:
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
