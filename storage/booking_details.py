"""What somebody says of themselves when they book, and where to write to them: sealed under the booking's own shred key."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from storage import shred
from storage.bookings import bookings
from storage.holder import KeyHolder
from storage.keystore import Keys


class Details(NamedTuple):
    """What somebody says of themselves, as little as they like: at most 40 and 200 characters."""

    call_name: str = ""
    note: str = ""


def seal(connection: Connection, keys: Keys, booking: bytes, details: Details, address: str | None) -> None:
    """Keeps them with the booking, in place of what was there. Raises `shred.Erased` for an id that was erased once.

    `address` is the LINE user id, or None when nothing is to be written there.
    """
    case = _key(connection, keys, booking)
    content = json.dumps([details.call_name, details.note, address], ensure_ascii=False).encode()
    sealed = case.wrap("booking", 0, content)
    connection.execute(update(bookings).where(bookings.c.id == booking).values(sealed_details=sealed))


def open_(connection: Connection, keys: Keys, booking: bytes) -> tuple[Details, str | None]:
    """What is kept, and the address; empty ones when there is nothing (any more)."""
    sealed = connection.scalar(select(bookings.c.sealed_details).where(bookings.c.id == booking))
    if sealed is None:
        return Details(), None
    case = shred.open_key(connection, keys.kek, booking)
    call_name, note, address = json.loads(case.unwrap("booking", 0, bytes(sealed)))
    return Details(call_name, note), address


def drop(connection: Connection, kek: KeyHolder, ids: Iterable[bytes], *, now: int) -> None:
    """Destroys them with their keys, for good with the next rotation of the KEK."""
    wanted = list(ids)
    connection.execute(update(bookings).where(bookings.c.id.in_(wanted)).values(sealed_details=None))
    shred.erase(connection, kek, wanted, now=now)


def _key(connection: Connection, keys: Keys, booking: bytes) -> shred.ShredKey:
    try:
        return shred.open_key(connection, keys.kek, booking)
    except shred.Erased:
        return shred.create(connection, keys.kek, booking)
