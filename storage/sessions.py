"""Sign-in sessions of the console. Only a hash of the cookie's token is stored."""

import secrets
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from storage.contexts import digest
from storage.database import metadata

IDLE_MS = 30 * 60 * 1000
LONGEST_MS = 12 * 60 * 60 * 1000
PROOF_MS = 10 * 60 * 1000
"""How long a proof of the person counts; signing in is one."""

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("kid", LargeBinary(16), nullable=False, index=True),
    Column("csrf", String(43), nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False, index=True),
    Column("proved_at", BigInteger),
    Column("strong", Boolean),
)


class Session(NamedTuple):
    """`proved_at` (ms): when its owner last showed that it is them. `strong`: with a passkey, or with digits, at least once."""

    kid: bytes
    csrf: str
    proved_at: int
    strong: bool


def start(connection: Connection, kid: bytes, *, now: int, strong: bool = False) -> tuple[str, Session]:
    """A fresh session with a fresh token (nothing a browser brought along is reused) and its CSRF token."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    row = {"token_hash": _hash(token), "kid": kid, "csrf": csrf, "started_at": now, "seen_at": now}
    connection.execute(insert(sessions), row | {"proved_at": now, "strong": strong})
    return token, Session(kid, csrf, now, strong)


def find(connection: Connection, token: str, *, now: int) -> tuple[Session, bool] | None:
    """(session, is it time to note that it was used) while it is neither idle for 30 minutes nor older than 12 hours."""
    row = connection.execute(select(sessions).where(sessions.c.token_hash == _hash(token))).first()
    if row is None or now - row.seen_at > IDLE_MS or now - row.started_at > LONGEST_MS:
        return None
    session = Session(bytes(row.kid), row.csrf, row.proved_at or 0, bool(row.strong))
    return session, now - row.seen_at > 60_000


def touch(connection: Connection, token: str, *, now: int) -> None:
    connection.execute(update(sessions).where(sessions.c.token_hash == _hash(token)).values(seen_at=now))


def note_proved(connection: Connection, token: str, *, now: int) -> None:
    """The owner of this session has just shown that it is them."""
    connection.execute(update(sessions).where(sessions.c.token_hash == _hash(token)).values(proved_at=now))


def note_strong(connection: Connection, token: str) -> None:
    """The owner of this session has just shown a second factor."""
    connection.execute(update(sessions).where(sessions.c.token_hash == _hash(token)).values(strong=True))


def end(connection: Connection, token: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.token_hash == _hash(token)))


class Listed(NamedTuple):
    """A session as its owner sees it: `id`, a hash, tells it from the others and lets nobody in."""

    id: bytes
    started_at: int
    seen_at: int


def of(connection: Connection, kid: bytes, *, now: int) -> list[Listed]:
    """A person's sessions that are not over, the newest first."""
    found = select(sessions).where(sessions.c.kid == kid, _live(now)).order_by(sessions.c.started_at.desc())
    return [Listed(bytes(row.token_hash), row.started_at, row.seen_at) for row in connection.execute(found)]


def counts(connection: Connection, *, now: int) -> dict[bytes, int]:
    """By person: how many sessions are not over."""
    found = select(sessions.c.kid, func.count()).where(_live(now)).group_by(sessions.c.kid)
    return {bytes(kid): count for kid, count in connection.execute(found)}


def id_of(token: str) -> bytes:
    """The `Listed.id` of the session that this token opens."""
    return _hash(token)


def revoke(connection: Connection, kid: bytes, session: bytes) -> bool:
    """Ends one of a person's sessions; False when they have none of that id."""
    ended = delete(sessions).where(sessions.c.kid == kid, sessions.c.token_hash == session)
    return connection.execute(ended.returning(sessions.c.kid)).first() is not None


def end_all(connection: Connection, kid: bytes, *, but: str = "") -> None:
    """Ends every session of a person, except the one of the token `but`."""
    connection.execute(delete(sessions).where(sessions.c.kid == kid, sessions.c.token_hash != _hash(but)))


def erase_before(connection: Connection, *, now: int) -> None:
    """Forgets sessions that nobody could use any more."""
    over = (sessions.c.seen_at < now - IDLE_MS) | (sessions.c.started_at < now - LONGEST_MS)
    connection.execute(delete(sessions).where(over))


def _live(now: int) -> ColumnElement[bool]:
    return (sessions.c.seen_at >= now - IDLE_MS) & (sessions.c.started_at >= now - LONGEST_MS)


def _hash(token: str) -> bytes:
    return digest(b"session|" + token.encode())
