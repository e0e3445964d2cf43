"""Checks the audit log: that nobody without the server's audit key edited, removed, inserted or moved an event.

That its newest events were cut off, or that whoever holds the key wrote it anew, shows only against a head printed earlier.
"""

import hmac
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from storage.audit import ANCHOR, audit_log, hash_of, mac_of
from storage.certificates import Broken
from storage.contexts import ZERO, Fields, Rejected
from storage.keystore import Keys

_AT_ONCE = 2000


@dataclass(frozen=True)
class Verified:
    """A log that holds, from `first` on; `head` is None while it is empty."""

    count: int
    first: int
    head: bytes | None


def verify(connection: Connection, keys: Keys, *, head: bytes | None = None) -> Verified:
    """Checks every event. Raises `Broken` with the number of the first that does not hold.

    `head` is a hash printed earlier: it must stand in the log, or `Broken` says so. One that was printed before the first
    event still kept can't be found any more.
    """
    count, first, last, found = 0, 1, ZERO, head is None
    for row in _rows(connection):
        if count == 0:
            first, last = row.number, _before(connection, keys, row.number)
            found = found or last == head
        _check(keys, row, first + count, last)
        count, last = count + 1, bytes(row.hash)
        found = found or last == head
    if not found:
        raise Broken(0, "head")
    return Verified(count, first, last if count else None)


def verify_newest(connection: Connection, keys: Keys, count: int = 50) -> None:
    """Checks that the newest events follow from each other; cheap enough to be done all the time."""
    newest = select(audit_log).order_by(audit_log.c.number.desc()).limit(count + 1)
    rows = connection.execute(newest).all()[::-1]
    if len(rows) <= count:
        verify(connection, keys)
    for before, row in itertools.pairwise(rows):
        _check(keys, row, before.number + 1, bytes(before.hash))


def _rows(connection: Connection) -> Iterator[Any]:
    after = 0
    while True:
        query = select(audit_log).where(audit_log.c.number > after).order_by(audit_log.c.number)
        rows = connection.execute(query.limit(_AT_ONCE)).all()
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].number


def _before(connection: Connection, keys: Keys, first: int) -> bytes:
    """The hash that the first event follows: of nothing, or as the newest anchor says."""
    if first == 1:
        return ZERO
    anchors = select(audit_log).where(audit_log.c.action == ANCHOR).order_by(audit_log.c.number.desc())
    row = connection.execute(anchors.limit(1)).first()
    if row is None or not hmac.compare_digest(mac_of(keys, bytes(row.hash)), bytes(row.mac)):
        raise Broken(first, "missing")
    try:
        said = Fields(bytes(row.event), "header")
        begins, before = said.number("first"), said.hex("before", 32)
    except Rejected:
        raise Broken(row.number, "edited") from None
    if begins != first:
        raise Broken(first, "missing")
    return before


def _check(keys: Keys, row: Any, number: int, before: bytes) -> None:
    if row.number != number:
        raise Broken(number, "missing")
    if hash_of(before, number, bytes(row.event)) != row.hash:
        raise Broken(number, "edited")
    if not hmac.compare_digest(mac_of(keys, bytes(row.hash)), bytes(row.mac)):
        raise Broken(number, "signature")
    if not _says_the_same(row):
        raise Broken(number, "edited")


def _says_the_same(row: Any) -> bool:
    """The columns that are searched by are the ones that were hashed."""
    said = json.loads(row.event)
    actor, subject = (value.hex() if value is not None else None for value in (row.actor, row.subject))
    searched = {"action": row.action, "at": row.at, "actor": actor, "subject": subject}
    return bool({name: said.get(name) for name in searched} == searched)
