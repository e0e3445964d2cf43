"""The web process, and the command line: a table of contents. The commands are doors like the others: handlers/commands."""

import logging
import resource
import sys
from collections.abc import Callable

import click
from flask import Flask

from handlers import commands
from handlers.context import Context, attach, milliseconds
from retention import purge as purging
from settings import InvalidSetting, Settings
from storage import log_lines, memory
from storage.database import Unready
from storage.founding import Unacceptable
from storage.holder import KeystoreError


def create_app(settings: Settings | None = None, now: Callable[[], int] = milliseconds) -> Flask:
    """The WSGI application; `now` tells it the time (ms). Raises one clear sentence when a setting, the database or a key can't be used."""
    # Whoever runs a command waits for no doors.
    from handlers import (
        booking,
        console,
        files,
        flyers,
        health,
        json_bodies,
        language,
        privacy,
        receipt,
        request_log,
        room,
        seats,
        security,
        webhook,
    )

    settings = settings or Settings.from_env()
    log_lines.set_up(settings.log_level)
    app = Flask("handlers", static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = webhook.LARGEST_BODY
    attach(app, Context.open(settings, now))
    request_log.attach(app)
    json_bodies.attach(app)
    security.attach(app)
    language.attach(app)
    for door in (webhook.webhook, health.health, receipt.door, privacy.door):
        app.register_blueprint(door)
    console.attach(app)
    room.attach(app)
    booking.attach(app)
    flyers.attach(app)
    files.attach(app)
    seats.attach(app)
    return app


def create_worker() -> Flask:
    """What each process of `serve` runs. New programs inherit no lock on memory, so each asks for its own."""
    memory.shut()
    return create_app()


@click.group()
def cli() -> None:
    """Hidamari: talk to a counselor on LINE without giving a name."""


@cli.command()
@click.option(
    "--workers", default=1, show_default=True, help="Web processes; more than one is for PostgreSQL."
)
def serve(workers: int) -> None:
    """Run the web process. Example: python app.py serve"""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from handlers import seats

    memory.shut()
    settings = Settings.from_env()
    Context.open(settings)
    Granian(
        "app:create_worker",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=seats.AT_WORK + seats.WAITING,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels(logging.getLevelName(settings.log_level).lower()),
        log_dictconfig=log_lines.of_the_server(settings.log_level),
        websockets=False,
    ).serve()


@cli.command("clock")
def run_clock() -> None:
    """Run the time process: it delivers to LINE and purges. Example: python app.py clock"""
    import clock

    clock.run(Settings.from_env())


commands.attach(cli)


if __name__ == "__main__":
    # A core dump would hold words and keys. Workers inherit this.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        cli()
    except (InvalidSetting, Unready, KeystoreError, Unacceptable, purging.Busy) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
