"""The web application of a town, opened and shut."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask

from app import create_app
from handlers.context import milliseconds
from settings import Settings


@contextmanager
def opened(settings: Settings, now: Callable[[], int] = milliseconds) -> Iterator[Flask]:
    """As the web process makes it; its connections are closed at the end."""
    app = create_app(settings, now)
    try:
        yield app
    finally:
        app.extensions["hidamari"].database.engine.dispose()
