"""A whole town for a journey: the product's real processes, the fake LINE beside them, and the people."""

import datetime as dt
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text
from werkzeug.serving import make_server

from simulator.app import create_simulator
from storage.database import Database
from tests.harness.until import until
from tests.journeys.backup import Backup
from tests.journeys.desk import Counselor

ROOT = Path(__file__).parents[2]
MARKED = ROOT / "tests" / "marked"


class Process:
    """One of the product's processes, with its output in memory; ends only what it started."""

    def __init__(self, arguments: list[str], environment: Mapping[str, str], port: int | None = None) -> None:
        self._arguments = arguments
        self._environment = dict(environment)
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None
        self.output = bytearray()

    def start(self, mark: str | None = None) -> None:
        environment = self._environment
        if mark:
            environment = environment | {"PYTHONPATH": str(MARKED), "MARK": mark}
        self._process = subprocess.Popen(
            [sys.executable, "app.py", *self._arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        threading.Thread(target=self._collect, args=(self._process,), daemon=True).start()
        if self._port is not None:
            until(self._answers, deadline=30)

    def restart(self, mark: str | None = None) -> None:
        self.stop()
        self.start(mark)

    def stop(self) -> None:
        """SIGTERM, as an operator would."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
        self._process = None

    def kill(self) -> None:
        """SIGKILL to the process and its workers."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=15)

    def wait_until_dead(self) -> None:
        """Waits for the mark to do its work; fails when the process lives on."""
        assert self._process is not None
        status = self._process.wait(timeout=30)
        assert status == -signal.SIGKILL, f"ended with {status}:\n{self.output.decode()}"

    def wait_until_done(self) -> int:
        assert self._process is not None
        return self._process.wait(timeout=60)

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.output.decode()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/health/live", timeout=2):
                return True
        except OSError:
            return False

    def _collect(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.output += line


class World:
    """Seeded once; web and clock are started by each story as it needs them."""

    def __init__(self, data_dir: Path, database_url: str, port: int) -> None:
        self.data_dir, self.database_url = data_dir, database_url
        self.origin = f"http://127.0.0.1:{port}"
        secret, token = secrets.token_hex(16), secrets.token_urlsafe(32)
        simulator = create_simulator(
            channel_secret=secret, access_token=token, callback_url=f"{self.origin}/callback"
        )
        self.platform = simulator.platform
        self.platform.webhooks.pauses = (0.2,) * 60
        self._server = make_server("127.0.0.1", 0, simulator, threaded=True)
        self.phone = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.environment = {
            "PATH": os.environ["PATH"],
            "PORT": str(port),
            "DATA_DIR": str(data_dir),
            "DATABASE_URL": database_url,
            "LINE_CHANNEL_SECRET": secret,
            "LINE_CHANNEL_ACCESS_TOKEN": token,
            "LINE_API_ORIGIN": f"http://127.0.0.1:{self._server.server_port}/line",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self._seen: set[str] = set()
        self.web = Process(["serve"], self.environment, port)
        self.clock = Process(["clock"], self.environment)
        self.sign_ins = {person["name"]: person["passphrase"] for person in self._seed()["sign_ins"]}

    def end(self) -> None:
        self.rest()
        self._server.shutdown()

    def rest(self) -> None:
        """Ends a story's processes; the town stays."""
        self.web.kill()
        self.clock.kill()

    def resident(self) -> str:
        """Somebody new, who is a friend of the account already."""
        return self.platform.add_resident(following=True).id

    def sign_in(self, name: str) -> Counselor:
        return Counselor(self.origin, name, self.sign_ins[name])

    def ids(self, counselor: Counselor) -> list[str]:
        return [line["id"] for line in counselor.inbox()]

    def newcomer(self, counselor: Counselor) -> str:
        """Waits for a consultation that no story has seen yet."""
        found: str = until(lambda: next((i for i in self.ids(counselor) if i not in self._seen), ""))
        self._seen.add(found)
        return found

    def settle(self) -> None:
        """Waits until nothing is on its way: every webhook delivered, the outbox empty, and nobody has spoken for a while."""
        database = Database(self.database_url_for_storage)
        try:
            until(lambda: all(d.delivered for d in self.platform.webhooks.all()) and self._outbox_empty(database), deadline=40)
        finally:
            database.engine.dispose()

    def post_webhook(self, body: bytes, signature: str) -> int:
        request = urllib.request.Request(f"{self.origin}/callback", body, {"X-Line-Signature": signature})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code

    def signed(self, events: list[dict[str, Any]]) -> tuple[bytes, str]:
        body = json.dumps({"destination": "U" + "0" * 32, "events": events}).encode()
        return body, self.platform.sign(body)

    def purge(self, now: dt.datetime, *, mark: str | None = None, dies: bool = False) -> None:
        process = Process(["purge", "--now", now.isoformat()], self.environment)
        process.start(mark)
        if dies:
            process.wait_until_dead()
        else:
            assert process.wait_until_done() == 0, process.output.decode()

    @property
    def database_url_for_storage(self) -> str:
        return self.database_url.replace("postgresql://", "postgresql+psycopg://")

    def back_up(self) -> Backup:
        """What a backup job would have kept now: every row, without the KEK."""
        return Backup.of(self.database_url_for_storage, self.data_dir)

    def _outbox_empty(self, database: Database) -> bool:
        with database.reading() as connection:
            return not connection.execute(text("SELECT 1 FROM outbox WHERE state = 'queued'")).first()

    def _seed(self) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "app.py", "seed", "--json"],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
        )
        seeded: dict[str, Any] = json.loads(done.stdout)
        return seeded
