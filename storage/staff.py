"""Staff accounts: a sign-in name, a capsule that only the passphrase opens, and a verifier of the sign-in secret.

Capsule and verifier lie under a shred key of their own, and so under the KEK: a stolen copy of the database permits no
guessing of passphrases. The server never sees a passphrase or a private key.
"""

import hmac
import json
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    Row,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from storage import sealing, shred
from storage.contexts import b64, ctx
from storage.database import metadata
from storage.holder import KeyHolder
from storage.keystore import Keys

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


class Sealed(NamedTuple):
    """Capsule and sign-in verifier of one person, under the staff's shred key and bound to their kid."""

    capsule: bytes
    verifier: bytes


def seal(connection: Connection, keys: Keys, kid: bytes, capsule: dict[str, Any], secret: bytes) -> Sealed:
    """As it is stored of an account, or of somebody who has enrolled and waits to be confirmed."""
    case, number = _staff_key(connection, keys.kek), number_of(kid)
    return Sealed(
        case.wrap("capsule", number, json.dumps(capsule).encode()),
        case.wrap("verifier", number, _verifier(keys.pepper, kid, secret)),
    )


def add(
    connection: Connection, keys: Keys, account: Account, *, capsule: dict[str, Any], secret: bytes
) -> None:
    """Stores a new account. A sign-in name taken twice is an IntegrityError."""
    add_sealed(connection, account, seal(connection, keys, account.kid, capsule, secret))


def add_sealed(connection: Connection, account: Account, sealed: Sealed) -> None:
    """Stores an account whose secrets were sealed when its owner enrolled."""
    row = account._asdict() | {"sealed_capsule": sealed.capsule, "sealed_verifier": sealed.verifier}
    connection.execute(insert(staff), row)


def remove(connection: Connection, kid: bytes) -> None:
    """The account with everything that lets its owner in: nobody can sign in with it any more."""
    connection.execute(delete(staff).where(staff.c.kid == kid))


def accounts(connection: Connection) -> list[tuple[Account, bool]]:
    """Everybody, by sign-in name, and whether they give a code from an app when they sign in."""
    rows = connection.execute(select(staff).order_by(staff.c.name))
    return [(_account(row), row.totp_step is not None) for row in rows]


def unlock_parameters(connection: Connection, keys: Keys, name: str) -> tuple[str, int]:
    """(salt as base64url, iterations) of the name's passphrase unlocker.

    A name that nobody has gets a salt too, always the same, so that the door does not tell who works here.
    """
    found = _find(connection, name)
    if found is None:
        decoy = sealing.hmac_sha256(keys.pepper, ctx("decoy-salt", name))[:16]
        return b64(decoy), 1_000_000
    unlockers = _capsule(connection, keys.kek, found)["unlockers"]
    passphrase = next(one for one in unlockers if one["kind"] == "pass")
    return str(passphrase["salt"]), int(passphrase["iters"])


def sign_in(connection: Connection, keys: Keys, name: str, secret: bytes) -> SignedIn | None:
    """The account and its capsule when the sign-in secret is right, otherwise None."""
    found = _find(connection, name)
    if found is None or not _proves(connection, keys, found, secret):
        return None
    return SignedIn(_account(found), _capsule(connection, keys.kek, found))


def proves(connection: Connection, keys: Keys, kid: bytes, secret: bytes) -> bool:
    """Whether the sign-in secret is this person's."""
    found = connection.execute(select(staff).where(staff.c.kid == kid)).first()
    return found is not None and _proves(connection, keys, found, secret)


def capsule(connection: Connection, keys: Keys, kid: bytes, *, hold: bool = False) -> dict[str, Any]:
    """Somebody's capsule; `hold` keeps others from changing it until the transaction ends. LookupError for nobody."""
    query = select(staff).where(staff.c.kid == kid)
    found = connection.execute(query.with_for_update() if hold else query).first()
    if found is None:
        raise LookupError("no such account")
    return _capsule(connection, keys.kek, found)


def keep_capsule(connection: Connection, keys: Keys, kid: bytes, capsule: dict[str, Any]) -> None:
    """Stores a capsule in the place of the one before."""
    case = shred.open_key(connection, keys.kek, shred.STAFF)
    sealed = case.wrap("capsule", number_of(kid), json.dumps(capsule).encode())
    connection.execute(update(staff).where(staff.c.kid == kid).values(sealed_capsule=sealed))


def keep_secret(connection: Connection, keys: Keys, kid: bytes, secret: bytes) -> None:
    """From now on this sign-in secret is the person's, and the one before is nobody's."""
    case = shred.open_key(connection, keys.kek, shred.STAFF)
    sealed = case.wrap("verifier", number_of(kid), _verifier(keys.pepper, kid, secret))
    connection.execute(update(staff).where(staff.c.kid == kid).values(sealed_verifier=sealed))


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


def _proves(connection: Connection, keys: Keys, row: Row[Any], secret: bytes) -> bool:
    case, kid = shred.open_key(connection, keys.kek, shred.STAFF), bytes(row.kid)
    expected = case.unwrap("verifier", number_of(kid), row.sealed_verifier)
    return hmac.compare_digest(expected, _verifier(keys.pepper, kid, secret))


def _account(row: Row[Any]) -> Account:
    return Account(bytes(row.kid), row.name, row.display_name, row.role)


def _capsule(connection: Connection, kek: KeyHolder, row: Row[Any]) -> dict[str, Any]:
    case = shred.open_key(connection, kek, shred.STAFF)
    capsule: dict[str, Any] = json.loads(case.unwrap("capsule", number_of(row.kid), row.sealed_capsule))
    return capsule


def _staff_key(connection: Connection, kek: KeyHolder) -> shred.ShredKey:
    try:
        return shred.open_key(connection, kek, shred.STAFF)
    except shred.Erased:
        return shred.create(connection, kek, shred.STAFF)


def _verifier(pepper: bytes, kid: bytes, secret: bytes) -> bytes:
    return sealing.hmac_sha256(pepper, ctx("sign-in-verifier", kid, secret))


def number_of(kid: bytes) -> int:
    """What a person's sealed rows are bound to."""
    return int.from_bytes(kid[:8], "big")
