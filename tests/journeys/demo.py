"""`make demo` for a journey: the real thing on a free port, with an empty office, and a clock that the story moves."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from bot.openings import calendar_of
from storage import desks
from storage.database import Database
from tests.harness.ports import free_port
from tests.harness.service import ROOT

TOKYO = ZoneInfo("Asia/Tokyo")
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def started(data_dir: Path, port: int, said: Path) -> subprocess.Popen[bytes]:
    """`make demo` in a session of its own, which is only just starting; it complains into that file."""
    environment = {"PATH": os.environ["PATH"], "PORT": str(port), "DATA_DIR": str(data_dir)}
    with said.open("wb") as complaints:
        return subprocess.Popen(
            [sys.executable, "-m", "simulator.demo"],
            cwd=ROOT,
            env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            start_new_session=True,
        )


class Demo:
    """Started when it is made; `end()` stops it."""

    def __init__(self, data_dir: Path, port: int | None = None) -> None:
        self.data_dir = data_dir
        self.port = port or free_port()
        origin = f"http://127.0.0.1:{self.port}"
        self.phone, self.console, self.room = (
            f"{origin}/{page}/" for page in ("simulator", "console", "room")
        )
        self._log = data_dir.with_name("said")
        self._running = started(data_dir, self.port, self._log)
        self._wait_until_ready()
        sign_ins = json.loads((data_dir / "demo-sign-ins.json").read_text("utf-8"))["sign_ins"]
        self.passphrases = {one["name"]: one["passphrase"] for one in sign_ins}

    def end(self, *signals: int) -> int:
        """Sends these to everything that the terminal would (SIGTERM, if none are named); the exit status."""
        for one in signals or (signal.SIGTERM,):
            if self._running.poll() is None:
                os.killpg(self._running.pid, one)
        if self._running.stdout is not None:
            self._running.stdout.close()
        return self._running.wait(timeout=30)

    @property
    def complained(self) -> str:
        """What its processes wrote to stderr."""
        return self._log.read_text("utf-8")

    def now(self) -> int:
        """The time (ms) that everybody in the demo believes in."""
        return int(self.control("GET", "desk")["clock"]["now"])

    def move_to(self, at: int) -> None:
        """Everybody's clock, to that time (ms), which may not lie before the real one."""
        clock = self.control("GET", "desk")["clock"]
        self.control("PUT", "clock", {"ahead_ms": clock["ahead"] + at - clock["now"]})

    def control(self, method: str, what: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """A switch of the simulator."""
        return self._ask(method, f"control/{what}", body)

    def somebody(self) -> str:
        """The phone of somebody new, who has just added the account."""
        user_id = str(self._ask("POST", "phone/residents", {})["id"])
        self._ask("PUT", f"phone/residents/{user_id}/friendship", {})
        return user_id

    def say(self, user_id: str, text: str) -> None:
        self._ask("POST", f"phone/residents/{user_id}/messages", {"text": text})

    def shown(self, user_id: str) -> list[str]:
        """What the account said to them: texts, and of cards what a lock screen shows."""
        entries = self._ask("GET", f"phone/residents/{user_id}")["entries"]
        said = [entry["message"] for entry in entries if entry["author"] == "office"]
        return ["", *(message.get("text", message.get("altText", "")) for message in said)]

    def consultations(self) -> list[str]:
        """The state of each that there still is."""
        with self._reading() as connection:
            return [str(state) for state in connection.scalars(text("SELECT state FROM consultations"))]

    def visits(self, place: str) -> dict[str, int]:
        """When (ms) each agreed visit to that place begins, by its code; the earliest first."""
        wanted = text(
            "SELECT code, starts_at FROM bookings WHERE state = 'booked' AND place = :place ORDER BY starts_at"
        )
        with self._reading() as connection:
            return {row.code: row.starts_at for row in connection.execute(wanted, {"place": place})}

    def fill(self, place: str) -> None:
        """No time is free there, whatever came into reach when the clock was moved."""
        database = Database(f"sqlite:///{self.data_dir / 'hidamari.db'}")
        seat = "SELECT 1 FROM seats WHERE seats.place = slots.place AND seats.starts_at = slots.starts_at"
        empty = text(f"UPDATE slots SET capacity = 0 WHERE place = :place AND NOT EXISTS ({seat})")
        with database.transaction() as connection:
            connection.execute(empty, {"place": place})
        database.engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        database = Database(f"sqlite:///{self.data_dir / 'hidamari.db'}")
        with database.reading() as connection:
            yield connection
        database.engine.dispose()

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        request = urllib.request.Request(
            f"{self.phone}{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def next_morning(self) -> int:
        """The next time (ms), half a day from now or later, at which people begin to answer."""
        with self._reading() as connection:
            calendar = calendar_of(connection, desks.intake_desk(connection), TOKYO)
        at = self.now() + 13 * HOUR
        while calendar.is_open(at):
            at += HOUR
        opening = calendar.next_opening(at)
        assert opening is not None
        return opening

    def _wait_until_ready(self) -> None:
        assert self._running.stdout is not None
        for line in self._running.stdout:
            if line.startswith(b"ready "):
                return
        self.end()
        raise AssertionError(f"the demo did not start:\n{self.complained}")
