"""The webhook beside LINE's own example and beside the least that is honest, on the same server, one after the other in each round."""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.figure import Figure, against
from tests.benchmarks.serving import Knocked, Served, line_answering, served
from tests.cast import SECRET, TOKEN, Town, founded, furnish
from tests.harness.postgres import Postgres, running

ROUNDS = 3
WARM, COUNT = 200, 1500
LINE_MS = 60

Serving = Callable[[dict[str, str]], contextlib.AbstractContextManager[Served]]
"""With more in its environment."""


class Contender(NamedTuple):
    name: str
    serving: Serving


def measure() -> list[Figure]:
    """On both databases; raises when a webhook is refused."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        running() as server,
        line_answering(0) as line,
    ):
        at = Path(folder)
        echo, least = (
            Contender("flask-echo", _echo(line.origin)),
            Contender("HMAC and one commit", _least(_file(at))),
        )
        least_there = Contender("HMAC and one commit, PostgreSQL", _least(server.fresh()))
        ours, there = (
            Contender("webhook", _ours(_in_a_file(at))),
            Contender("webhook, PostgreSQL", _ours(_in(server, at))),
        )
        contenders = (echo, least, least_there, ours, there)
        rounds = [{one.name: _knocked(one) for one in contenders} for _ in range(ROUNDS)]
        with line_answering(LINE_MS) as slow:
            late = _knocked(Contender("flask-echo, LINE after 60 ms", _echo(slow.origin)), 500)
        shim = _slow_sync(at)
        slowed = [_knocked(one, 500, shim) for one in (ours, least)] if shim else []
    found: list[Figure] = []
    for mine, other in ((ours, least), (there, least_there)):
        found += _compared(mine.name, other.name, rounds, late)
    if slowed:
        mine_slowed, least_slowed = (one.rate for one in slowed)
        name = "webhook, a second, on a disk that syncs 5 ms later"
        found.append(
            against(name, mine_slowed, "", ("one commit for each there", least_slowed), 5, more=True)
        )
    return found


def _compared(mine: str, least: str, rounds: list[dict[str, Knocked]], late: Knocked) -> list[Figure]:
    def of(name: str, what: str) -> float:
        return float(median(getattr(one[name], what) for one in rounds))

    rate = of(mine, "rate")
    return [
        against(f"{mine}, a second", rate, "", ("flask-echo", of("flask-echo", "rate")), 1.4, more=True),
        against(
            f"{mine}, a second, LINE after {LINE_MS} ms", rate, "", ("flask-echo", late.rate), 5, more=True
        ),
        against(f"{mine}, a second", rate, "", (least, of(least, "rate")), 0.8, more=True),
        against(f"{mine}, 99 of 100 within", of(mine, "p99"), "ms", (least, of(least, "p99")), 0.3),
        against(f"{mine}, CPU for each", of(mine, "cpu"), "ms", ("flask-echo", of("flask-echo", "cpu")), 0.5),
    ]


def _knocked(one: Contender, count: int = COUNT, shim: Path | None = None) -> Knocked:
    with one.serving({"LD_PRELOAD": str(shim)} if shim else {}) as program:
        program.knock(SECRET, WARM)
        return program.knock(SECRET, count)


def _echo(line: str) -> Serving:
    settings = {"LINE_CHANNEL_SECRET": SECRET, "LINE_CHANNEL_ACCESS_TOKEN": TOKEN, "LINE_API_ORIGIN": line}
    return lambda more: served(["-m", "tests.benchmarks.anchors", "echo", "{port}"], settings | more)


def _least(url: str) -> Serving:
    settings = {"LINE_CHANNEL_SECRET": SECRET, "DATABASE_URL": url}
    return lambda more: served(["-m", "tests.benchmarks.anchors", "committing", "{port}"], settings | more)


def _ours(town: Town) -> Serving:
    settings = town.environment | {"PORT": "{port}"}
    return lambda more: served(["app.py", "serve"], settings | more, "/health/live")


def _slow_sync(folder: Path) -> Path | None:
    """Built where there is a C compiler; elsewhere that row is not measured."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    made = folder / "slow_sync.so"
    source = Path(__file__).parent / "slow_sync.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(made), str(source)], check=True)
    return made


def _file(folder: Path) -> str:
    return f"sqlite:///{folder}/least.db"


def _in_a_file(folder: Path) -> Town:
    shutil.copy(Path(founded().folder.name) / "office.db", folder / "hidamari.db")
    return Town(folder / "file", f"sqlite:///{folder}/hidamari.db")


def _in(server: Postgres, folder: Path) -> Town:
    return Town(folder / "server", server.fresh_from("founded", furnish))
