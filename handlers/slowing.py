"""Guessing is made slow: per account and per address, for every process alike. No address is stored, logged or told.

Nobody is shut out for good: an account waits 15 minutes at most, an address two. A browser that this account has signed in
from before never waits with the right passphrase, so that nobody can keep a counselor out by guessing in their name.
"""

import ipaddress
from dataclasses import dataclass

from flask import Response, make_response, render_template, request
from sqlalchemy import Connection

from handlers.context import Context
from handlers.security import refusal
from storage import attempts
from storage.attempts import Bucket, Limit

SECOND = 1000
BY_ACCOUNT = Limit(free=5, first=30 * SECOND, longest=15 * 60 * SECOND)
BY_ADDRESS = Limit(free=20, first=5 * SECOND, longest=120 * SECOND)
"""Many people sit behind the address of an office, and more behind that of a phone network."""
ROOMS_BY_ADDRESS = Limit(free=6, first=15 * SECOND, longest=120 * SECOND)
"""New rooms that were not reached from LINE. Each costs a desk a look."""
ARRIVALS_BY_ADDRESS = Limit(free=60, first=20 * SECOND, longest=120 * SECOND)
"""Pages opened by paper. A class of a school comes from one address at once; more than that is somebody who counts for fun."""
BOOKINGS = Limit(free=12, first=15 * SECOND, longest=15 * 60 * SECOND)
"""Visits that one resident books or moves one after the other. Each costs a place a look, and a code."""
ORDERS_BY_ADDRESS = Limit(free=6, first=60 * SECOND, longest=15 * 60 * SECOND)
"""Orders of paper. Each costs a clerk a look."""

WAIT = "続けて入れられた回数が多いため、少し止めています。しばらく待ってから、もう一度お試しください。"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Try:
    """One try, which counts as failed until it is told that it was right. `wait` (ms): too soon, not to be looked at."""

    owners: tuple[Bucket, ...]
    address: Bucket | None
    wait: int

    def was_right(self, connection: Connection, *, now: int) -> None:
        for owner in self.owners:
            attempts.forget(connection, owner)
        if self.address is not None:
            attempts.forgive(connection, self.address, now=now)


def by_account(here: Context, connection: Connection, name: str, *, known: bool) -> Try:
    """For a sign-in secret; alike for a name that nobody has. `known`: the browser was let in for this name before."""
    owner = attempts.bucket(here.office.keys, "account", name.encode(), BY_ACCOUNT)
    return _begin(here, connection, (owner,), known=known)


def by_digits(here: Context, connection: Connection, kid: bytes) -> Try:
    """For six digits, asked for after the passphrase: few enough to be guessed, so no browser is spared."""
    owner = attempts.bucket(here.office.keys, "digits", kid, BY_ACCOUNT)
    return _begin(here, connection, (owner,), known=False)


def by_address(here: Context, connection: Connection) -> Try:
    """For what belongs to nobody until it is found: passkeys, codes of invitations, receipt numbers."""
    return _begin(here, connection, (), known=False)


def for_rooms(here: Context, connection: Connection) -> int:
    """Counts a new room from this address. 0 when it may be made, otherwise how long (ms) the next has to wait."""
    one = _address_bucket(here, "rooms", ROOMS_BY_ADDRESS)
    return attempts.begin(connection, one, now=here.now()) if one is not None else 0


def for_arrivals(here: Context, connection: Connection) -> int:
    """Counts a page that was opened by paper from this address. 0 when it counts, otherwise how long (ms) none does."""
    one = _address_bucket(here, "arrivals", ARRIVALS_BY_ADDRESS)
    return attempts.begin(connection, one, now=here.now()) if one is not None else 0


def for_bookings(here: Context, connection: Connection, pseudonym: bytes) -> int:
    """Counts a visit that this resident books or moves. 0 when they may, otherwise how long (ms) they have to wait."""
    one = attempts.bucket(here.office.keys, "bookings", pseudonym, BOOKINGS)
    return attempts.begin(connection, one, now=here.now())


def for_orders(here: Context, connection: Connection) -> int:
    """Counts an order of paper from this address. 0 when it may be made, otherwise how long (ms) the next has to wait."""
    one = _address_bucket(here, "orders", ORDERS_BY_ADDRESS)
    return attempts.begin(connection, one, now=here.now()) if one is not None else 0


def too_soon(wait: int, words: str = WAIT) -> Response:
    """429 "slow-down" with whole seconds, as header and for the page; as a page for who asks for one."""
    seconds = -(-wait // SECOND)
    if "text/html" in request.headers.get("accept", ""):
        response = make_response(render_template("error.html", status=429, message=words))
        response.status_code = 429
    else:
        response = refusal("slow-down", 429, words, retry_after=seconds)
    response.headers["Retry-After"] = str(seconds)
    return response


def _begin(here: Context, connection: Connection, owners: tuple[Bucket, ...], *, known: bool) -> Try:
    now, address = here.now(), _address_bucket(here)
    begun: list[Bucket] = []
    # Always in this order, so that two tries never wait for each other for ever.
    for one in (*owners, *((address,) if address is not None else ())):
        wait = attempts.begin(connection, one, now=now, always=known)
        if wait:
            for earlier in begun:
                attempts.forgive(connection, earlier, now=now)
            return Try((), None, wait)
        begun.append(one)
    return Try(owners, address, 0)


def _address_bucket(here: Context, kind: str = "address", limit: Limit = BY_ADDRESS) -> Bucket | None:
    found = address(here)
    if found is None:
        return None
    # Somebody with IPv6 has a whole network of addresses.
    kept = found.packed[:8] if found.version == 6 else found.packed
    return attempts.bucket(here.office.keys, kind, kept, limit)


def address(here: Context) -> Address | None:
    """Whom the request comes from: the peer; behind a proxy of `TRUSTED_PROXIES`, the last address that is none of them.

    None where that is not known: a peer on this machine is a proxy that nobody called trusted, and speaks for everybody.
    """
    trusted, found = here.settings.trusted_proxies, _parsed(request.remote_addr or "")
    for earlier in reversed(request.headers.get("x-forwarded-for", "").split(",")):
        if found is None or not any(found in network for network in trusted):
            break
        found = _parsed(earlier.strip())
    return None if found is None or found.is_loopback else found


def _parsed(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found
