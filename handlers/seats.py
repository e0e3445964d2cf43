"""Seats at work, and seats for who only waits: open consoles never take the threads that the webhook needs."""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from typing import Any, cast

from flask import Flask, current_app

AT_WORK = 16
WAITING = 200
"""Pages that wait for news in one process; the next one asks again and again instead."""


class Seats:
    """The server has a thread for each seat of both kinds, so a request waits for a seat and never for a thread."""

    def __init__(self, app: Flask) -> None:
        self._inner = app.wsgi_app
        self._at_work = threading.BoundedSemaphore(AT_WORK)
        self._waiting = threading.BoundedSemaphore(WAITING)

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        with self._at_work:
            return self._inner(environ, start_response)

    @contextlib.contextmanager
    def left(self) -> Iterator[None]:
        """Within it this request has no seat: whoever uses it says how many may."""
        self._at_work.release()
        try:
            yield
        finally:
            self._at_work.acquire()

    @contextlib.contextmanager
    def aside(self) -> Iterator[bool]:
        """Within it this request holds nobody up. False when all seats for waiting are taken: then it must not wait."""
        if not self._waiting.acquire(blocking=False):
            yield False
            return
        try:
            with self.left():
                yield True
        finally:
            self._waiting.release()


def attach(app: Flask) -> None:
    seats = app.extensions["hidamari-seats"] = Seats(app)
    app.wsgi_app = seats  # type: ignore[method-assign]  # as Flask's documentation says to do


def seats() -> Seats:
    return seats_of(current_app)


def seats_of(app: Flask) -> Seats:
    return cast(Seats, app.extensions["hidamari-seats"])
