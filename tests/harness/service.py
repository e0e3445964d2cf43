"""The product as an operator runs it: real processes of `python app.py …`, ended only by their own process group.

They start as forks of one that has the libraries loaded (tests/harness/warm.py), which saves two seconds each time.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.harness import warm
from tests.harness.ports import free_port
from tests.harness.until import until

ROOT = Path(__file__).parents[2]
MARKED = ROOT / "tests" / "marked"
LOUD = ROOT / "tests" / "loud"


class Process:
    """One of the product's processes; what it prints is kept in `output`, over all its starts, and never on disk."""

    def __init__(self, arguments: list[str], environment: Mapping[str, str], port: int | None = None) -> None:
        self._arguments = arguments
        self._environment = dict(environment)
        self._port = port
        self._process: subprocess.Popen[bytes] | warm.Program | None = None
        self._listening: threading.Thread | None = None
        self.output = bytearray()

    @property
    def pid(self) -> int:
        assert self._process is not None, "not started"
        return self._process.pid

    def start(
        self,
        mark: str | None = None,
        once: Path | None = None,
        *,
        ahead_ms: int | None = None,
        loud: bool = False,
        cold: bool = False,
    ) -> None:
        """Starts it and, if it has a port, waits until it answers. `mark`, `once`: see tests/marked/sitecustomize.py.

        `ahead_ms` is for the time process: how far its clock is ahead. `loud`: every logger writes everything, see
        tests/loud/sitecustomize.py. `cold`: nothing is loaded beforehand.
        """
        environment, program = self._environment, ["app.py", *self._arguments]
        if mark:
            environment = environment | {"PYTHONPATH": str(MARKED), "MARK": mark}
        if once:
            environment = environment | {"MARK_ONCE_FILE": str(once)}
        if loud:
            environment = environment | {"PYTHONPATH": str(LOUD)}
        if ahead_ms is not None:
            program = ["-m", "tests.harness.ahead", str(ahead_ms)]
        ours, theirs = os.pipe()
        self._process = (_cold if cold else _warm)(program, environment, theirs)
        os.close(theirs)
        self._listening = threading.Thread(target=self._collect, args=(ours,), daemon=True)
        self._listening.start()
        if self._port is not None:
            until(self._answers, deadline=30)

    def restart(self, mark: str | None = None) -> None:
        self.stop()
        self.start(mark)

    def stop(self) -> None:
        """SIGTERM, as an operator would; fails when it does not end by itself."""
        if self._process is not None and self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
        self._forget()

    def kill(self) -> None:
        """SIGKILL to the process and its workers."""
        if self._process is not None and self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=15)
        self._forget()

    def wait_until_dead(self) -> None:
        """Waits for the mark to do its work; fails when the process lives on."""
        status = self._wait(30)
        assert status == -signal.SIGKILL, f"ended with {status}:\n{self.said}"

    def wait_until_done(self) -> int:
        """The exit status of a command that ends by itself."""
        return self._wait(60)

    @property
    def said(self) -> str:
        return bytes(self.output).decode("utf-8", "replace")

    def _wait(self, seconds: float) -> int:
        assert self._process is not None, "not started"
        status = self._process.wait(timeout=seconds)
        self._forget()
        return status

    def _forget(self) -> None:
        """Takes in the last of what was said, so that nothing of it is missed and no pipe stays open."""
        if self._listening is not None:
            self._listening.join(timeout=15)
        self._process = self._listening = None

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.said
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/health/live", timeout=2):
                return True
        except OSError:
            return False

    def _collect(self, said: int) -> None:
        with open(said, "rb") as lines:
            for line in lines:
                self.output += line


def _warm(program: list[str], environment: Mapping[str, str], output: int) -> warm.Program:
    return warm.start(program, cwd=ROOT, environment=environment, stdout=output, stderr=output)


def _cold(program: list[str], environment: Mapping[str, str], output: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, *program],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )


class Service:
    """One installation: `web` and `clock` over one DATA_DIR, not started yet."""

    def __init__(self, settings: Mapping[str, str], port: int | None = None) -> None:
        """`settings` are those of the contract; PORT is chosen unless `port` is given, and nothing else is inherited."""
        self.port = port or free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "PATH": os.environ["PATH"],
            "PORT": str(self.port),
            "PYTHONDONTWRITEBYTECODE": "1",
            **settings,
        }
        self.web = Process(["serve"], self.environment, self.port)
        self.clock = Process(["clock"], self.environment)

    def seed(self) -> dict[str, Any]:
        """`python app.py seed --json`, without flyers, which take seconds to draw; the sign-ins are under "sign_ins"."""
        seeded: dict[str, Any] = json.loads(self.run("seed", "--json", "--no-flyers"))
        return seeded

    def run(self, *arguments: str) -> str:
        """A command to its end; what it printed on stdout. AssertionError when it fails."""
        done = warm.run(["app.py", *arguments], cwd=ROOT, environment=self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def end(self) -> None:
        """Kills what still runs."""
        self.web.kill()
        self.clock.kill()
