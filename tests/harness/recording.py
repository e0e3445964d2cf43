"""A line between browsers and the product that keeps every byte of both directions, and can be made to lie.

Whoever holds the server holds this: what it may keep is what a page has sent, and what it may change is what a page is told.
"""

import http.client
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.harness.watch import Hit, forms

Headers = list[tuple[str, str]]
OF_THE_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "content-length"}
UNPACKED = {"accept-encoding"}


@dataclass(frozen=True)
class Exchange:
    """One request with its answer. `path` has the query; header names are small."""

    method: str
    path: str
    asked: Headers = field(repr=False)
    sent: bytes = field(repr=False)
    status: int = 0
    headers: Headers = field(default_factory=list, repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def saying(self, told: Any) -> "Exchange":
        """The same with another answer."""
        return replace(self, body=json.dumps(told).encode())

    def every_byte(self) -> bytes:
        heads = [f"{name}: {value}" for name, value in (*self.asked, *self.headers)]
        return "\n".join([f"{self.method} {self.path}", *heads, ""]).encode() + self.sent + b"\n" + self.body


Change = Callable[[Exchange], Exchange]


class Recording:
    """`with Recording() as line: line.to = "http://…"`; browsers then use `line.origin`."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.to = ""
        self._changes: list[Change] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._serving = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._serving.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def end(self) -> None:
        self._server.shutdown()
        self._serving.join()
        self._server.server_close()

    def __enter__(self) -> "Recording":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def found(self, canaries: Iterable[str | bytes]) -> list[Hit]:
        """Where any of them stands in what has passed, in any form that `CanaryWatch` knows."""
        wanted = [(name, form) for canary in canaries for name, form in forms(canary)]
        return [
            Hit(f"{one.method} {one.path}", content.find(form), name)
            for one in list(self.exchanges)
            for content in [one.every_byte()]
            for name, form in wanted
            if form in content
        ]

    def of(self, method: str, path: str) -> list[Exchange]:
        """The exchanges at a path, without its query."""
        return [
            one for one in list(self.exchanges) if one.method == method and one.path.split("?")[0] == path
        ]

    def again(self, one: Exchange) -> Exchange:
        """The same request once more, byte by byte, as somebody on the line could send it."""
        return self._pass_on(one.method, one.path, one.asked, one.sent)

    @contextmanager
    def telling(self, path: str, change: Change) -> Iterator[None]:
        """Meanwhile answers at paths that begin so, and are no refusals, are changed on their way."""

        def where(one: Exchange) -> Exchange:
            return change(one) if one.path.startswith(path) and one.status == 200 else one

        self._changes.append(where)
        yield
        self._changes.remove(where)

    def _pass_on(self, method: str, path: str, asked: Headers, sent: bytes) -> Exchange:
        there = http.client.HTTPConnection(urlsplit(self.to).netloc, timeout=60)
        try:
            there.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in asked:
                if name not in OF_THE_HOP | UNPACKED:
                    there.putheader(name, value)
            if sent or method not in ("GET", "HEAD"):
                there.putheader("content-length", str(len(sent)))
            there.endheaders(sent or None)
            answer = there.getresponse()
            headers = [(name.lower(), value) for name, value in answer.getheaders()]
            return Exchange(method, path, asked, sent, answer.status, headers, answer.read())
        finally:
            there.close()

    def _take(self, method: str, path: str, asked: Headers, sent: bytes) -> Exchange:
        one = self._pass_on(method, path, asked, sent)
        self.exchanges.append(one)
        for change in self._changes:
            one = change(one)
        return one

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        line = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def pass_on(self) -> None:
                asked = [(name.lower(), value) for name, value in self.headers.items()]
                sent = self.rfile.read(int(self.headers.get("content-length", 0)))
                try:
                    one = line._take(self.command, self.path, asked, sent)
                except OSError:
                    # Nobody there: the browser sees a line that broke.
                    self.close_connection = True
                    return
                self.send_response_only(one.status)
                for name, value in one.headers:
                    if name not in OF_THE_HOP:
                        self.send_header(name, value)
                self.send_header("content-length", str(len(one.body)))
                self.end_headers()
                if self.command != "HEAD" and one.status != 304:
                    self.wfile.write(one.body)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = pass_on

            def log_message(self, *_: object) -> None:
                pass

        return Door
