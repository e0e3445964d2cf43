"""How long the purge of one long consultation takes: the deletion of its rows, and that with the end of its key."""

import shutil
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figure import Figure, middle
from tests.cast import Town, founded
from tests.retention.house import run, talk

MESSAGES = 500
CONSULTATIONS = 5


def measure() -> list[Figure]:
    """On SQLite, with nothing shipped anywhere; one run for each consultation."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        town = _town(Path(folder))
        taken = [_purge_one(town) for _ in range(CONSULTATIONS)]
        town.database.engine.dispose()
    name = f"purge of a {MESSAGES}-message consultation (ms)"
    return [
        middle(f"{name}, rows", [rows for rows, _ in taken], target=30),
        middle(f"{name}, with the rotation of the KEK", [whole for _, whole in taken], target=30),
    ]


def _town(folder: Path) -> Town:
    shutil.copy(Path(founded().folder.name) / "office.db", folder / "hidamari.db")
    return Town(folder, f"sqlite:///{folder}/hidamari.db")


def _purge_one(town: Town) -> tuple[float, float]:
    """Until the rows are gone, and until the run is over."""
    case = talk(town, *(f"{number}番目の話です" for number in range(MESSAGES // 2)))
    due = town.close(case)
    town.clock.at = due
    erased: list[float] = []
    start = time.perf_counter()
    outcome = run(town, progress=lambda _: erased.append(time.perf_counter()))
    over = time.perf_counter()
    assert (outcome.consultations, outcome.entries) == (1, MESSAGES)
    return (erased[0] - start) * 1000, (over - start) * 1000
