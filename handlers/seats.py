"""Seats at work, seats of the webhook, and seats for who only waits: nobody's console takes the threads that LINE needs."""

import contextlib
import queue
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
        self._at_work, self._webhooks, self._waiting = _row(AT_WORK), _row(WEBHOOKS), _row(WAITING)
        self._taken = threading.local()

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        row = self._webhooks if environ["PATH_INFO"] == PATH else self._at_work
        row.get()
        try:
            self._taken.row = row
            return self._inner(environ, start_response)
        finally:
            row.put(None)

    @contextlib.contextmanager
    def left(self) -> Iterator[None]:
        """Within it this request has no seat: whoever uses it says how many may."""
        row = self._taken.row
        row.put(None)
        try:
            yield
        finally:
            row.get()

    @contextlib.contextmanager
    def aside(self) -> Iterator[bool]:
        """Within it this request holds nobody up. False when all seats for waiting are taken: then it must not wait."""
        try:
            self._waiting.get_nowait()
        except queue.Empty:
            yield False
            return
        try:
            with self.left():
                yield True
        finally:
            self._waiting.put(None)


def _row(number: int) -> "queue.SimpleQueue[None]":
    """So many seats. Who takes one waits until there is one; unlike a semaphore of Python's, it has no price worth naming."""
    row: queue.SimpleQueue[None] = queue.SimpleQueue()
    for _ in range(number):
        row.put(None)
    return row


def attach(app: Flask) -> None:
    seats = app.extensions["hidamari-seats"] = Seats(app)
    app.wsgi_app = seats  # type: ignore[method-assign]  # as Flask's documentation says to do


def seats() -> Seats:
    return seats_of(current_app)


def seats_of(app: Flask) -> Seats:
    return cast(Seats, app.extensions["hidamari-seats"])
