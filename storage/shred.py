"""Shred keys: one per consultation, kept in the database under the key-encryption key (KEK), and destroyed by rotating it.

Every byte that belongs to a consultation is stored under its shred key. Deleting the rows is hygiene; deletion itself is
`rotate()`: the surviving shred keys are re-encrypted under a new KEK, the new table is shipped to where backups are kept,
and the old KEK is overwritten. After that no backup of the database can be opened for the consultations that were erased,
not even with every counselor's private key. Source: docs/protocol.md, "Deletion".
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
)

from storage import owned, sealing
from storage.contexts import Rejected, ctx, digest
from storage.database import Database, metadata
from storage.dialect import insert_all_ignoring
from storage.holder import KeyHolder
from storage.refusal import Refusal

STAFF = digest(ctx("staff-shred"))[:16]
"""The one shred key that is no consultation's: capsules and sign-in verifiers lie under it."""

_KEK_LOCK = 0x4B454B

shred_keys = Table(
    "shred_keys",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("epoch", BigInteger, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("id_hash", LargeBinary(32), primary_key=True),
    Column("erased_at", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False, index=True),
)

ShredTable = list[tuple[bytes, int, bytes]]


class Erased(LookupError):
    """There is no shred key under this id, or there was one and it has been destroyed."""


class NoOffice(Refusal, RuntimeError):
    """The database has the tables of an office and not its keys: nothing in it needs the KEK, and every backup does."""


@dataclass(frozen=True)
class ShredKey:
    """The open shred key of one consultation: wraps and unwraps what is stored for it."""

    owner: bytes
    _key: bytes

    def wrap(self, kind: str, number: int, plaintext: bytes) -> bytes:
        """nonce(12) | AES-256-GCM, bound to owner, kind and number, so that rows cannot change places."""
        return sealing.encrypt(self._key, plaintext, aad=ctx("outer", self.owner, kind, number))

    def unwrap(self, kind: str, number: int, stored: bytes) -> bytes:
        """Raises `Rejected("outer")` for a row that was altered or moved."""
        return sealing.decrypt(self._key, stored, aad=ctx("outer", self.owner, kind, number))


_KEKS: WeakKeyDictionary[Connection, dict[tuple[KeyHolder, int], bytes]] = WeakKeyDictionary()
"""What a transaction has read of its KEK, for as long as it lasts: several messages share one."""


class Stored(NamedTuple):
    """A shred key as it is stored: sealed under the KEK of that epoch."""

    epoch: int
    sealed: bytes

    def opened(self, connection: Connection, kek: KeyHolder, owner: bytes) -> ShredKey | None:
        """None when that KEK is gone: a rotation has ended since this was read. Of an epoch it is read once in a transaction."""
        found = _KEKS.setdefault(connection, {})
        key = found.get((kek, self.epoch)) or kek.key(self.epoch)
        if key is None:
            return None
        found[kek, self.epoch] = key
        return ShredKey(owner, sealing.decrypt(key, self.sealed, aad=ctx("shred", owner, self.epoch)))


def create(connection: Connection, kek: KeyHolder, owner: bytes) -> ShredKey:
    """Makes and stores a shred key; an id that was erased once can never come back (`Erased`)."""
    if connection.execute(select(tombstones.c.id_hash).where(tombstones.c.id_hash == digest(owner))).first():
        raise Erased("this id was erased")
    hold_epoch(connection)
    key = os.urandom(32)
    epoch, kek_key = kek.newest(_floor(connection))
    sealed = sealing.encrypt(kek_key, key, aad=ctx("shred", owner, epoch))
    connection.execute(insert(shred_keys), {"id": owner, "epoch": epoch, "sealed": sealed})
    return ShredKey(owner, key)


_NEWEST_EPOCH = select(func.max(shred_keys.c.epoch))
_OPEN = select(shred_keys.c.epoch, shred_keys.c.sealed).where(shred_keys.c.id == bindparam("owner"))


def open_key(connection: Connection, kek: KeyHolder, owner: bytes) -> ShredKey:
    """Raises `Erased` when there is none. Reads twice at most: a rotation may end between the row and the key file."""
    for attempt in (1, 2):
        row = connection.execute(_OPEN, {"owner": owner}).first()
        if row is None:
            raise Erased("no shred key under this id")
        opened = Stored(row.epoch, row.sealed).opened(connection, kek, owner)
        if opened is not None:
            return opened
        if attempt == 1:
            continue
    raise Rejected("epoch-destroyed")


def erase(connection: Connection, kek: KeyHolder, owners: Iterable[bytes], *, now: int) -> int:
    """Deletes the shred keys and leaves a hash of each id behind. Final only after the next `rotate()`.

    Returns the epoch of the KEK at this moment.
    """
    epoch, gone = newest_epoch(connection, kek), list(owners)
    owned.erase(connection, shred_keys.c.id, gone)
    buried = [{"id_hash": digest(owner), "erased_at": now, "epoch": epoch} for owner in gone]
    insert_all_ignoring(connection, tombstones, buried)
    return epoch


def newest_epoch(connection: Connection, kek: KeyHolder) -> int:
    """Under what epoch is sealed in this transaction; from here to its end no rotation passes."""
    hold_epoch(connection)
    return kek.newest(_floor(connection))[0]


def awaits_rotation(connection: Connection, kek: KeyHolder) -> bool:
    """True while something was erased whose KEK still exists: its deletion is not final yet."""
    epochs = kek.epochs()
    erased_under = connection.scalar(select(func.max(tombstones.c.epoch)))
    return len(epochs) > 1 or (erased_under is not None and erased_under >= epochs[-1])


def awaits_rotation_since(connection: Connection, kek: KeyHolder, *, before: int) -> bool:
    """True when something erased before that moment (ms) is still not final."""
    waiting = select(tombstones.c.id_hash).where(
        tombstones.c.epoch >= kek.epochs()[-1], tombstones.c.erased_at < before
    )
    return connection.execute(waiting.limit(1)).first() is not None


def require_office(connection: Connection) -> None:
    """Raises `NoOffice` unless the key of the staff is here, which every office has from its first moment.

    Onto an empty database, before a restore, a rotation would ship an empty table and destroy what opens the backups.
    """
    if connection.execute(select(shred_keys.c.id).where(shred_keys.c.id == STAFF)).first() is None:
        raise NoOffice(
            "There is no office in this database, and the KEK stays as it is: stop all processes, and restore the newest backup"
            " into an empty database, or look at DATABASE_URL.",
            "このデータベースには相談室が入っていないので、KEKはそのままにしました。すべてのプロセスを止めて、いちばん新しい控えを空のデータベースに"
            "戻すか、DATABASE_URL が合っているかを確かめてください。",
        )


def hold_epoch(connection: Connection) -> None:
    """Keeps a rotation from passing between reading the newest KEK and committing what was sealed under it.

    SQLite has one writer at a time, which is the same promise. PostgreSQL needs a shared lock until the commit.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), {"lock": _KEK_LOCK})


def rotate(database: Database, kek: KeyHolder, *, ship: Callable[[ShredTable], None]) -> None:
    """Moves every surviving shred key to a new KEK, ships the table, then destroys the old KEK.

    May be killed at any point and called again: two epochs mean that a rotation is unfinished, and it is finished
    first. Raises whatever `ship` raises; the old KEK then stays, and nothing is lost but finality.
    """
    epochs = kek.epochs()
    epoch = epochs[-1] if len(epochs) > 1 else kek.add()
    with database.transaction() as connection:
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _KEK_LOCK})
        _reseal(connection, kek, epoch)
    drain(database)
    with database.reading() as connection:
        newest = table(connection)
    ship(newest)
    for old in [one for one in kek.epochs() if one < epoch]:
        kek.destroy(old)


def drain(database: Database, attempts: int = 6) -> None:
    """Empties the write-ahead log; raises when readers block it for a minute (each attempt waits ten seconds for them)."""
    for _ in range(attempts):
        if database.checkpoint():
            return
    raise BlockedCheckpoint(
        "a long read keeps erased rows in the write-ahead log; try again when it has ended"
    )


class BlockedCheckpoint(RuntimeError):
    """Erased rows still stand in SQLite's write-ahead log."""


def table(connection: Connection) -> ShredTable:
    """Every live shred key as stored: harmless without the KEK, and all that an older backup needs beside it."""
    rows = connection.execute(select(shred_keys.c.id, shred_keys.c.epoch, shred_keys.c.sealed))
    return [(bytes(row.id), row.epoch, bytes(row.sealed)) for row in rows]


def restore(connection: Connection, rows: ShredTable) -> None:
    """Puts the newest table in the place of the one that came with an older backup."""
    connection.execute(delete(shred_keys))
    if rows:
        connection.execute(insert(shred_keys), [{"id": i, "epoch": e, "sealed": s} for i, e, s in rows])


def _reseal(connection: Connection, kek: KeyHolder, epoch: int) -> None:
    older = select(shred_keys.c.id, shred_keys.c.epoch, shred_keys.c.sealed).where(shred_keys.c.epoch < epoch)
    rows = connection.execute(older).all()
    live = {one: kek.key(one) for one in sorted({row.epoch for row in rows})}
    _, newest = kek.newest(epoch)
    moved = []
    for row in rows:
        old = live[row.epoch]
        if old is None:
            raise Rejected("epoch-destroyed")
        key = sealing.decrypt(old, row.sealed, aad=ctx("shred", row.id, row.epoch))
        resealed = sealing.encrypt(newest, key, aad=ctx("shred", row.id, epoch))
        moved.append({"owner": row.id, "epoch": epoch, "sealed": resealed})
    if moved:
        update = shred_keys.update().where(shred_keys.c.id == bindparam("owner"))
        connection.execute(update, moved)


def _floor(connection: Connection) -> int:
    """The newest epoch that anything is sealed under. The key of the staff is always there, and moves with every rotation."""
    return int(connection.scalar(_NEWEST_EPOCH) or 0)
