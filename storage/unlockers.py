"""The ways into a capsule: its passphrase, and every passkey that can give a secret. The keys inside never change here."""

from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy import Connection

from storage import staff
from storage.capsules import LEAST_ITERATIONS, MOST_ITERATIONS, SALT
from storage.contexts import Fields, Rejected, b64
from storage.keystore import Keys

_COMMIT = 32
_BLOB = 12 + 32 + 16
_FIELDS = {"kind", "iters", "salt", "commit", "blob"}
SECRET = 32


def passphrase_unlocker(raw: object) -> dict[str, Any]:
    """A passphrase's unlocker as a browser made it. Rejected "capsule" or "kdf-parameters"."""
    fields = _read(raw, "pass", _FIELDS)
    if not LEAST_ITERATIONS <= fields.number("iters") <= MOST_ITERATIONS:
        raise Rejected("kdf-parameters")
    return _known(fields)


def passkey_unlocker(raw: object, credential_id: bytes) -> dict[str, Any]:
    """The unlocker of this passkey as a browser made it. Rejected "capsule"."""
    fields = _read(raw, "prf", _FIELDS | {"credential"})
    if fields.number("iters") != 0 or fields.binary("credential") != credential_id:
        raise Rejected("capsule", "unlocker")
    return _known(fields) | {"credential": b64(credential_id)}


def change_passphrase(
    connection: Connection, keys: Keys, kid: bytes, unlocker: Mapping[str, Any], secret: bytes
) -> None:
    """The new passphrase opens capsule and door, the old one neither; passkeys stay."""
    kept = staff.capsule(connection, keys, kid, hold=True)
    others = [one for one in kept["unlockers"] if one["kind"] != "pass"]
    staff.keep_capsule(connection, keys, kid, kept | {"unlockers": [dict(unlocker), *others]})
    staff.keep_secret(connection, keys, kid, secret)


def add_passkey(connection: Connection, keys: Keys, kid: bytes, unlocker: Mapping[str, Any]) -> None:
    kept = staff.capsule(connection, keys, kid, hold=True)
    staff.keep_capsule(connection, keys, kid, kept | {"unlockers": [*kept["unlockers"], dict(unlocker)]})


def remove_passkey(connection: Connection, keys: Keys, kid: bytes, credential_id: bytes) -> None:
    """Does nothing for a passkey that opens nothing. The passphrase always stays."""
    kept, gone = staff.capsule(connection, keys, kid, hold=True), b64(credential_id)
    rest = [one for one in kept["unlockers"] if one.get("credential") != gone]
    if rest != kept["unlockers"]:
        staff.keep_capsule(connection, keys, kid, kept | {"unlockers": rest})


def _read(raw: object, kind: Literal["pass", "prf"], only: set[str]) -> Fields:
    if not isinstance(raw, dict):
        raise Rejected("capsule", "unlocker")
    fields = Fields(raw, "capsule", only=only)
    if fields.text("kind") != kind:
        raise Rejected("capsule", "unlocker")
    return fields


def _known(fields: Fields) -> dict[str, Any]:
    return {
        "kind": fields.text("kind"),
        "iters": fields.number("iters"),
        "salt": b64(fields.binary("salt", SALT)),
        "commit": b64(fields.binary("commit", _COMMIT)),
        "blob": b64(fields.binary("blob", _BLOB)),
    }
