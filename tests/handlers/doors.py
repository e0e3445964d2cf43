"""The web application of a town, opened and shut."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask

from app import create_app
from handlers.context import Context, attach
from handlers.times import milliseconds
from settings import Settings

_idle: list[Flask] = []
"""Applications that nobody uses now. Their hundred doors take a while to hang, and know nothing of any town."""


@contextmanager
def opened(settings: Settings, now: Callable[[], int] = milliseconds) -> Iterator[Flask]:
    """As the web process makes it; its connections are closed at the end."""
    if _idle:
        app = _idle.pop()
        attach(app, Context.open(settings, now))
    else:
        app = create_app(settings, now)
    try:
        yield app
    finally:
        here = app.extensions.pop("hidamari")
        here.watch.end()
        here.database.engine.dispose()
    _idle.append(app)
