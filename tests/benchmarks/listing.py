"""How long the server needs for an inbox of many open consultations: the whole list, and that nothing in it is new."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert

from storage.consultations import consultations
from tests.benchmarks.figure import Figure, middle
from tests.cast import Town, founded
from tests.handlers.desk import Desk
from tests.handlers.doors import opened

OPEN = 2000
TIMES = 21
MINUTE = 60_000


def measure() -> list[Figure]:
    """On SQLite, from the request to the last byte, as Sato's page asks."""
    with _web() as app:
        sato = Desk(app, "sato")
        sato.get("consultations")
        whole = [_asked(sato, 200) for _ in range(TIMES)]
        mark = sato.get("consultations").headers["etag"]
        same = [_asked(sato, 304, **{"If-None-Match": mark}) for _ in range(TIMES)]
    name = f"inbox of {OPEN} open consultations (ms)"
    return [middle(name, whole, target=100), middle(f"{name}, nothing new", same, target=20)]


@contextmanager
def _web() -> Iterator[Flask]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        shutil.copy(Path(founded().folder.name) / "office.db", f"{folder}/hidamari.db")
        town = Town(Path(folder), f"sqlite:///{folder}/hidamari.db")
        fill(town, OPEN)
        with opened(town.settings) as app:
            yield app
        town.database.engine.dispose()


def fill(town: Town, count: int) -> None:
    """That many open consultations at Sato's desk, a third of them waiting."""
    now = town.clock()
    with town.database.transaction() as connection:
        connection.execute(insert(consultations), [_row(number, now) for number in range(count)])


def _row(number: int, now: int) -> dict[str, Any]:
    at = now - number * MINUTE
    return {
        "id": os.urandom(16),
        "desk": "kurashi",
        "lane": "line",
        "state": "open",
        "pseudonym": os.urandom(32),
        "opened_at": at,
        "last_activity_at": at,
        "waiting_since": at if number % 3 == 0 else None,
        "flagged_at": at if number % 20 == 0 else None,
        "entries": 4,
        "revision": number % 9,
        "intake_head": bytes(32),
        "last_record": bytes(32),
        "sealed_genesis": bytes(900),
        "sealed_address": bytes(80),
    }


def _asked(desk: Desk, status: int, **headers: str) -> float:
    start = time.perf_counter()
    answer = desk.get("consultations", **headers)
    taken = (time.perf_counter() - start) * 1000
    assert answer.status_code == status
    return taken
