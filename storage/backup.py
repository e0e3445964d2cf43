"""Backups: every row in one file that either database can take back, and that opens nothing without the KEK.

JSON lines, checked by storage/linefile.py: {"v": 1, "t": "hidamari-backup", "schema", "at", "office", "roster", "rows"}, then
for each table {"table", "columns"} followed by its rows as lists; bytes travel as base64url. It is one moment of the
database. Neither the KEK nor any other key file is in it.
"""

import contextlib
import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, LargeBinary, Table, func, select

from storage import linefile, rosters, shipping, shred
from storage.contexts import b64, fingerprint_text, unb64
from storage.database import SCHEMA, Database, metadata
from storage.durable import UNFINISHED, replacing
from storage.keystore import Keys
from storage.linefile import Damaged
from storage.purge_runs import AHEAD_MS

KIND = "hidamari-backup"
SHIPPED = "shred-table.json"
"""Beside the backups lies the newest table of shred keys, under the name it has in DATA_DIR."""

LEFT_OUT = frozenset(
    {"attempts", "sessions", "challenges", "invitations", "prekeys", "room_links", "room_uploads"}
    | {"booking_links", "subscribers", "mailing_recipients", "spent_proofs"}
)
"""Sign-ins, invitations and links into rooms and to bookings begin anew after a restore, and what was half uploaded is sent again; a prepared key
may have been used since, and is used once only. Who wants to be told of flyers says so anew: of who has stopped since no copy may say
that they once did, and nobody may be told again who wants it no more.
"""


_DAY_SECONDS = 24 * 3600

_FEW = {"flyer_versions": 1, "flyer_images": 50, "attachments": 50}
"""Rows that are read at once where each is large: a PDF has up to 20 MB."""


class Header(NamedTuple):
    """What a backup is of: the database's schema, the moment (ms), the office, the newest roster's epoch, how many rows."""

    schema: str
    at: int
    office: str
    roster: int
    rows: int


def tables() -> list[Table]:
    """What a backup holds, in an order in which it can be put back."""
    # It makes every table known, and loads Alembic, which takes a third of a second and only a backup needs.
    from storage import schema  # noqa: F401 its import is the point

    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def write(
    database: Database,
    keys: Keys,
    directory: Path,
    shipped: Path,
    *,
    now: int,
    progress: Callable[[int, int], None] = lambda written, rows: None,
) -> Path:
    """Writes a backup into the directory, made when it is missing, and copies the newest shipped table beside it.

    For its owner only, and whole or not there at all. `progress` is told (rows written, rows in all). Raises OSError, and
    `Vanished` where `shipped` belongs into that directory and its disk is not there.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    here = shipped.resolve() == (directory / SHIPPED).resolve()
    if here:
        shipping.require_place(shipped, database)
    stamp = dt.datetime.fromtimestamp(now / 1000, dt.UTC).strftime("%Y%m%dT%H%M%S")
    path = directory / f"hidamari-{stamp}{now % 1000:03}Z.backup"
    with replacing(path) as file, _snapshot(database) as connection:
        _write_all(connection, keys, linefile.Writer(file), now, progress)
    # After the rows: a table that is newer than they are is what a restore needs, an older one may be of no use.
    if not here and shipped.exists() and _is_newer(shipped, directory / SHIPPED):
        with replacing(directory / SHIPPED) as copy, shipped.open("rb") as newest:
            shutil.copyfileobj(newest, copy)
    _tidy(directory, path)
    return path


def begin(database: Database, directory: Path) -> None:
    """Makes the directory a place for backups, with today's table of shred keys where there is none yet. Raises OSError."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (directory / SHIPPED).exists():
        return
    with database.reading() as connection:
        table = shred.table(connection)
    shipping.ship_to(directory / SHIPPED, database)(table)


def newest(directory: Path) -> Path:
    """The latest backup in the directory. `Damaged` when there is none."""
    found = sorted(directory.glob("hidamari-*.backup"))
    if not found:
        raise Damaged(
            f"There is no backup in {directory}: is its disk mounted, and this the right folder?",
            f"{directory} に、控え（hidamari-….backup）がありません。ディスクがつながっているか、フォルダーの名前が合っているかを確かめてください。",
        )
    return found[-1]


def newest_at(directory: Path, now: int) -> int | None:
    """When (ms) the newest whole backup in the directory was begun, as its name says; None when there is none to be seen.

    One that says that it is still to come tells nothing, but that a clock was wrong.
    """
    return max((at for at in _stamps(directory) if at <= now + AHEAD_MS), default=None)


def any_ahead(directory: Path, now: int) -> bool:
    """Whether a backup says that it is of a time still to come: `newest` would take it for the newest until then."""
    return any(at > now + AHEAD_MS for at in _stamps(directory))


def _stamps(directory: Path) -> Iterator[int]:
    for path in directory.glob("hidamari-*Z.backup"):
        stamp = path.name.removeprefix("hidamari-").removesuffix("Z.backup")
        # Digits of no calendar are somebody else's file.
        with contextlib.suppress(ValueError):
            if re.fullmatch(r"\d{8}T\d{9}", stamp):
                begun = dt.datetime.strptime(f"{stamp}000+0000", "%Y%m%dT%H%M%S%f%z")
                yield round(begun.timestamp() * 1000)


def header(path: Path) -> Header:
    """Reads the first line, after having checked that the file is whole. Raises `Damaged`, OSError."""
    linefile.check(path)
    first = next(linefile.read(path), None)
    match first:
        case {
            "v": 1,
            "t": t,
            "schema": str(s),
            "at": int(at),
            "office": str(o),
            "roster": int(r),
            "rows": int(n),
        } if t == KIND:
            return Header(s, at, o, r, n)
    raise Damaged(
        f"{path} is no backup: put another copy of it in its place.",
        f"{path} は、控えとして読めません。別の場所にある写しと入れかえてください。",
    )


def rows(path: Path) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Every row with its table, as they can be inserted. Raises `Damaged` for a table or column that is not known here."""
    known = {table.name: table for table in tables()}
    lines = linefile.read(path)
    next(lines)
    table, columns = None, []
    for line in lines:
        if isinstance(line, dict):
            table, columns = known.get(line.get("table", "")), line.get("columns", [])
            if table is None or not set(columns) <= set(table.c.keys()):
                raise Damaged(
                    f"{path} was made by another version: restore it with that one.",
                    f"{path} は、別の版のプログラムで作った控えです。その版のプログラムで戻してください。",
                )
        elif table is None or not isinstance(line, list) or len(line) != len(columns):
            raise _altered(path)
        else:
            pairs = zip(columns, line, strict=True)
            yield table, {name: _value(path, table, name, value) for name, value in pairs}


def _is_newer(shipped: Path, beside: Path) -> bool:
    """Whether this table is up to more than the one that lies there: a rotation may have shipped to there meanwhile, or always did."""
    return not beside.exists() or _up_to(shipped) > _up_to(beside)


def _up_to(table: Path) -> tuple[int, int]:
    try:
        head = shipping.read_head(table)
    except Damaged:
        return -1, 0
    return head.epoch, head.ledger.number if head.ledger else 0


def _tidy(directory: Path, written: Path) -> None:
    """Removes what was left a day or more ago by who was killed while writing; what is still under way is younger."""
    before = written.stat().st_mtime - _DAY_SECONDS
    table = Path(SHIPPED).stem
    for left in [*directory.glob(f"hidamari-*{UNFINISHED}"), *directory.glob(f"{table}.*{UNFINISHED}")]:
        # Whoever writes beside may be at its end just now.
        with contextlib.suppress(FileNotFoundError):
            if left.stat().st_mtime < before:
                left.unlink()


@contextlib.contextmanager
def _snapshot(database: Database) -> Iterator[Connection]:
    """Reads that all see the same moment, while others go on writing."""
    with database.engine.connect() as connection:
        if not database.sqlite:
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def _write_all(
    connection: Connection,
    keys: Keys,
    writer: linefile.Writer,
    now: int,
    progress: Callable[[int, int], None],
) -> None:
    counts = [connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables()]
    office, roster = fingerprint_text(keys.fingerprint), len(rosters.chain(connection))
    head = Header(SCHEMA, now, office, roster, sum(counts))
    writer.line({"v": 1, "t": KIND} | head._asdict())
    written = 0
    for table in tables():
        writer.line({"table": table.name, "columns": table.c.keys()})
        for row in _rows(connection, table):
            writer.line(row)
            written += 1
            if written % 500 == 0:
                progress(written, head.rows)
    progress(written, head.rows)
    writer.end()


def _rows(connection: Connection, table: Table) -> Iterator[list[Any]]:
    query = select(table).order_by(*table.primary_key.columns)
    at_once = _FEW.get(table.name, 500)
    for row in connection.execute(query, execution_options={"yield_per": at_once}):
        yield [b64(bytes(value)) if isinstance(value, bytes | memoryview) else value for value in row]


def _value(path: Path, table: Table, column: str, value: Any) -> Any:
    if value is None or not isinstance(table.c[column].type, LargeBinary):
        return value
    try:
        return unb64(value)
    except (ValueError, TypeError):
        raise _altered(path) from None


def _altered(path: Path) -> Damaged:
    return Damaged(
        f"{path} is damaged, it holds what no backup has: put another copy of it in its place.",
        f"{path} は壊れていて、控えにないはずのものが入っています。別の場所にある写しと入れかえてください。",
    )
