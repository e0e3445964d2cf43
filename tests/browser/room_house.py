"""A house with a room, and a telephone in front of it: the page's engine in real Chromium, against the real doors."""

import json
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from flask import Flask
from playwright.sync_api import Page, TimeoutError
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from handlers import files
from handlers.room.page import POLICY
from storage import chunks
from storage.contexts import b64, fingerprint_text, unb64
from storage.genesis import Genesis
from tests.cast import Town, founded
from tests.handlers.at_room import House
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.handlers.room_desk import RoomDesk
from tests.harness.whole import whole
from tests.resident import Resident
from tests.room_resident import RoomResident

HERE = Path(__file__).parent
PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="/static/img/icon.svg"><script type="module" src="/engine/room_page.js"></script>'
ROWS = """new Promise((resolve) => {
  const asked = indexedDB.open("page");
  asked.onsuccess = () => {
    const rows = asked.result.transaction("rows").objectStore("rows");
    const [names, values] = [rows.getAllKeys(), rows.getAll()];
    values.onsuccess = () => {
      asked.result.close();
      resolve(JSON.stringify([names.result, values.result]));
    };
  };
})"""
"""Everything that the browser keeps, as text."""

LONG = 15_000
"""Milliseconds until something that is sure to come counts as not coming."""


class AtDesk(RoomDesk):
    """A colleague in front of a room whose resident is a browser: nothing is known of them but the first page."""

    def __init__(self, desk: Desk, consultation: str) -> None:
        genesis = Genesis.from_json(json.dumps(desk.whole(consultation)["genesis"]).encode())
        super().__init__(desk, cast(RoomResident, _Known(genesis)))

    def files(self) -> list[bytes]:
        """What came with the records, opened; in the order of the transcript."""
        covers = {
            n: e.payload
            for n, e in enumerate(self.read(), 1)
            if e.payload and e.payload["kind"] == "attachment"
        }
        return [self._file(position, cover) for position, cover in covers.items()]

    def _file(self, position: int, cover: dict[str, Any]) -> bytes:
        framed, pieces = self.desk.get(f"consultations/{self.id}/attachments/{position}").data, []
        while framed:
            length = int.from_bytes(framed[:4], "big")
            pieces.append(framed[4 : 4 + length])
            framed = framed[4 + length :]
        place = (self.room.fp, unb64(self.id), unb64(cover["ref"]))
        return chunks.open_(chunks.Cover.from_payload(cover), pieces, *place)


class _Known:
    """What a first page says of whose room it is."""

    def __init__(self, genesis: Genesis) -> None:
        self.fp, self.genesis, self.id = founded().keys.fingerprint, genesis, genesis.case
        self.guest, self.desk = genesis.guest, genesis.desk


class RoomHouse(House):
    """On SQLite: what is at stake here is the browser. The doors have their own tests on both databases."""

    def __init__(self, town: Town, app: Flask, origin: str) -> None:
        super().__init__(town, app)
        self.origin, self.page = origin, f"{origin}/engine/"
        self.paper = f"{self.page}#k={fingerprint_text(town.keys.fingerprint)}&e=1"
        """What the QR of a flyer says."""

    def way(self, hanako: Resident) -> str:
        """What the bot gives her to tap."""
        return f"{self.paper}&t={b64(self.link(hanako))}"

    def at(self, desk: Desk) -> AtDesk:
        """In front of the newest room, assigned."""
        consultation = b64(self.town.consultations()[-1])
        desk.claim(consultation)
        return AtDesk(desk, consultation)

    def now(self) -> None:
        """The town's clock, which the desk and the purge go by, says what the browser's says."""
        self.town.clock.at = time.time_ns() // 1_000_000


class Phone:
    """One browser with the engine in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        # Another fragment alone would not load the page anew.
        page.goto("about:blank")
        page.goto(address)
        self.until("view.phase !== 'arriving' && view.facts !== null")

    def act(self, verb: str, *args: Any) -> Any:
        """What the verb came to; a test that expects trouble asks `trouble`."""
        done = self.page.evaluate("(args) => act(...args)", [verb, *args])
        assert "trouble" not in done, done
        return done.get("value")

    def trouble(self, verb: str, *args: Any) -> str:
        done = self.page.evaluate("(args) => act(...args)", [verb, *args])
        code: str = done["trouble"]
        return code

    def until(self, wanted: str) -> None:
        """Until `view` is so: an expression of JavaScript."""
        looked = f"() => {{ const view = globalThis.engine?.view; return view && ({wanted}); }}"
        try:
            self.page.wait_for_function(looked, timeout=LONG)
        except TimeoutError as late:
            raise AssertionError(f"never {wanted}: {self.view | {'facts': None}}") from late

    @property
    def view(self) -> Any:
        return self.page.evaluate("engine.view")

    @property
    def texts(self) -> list[str]:
        """(state of what was) said, in the order of the page."""
        return [
            one["payload"]["text"]
            for one in self.view["entries"]
            if one["payload"] and "text" in one["payload"]
        ]

    def begin(self) -> None:
        self.act("begin", {"eraseOnClose": False, "language": "ja"})

    def says(self, text: str) -> None:
        """And it has arrived."""
        self.act("say", text)
        self.arrived(text)

    def arrived(self, text: str) -> None:
        self.until(
            f"view.entries.some((one) => one.payload?.text === {json.dumps(text)} && one.state === 'arrived')"
        )

    def looks(self) -> None:
        """Now, and not when the next look would be due."""
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def hears(self, text: str) -> None:
        self.looks()
        self.until(f"view.entries.some((one) => one.payload?.text === {json.dumps(text)} && !one.mine)")


@contextmanager
def served(folder: Path) -> Iterator[RoomHouse]:
    shutil.copy(f"{founded().folder.name}/office.db", folder / "hidamari.db")
    town = Town(folder, f"sqlite:///{folder}/hidamari.db")
    with opened(town.but(LANES="talk,room")) as app:
        server = make_server("127.0.0.1", 0, whole(_with_engine(app)), threaded=True)
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield RoomHouse(town, app, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        serving.join()
        server.server_close()
    town.database.engine.dispose()


def _with_engine(app: Flask) -> Any:
    """The doors, and beside them a page of the same origin and policy as the room's with nothing on it to see."""

    @Request.application
    def page(request: Request) -> Response:
        headers = {"Content-Security-Policy": POLICY}
        if request.path == "/engine/":
            return Response(PAGE, headers=headers, content_type="text/html")
        script = (HERE / request.path.removeprefix("/engine/")).read_text("utf-8")
        # In the version that browsers keep, as the room's own page names its files.
        script = script.replace("/static/", files.address(""))
        return Response(script, headers=headers, content_type="text/javascript")

    def choose(environ: Any, start_response: Any) -> Any:
        return (page if environ["PATH_INFO"].startswith("/engine/") else app)(environ, start_response)

    return choose
