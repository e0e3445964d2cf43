"""Six digits from a phone, beside the passphrase: TOTP (RFC 6238) with SHA-1, 30 seconds and 6 digits, as every app has it.

The secret lies under the staff's shred key. It is an offer until its first right code (`totp_step` is null until then), and
each code is taken once.
"""

import base64
import hmac
import os
import struct
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import Connection, Row, select, update

from storage import shred
from storage.keystore import Keys
from storage.staff import number_of, staff

ISSUER = "ひだまり"
STEP_MS = 30_000
DIGITS = 6
SECRET = 20
EARLIER_OR_LATER = 1

Verdict = Literal["off", "right", "missing", "wrong"]


def enabled(connection: Connection, kid: bytes) -> bool:
    """True once the first code of an offer was right."""
    row = _find(connection, kid)
    return row is not None and row.totp_step is not None


def users(connection: Connection) -> set[bytes]:
    """Everybody who is asked for digits."""
    return {
        bytes(kid) for kid in connection.scalars(select(staff.c.kid).where(staff.c.totp_step.is_not(None)))
    }


def offer(connection: Connection, keys: Keys, kid: bytes) -> bytes | None:
    """A new secret in the place of an earlier offer; None while one is in use."""
    secret = os.urandom(SECRET)
    sealed = _case(connection, keys).wrap("totp", number_of(kid), secret)
    offered = update(staff).where(staff.c.kid == kid, staff.c.totp_step.is_(None)).values(sealed_totp=sealed)
    return secret if connection.execute(offered.returning(staff.c.kid)).first() else None


def offered(connection: Connection, keys: Keys, kid: bytes) -> bytes | None:
    """The secret of an offer that is still open, to be shown to its person only."""
    row = _find(connection, kid)
    if row is None or row.sealed_totp is None or row.totp_step is not None:
        return None
    return _secret(connection, keys, row)


def accept(connection: Connection, keys: Keys, kid: bytes, code: str, *, now: int) -> bool:
    """Puts the open offer into use when the code is right."""
    row = _find(connection, kid)
    if row is None or row.sealed_totp is None:
        return False
    step = _matching_step(_secret(connection, keys, row), code, now)
    if step is None:
        return False
    used = update(staff).where(staff.c.kid == kid, staff.c.totp_step.is_(None)).values(totp_step=step)
    return connection.execute(used.returning(staff.c.kid)).first() is not None


def check(connection: Connection, keys: Keys, kid: bytes, code: str | None, *, now: int) -> Verdict:
    """ "off" without one, "missing" without a code, "wrong" also for a code that was taken, or is older than one that was."""
    row = _find(connection, kid)
    if row is None or row.totp_step is None:
        return "off"
    if not code:
        return "missing"
    step = _matching_step(_secret(connection, keys, row), code, now)
    if step is None:
        return "wrong"
    # The condition stands in the statement, so that of two at once only one is taken.
    taken = update(staff).where(staff.c.kid == kid, staff.c.totp_step < step).values(totp_step=step)
    return "right" if connection.execute(taken.returning(staff.c.kid)).first() else "wrong"


def remove(connection: Connection, kid: bytes) -> None:
    connection.execute(update(staff).where(staff.c.kid == kid).values(sealed_totp=None, totp_step=None))


def code_at(secret: bytes, step: int) -> str:
    """The digits of one step (RFC 4226 section 5.3)."""
    mac = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    offset = mac[-1] & 0xF
    return f"{(int.from_bytes(mac[offset : offset + 4], 'big') & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}}"


def secret_text(secret: bytes) -> str:
    """As it is typed into an app: base32 without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def uri(secret: bytes, name: str) -> str:
    """What the app reads from the picture. Says neither what the office does nor for whom."""
    issuer = quote(ISSUER)
    return f"otpauth://totp/{issuer}:{quote(name)}?secret={secret_text(secret)}&issuer={issuer}"


def _matching_step(secret: bytes, code: str, now: int) -> int | None:
    """±1 step, because phones' clocks differ; the newest step that matches."""
    present = now // STEP_MS
    typed = code.encode()
    near = range(present + EARLIER_OR_LATER, present - EARLIER_OR_LATER - 1, -1)
    return next((step for step in near if hmac.compare_digest(code_at(secret, step).encode(), typed)), None)


def _find(connection: Connection, kid: bytes) -> Row[Any] | None:
    return connection.execute(select(staff).where(staff.c.kid == kid)).first()


def _secret(connection: Connection, keys: Keys, row: Row[Any]) -> bytes:
    return _case(connection, keys).unwrap("totp", number_of(bytes(row.kid)), bytes(row.sealed_totp))


def _case(connection: Connection, keys: Keys) -> shred.ShredKey:
    return shred.open_key(connection, keys.kek, shred.STAFF)
