"""What running costs: the start, the memory, and how long people wait while the time process works beside."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from tests.benchmarks.figure import Figure, against
from tests.benchmarks.serving import Line, Served, line_answering, served
from tests.cast import SECRET, TOKEN, Town, founded
from tests.harness.until import until

STARTS = 5
CALM, BUSY = 50, 200
"""Webhooks a second: an idle server's, and of the worst minute that a large city has."""
SECONDS = 6
ASKED = "いそぐとき"
"""What the bot answers each time."""


class Program(NamedTuple):
    """How something is started, where it answers, and what makes it two workers."""

    arguments: list[str]
    settings: dict[str, str]
    ready: str
    doubled: list[str]


def measure() -> list[Figure]:
    """On SQLite; the web process has two workers where its memory is looked at."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, line_answering(0) as line:
        town = _town(Path(folder))
        return [*_starting(town, line), *_waiting(town, line)]


def _starting(town: Town, line: Line) -> list[Figure]:
    settings = {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "LINE_API_ORIGIN": line.origin,
    }
    ours = Program(["app.py", "serve"], _settings(town, line), "/health/live", ["--workers", "2"])
    echo = Program(["-m", "tests.benchmarks.anchors", "echo", "{port}"], settings, "/", ["2"])
    colds = [(_cold(ours), _cold(echo)) for _ in range(STARTS)]
    here, there = (median(one) for one in zip(*colds, strict=True))
    name = "web process, first answer after its start"
    found = [
        Figure(name, round(here, 1), "ms", target=500),
        against(name, here, "ms", ("flask-echo", there), 0.6),
    ]
    used, theirs = _memory(ours), _memory(echo)
    if used is None or theirs is None:
        return found
    name = "web process with two workers, memory"
    return [
        *found,
        Figure(name, round(used, 1), "MB", target=130),
        against(name, used, "MB", ("flask-echo", theirs), 0.87),
    ]


def _cold(program: Program) -> float:
    with served(program.arguments, program.settings, program.ready) as running:
        return running.cold


def _memory(program: Program) -> float | None:
    with served([*program.arguments, *program.doubled], program.settings, program.ready) as running:
        running.knock(SECRET, 200)
        return running.memory()


def _waiting(town: Town, line: Line) -> list[Figure]:
    with served(["app.py", "serve"], _settings(town, line), "/health/live") as web:
        web.knock(SECRET, 200)
        calm = web.knock(SECRET, CALM * SECONDS, rate=CALM)
        with _clock(town, line):
            busy = web.knock(SECRET, BUSY * SECONDS, rate=BUSY)
            asked = web.knock(SECRET, 20 * SECONDS, rate=20, text=ASKED, people=400)
            replies = until(lambda: _all(asked.sent, line.replies()), deadline=30)
    told = quantiles([(replies[token] - at) * 1000 for token, at in asked.sent.items()], n=100)[98]
    name = f"webhook, 99 of 100 within, {BUSY} a second beside the courier"
    return [
        against(name, busy.p99, "ms", (f"{CALM} a second without it", calm.p99), 1.5),
        Figure("from the webhook to the reply in LINE's hands, 99 of 100", round(told, 1), "ms", target=500),
    ]


def _all(sent: dict[str, float], came: dict[str, float]) -> dict[str, float]:
    """Empty until all are there."""
    return came if sent.keys() <= came.keys() else {}


@contextmanager
def _clock(town: Town, line: Line) -> Iterator[Served]:
    """Up and working: it has carried an answer."""
    with served(["app.py", "clock"], _settings(town, line), None) as clock:
        yield clock


def _settings(town: Town, line: Line) -> dict[str, str]:
    return town.environment | {"PORT": "{port}", "LINE_API_ORIGIN": line.origin}


def _town(folder: Path) -> Town:
    shutil.copy(Path(founded().folder.name) / "office.db", folder / "hidamari.db")
    return Town(folder, f"sqlite:///{folder}/hidamari.db")
