"""One-time links from the talk into a room: claimed by the first browser that opens them, and told apart from a second.

Neither the link nor what the browser shows is stored, only hashes of both. Whose it is lies under the courier key until a room
is made with it, and then under that room's shred key alone.
"""

import os
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    Connection,
    LargeBinary,
    Row,
    String,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from storage import consultations, rooms, sealing
from storage.contexts import ctx, digest
from storage.database import metadata

LIFE_MS = 24 * 3600 * 1000
"""So long a link can be used for a new room; once there is one, as long as the room is there."""

room_links = Table(
    "room_links",
    metadata,
    Column("link_hash", LargeBinary(32), primary_key=True),
    Column("pseudonym", LargeBinary(32), nullable=False, index=True),
    Column("sealed_address", LargeBinary, nullable=False),
    Column("language", String(8), nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
    Column("claimed_by", LargeBinary(32)),
    Column("contested_at", BigInteger),
    Column("consultation_id", LargeBinary(16), index=True),
)

State = Literal["new", "again", "taken"]


class Claim(NamedTuple):
    """`state`: claimed just now, by the same browser before, or by another one. `room`: there is one made with it."""

    state: State
    language: str
    room: bool


def issue(
    connection: Connection, courier_key: bytes, pseudonym: bytes, address: str, *, language: str, now: int
) -> bytes:
    """A new link (16 bytes) for this resident, whose LINE id is `address`; nobody can tell it from what is stored."""
    link = os.urandom(16)
    link_hash = _hash(link)
    row = {
        "link_hash": link_hash,
        "pseudonym": pseudonym,
        "sealed_address": sealing.encrypt(courier_key, address.encode(), aad=ctx("room-link", link_hash)),
        "language": language,
        "expires_at": now + LIFE_MS,
    }
    connection.execute(insert(room_links), row)
    return link


def claim(connection: Connection, link: bytes, browser: bytes, *, now: int) -> Claim | None:
    """The first browser has it; `browser` is the digest of a secret that it keeps. None for a link that is unknown or over.

    That another one tried is noted with the link and with its room.
    """
    ours, by = room_links.c.link_hash == _hash(link), _browser(browser)
    taken = (
        update(room_links)
        .where(ours, room_links.c.claimed_by.is_(None), room_links.c.expires_at > now)
        .values(claimed_by=by)
    )
    first = connection.execute(taken.returning(room_links.c.language)).first()
    if first is not None:
        return Claim("new", first.language, False)
    row = connection.execute(select(room_links).where(ours, _lives(now))).first()
    if row is None or row.claimed_by is None:
        return None
    if bytes(row.claimed_by) == by:
        return Claim("again", row.language, row.consultation_id is not None)
    _contest(connection, row, now)
    return Claim("taken", row.language, row.consultation_id is not None)


def find(connection: Connection, link: bytes, *, now: int) -> Row[Any] | None:
    """The link's row; None when it is unknown or over."""
    return connection.execute(
        select(room_links).where(room_links.c.link_hash == _hash(link), _lives(now))
    ).first()


def use(connection: Connection, link: bytes, browser: bytes, consultation: bytes) -> Row[Any] | None:
    """Joins the link to the room that its browser has made; None when it is another browser's, or joined to another room.

    From now on it knows no address, which the room does.
    """
    joined = (
        update(room_links)
        .where(
            room_links.c.link_hash == _hash(link),
            room_links.c.claimed_by == _browser(browser),
            room_links.c.consultation_id.is_(None),
        )
        .values(consultation_id=consultation, sealed_address=b"")
    )
    return connection.execute(joined.returning(*room_links.c)).first()


def open_address(courier_key: bytes, row: Row[Any]) -> bytes:
    """The LINE id that the link was made for. Raises `Rejected("outer")` for a row that was altered or moved."""
    aad = ctx("room-link", bytes(row.link_hash))
    return sealing.decrypt(courier_key, bytes(row.sealed_address), aad=aad)


def erase_before(connection: Connection, *, now: int) -> int:
    """Forgets links that were not used in time; returns how many."""
    gone = delete(room_links).where(room_links.c.expires_at <= now, room_links.c.consultation_id.is_(None))
    return len(connection.execute(gone.returning(room_links.c.link_hash)).all())


_GOING: BindParameter[bytes] = bindparam("ids", expanding=True)
_WISHED = select(consultations.consultations.c.id).where(
    consultations.consultations.c.id.in_(_GOING),
    consultations.consultations.c.pseudonym == room_links.c.pseudonym,
    consultations.consultations.c.wish_at >= room_links.c.expires_at - LIFE_MS,
)
_UNUSED = and_(room_links.c.consultation_id.is_(None), _WISHED.exists())
_ERASE_WITH = delete(room_links).where(or_(room_links.c.consultation_id.in_(_GOING), _UNUSED))


def erase_with(connection: Connection, ids: Iterable[bytes]) -> None:
    """Forgets the links of these consultations, and of who wished theirs destroyed also those not used yet that were made before.

    Call it before the consultations' own rows go.
    """
    connection.execute(_ERASE_WITH, {"ids": list(ids)})


def _contest(connection: Connection, row: Row[Any], now: int) -> None:
    if row.contested_at is not None:
        return
    if row.consultation_id is not None:
        # In the order in which others hold them, so that nobody waits for ever.
        consultations.note_changed(connection, bytes(row.consultation_id))
        rooms.contest(connection, bytes(row.consultation_id), now=now)
    ours = room_links.c.link_hash == row.link_hash
    connection.execute(update(room_links).where(ours).values(contested_at=now))


def _lives(now: int) -> Any:
    return or_(room_links.c.expires_at > now, room_links.c.consultation_id.is_not(None))


def _hash(link: bytes) -> bytes:
    return digest(ctx("room-link", link))


def _browser(shown: bytes) -> bytes:
    return digest(ctx("room-browser", shown))
