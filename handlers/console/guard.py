"""Who is asking: the session, its CSRF token, and the desks the signed roster gives this person. Fetching is authorising."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Response, abort, request
from sqlalchemy import Connection, Row

from handlers.console.access import ACCESS, BEFORE_SECOND_FACTOR
from handlers.context import Context, context
from handlers.security import refusal
from storage import inbox, rosters, second_factor, sessions, staff
from storage.contexts import unb64
from storage.roster import Trust
from storage.shred import Erased
from storage.staff import Account

Door = Callable[..., Response]

SECOND_FACTOR = (
    "second-factor",
    403,
    "この窓口では、合言葉のほかに、もう1つの確認方法がいります。用意すると、続けて開けます。",
)


@dataclass(frozen=True)
class Visitor:
    """A signed-in member of staff. `desks` come from the verified roster, never from the database.

    `proved_at` (ms): when they last showed, by passphrase or passkey, that it is them. `strong`: this session has shown a
    second factor.
    """

    account: Account
    trust: Trust
    desks: tuple[str, ...]
    proved_at: int = 0
    strong: bool = False

    def find(self, connection: Connection, consultation: str, *, hold: bool = False) -> Row[Any]:
        """The consultation if this person may see it; otherwise 404, as if it did not exist."""
        wanted, now = raw_id(consultation), context().now()
        found = inbox.find_visible(connection, self.account.kid, self.desks, wanted, now=now, hold=hold)
        if found is None:
            abort(404)
        return found


def signed_in(door: Door) -> Door:
    """Gives the door its `Visitor` first, if `ACCESS` has their role for it.

    401 without a session, 403 without the CSRF token on anything that changes, and 403 for everybody in another role. Where
    the office demands a second factor: 403 "second-factor" for who has none yet, at every door but those that set one up;
    401 for who has one and has not shown it. 404 for what is destroyed while the door is at it.
    """

    @wraps(door)
    def guarded(*args: Any, **kwargs: Any) -> Response:
        here = context()
        token = request.cookies.get(cookie_name(here), "")
        with here.database.reading() as connection:
            found = sessions.find(connection, token, now=here.now()) if token else None
            account = staff.account(connection, found[0].kid) if found else None
            visitor = visitor_of(here, connection, account) if account else None
            standing = second_factor.standing(connection, found[0]) if found else "enough"
        if found is None or visitor is None or standing == "not-shown":
            return refusal("session", 401, "サインインの時間が切れました。もう一度サインインしてください。")
        session, idle = found
        if request.method != "GET" and not (same_origin() and _csrf_matches(session.csrf)):
            return refusal("csrf", 403)
        if standing == "none-yet" and request.endpoint not in BEFORE_SECOND_FACTOR:
            return refusal(*SECOND_FACTOR)
        if visitor.account.role not in ACCESS[str(request.endpoint)]:
            return refusal("role", 403, "この操作は、あなたの役割ではできません。")
        if idle:
            # Also on the inbox's polling: the page itself locks when nobody has touched it for ten minutes.
            with here.database.transaction() as connection:
                sessions.touch(connection, token, now=here.now())
        shown = replace(visitor, proved_at=session.proved_at, strong=session.strong)
        try:
            return door(shown, *args, **kwargs)
        except Erased:
            # On PostgreSQL a purge may come between a row and the look for its key.
            abort(404)

    return guarded


def still_seated(here: Context, connection: Connection, visitor: Visitor) -> Visitor:
    """As the newest roster has them, which stays the newest until the commit: they may have moved since they were let in, or left (404).

    At the start of a transaction that gives somebody a consultation: nobody else at the desk sees what is theirs.
    """
    rosters.keep(connection)
    found = visitor_of(here, connection, visitor.account)
    if found is None:
        abort(404)
    return replace(visitor, trust=found.trust, desks=found.desks)


def visitor_of(here: Context, connection: Connection, account: Account) -> Visitor | None:
    """None for an account that the roster no longer knows, or knows in no role that may enter."""
    trust = here.office.trust(connection, now=here.now())
    desks = tuple(desk for desk, kids in trust.current.desks.items() if account.kid in kids)
    member = trust.current.members.get(account.kid)
    return Visitor(account, trust, desks) if member and member.role == account.role else None


def cookie_name(here: Context) -> str:
    """`__Host-` binds the cookie to this host over TLS; browsers refuse the prefix on plain http (a local trial)."""
    return "__Host-hidamari" if is_tls(here) else "hidamari"


def is_tls(here: Context) -> bool:
    return here.settings.public_origin.startswith("https://")


def same_origin() -> bool:
    """A browser says where a changing request comes from; another site's page can't forge it."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    return origin is None or _host_of(origin) == request.host


def raw_id(text: str) -> bytes:
    """An id from a path; 404 when it is not one."""
    try:
        return unb64(text)
    except ValueError:
        abort(404)


def json_body() -> dict[str, Any]:
    """The request's JSON object; 400 when it is none."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(400)
    return body


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _csrf_matches(expected: str) -> bool:
    return hmac.compare_digest(expected.encode(), request.headers.get("x-csrf-token", "").encode())
