"""Programs that are measured from outside: started cold, asked, and looked at by what the kernel counts."""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

from tests.harness.ports import free_port
from tests.harness.service import ROOT
from tests.harness.until import until

TICK = os.sysconf("SC_CLK_TCK")


class Knocked(NamedTuple):
    """So many answers a second; the slowest of a hundred (ms); CPU of the server for each (ms); when each reply token was sent (s)."""

    rate: float
    p99: float
    cpu: float
    sent: dict[str, float]


class Served:
    """A program that listens on a port, with everything it starts."""

    def __init__(
        self, arguments: list[str], environment: Mapping[str, str], port: int, ready: str | None
    ) -> None:
        begun = time.perf_counter()
        self.port = port
        self._program = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if ready is not None:
            until(lambda: self._answers(ready), deadline=30)
        self.cold = (time.perf_counter() - begun) * 1000
        """From its start to its first answer, in ms."""

    def knock(
        self,
        secret: str,
        count: int,
        *,
        connections: int = 32,
        rate: float | None = None,
        people: int = 50,
        text: str = "きのうから、よくねむれません。",
    ) -> Knocked:
        """Posts so many signed webhooks from so many people; raises when one was refused."""
        wish = {"port": self.port, "secret": secret, "count": count, "connections": connections, "rate": rate}
        wish |= {"people": people, "text": text, "tokens": secrets.token_hex(8)}
        wish["now"] = time.time_ns() // 1_000_000
        before = self.cpu()
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.knocking"],
            cwd=ROOT, input=json.dumps(wish), capture_output=True, text=True, check=True,
        )  # fmt: skip
        answer: dict[str, Any] = json.loads(done.stdout)
        assert answer["refused"] == 0, f"{answer['refused']} of {count} were refused"
        return Knocked(
            count / answer["seconds"],
            quantiles(answer["ms"], n=100)[98],
            (self.cpu() - before) / count,
            {f"{wish['tokens']}{number:08d}": at for number, at in enumerate(answer["sent"])},
        )

    def cpu(self) -> float:
        """What all of it has used so far, in ms."""
        fields = [path.read_text().rpartition(")")[2].split() for path in self._of_each("stat")]
        return sum(int(one[11]) + int(one[12]) for one in fields) * 1000 / TICK

    def memory(self) -> float | None:
        """The proportional set size of all of it, in MB; None where the kernel shows a shut process to root only."""
        try:
            rolled = [path.read_text() for path in self._of_each("smaps_rollup")]
        except PermissionError:
            return None
        lines = [line for one in rolled for line in one.splitlines() if line.startswith("Pss:")]
        return sum(int(line.split()[1]) for line in lines) / 1024

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._program.pid, signal.SIGTERM)
        try:
            self._program.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self._program.pid, signal.SIGKILL)
            self._program.wait()

    def _of_each(self, file: str) -> list[Path]:
        """The session is its own: whatever belongs to it was started by it."""
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if int((path / "stat").read_text().rpartition(")")[2].split()[3]) == self._program.pid:
                    found.append(path / file)
        return found

    def _answers(self, path: str) -> bool:
        assert self._program.poll() is None, "it ended by itself"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=2):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False


@contextlib.contextmanager
def served(arguments: list[str], environment: Mapping[str, str], ready: str | None = "/") -> Iterator[Served]:
    """`{port}` in an argument or a setting becomes a free port; `ready` is a path that answers, None where nobody listens."""
    port = free_port()
    program = Served(
        [argument.format(port=port) for argument in arguments],
        {name: value.format(port=port) for name, value in environment.items()},
        port,
        ready,
    )
    try:
        yield program
    finally:
        program.end()


class Line(NamedTuple):
    """A LINE that takes every call."""

    origin: str

    def replies(self) -> dict[str, float]:
        """When each reply token came (s)."""
        with urllib.request.urlopen(f"{self.origin}/replies", timeout=10) as answer:
            found: dict[str, float] = json.load(answer)
        return found


@contextlib.contextmanager
def line_answering(after_ms: int) -> Iterator[Line]:
    """It answers so many ms after a call came."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.answering", str(port), str(after_ms)],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stdout.readline() == b"ready\n"
        try:
            yield Line(f"http://127.0.0.1:{port}")
        finally:
            program.terminate()
