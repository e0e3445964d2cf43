"""A trial of a backup: restored into a temporary place, opened as far as this office's own keys reach, and thrown away.

It uses what lies beside the backups and the living keys, as a restore on another day would. Neither the office's database nor
its KEK is touched: nothing is purged, rotated or shipped.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Table, insert, select

from storage import (
    audit_chain,
    backup,
    booking_details,
    bookings,
    certificates,
    consultations,
    ledger,
    linefile,
    order_details,
    paper_orders,
    restoring,
    shred,
    staff,
    transcripts,
)
from storage.certificates import Broken
from storage.contexts import Rejected, digest
from storage.database import SCHEMA, Database, metadata
from storage.keystore import Keys
from storage.restoring import Restored
from storage.rosters import Office

_TALKS, _VISITS, _ORDERS = consultations.consultations, bookings.bookings, paper_orders.paper_orders


class Trial(NamedTuple):
    """What came of it. `path` and `restored.backup_at` (ms) say of which backup.

    `opened` of the consultations, bookings and orders that are back could be opened with all that is stored for them, `sealed`
    could not. `buried` of what the backup holds was erased since; `risen` counts those of them that came back all the same,
    or whose key in the backup today's KEK opens. `chains` says that ledger, audit log and the list of staff hold.
    """

    path: Path
    restored: Restored
    opened: int
    sealed: int
    entries: int
    people: int
    buried: int
    risen: int
    chains: bool

    @property
    def holds(self) -> bool:
        """Whether survivors, and survivors only, come back from this backup."""
        done = self.restored
        return self.chains and done.fault is None and not (self.sealed or self.risen or done.lost)


def candidates(directory: Path) -> list[Path]:
    """The newest backup, and the oldest that this version can take back: between them lies most of what was erased.

    `Damaged` when there is none at all.
    """
    newest = backup.newest(directory)
    older = (path for path in sorted(directory.glob("hidamari-*.backup")) if _is_of_this_version(path))
    oldest = next(older, newest)
    return [newest] if oldest == newest else [newest, oldest]


def try_out(
    path: Path,
    database: Database,
    keys: Keys,
    *,
    now: int,
    progress: Callable[[int, int], None] = lambda written, rows: None,
) -> Trial:
    """Restores that backup into a temporary place and looks at what came back. `database` is the living one, asked what it erased.

    Raises what `restoring.restore` raises. The copy is removed in every case; it lies where the system keeps temporary files,
    and needs as much room there as the database has.
    """
    with _laid_out(path) as place:
        copy = Database(f"sqlite:///{place}/copy.db")
        try:
            restored = restoring.restore(
                copy, keys, place / "backups", place / "shipped", now=now, progress=progress
            )
            return _look(path, copy, keys, restored, _erased(database, copy), now)
        finally:
            copy.engine.dispose()


@contextmanager
def _laid_out(path: Path) -> Iterator[Path]:
    """A folder in which this backup is the only one, with the table of shred keys that lies beside it."""
    with tempfile.TemporaryDirectory(prefix="hidamari-trial-") as folder:
        place = Path(folder)
        (place / "backups").mkdir()
        for there in (path, path.with_name(backup.SHIPPED)):
            if there.exists():
                (place / "backups" / there.name).symlink_to(there.resolve())
        yield place


def _is_of_this_version(path: Path) -> bool:
    try:
        first = next(linefile.read(path), None)
    except linefile.Damaged:
        return False
    return isinstance(first, dict) and first.get("schema") == SCHEMA


def _erased(*databases: Database) -> set[bytes]:
    """The hashes of what was erased, as any of them knows it."""
    found: set[bytes] = set()
    for database in databases:
        with database.reading() as connection:
            found |= {bytes(one) for one in connection.scalars(select(shred.tombstones.c.id_hash))}
    return found


def _look(path: Path, copy: Database, keys: Keys, restored: Restored, erased: set[bytes], now: int) -> Trial:
    # Twice through the file: what a key opens is tried in the copy, where a transaction can be taken back.
    buried = [
        (row["id"], row["epoch"], row["sealed"]) for row in _keys_in(path) if digest(row["id"]) in erased
    ]
    with copy.reading() as connection:
        risen = {one for one in _owners(connection) if digest(one) in erased}
        opened, sealed, entries = _open_all(connection, keys)
        people = _people(connection, keys)
        chains = people is not None and _chains_hold(connection, keys, now)
    risen |= {row[0] for row in buried if _opens(copy, keys, row)}
    return Trial(path, restored, opened, sealed, entries, people or 0, len(buried), len(risen), chains)


def _keys_in(path: Path) -> Iterator[dict[str, bytes]]:
    return (row for table, row in backup.rows(path) if table is shred.shred_keys)


def _owners(connection: Connection) -> set[bytes]:
    """Every consultation, booking and order that any row of the copy speaks of."""
    columns = [table.c.id for table in (_TALKS, _VISITS, _ORDERS, shred.shred_keys)]
    columns += [table.c.consultation_id for table in metadata.sorted_tables if "consultation_id" in table.c]
    return {bytes(one) for column in columns for one in connection.scalars(select(column)) if one is not None}


def _open_all(connection: Connection, keys: Keys) -> tuple[int, int, int]:
    """How many open, how many do not, and how many entries of talks were unwrapped on the way."""
    opened = sealed = entries = 0
    for table, open_one in ((_TALKS, _open_talk), (_VISITS, _open_visit), (_ORDERS, _open_order)):
        for one in _ids(connection, table):
            try:
                entries += open_one(connection, keys, one)
            except (Rejected, shred.Erased):
                sealed += 1
            else:
                opened += 1
    return opened, sealed, entries


def _ids(connection: Connection, table: Table) -> list[bytes]:
    return [bytes(one) for one in connection.scalars(select(table.c.id))]


def _open_talk(connection: Connection, keys: Keys, consultation: bytes) -> int:
    """Down to the counselors' own seal, which nothing of the server's opens."""
    case = shred.open_key(connection, keys.kek, consultation)
    wanted = select(_TALKS.c.sealed_genesis).where(_TALKS.c.id == consultation)
    case.unwrap("genesis", 0, bytes(connection.execute(wanted).scalar_one()))
    return len(transcripts.read(connection, case))


def _open_visit(connection: Connection, keys: Keys, booking: bytes) -> int:
    booking_details.open_(connection, keys, booking)
    return 0


def _open_order(connection: Connection, keys: Keys, order: bytes) -> int:
    order_details.open_(connection, keys, [order])
    return 0


def _people(connection: Connection, keys: Keys) -> int | None:
    """Of how many the stored keys are there to be unlocked; None when those of somebody are not."""
    accounts = [account for account, _ in staff.accounts(connection)]
    try:
        return sum(1 for account in accounts if staff.capsule(connection, keys, account.kid))
    except (Rejected, LookupError):
        return None


def _chains_hold(connection: Connection, keys: Keys, now: int) -> bool:
    try:
        certificates.check(ledger.entries(connection), keys.ledger.public)
        audit_chain.verify(connection, keys)
        Office(keys).trust(connection, now=now)
    except (Broken, Rejected):
        return False
    return True


def _opens(copy: Database, keys: Keys, row: tuple[bytes, bytes, bytes]) -> bool:
    """Whether today's KEK opens a key that stands in the backup and should be dead."""
    values = dict(zip(("id", "epoch", "sealed"), row, strict=True))
    with copy.engine.connect() as connection, connection.begin() as attempt:
        if not connection.execute(
            select(shred.shred_keys.c.id).where(shred.shred_keys.c.id == row[0])
        ).first():
            connection.execute(insert(shred.shred_keys), values)
        try:
            shred.open_key(connection, keys.kek, row[0])
        except Rejected:
            return False
        finally:
            attempt.rollback()
    return True
