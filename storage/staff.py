"""Staff accounts: a sign-in name, a capsule that only the passphrase opens, and a verifier of the sign-in secret.

Capsule and verifier lie under a shred key of their own, and so under the KEK: a stolen copy of the database permits no
guessing of passphrases. The server never sees a passphrase or a private key.
"""

import hmac
import json
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Row, String, Table, insert, select

from storage import sealing, shred
from storage.contexts import b64, ctx
from storage.database import metadata
from storage.keystore import KekFile, Keys

staff = Table(
    "staff",
    metadata,
    Column("kid", LargeBinary(16), primary_key=True),
    Column("name", String(32), nullable=False, unique=True),
    Column("display_name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("sealed_capsule", LargeBinary, nullable=False),
    Column("sealed_verifier", LargeBinary, nullable=False),
    Column("sealed_totp", LargeBinary),
    Column("totp_step", BigInteger),
)


class Account(NamedTuple):
    """Who signed in. `kid` is the key id under which the signed roster knows the same person."""

    kid: bytes
    name: str
    display_name: str
    role: str


class SignedIn(NamedTuple):
    account: Account
    capsule: dict[str, Any]


def add(
    connection: Connection, keys: Keys, account: Account, *, capsule: dict[str, Any], secret: bytes
) -> None:
    """Stores a new account. A sign-in name taken twice is an IntegrityError."""
    case = _staff_key(connection, keys.kek)
    number = _number(account.kid)
    row = {
        "kid": account.kid,
        "name": account.name,
        "display_name": account.display_name,
        "role": account.role,
        "sealed_capsule": case.wrap("capsule", number, json.dumps(capsule).encode()),
        "sealed_verifier": case.wrap("verifier", number, _verifier(keys.pepper, account.kid, secret)),
    }
    connection.execute(insert(staff), row)


def unlock_parameters(connection: Connection, keys: Keys, name: str) -> tuple[str, int]:
    """(salt as base64url, iterations) of the name's passphrase unlocker.

    A name that nobody has gets a salt too, always the same, so that the door does not tell who works here.
    """
    found = _find(connection, name)
    if found is None:
        decoy = sealing.hmac_sha256(keys.pepper, ctx("decoy-salt", name))[:16]
        return b64(decoy), 1_000_000
    unlocker = _capsule(connection, keys.kek, found)["unlockers"][0]
    return str(unlocker["salt"]), int(unlocker["iters"])


def sign_in(connection: Connection, keys: Keys, name: str, secret: bytes) -> SignedIn | None:
    """The account and its capsule when the sign-in secret is right, otherwise None."""
    found = _find(connection, name)
    if found is None:
        return None
    case = shred.open_key(connection, keys.kek, shred.STAFF)
    kid = bytes(found.kid)
    expected = case.unwrap("verifier", _number(kid), found.sealed_verifier)
    if not hmac.compare_digest(expected, _verifier(keys.pepper, kid, secret)):
        return None
    return SignedIn(_account(found), _capsule(connection, keys.kek, found))


def account(connection: Connection, kid: bytes) -> Account | None:
    found = connection.execute(select(staff).where(staff.c.kid == kid)).first()
    return _account(found) if found else None


def name_is_taken(connection: Connection, name: str) -> bool:
    return _find(connection, name) is not None


def display_names(connection: Connection) -> dict[bytes, str]:
    return {
        bytes(row.kid): row.display_name
        for row in connection.execute(select(staff.c.kid, staff.c.display_name))
    }


def _find(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(staff).where(staff.c.name == name)).first()


def _account(row: Row[Any]) -> Account:
    return Account(bytes(row.kid), row.name, row.display_name, row.role)


def _capsule(connection: Connection, kek: KekFile, row: Row[Any]) -> dict[str, Any]:
    case = shred.open_key(connection, kek, shred.STAFF)
    capsule: dict[str, Any] = json.loads(case.unwrap("capsule", _number(row.kid), row.sealed_capsule))
    return capsule


def _staff_key(connection: Connection, kek: KekFile) -> shred.ShredKey:
    try:
        return shred.open_key(connection, kek, shred.STAFF)
    except shred.Erased:
        return shred.create(connection, kek, shred.STAFF)


def _verifier(pepper: bytes, kid: bytes, secret: bytes) -> bytes:
    return sealing.hmac_sha256(pepper, ctx("sign-in-verifier", kid, secret))


def _number(kid: bytes) -> int:
    return int.from_bytes(kid[:8], "big")
