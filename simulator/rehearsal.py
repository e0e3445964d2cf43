"""What tests need around the simulator: a clock they set, a recording callback, a WSGI app on a free port."""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

START = 1_795_219_200_000
"""2026-11-21 09:00 in Japan, in ms since 1970."""


@dataclass
class Clock:
    """A clock that moves when it is told to. Call it for ms since 1970."""

    at: int = START

    def __call__(self) -> int:
        return self.at

    def pass_(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        self.at += round(((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000)


@dataclass(frozen=True)
class Received:
    """One webhook as it arrived."""

    body: bytes = field(repr=False)
    signature: str
    headers: dict[str, str] = field(repr=False)
    json: Any = field(repr=False)

    @property
    def events(self) -> list[dict[str, Any]]:
        return list(self.json["events"])


@dataclass
class Callback:
    """A WSGI app in the product's place: keeps what it gets, answers `statuses` in turn and then 200."""

    received: list[Received] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request = Request(environ)
        body = request.get_data(cache=True)
        with self._lock:
            one = Received(
                body,
                request.headers.get("x-line-signature", ""),
                {name.lower(): value for name, value in request.headers.items()},
                request.get_json(silent=True),
            )
            self.received.append(one)
            status = self.statuses.pop(0) if self.statuses else 200
        return Response(status=status)(environ, start_response)

    @property
    def events(self) -> list[dict[str, Any]]:
        """Every event of every webhook, in the order of arrival."""
        return [event for one in self.received for event in one.events]


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        pass

    def send_response(self, code: int, message: str | None = None) -> None:
        """Without a Date of its own: the fake LINE's answers bear the time that it is there."""
        self.send_response_only(code, message)


@contextlib.contextmanager
def serve(application: "WSGIApplication") -> Iterator[str]:
    """The application on a free loopback port, threaded; yields its origin."""
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
