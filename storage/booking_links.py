"""One-time links from the talk to the page for visits, and the browsers that opened one.

Neither the link nor what the browser shows afterwards is stored, only hashes. A browser that stays away for half an hour has to
come from the talk again: the phone may be somebody else's by then. Nothing here is shared with links into rooms.
"""

import os
from typing import Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from storage import sealing
from storage.contexts import ctx, digest
from storage.database import metadata

LINK_MS = 30 * 60 * 1000
"""So long a link can be opened."""
IDLE_MS = 30 * 60 * 1000
"""So long a browser may be silent."""
TOUCH_MS = 60 * 1000
"""A browser that is heard again and again is written down at most so often."""

booking_links = Table(
    "booking_links",
    metadata,
    Column("link_hash", LargeBinary(32), primary_key=True),
    Column("pseudonym", LargeBinary(32), nullable=False, index=True),
    Column("sealed_address", LargeBinary, nullable=False),
    Column("language", String(8), nullable=False),
    Column("access_hash", LargeBinary(32), unique=True),
    Column("expires_at", BigInteger, nullable=False, index=True),
)
"""`sealed_address` under the courier key. `expires_at` (ms): of the link until it is opened, then of the browser."""


class Opened(NamedTuple):
    """The browser that opened a link: whose it is among bookings, and in which language the talk was."""

    link_hash: bytes
    pseudonym: bytes
    sealed_address: bytes
    language: str


def issue(
    connection: Connection, courier_key: bytes, pseudonym: bytes, address: str, *, language: str, now: int
) -> bytes:
    """A new link (16 bytes) for this resident, whose LINE id is `address`; nobody can tell it from what is stored."""
    link = os.urandom(16)
    link_hash = digest(ctx("booking-link", link))
    row = {
        "link_hash": link_hash,
        "pseudonym": pseudonym,
        "sealed_address": sealing.encrypt(courier_key, address.encode(), aad=ctx("booking-link", link_hash)),
        "language": language,
        "expires_at": now + LINK_MS,
    }
    connection.execute(insert(booking_links), row)
    return link


def claim(
    connection: Connection, link: bytes, access: bytes, *, now: int
) -> tuple[Literal["ok", "taken"], str] | None:
    """The first browser has it, by `access`, a secret of its own; again for the same one. With the link's language.

    "taken" for another browser; None for a link that is unknown or over.
    """
    ours = (booking_links.c.link_hash == digest(ctx("booking-link", link))) & (
        booking_links.c.expires_at > now
    )
    taken = (
        update(booking_links)
        .where(ours, booking_links.c.access_hash.is_(None))
        .values(access_hash=_access_hash(access), expires_at=now + IDLE_MS)
    )
    first = connection.execute(taken.returning(booking_links.c.language)).first()
    if first is not None:
        return "ok", first.language
    row = connection.execute(select(booking_links).where(ours)).first()
    if row is None:
        return None
    return ("ok" if bytes(row.access_hash) == _access_hash(access) else "taken"), row.language


def find(connection: Connection, access: bytes, *, now: int) -> tuple[Opened, bool] | None:
    """The browser that shows this secret, and whether its coming is to be noted (`touch`); None when it never came, or was silent."""
    ours = booking_links.c.access_hash == _access_hash(access)
    row = connection.execute(select(booking_links).where(ours, booking_links.c.expires_at > now)).first()
    if row is None:
        return None
    opened = Opened(bytes(row.link_hash), bytes(row.pseudonym), bytes(row.sealed_address), row.language)
    return opened, row.expires_at < now + IDLE_MS - TOUCH_MS


def touch(connection: Connection, access: bytes, *, now: int) -> None:
    """It was heard just now."""
    ours = booking_links.c.access_hash == _access_hash(access)
    connection.execute(update(booking_links).where(ours).values(expires_at=now + IDLE_MS))


def forget(connection: Connection, access: bytes) -> None:
    """This browser has left for good."""
    connection.execute(delete(booking_links).where(booking_links.c.access_hash == _access_hash(access)))


def open_address(courier_key: bytes, opened: Opened) -> str:
    """The LINE id that the link was made for. Raises `Rejected("outer")` for a row that was altered or moved."""
    aad = ctx("booking-link", opened.link_hash)
    return sealing.decrypt(courier_key, opened.sealed_address, aad=aad).decode()


def erase_before(connection: Connection, *, now: int) -> int:
    """Forgets links that were not opened in time and browsers that were silent; returns how many."""
    gone = delete(booking_links).where(booking_links.c.expires_at <= now)
    return len(connection.execute(gone.returning(booking_links.c.link_hash)).all())


def _access_hash(access: bytes) -> bytes:
    return digest(ctx("booking-access", access))
