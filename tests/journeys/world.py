"""A whole town for a journey: the product's real processes, the fake LINE beside them, and the people."""

import datetime as dt
import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text
from werkzeug.serving import make_server

from bot.visits import desk
from bot.visits.model import Details, Ground, Wanted
from simulator.app import create_simulator
from storage import ledger, slots, visit_places
from storage.database import Database
from storage.keystore import Keys
from tests.harness.ports import free_port
from tests.harness.service import Process, Service
from tests.harness.until import until
from tests.journeys.backup import Backup
from tests.journeys.desk import Counselor
from tests.journeys.seeding import seed

DAY_MS = 24 * 3600 * 1000


class World:
    """Seeded once; web and clock are started by each story as it needs them."""

    def __init__(self, data_dir: Path, database_url: str, settings: Mapping[str, str] | None = None) -> None:
        """`settings` are more than what a talk needs, or other."""
        self.data_dir = data_dir
        port, secret, token = free_port(), secrets.token_hex(16), secrets.token_urlsafe(32)
        simulator = create_simulator(
            channel_secret=secret, access_token=token, callback_url=f"http://127.0.0.1:{port}/callback"
        )
        self.platform = simulator.platform
        self.platform.webhooks.pauses = (0.2,) * 60
        self._server = make_server("127.0.0.1", 0, simulator, threaded=True)
        self._serving = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._serving.start()
        self.phone = f"http://127.0.0.1:{self._server.server_port}/"
        self.service = Service(
            {
                "DATA_DIR": str(data_dir),
                "DATABASE_URL": database_url,
                "LINE_CHANNEL_SECRET": secret,
                "LINE_CHANNEL_ACCESS_TOKEN": token,
                "LINE_API_ORIGIN": f"{self.phone}line",
                **(settings or {}),
            },
            port,
        )
        self.origin, self.web, self.clock = self.service.origin, self.service.web, self.service.clock
        seeded = seed(self.service, data_dir, database_url)
        self.sign_ins = {one["name"]: one["passphrase"] for one in seeded["sign_ins"]}
        self.sheets: list[dict[str, str]] = seeded["sheets"]
        self._database_url = database_url.replace("postgresql://", "postgresql+psycopg://")
        self._seen: set[str] = set()

    def end(self) -> None:
        self.rest()
        self._server.shutdown()
        self._serving.join()
        self._server.server_close()

    def rest(self) -> None:
        """Ends a story's processes; the town stays."""
        self.service.end()

    def resident(self) -> str:
        """Somebody new, who is a friend of the account already."""
        return self.platform.add_resident(following=True).id

    def sign_in(self, name: str) -> Counselor:
        return Counselor(self.origin, name, self.sign_ins[name])

    def ids(self, counselor: Counselor) -> list[str]:
        return [line["id"] for line in counselor.inbox()]

    def newcomer(self, counselor: Counselor) -> str:
        """Waits for a consultation that no story has seen yet."""
        found = until(lambda: next((i for i in self.ids(counselor) if i not in self._seen), ""))
        self._seen.add(found)
        return found

    def known(self, counselor: Counselor) -> None:
        """From here on `newcomer` passes over whatever is in the inbox already."""
        self._seen.update(self.ids(counselor))

    def settle(self) -> None:
        """Waits until nothing is on its way: every webhook delivered, and the outbox empty."""
        database = Database(self._database_url)
        try:
            until(lambda: self._delivered() and self._outbox_empty(database), deadline=40)
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
        process = Process(["purge", "--now", now.isoformat()], self.service.environment)
        process.start(mark)
        if dies:
            process.wait_until_dead()
        else:
            assert process.wait_until_done() == 0, process.said

    def back_up(self) -> Backup:
        """What a backup job would have kept now: every row, without the KEK."""
        return Backup.of(self._database_url, self.data_dir)

    def certified(self, kind: str) -> list[dict[str, Any]]:
        """The ledger's certificates of this kind, oldest first."""
        database = Database(self._database_url)
        with database.reading() as connection:
            found = [entry.certificate for entry in ledger.entries(connection)]
        database.engine.dispose()
        return [one for one in found if one["t"] == kind]

    def forget_totals(self) -> None:
        """Of an office that has counted nothing yet; the demo's has invented years behind it."""
        database = Database(self._database_url)
        with database.transaction() as connection:
            connection.execute(text("DELETE FROM totals"))
        database.engine.dispose()

    def book(self, note: str) -> bytes:
        """Abe enters a visit by telephone, for tomorrow at a time of its own; returns its id."""
        keys = Keys.load(self.data_dir / "keys", self.data_dir / "keys" / "kek")
        database, now = Database(self._database_url), time.time_ns() // 1_000_000
        at, wanted, ground = now + DAY_MS, Wanted("kind-1"), Ground(keys, 7 * DAY_MS)
        with database.transaction() as connection:
            (place, *_) = visit_places.all_of(connection)
            slots.add_extra(connection, place.id, at, at + DAY_MS // 24)
            made = desk.enter(connection, ground, place.id, at, wanted, Details("", note), now=now)
        database.engine.dispose()
        return made.id

    def chunks(self) -> int:
        """How many pieces of pictures, voices and files are stored."""
        database = Database(self._database_url)
        with database.reading() as connection:
            found = len(connection.execute(text("SELECT number FROM attachments")).all())
        database.engine.dispose()
        return found

    def _delivered(self) -> bool:
        return all(delivery.delivered for delivery in self.platform.webhooks.all())

    def _outbox_empty(self, database: Database) -> bool:
        with database.reading() as connection:
            return not connection.execute(text("SELECT 1 FROM outbox WHERE state = 'queued'")).first()
