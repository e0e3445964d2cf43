"""Browsers that a person has signed in from before: their right passphrase is never made to wait.

A cookie holds, for each of the last people of a shared PC, until when it counts and a MAC over that, the person and the salt
of their passphrase: it names nobody, lets nobody in, and is worth nothing once the passphrase has been changed.
"""

import hmac

from flask import Response, request
from sqlalchemy import Connection

from handlers.console.guard import is_tls
from handlers.context import Context
from storage import sealing, staff
from storage.contexts import b64, ctx

LIFE_S = 180 * 24 * 3600
MOST = 12
"""People who share one browser."""


def is_known(here: Context, connection: Connection, name: str) -> bool:
    """Whether this browser was let in for this sign-in name within 180 days."""
    now, salt = here.now() // 1000, _salt(here, connection, name)
    return any(_until(mark) > now and _is_of(here, name, salt, mark) for mark in _marks(here))


def remember(here: Context, connection: Connection, name: str, response: Response) -> None:
    """From now on this browser is known for this name, besides others who use it."""
    until, salt = here.now() // 1000 + LIFE_S, _salt(here, connection, name)
    others = [mark for mark in _marks(here) if not _is_of(here, name, salt, mark)]
    marks = [f"{until}.{_mac(here, name, salt, until)}", *others][:MOST]
    response.set_cookie(
        cookie_name(here), "~".join(marks), path="/", max_age=LIFE_S,
        secure=is_tls(here), httponly=True, samesite="Strict",
    )  # fmt: skip


def cookie_name(here: Context) -> str:
    return "__Host-hidamari-known" if is_tls(here) else "hidamari-known"


def _marks(here: Context) -> list[str]:
    return [one for one in request.cookies.get(cookie_name(here), "").split("~") if one][:MOST]


def _is_of(here: Context, name: str, salt: str, mark: str) -> bool:
    mac = mark.partition(".")[2]
    return hmac.compare_digest(_mac(here, name, salt, _until(mark)).encode(), mac.encode())


def _until(mark: str) -> int:
    """Seconds since 1970; 0 for what is no mark."""
    until = mark.partition(".")[0]
    return int(until) if until.isascii() and until.isdecimal() and len(until) <= 12 else 0


def _mac(here: Context, name: str, salt: str, until: int) -> str:
    claim = ctx("known-browser", name, salt, until)
    return b64(sealing.hmac_sha256(here.office.keys.pepper, claim))


def _salt(here: Context, connection: Connection, name: str) -> str:
    return staff.unlock_parameters(connection, here.office.keys, name)[0]
