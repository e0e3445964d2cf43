"""The web application of a town, opened and shut."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from app import create_app
from settings import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[Flask]:
    """As the web process makes it; its connections are closed at the end."""
    app = create_app(settings)
    try:
        yield app
    finally:
        app.extensions["hidamari"].database.engine.dispose()
