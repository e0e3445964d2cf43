"""Who sends or reads too slowly is let go: with a proxy in front nobody notices, without one nobody takes the seats of others.

The server itself ends whoever is slow with a request's head, or idle after an answer (`serve` in app.py). Here is the rest: bodies
that do not come, and answers that nobody takes. Nothing can interrupt a read of the server's, but the system tells of each
connection how much has passed, and shutting one ends all that waits for it.
"""

import contextlib
import os
import socket
import stat
import struct
import sys
import threading
import time
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from flask import Flask
from werkzeug.exceptions import ClientDisconnected, ServiceUnavailable

from handlers.seats import seats_of

ARRIVING = 64
"""Requests of one process whose bodies are waited for at a time. One more is told 503: LINE and browsers come again."""
CONNECTIONS = 512
"""In one process: below what a process may have open, so that there is always one left for the database."""
LARGEST_HEAD = 64 * 1024
"""Bytes of a request's head, all of its headers together; more is told 431."""
RATE = 2048
"""Bytes in a second, both ways together: for as many more one may take a second longer."""

_PIECE = 64 * 1024
_TOLD = struct.Struct("=24xI92xQQ8xI")
"""Of Linux's `struct tcp_info`: segments under way, bytes that were acknowledged and received, bytes not sent yet."""
_TCP = (socket.AF_INET, socket.AF_INET6)


class Body(Protocol):
    """What the server hands over: read() waits for so many bytes, or the end."""

    def read(self, size: int) -> bytes: ...


class SlowClients:
    """Around the application of one process of `serve`: who waits for a body has no seat, and no answer is waited for at all."""

    def __init__(self, app: Flask) -> None:
        self._inner, self._seats = app.wsgi_app, seats_of(app)
        self._places = threading.BoundedSemaphore(ARRIVING)

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        environ["wsgi.input"] = _Patient(self, environ["wsgi.input"], environ.get("CONTENT_LENGTH"))
        answer = self._inner(environ, start_response)
        try:
            # Whole: in parts each would wait for the one before to be taken, and keep a thread that long.
            return [b"".join(answer)]
        finally:
            if close := getattr(answer, "close", None):
                close()

    def read(self, body: Body, size: int) -> bytes:
        """The next piece; 503 when too many are waited for."""
        if not self._places.acquire(blocking=False):
            raise ServiceUnavailable
        try:
            with self._seats.left():
                return body.read(size)
        finally:
            self._places.release()


class _Patient:
    def __init__(self, clients: SlowClients, body: Body, length: str | None) -> None:
        self._clients, self._body = clients, body
        self._missing = int(length) if length and length.isdecimal() else 0

    def read(self, size: int = -1) -> bytes:
        """Some of it, as of an unbuffered file; empty at its end. 400 for what ends before it has said that it would."""
        piece = self._clients.read(self._body, _PIECE if size < 0 else min(size, _PIECE))
        self._missing -= len(piece)
        if not piece and self._missing > 0:
            raise ClientDisconnected
        return piece


class _Mark(NamedTuple):
    """How a connection stood when it was first seen, or when the last answer on it was taken as a whole."""

    at: float
    received: int = 0
    taken: int = 0


class Toll:
    """Looks at the connections that came in at this port, and shuts those on which too little has passed for too long."""

    def __init__(self, port: int, seconds: float) -> None:
        self._port, self._seconds = port, seconds
        self._marks: dict[int, _Mark] = {}

    def look(self, now: float) -> None:
        """`now`: seconds, by whichever clock."""
        seen: dict[int, _Mark] = {}
        for name in os.listdir("/proc/self/fd"):
            # What was closed meanwhile is no concern of ours, and neither is what has nobody at its other end.
            with contextlib.suppress(OSError):
                told = os.fstat(int(name))
                if stat.S_ISSOCK(told.st_mode):
                    with socket.socket(fileno=os.dup(int(name))) as one:
                        if one.family in _TCP and one.getpeername() and one.getsockname()[1] == self._port:
                            seen[told.st_ino] = self._weigh(
                                one, self._marks.get(told.st_ino, _Mark(now)), now
                            )
        self._marks = seen

    def _weigh(self, one: socket.socket, mark: _Mark, now: float) -> _Mark:
        told = one.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TOLD.size)
        under_way, taken, received, unsent = _TOLD.unpack(told)
        if taken != mark.taken and not under_way and not unsent:
            return _Mark(now, received, taken)
        passed = received - mark.received + taken - mark.taken
        # Twice: it may have rested for as long before anything was asked for.
        if now - mark.at > 2 * self._seconds + passed / RATE:
            # Nothing of the answer is kept for who does not take it.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            one.shutdown(socket.SHUT_RDWR)
        return mark


def attach(app: Flask, port: int, seconds: float) -> None:
    app.wsgi_app = SlowClients(app)  # type: ignore[method-assign]  # as Flask's documentation says to do
    if sys.platform == "linux":
        threading.Thread(target=_keep_looking, args=(Toll(port, seconds), seconds / 4), daemon=True).start()


def _keep_looking(toll: Toll, pause: float) -> None:
    while True:
        time.sleep(pause)
        toll.look(time.monotonic())
