"""Seats at work, seats of the webhook, and seats for who only waits: nobody's console takes the threads that LINE needs."""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from typing import Any, cast

from flask import Flask, current_app

from handlers.webhook import PATH

AT_WORK = 16
"""As many as connections to the database are kept."""
WEBHOOKS = 64
"""Of LINE's: they have one connection together (storage/group_commit.py), so more of them may wait for it, each for its turn."""
WAITING = 200
"""Pages that wait for news in one process; the next one asks again and again instead."""


class Seats:
    """The server has a thread for each seat of both kinds, so a request waits for a seat and never for a thread."""

    def __init__(self, app: Flask) -> None:
        self._inner = app.wsgi_app
        self._at_work = threading.BoundedSemaphore(AT_WORK)
        self._webhooks = threading.BoundedSemaphore(WEBHOOKS)
        self._taken = threading.local()
        self._waiting = threading.BoundedSemaphore(WAITING)

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        seat = self._webhooks if environ["PATH_INFO"] == PATH else self._at_work
        with seat:
            self._taken.seat = seat
            return self._inner(environ, start_response)

    @contextlib.contextmanager
    def left(self) -> Iterator[None]:
        """Within it this request has no seat: whoever uses it says how many may."""
        seat = self._taken.seat
        seat.release()
        try:
            yield
        finally:
            seat.acquire()

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
