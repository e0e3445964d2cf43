"""The web process, and the command line: a table of contents. The commands are doors like the others: handlers/commands.

What costs time to import is imported where it is used: a command waits for no doors, and each command for no other.
"""

import gc
import importlib
import logging
import resource
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from handlers import commands
from handlers.times import milliseconds
from settings import Settings
from storage import log_lines, memory

if TYPE_CHECKING:
    from flask import Flask


def create_app(settings: Settings | None = None, now: Callable[[], int] = milliseconds) -> "Flask":
    """The WSGI application; `now` tells it the time (ms). Raises one clear sentence when a setting, the database or a key can't be used."""
    from flask import Flask

    from handlers import context, doors

    settings = settings or Settings.from_env()
    log_lines.set_up(settings.log_level)
    app = Flask("handlers", static_folder="static", template_folder="templates")
    context.attach(app, context.Context.open(settings, now))
    doors.attach(app)
    return app


def create_worker() -> "Flask":
    """What each process of `serve` runs. New programs inherit no lock on memory, so each asks for its own."""
    from handlers import slow_clients
    from handlers.context import context_of

    memory.shut()
    app = create_app()
    settings = context_of(app).settings
    slow_clients.attach(app, settings.port, settings.slow_client_seconds)
    gc.freeze()
    gc.enable()
    return app


@click.group(cls=commands.Named)
def cli() -> None:
    """Hidamari: talk to a counselor on LINE without giving a name."""


@cli.command()
@click.option(
    "--workers", default=1, show_default=True, help="Web processes; more than one is for PostgreSQL."
)
def serve(workers: int) -> None:
    """Run the web process. Example: python app.py serve"""
    # All that is loaded stays to the end. To look meanwhile for what may go took a sixth of the start; a worker begins when it is up.
    gc.disable()

    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from handlers import seats, slow_clients
    from handlers.context import Context

    memory.shut()
    settings = Settings.from_env()
    Context.open(settings)
    # Before the workers part: they share what is read once, and a library that is missing stops the start.
    importlib.import_module("handlers.doors")
    gc.freeze()
    Granian(
        "app:create_worker",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=seats.AT_WORK + seats.WEBHOOKS + seats.WAITING + slow_clients.ARRIVING,
        backpressure=slow_clients.CONNECTIONS,
        # Where it has to guess between versions it waits for ever for the first byte; and nobody before it speaks another.
        http=HTTPModes.http1,
        # Also between an answer and the next request.
        http1_settings=HTTP1Settings(
            header_read_timeout=settings.slow_client_seconds * 1000,
            max_buffer_size=slow_clients.LARGEST_HEAD,
        ),
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels(logging.getLevelName(settings.log_level).lower()),
        log_dictconfig=log_lines.of_the_server(settings.log_level),
        websockets=False,
    ).serve()


@cli.command("clock")
def run_clock() -> None:
    """Run the time process: it delivers to LINE and purges. Example: python app.py clock"""
    # As in `serve`; it begins with the jobs.
    gc.disable()
    import clock

    clock.run(Settings.from_env())


if __name__ == "__main__":
    # A core dump would hold words and keys. Workers inherit this.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cli()
