"""Whether an office that has kept a million entries waits longer than a new one, and what a large purge costs everybody else."""

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, text

from storage import shred
from storage.consultations import consultations
from storage.contexts import b64
from storage.transcripts import transcript_entries
from tests.benchmarks.figure import Figure, against
from tests.benchmarks.serving import served
from tests.cast import SECRET, Town, founded, furnish
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.harness.postgres import Postgres, running
from tests.retention.house import run

FEW, MANY, DUE = 10_000, 1_000_000, 100_000
EACH = 500
"""Entries of one consultation."""
TIMES = 41
CALM, SECONDS = 50, 8
ENTRY = {
    "sqlite": "WITH RECURSIVE n(position) AS (SELECT 1 UNION ALL SELECT position + 1 FROM n WHERE position < :each) "
    "INSERT INTO transcript_entries (consultation_id, position, message_ref, sealed) "
    "SELECT :id, position, randomblob(32), randomblob(865) FROM n",
    "postgresql": "INSERT INTO transcript_entries (consultation_id, position, message_ref, sealed) "
    "SELECT :id, position, sha256(random()::text::bytea), repeat(md5(random()::text), 27)::bytea "
    "FROM generate_series(1, :each) AS position",
}


class Where(NamedTuple):
    kind: str
    fresh: Callable[[Path], Town]
    waits: float
    """How many times as long a webhook may take beside a purge."""


def measure() -> list[Figure]:
    """On both databases."""
    found: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, running() as server:
        for where in (Where("SQLite", _in_a_file, 2), Where("PostgreSQL", lambda at: _in(server, at), 1.5)):
            at = Path(folder) / where.kind
            found += [*_grown(where, at / "grown"), *_purged(where, at / "purged")]
    return found


def fill(town: Town, entries: int, *, state: str, due_at: int | None) -> None:
    """So many entries of consultations that are over, as long as those of short messages; their bytes are random, and nobody could open them."""
    now = town.clock()
    with town.database.transaction() as connection:
        for number in range(entries // EACH):
            owner = os.urandom(16)
            shred.create(connection, town.keys.kek, owner)
            connection.execute(insert(consultations), _row(owner, now - number, state, due_at))
            connection.execute(text(ENTRY[connection.dialect.name]), {"id": owner, "each": EACH})


def _grown(where: Where, folder: Path) -> list[Figure]:
    """A new office and an old one, asked in turn: what the machine does meanwhile meets both."""
    new, old = where.fresh(folder / "new"), where.fresh(folder / "old")
    for town, entries in ((new, FEW), (old, MANY)):
        fill(town, entries, state="closed", due_at=town.clock() + 10**11)
        _counted(town)
    # Otherwise what was just filled in is still on its way to the disk, and everybody's syncs wait behind it.
    os.sync()
    with _at_work(new) as few, _at_work(old) as many:
        found = [_grew(what, few[what], many[what], where) for what in few]
    for town in (new, old):
        town.database.engine.dispose()
    return found


def _grew(what: str, few: Callable[[], Any], many: Callable[[], Any], where: Where) -> Figure:
    """Medians in ms."""
    times = [(_timed(few), _timed(many)) for _ in range(TIMES)]
    before, after = (median(one) for one in zip(*times, strict=True))
    name = f"{what} with {MANY:,} entries, {where.kind}"
    return against(name, after, "ms", (f"with {FEW:,}", before), 1.3)


@contextmanager
def _at_work(town: Town) -> Iterator[dict[str, Callable[[], Any]]]:
    """What Hanako and Sato do there all the time."""
    hanako = town.resident()
    before = set(town.consultations())
    for number in range(20):
        town.receive(hanako.says(f"{number}番目の話です"))
    (talk,) = set(town.consultations()) - before
    with opened(town.settings, town.clock) as app:
        sato = Desk(app, "sato")
        yield {
            "a message taken in": lambda: town.receive(hanako.says("きのうから、ねむれません")),
            "the inbox": lambda: sato.get("consultations"),
            "a transcript": lambda: sato.get(f"consultations/{b64(talk)}"),
        }


def _purged(where: Where, folder: Path) -> list[Figure]:
    """The same rows in one go, then as the purge does it, while webhooks come and others want to write."""
    at_once = median(_deleted(where.fresh(folder / f"plain-{number}")) for number in range(3))
    town = where.fresh(folder / "purge")
    _fill_with_due(town)
    with served(["app.py", "serve"], town.environment | {"PORT": "{port}"}, "/health/live") as web:
        web.knock(SECRET, 200)
        calm = web.knock(SECRET, CALM * SECONDS, rate=CALM).p99
        taken: list[float] = []
        purge = threading.Thread(target=lambda: taken.append(_timed(lambda: run(town, pause=time.sleep))))
        purge.start()
        beside = web.knock(SECRET, CALM * SECONDS, rate=CALM).p99
        purge.join()
    town.database.engine.dispose()
    name = f"{DUE:,} entries purged, {where.kind}"
    return [
        against(name, taken[0], "ms", ("one deletion of the same rows", at_once), 4),
        against(
            f"webhook beside it, 99 of 100 within, {where.kind}",
            beside,
            "ms",
            ("without a purge", calm),
            where.waits,
        ),
    ]


def _deleted(town: Town) -> float:
    """How long it took (ms)."""
    _fill_with_due(town)

    def delete_all() -> None:
        with town.database.transaction() as connection:
            connection.execute(delete(transcript_entries))

    took = _timed(delete_all)
    town.database.engine.dispose()
    return took


def _fill_with_due(town: Town) -> None:
    fill(town, DUE, state="closed", due_at=town.clock() - 1)
    _counted(town)


def _counted(town: Town) -> None:
    """PostgreSQL counts for itself after a while, as it would have in earnest."""
    if not town.database.sqlite:
        with town.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            _analyze(connection)


def _analyze(connection: Connection) -> None:
    connection.execute(text("VACUUM ANALYZE"))


def _timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _row(owner: bytes, at: int, state: str, due_at: int | None) -> dict[str, Any]:
    return {
        "id": owner,
        "desk": "kurashi",
        "lane": "line",
        "state": state,
        "pseudonym": os.urandom(32),
        "opened_at": at,
        "last_activity_at": at,
        "closed_at": at,
        "due_at": due_at,
        "entries": EACH,
        "intake_head": bytes(32),
        "last_record": bytes(32),
        "sealed_genesis": bytes(900),
        "sealed_address": bytes(80),
    }


def _in_a_file(folder: Path) -> Town:
    folder.mkdir(parents=True)
    shutil.copy(Path(founded().folder.name) / "office.db", folder / "hidamari.db")
    return Town(folder, f"sqlite:///{folder}/hidamari.db")


def _in(server: Postgres, folder: Path) -> Town:
    folder.mkdir(parents=True)
    return Town(folder, server.fresh_from("founded", furnish))
