"""Mailings: the neutral notice of a new flyer, on its way to everybody who asked for such notices, each once.

A recipient waits; is queued, under the retry key of the outbox row that carries the notice; and is gone, for only numbers stay, when
LINE has accepted or refused it. Where somebody waits in several mailings, one notice is for all of them: its key stands in each. Each step is one conditional statement, in the transaction of what it stands for: whoever is killed
in between has done both or neither. Whoever takes such a step holds the mailings that are not ended first, so that nobody waits
for each other in a ring.
"""

import os
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    update,
)

from storage import claims, subscribers
from storage.database import metadata

GOING, DONE, STOPPED = "going", "done", "stopped"
WAITING, QUEUED = "waiting", "queued"

mailings = Table(
    "mailings",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("flyer", String(10), nullable=False),
    Column("state", String(8), nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("begun_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("revision", Integer, nullable=False),
)

mailing_recipients = Table(
    "mailing_recipients",
    metadata,
    Column("mailing", LargeBinary(16), primary_key=True),
    Column("pseudonym", LargeBinary(32), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("retry_key", String(36)),
)
"""`retry_key` of the outbox row that carries it. A row goes with its end; the numbers stay in `mailings`' own row."""
Index("ix_mailing_recipients_state", mailing_recipients.c.mailing, mailing_recipients.c.state)


class Mailing(NamedTuple):
    """`wanted` is who is told in all, without those who left meanwhile. `revision` moves with the state, not with the numbers."""

    id: bytes
    flyer: str
    state: str
    wanted: int
    sent: int
    failed: int
    begun_at: int
    ended_at: int | None
    revision: int

    @property
    def waiting(self) -> int:
        """Who is still to be told."""
        return self.wanted - self.sent - self.failed if self.ended_at is None else 0


class Carried(NamedTuple):
    """Whom a notice in the outbox is for, and by which mailing. `wanted`: they still want to be told."""

    mailing: Mailing
    pseudonym: bytes
    wanted: bool


def all_of(connection: Connection, *, most: int = 200) -> list[Mailing]:
    """The newest first."""
    wanted = select(mailings).order_by(mailings.c.begun_at.desc(), mailings.c.id).limit(most)
    return [_mailing(row) for row in connection.execute(wanted)]


def find(connection: Connection, mailing: bytes) -> Mailing | None:
    row = connection.execute(select(mailings).where(mailings.c.id == mailing)).first()
    return _mailing(row) if row is not None else None


def unended(connection: Connection, flyer: str) -> Mailing | None:
    """The mailing of this flyer that goes or is stopped; there is one at most."""
    wanted = select(mailings).where(mailings.c.flyer == flyer, _UNENDED)
    row = connection.execute(wanted).first()
    return _mailing(row) if row is not None else None


def standing(connection: Connection) -> list[Mailing]:
    """All that are not ended, the oldest first."""
    return [_mailing(row) for row in connection.execute(_STANDING)]


def hold(connection: Connection) -> list[Mailing]:
    """The same; until the commit nobody else takes a step in any of them."""
    return [_mailing(row) for row in connection.execute(_STANDING.with_for_update())]


def begin(connection: Connection, flyer: str, *, now: int) -> Mailing | None:
    """To everybody who wants to be told at this moment; None when nobody does. The caller holds the flyer, and has looked whether
    one is `unended`.
    """
    made = os.urandom(16)
    wanted = select(literal(made), subscribers.subscribers.c.pseudonym, literal(WAITING), null())
    columns = ["mailing", "pseudonym", "state", "retry_key"]
    connection.execute(insert(mailing_recipients).from_select(columns, wanted))
    count = select(func.count()).where(mailing_recipients.c.mailing == made)
    number = int(connection.scalars(count).one())
    if not number:
        return None
    mailing = Mailing(made, flyer, GOING, number, 0, 0, now, None, 1)
    connection.execute(insert(mailings), mailing._asdict())
    return mailing


def turn(connection: Connection, mailing: bytes, state: Literal["going", "stopped"]) -> Mailing | None:
    """Stops it, or lets it go on; None for one that is ended. What is on its way the courier brings back."""
    wanted = (mailings.c.id == mailing) & _UNENDED
    changed = update(mailings).where(wanted).values(state=state, revision=mailings.c.revision + 1)
    row = connection.execute(changed.returning(*mailings.c)).first()
    return _mailing(row) if row is not None else None


def end(connection: Connection, mailing: bytes, *, now: int) -> Mailing | None:
    """Nobody else is told of it: only its numbers stay. None for one that is ended already."""
    values = {"state": DONE, "ended_at": now, "revision": mailings.c.revision + 1}
    ended = update(mailings).where(mailings.c.id == mailing, _UNENDED).values(**values)
    row = connection.execute(ended.returning(*mailings.c)).first()
    if row is None:
        return None
    gone = delete(mailing_recipients).where(mailing_recipients.c.mailing == mailing)
    _withdraw(connection, connection.execute(gone.returning(mailing_recipients.c.retry_key)).scalars())
    return _mailing(row)


def nobody_left(connection: Connection, mailing: bytes) -> bool:
    """Whether everybody of it was told, or could not be."""
    wanted = select(mailing_recipients.c.pseudonym).where(mailing_recipients.c.mailing == mailing)
    return connection.execute(wanted.limit(1)).first() is None


def claim(connection: Connection, mailing: bytes, number: int) -> list[bytes]:
    """The next to be told, `number` at most, each for one caller only: their pseudonyms. Queue for each of them, and say so by `carry`."""
    waiting = _in(mailing, WAITING)
    first = select(mailing_recipients.c.pseudonym).where(waiting).order_by(mailing_recipients.c.pseudonym)
    claimed = (
        update(mailing_recipients)
        .where(waiting, mailing_recipients.c.pseudonym.in_(first.limit(number)))
        .values(state=QUEUED)
    )
    found = connection.execute(claimed.returning(mailing_recipients.c.pseudonym))
    return [bytes(row.pseudonym) for row in found]


def carry(connection: Connection, mailing: bytes, retry_keys: Mapping[bytes, str]) -> None:
    """The notices for these recipients (by pseudonym) are the outbox rows of these retry keys."""
    rows = [{"of": mailing, "who": pseudonym, "key": key} for pseudonym, key in retry_keys.items()]
    if rows:
        connection.execute(_CARRY, rows)


def join(connection: Connection, mailing: bytes, retry_keys: Mapping[bytes, str]) -> None:
    """Of these recipients (by pseudonym) those who wait in this mailing too are told by the same notices, and not once more."""
    rows = [{"of": mailing, "who": pseudonym, "key": key} for pseudonym, key in retry_keys.items()]
    if rows:
        connection.execute(_JOIN, rows)


def carried(connection: Connection, retry_key: str) -> list[Carried]:
    """Whom the outbox row of this retry key is for, once for each of its mailings; [] for one who left, and when all are ended."""
    found = connection.execute(_CARRIED, {"key": retry_key})
    return [Carried(_mailing(row[2:]), bytes(row[0]), row[1] is not None) for row in found]


def others_told(connection: Connection, mailing: Mailing, *, since: int) -> bool:
    """Whether a mailing that begun before this one has told anybody and was not ended before `since` (ms)."""
    others = (mailings.c.id != mailing.id) & (mailings.c.begun_at <= mailing.begun_at)
    lately = mailings.c.ended_at.is_(None) | (mailings.c.ended_at >= since)
    wanted = select(mailings.c.id).where(others, lately, mailings.c.sent > 0).limit(1)
    return connection.execute(wanted).first() is not None


def note(connection: Connection, retry_key: str, outcome: Literal["sent", "failed"]) -> None:
    """LINE has accepted the notice of this retry key, or has refused it: counted once, whoever says so, and how often."""
    hold(connection)
    told = [bytes(row.mailing) for row in connection.execute(_GONE, {"key": retry_key})]
    counted = {outcome: mailings.c[outcome] + 1}
    connection.execute(update(mailings).where(mailings.c.id.in_(told)).values(**counted))


def give_back(connection: Connection, retry_key: str) -> None:
    """The notice of this retry key was surely not accepted, and waits in its mailing again: its outbox row is withdrawn."""
    hold(connection)
    connection.execute(_WAITS, {"key": retry_key})
    claims.withdraw(connection, [retry_key])


def drop(connection: Connection, mailing: bytes, pseudonym: bytes) -> None:
    """This recipient is none any more."""
    theirs = (mailing_recipients.c.mailing == mailing) & (mailing_recipients.c.pseudonym == pseudonym)
    gone = delete(mailing_recipients).where(theirs).returning(mailing_recipients.c.retry_key)
    row = connection.execute(gone).first()
    if row is not None:
        _withdraw(connection, [row.retry_key])
        fewer = update(mailings).where(mailings.c.id == mailing).values(wanted=mailings.c.wanted - 1)
        connection.execute(fewer)


def forget(connection: Connection, pseudonym: bytes) -> None:
    """Who doesn't want to be told any more is a recipient of no mailing; also of what waits in the outbox."""
    for mailing in hold(connection):
        drop(connection, mailing.id, pseudonym)


_UNENDED = mailings.c.ended_at.is_(None)
_STANDING = select(mailings).where(_UNENDED).order_by(mailings.c.begun_at, mailings.c.id)
# Found by state first: few are queued at once, many wait.
_OF_KEY = and_(
    mailing_recipients.c.mailing.in_(select(mailings.c.id).where(_UNENDED)),
    mailing_recipients.c.state == QUEUED,
    mailing_recipients.c.retry_key == bindparam("key"),
)
_GONE = delete(mailing_recipients).where(_OF_KEY).returning(mailing_recipients.c.mailing)
_WAITS = update(mailing_recipients).where(_OF_KEY).values(state=WAITING, retry_key=null())
_CARRIED = (
    select(mailing_recipients.c.pseudonym, subscribers.subscribers.c.since, *mailings.c)
    .join(mailings, mailings.c.id == mailing_recipients.c.mailing)
    .outerjoin(subscribers.subscribers, subscribers.subscribers.c.pseudonym == mailing_recipients.c.pseudonym)
    .where(_OF_KEY)
)
_ONE = (mailing_recipients.c.mailing == bindparam("of")) & (
    mailing_recipients.c.pseudonym == bindparam("who")
)
_CARRIES = update(mailing_recipients).values(retry_key=bindparam("key"))
_CARRY = _CARRIES.where(_ONE, mailing_recipients.c.state == QUEUED)
_JOIN = _CARRIES.where(_ONE, mailing_recipients.c.state == WAITING).values(state=QUEUED)


def _in(mailing: bytes, state: str) -> Any:
    return (mailing_recipients.c.mailing == mailing) & (mailing_recipients.c.state == state)


def _withdraw(connection: Connection, retry_keys: Iterable[str | None]) -> None:
    """Those outbox rows that are for no mailing any more."""
    known = {key for key in retry_keys if key is not None}
    if known:
        wanted = select(mailing_recipients.c.retry_key).where(mailing_recipients.c.retry_key.in_(known))
        known -= {str(key) for key in connection.scalars(wanted)}
        claims.withdraw(connection, sorted(known))


def _mailing(row: Any) -> Mailing:
    return Mailing(bytes(row[0]), *row[1:])
