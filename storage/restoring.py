"""Restoring: the newest backup, opened by the newest table of shred keys, and everything that was erased since erased again.

The table that came with a backup lies under a KEK that may exist no more; the shipped one lies under the KEK of its last
rotation. For each consultation, booking and order of paper the row counts whose KEK exists. Whoever has a tombstone stays dead.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, func, insert, select, text, update

from storage import (
    audit,
    backup,
    bookings,
    certificates,
    ledger,
    outbox,
    paper_orders,
    purge_runs,
    residents,
    restorable,
    shipping,
    shred,
)
from storage.backup import Header
from storage.certificates import Broken, Entry
from storage.claims import NEWS
from storage.consultations import consultations
from storage.contexts import digest
from storage.database import Database, metadata
from storage.dialect import insert_ignoring
from storage.keystore import Keys
from storage.mailings import DONE, mailings
from storage.rooms import rooms
from storage.shipping import Shipped

SEND_AGAIN_MS = 23 * 3600 * 1000
"""LINE recognises a push that it has already had for a day; an older one would reach the resident twice."""

_AT_ONCE, _HEAVY = 500, 8_000_000
"""So many rows, or little more than so many bytes, are put in at once."""


@dataclass(frozen=True)
class Restored:
    """What came back. `erased` was destroyed after the backup and stays so; `lost` can be opened by no key any more: both count
    consultations, bookings and orders of paper.

    `fault` is set when both ledgers were broken: what held goes on, the rest is gone. `shipped` is False when the table could
    not be written to its place; everything is back all the same.
    """

    backup_at: int
    roster: int
    rows: int
    consultations: int
    bookings: int
    orders: int
    erased: int
    lost: int
    expired: int
    fault: Broken | None
    shipped: bool = True


def restore(
    database: Database,
    keys: Keys,
    directory: Path,
    shipped: Path,
    *,
    now: int,
    progress: Callable[[int, int], None] = lambda written, rows: None,
) -> Restored:
    """Fills an empty database from the newest backup in the directory, and ships its table to `shipped`.

    The newest table is looked for beside the backup and at `shipped`. All or nothing: raises `Unrestorable`, `Unready`,
    `Damaged`, `KeystoreError` or OSError, and then the database is empty.
    """
    from storage import schema  # Alembic takes a third of a second to load.

    path = backup.newest(directory)
    head = backup.header(path)
    restorable.require_same_office(head, keys)
    restorable.require_past(path, head, now)
    newest = _newest_shipped(directory / backup.SHIPPED, shipped)
    database.make_room()
    database.require_nothing()
    try:
        schema.upgrade(database.url.render_as_string(hide_password=False))
        with database.transaction() as connection:
            _load(connection, path, head, progress)
            restored = _bring_up_to_date(connection, keys, head, newest, now)
    except BaseException:
        _empty(database)
        raise
    with database.reading() as connection:
        table = shred.table(connection)
    try:
        shipping.ship_to(shipped, database)(table)
    except OSError:
        return replace(restored, shipped=False)
    return restored


def _newest_shipped(*paths: Path) -> Shipped:
    found = [shipping.read_whole(path) for path in paths if path.exists()]
    return max(found, key=lambda one: (one.epoch, len(one.ledger)), default=Shipped(0, [], [], []))


def _empty(database: Database) -> None:
    with database.transaction() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def _load(connection: Connection, path: Path, head: Header, progress: Callable[[int, int], None]) -> None:
    waiting: list[dict[str, Any]] = []
    written, weight, into = 0, 0, None
    for table, row in backup.rows(path):
        if waiting and (table is not into or len(waiting) == _AT_ONCE or weight > _HEAVY):
            written += _put(connection, into, waiting)
            progress(written, head.rows)
            waiting, weight = [], 0
        waiting.append(row)
        weight += sum(len(value) for value in row.values() if isinstance(value, bytes))
        into = table
    written += _put(connection, into, waiting)
    progress(written, head.rows)
    _count_on(connection)


def _count_on(connection: Connection) -> None:
    """On PostgreSQL rows that bring their number along do not move the sequence that makes the next."""
    if connection.dialect.name != "postgresql":
        return
    for table in backup.tables():
        if (column := table.autoincrement_column) is not None:
            newest = func.coalesce(func.max(column), 0) + 1
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(select(func.setval(sequence, newest, False)).select_from(table))


def _put(connection: Connection, table: Table | None, rows: list[dict[str, Any]]) -> int:
    if table is not None and rows:
        connection.execute(insert(table), rows)
    return len(rows)


def _bring_up_to_date(
    connection: Connection, keys: Keys, head: Header, newest: Shipped, now: int
) -> Restored:
    for stone in newest.tombstones:
        insert_ignoring(connection, shred.tombstones, stone._asdict())
    kept = restorable.living_keys(keys.kek, shred.table(connection), newest)
    buried = {bytes(row.id_hash) for row in connection.execute(select(shred.tombstones.c.id_hash))}
    talks = {bytes(row.id) for row in connection.execute(select(consultations.c.id))}
    visits = {bytes(row.id) for row in connection.execute(select(bookings.bookings.c.id))}
    papers = {bytes(row.id) for row in connection.execute(select(paper_orders.paper_orders.c.id))}
    there, locked = talks | visits | papers, talks | papers | _locked(connection)
    erased = {one for one in there | kept.keys() if digest(one) in buried}
    lost = locked - kept.keys() - erased
    _erase(connection, erased | lost)
    shred.restore(connection, [row for owner, row in kept.items() if owner not in erased])
    restorable.require_same_kek(connection, keys.kek)
    expired = _doubt_pushes(connection, head.at, now=now)
    _end_mailings(connection, now=now)
    chain, fault = _longest(keys, ledger.entries(connection), newest.ledger)
    ledger.replace(connection, chain)
    _certify(connection, keys, newest, chain, now=now)
    ledger.append(connection, keys, "restored", now=now, backup_at=head.at)
    audit.note(connection, keys, "restore", now=now, backup_at=head.at)
    gone = erased | lost
    return Restored(
        backup_at=head.at,
        roster=head.roster,
        rows=head.rows,
        consultations=len(talks - gone),
        bookings=len(visits - gone),
        orders=len(papers - gone),
        erased=len(erased & there),
        lost=len(lost),
        expired=expired,
        fault=fault,
    )


def _locked(connection: Connection) -> set[bytes]:
    """The bookings that have something to open."""
    table = bookings.bookings
    wanted = select(table.c.id).where(table.c.sealed_details.is_not(None))
    return {bytes(row.id) for row in connection.execute(wanted)}


def _erase(connection: Connection, dead: set[bytes]) -> None:
    """Every row of theirs, in every table that has a column for a consultation, what bookings have besides, orders, and what was
    chosen by whoever has no consultation but these.
    """
    residents.erase_with(connection, sorted(dead))
    bookings.erase(connection, sorted(dead))
    paper_orders.erase(connection, sorted(dead))
    for one in dead:
        for table in metadata.sorted_tables:
            if "consultation_id" in table.c:
                connection.execute(delete(table).where(table.c.consultation_id == one))
        connection.execute(delete(consultations).where(consultations.c.id == one))


def _doubt_pushes(connection: Connection, backup_at: int, *, now: int) -> int:
    """What waits in the backup may have gone since, alone or behind another. Returns how many are given up for that.

    While LINE would recognise it, the first of each consultation is sent again as it was; whatever may have gone together
    with another is not, nor what was to be asked for, nor is anything from an older backup: the desk is told that nobody knows.
    """
    table = outbox.outbox
    waiting = table.c.state.in_((outbox.QUEUED, outbox.HELD)) & table.c.kind.in_(("push", "knock"))
    rows = connection.execute(select(table).where(waiting).order_by(table.c.id)).all()
    held = {row.consultation_id for row in rows if row.state == outbox.HELD}
    leaders: set[tuple[bytes | None, str]] = set()
    doubtful = []
    for row in rows:
        queue = (row.consultation_id, row.kind)
        behind = queue in leaders and row.bundle is None
        asked_for = row.state == outbox.HELD or (row.kind == "knock" and row.consultation_id in held)
        if now - backup_at > SEND_AGAIN_MS or asked_for or behind:
            doubtful.append(row.id)
            continue
        leaders.add(queue)
        since = {"uncertain_at": row.uncertain_at or backup_at, "bundle": row.bundle or row.retry_key}
        connection.execute(update(table).where(table.c.id == row.id).values(**since))
    outbox.failed(connection, doubtful, "unknown")
    # Who was knocked at may have looked since: what is new is knocked for, unless that knock is still on its way.
    going = exists().where(table.c.consultation_id == rooms.c.consultation_id, table.c.kind == "knock")
    connection.execute(update(rooms).where(~going).values(knocked_at=None))
    return len(doubtful)


def _end_mailings(connection: Connection, *, now: int) -> None:
    """Nobody knows who was told of a flyer since the backup: no notice that it had on its way goes on."""
    connection.execute(delete(outbox.outbox).where(outbox.outbox.c.kind == NEWS))
    over = {"state": DONE, "ended_at": now, "revision": mailings.c.revision + 1}
    connection.execute(update(mailings).where(mailings.c.ended_at.is_(None)).values(**over))


def _longest(keys: Keys, *chains: list[Entry]) -> tuple[list[Entry], Broken | None]:
    """The chain that holds for longest, and why it is cut if it is."""
    best: tuple[list[Entry], Broken | None] = ([], None)
    for chain in chains:
        found: tuple[list[Entry], Broken | None] = (chain, None)
        try:
            certificates.check(chain, keys.ledger.public)
        except Broken as broken:
            found = (chain[: broken.number - 1], broken)
        if len(found[0]) > len(best[0]) or (len(found[0]) == len(best[0]) and best[1] is not None):
            best = found
    return best


def _certify(connection: Connection, keys: Keys, newest: Shipped, chain: list[Entry], *, now: int) -> None:
    """The last rotation, where its certificate is in neither file: it is shipped a second time after it was certified."""
    *earlier, epoch = keys.kek.epochs()
    if earlier or newest.epoch != epoch or epoch == 1:
        return
    done = {"epoch": epoch, "started_at": now, "shipped_at": now, "final_at": now}
    insert_ignoring(connection, purge_runs.rotations, done)
    if {"t": "final", "epoch": epoch} not in [_of_finality(entry) for entry in chain]:
        ledger.append(connection, keys, "final", now=now, epoch=epoch)


def _of_finality(entry: Entry) -> dict[str, object]:
    return {name: entry.certificate.get(name) for name in ("t", "epoch")}
