"""Ships the table of shred keys to where backups are kept, so that an older backup of the database stays usable.

A backup of the database is worthless without the newest table (its own is under a KEK that no longer exists), and the
table is worthless without the KEK. With it go the hashes of what was erased, so that no restored backup brings it back,
and the whole ledger, so that no certificate is lost. Source: docs/protocol.md, "Deletion".

Format 2, one JSON value a line: {"v": 2, "epoch", "ledger", "audit"} with the newest number and hash of either or null,
{"shred_keys": […]}, {"tombstones": […]}, then every entry of the ledger, then the closing line of storage/linefile.py.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from storage import audit, certificates, ledger, linefile, purge_runs
from storage.audit import Event
from storage.certificates import Broken, Entry
from storage.contexts import b64, unb64
from storage.database import Database
from storage.durable import replacing
from storage.linefile import Damaged
from storage.refusal import Refusal
from storage.shred import ShredTable, tombstones


class Vanished(Refusal, RuntimeError):
    """Where backups are kept there is neither a table nor a backup, although there was: a mount point without its disk."""


class Tombstone(NamedTuple):
    """What is left of something erased: a hash of its id (32 bytes), when (ms), and the KEK epoch at that time."""

    id_hash: bytes
    erased_at: int
    epoch: int


class Newest(NamedTuple):
    """The last entry of a chain."""

    number: int
    hash: bytes


class Head(NamedTuple):
    """What a shipped file is up to: the newest KEK epoch of its table, the ends of ledger and audit log at that time."""

    epoch: int
    ledger: Newest | None
    audit: Newest | None


class Shipped(NamedTuple):
    """Everything that was shipped. A file of format 1 has neither tombstones nor ledger."""

    epoch: int
    table: ShredTable
    tombstones: list[Tombstone]
    ledger: list[Entry]


def require_place(path: Path, database: Database) -> None:
    """Raises `Vanished` where a table was shipped before, and the folder of `path` shows neither one nor a backup.

    Else a table on the wrong disk would be followed by the end of the KEK that the table on the right one needs.
    """
    if path.exists() or any(path.parent.glob("hidamari-*.backup")):
        return
    with database.reading() as connection:
        if not purge_runs.any_shipped(connection):
            return
    raise Vanished(
        f"{path.parent} is empty, and the table of shred keys was there before: mount its disk. If it is a new folder for backups:"
        f" `python app.py backup {path.parent} --new-place`.",
        f"{path.parent} が空です。前はここに鍵の表がありました。ディスクがつながっているか確かめてください。新しい控えの置き場所にするときは"
        f" `python app.py backup {path.parent} --new-place` を実行してください。",
    )


def ship_to(
    path: Path, database: Database | None = None, *, known: bool = False
) -> Callable[[ShredTable], None]:
    """A function that writes the table durably to `path`, in one step; it raises OSError when it can't.

    Tombstones and ledger are read from `database` at that moment. A place that is `known` must look like it (`Vanished`).
    """

    def ship(table: ShredTable) -> None:
        if known and database is not None:
            require_place(path, database)
        buried: list[Tombstone] = []
        chain: list[Entry] = []
        event = None
        if database is not None:
            with database.reading() as connection:
                buried, chain = _buried(connection), ledger.entries(connection)
                event = audit.head(connection)
        ends = {"ledger": _end(chain[-1] if chain else None), "audit": _end(event)}
        with replacing(path) as file:
            writer = linefile.Writer(file)
            writer.line({"v": 2, "epoch": _epoch(table)} | ends)
            writer.line({"shred_keys": [[b64(owner), epoch, b64(sealed)] for owner, epoch, sealed in table]})
            writer.line({"tombstones": [[b64(one.id_hash), one.erased_at, one.epoch] for one in buried]})
            for entry in chain:
                writer.line(certificates.as_dict(entry))
            writer.end()

    return ship


def read(path: Path) -> ShredTable:
    """The table of what `ship_to` wrote. Raises `Damaged`, OSError."""
    return read_whole(path).table


def read_whole(path: Path) -> Shipped:
    """Everything that `ship_to` wrote, of format 1 too. Raises `Damaged`, OSError."""
    try:
        return _first_format(path) or _second_format(path)
    except (LookupError, ValueError, TypeError, RecursionError):
        raise _no_table(path) from None


def read_head(path: Path) -> Head:
    """The first line alone, however long the file is. Raises `Damaged`, OSError."""
    with path.open("rb") as file:
        line = file.readline()
    try:
        first = json.loads(line)
        if first["v"] == 1:
            return Head(_epoch(_table(first)), None, None)
        return Head(int(first["epoch"]), _newest(first["ledger"]), _newest(first["audit"]))
    except (LookupError, ValueError, TypeError, RecursionError):
        raise _no_table(path) from None


def _no_table(path: Path) -> Damaged:
    return Damaged(
        f"{path} is no table of shred keys: put the newest copy of it in its place.",
        f"{path} は、鍵の表として読めません。いちばん新しい写しと入れかえてください。",
    )


def _end(last: Entry | Event | None) -> dict[str, int | str] | None:
    return {"number": last.number, "hash": last.hash.hex()} if last else None


def _newest(end: dict[str, Any] | None) -> Newest | None:
    return Newest(int(end["number"]), bytes.fromhex(end["hash"])) if end else None


def _buried(connection: Connection) -> list[Tombstone]:
    rows = connection.execute(select(tombstones.c.id_hash, tombstones.c.erased_at, tombstones.c.epoch))
    return [Tombstone(bytes(row.id_hash), row.erased_at, row.epoch) for row in rows]


def _first_format(path: Path) -> Shipped | None:
    with path.open("rb") as file:
        first = json.loads(file.readline())
    if first["v"] != 1:
        return None
    table = _table(first)
    return Shipped(_epoch(table), table, [], [])


def _second_format(path: Path) -> Shipped:
    head, keys, buried, *entries = linefile.read(path)
    table = _table(keys)
    stones = [Tombstone(unb64(id_hash), int(at), int(epoch)) for id_hash, at, epoch in buried["tombstones"]]
    try:
        chain = [certificates.from_line(json.dumps(entry), n) for n, entry in enumerate(entries, 1)]
    except Broken:
        raise Damaged(
            f"{path} is damaged, its ledger can't be read: put the newest copy of it in its place.",
            f"{path} は壊れていて、中の「消去のあかし」を読めません。いちばん新しい写しと入れかえてください。",
        ) from None
    return Shipped(int(head["epoch"]), table, stones, chain)


def _table(line: dict[str, list[tuple[str, int, str]]]) -> ShredTable:
    return [(unb64(owner), int(epoch), unb64(sealed)) for owner, epoch, sealed in line["shred_keys"]]


def _epoch(table: ShredTable) -> int:
    return max((epoch for _, epoch, _ in table), default=0)
