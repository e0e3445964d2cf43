"""The web process, and the command line: a table of contents. Each command is a few lines over the rooms of the house."""

import json
import logging
import sys
import time
from datetime import datetime
from pathlib import Path

import click
from flask import Flask

from handlers import console, health, request_log, security, webhook
from handlers.context import Context, attach
from retention import purge as purging
from settings import InvalidSetting, Settings
from storage import founding
from storage.contexts import fingerprint_text
from storage.database import Database, StorageError, Unready
from storage.founding import OfficeKey, Person, SignIn, Unacceptable
from storage.keystore import Keys, KeystoreError
from storage.seed import DESKS, PEOPLE
from storage.shipping import ship_to
from storage.shred import BlockedCheckpoint

WEB_THREADS = 16


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application. Raises one clear sentence when a setting, the database or a key can't be used."""
    settings = settings or Settings.from_env()
    logging.basicConfig(level=settings.log_level, format="%(message)s")
    app = Flask("handlers", static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = webhook.LARGEST_BODY
    attach(app, Context.open(settings))
    request_log.attach(app)
    security.attach(app)
    for door in (webhook.webhook, health.health):
        app.register_blueprint(door)
    console.attach(app)
    return app


@click.group()
def cli() -> None:
    """Hidamari: talk to a counselor on LINE without giving a name."""


@cli.command()
@click.option(
    "--desk",
    "desks",
    multiple=True,
    metavar="ID=NAME",
    help="A desk; repeat for more. The first takes talks.",
)
@click.option(
    "--supervisor", default="supervisor", show_default=True, help="Sign-in name of the first supervisor."
)
@click.option(
    "--office-key", type=click.Path(path_type=Path), default=Path("office-key.json"), show_default=True
)
def init(desks: tuple[str, ...], supervisor: str, office_key: Path) -> None:
    """Make database, keys, office root and the first supervisor. Refuses to overwrite.

    Example: python app.py init --desk kurashi=くらしの窓口 --supervisor kudo
    """
    named = [(desk, name) for desk, _, name in (pair.partition("=") for pair in desks)] or [("main", "窓口")]
    if office_key.exists():
        raise click.ClickException(f"{office_key} exists already, and it will not be replaced.")
    name = founding.sign_in_name(supervisor)
    person = Person(name, name, "supervisor", tuple(desk for desk, _ in named))
    key, sign_ins = _found(Settings.from_env(), named, [person], kept_in=office_key)
    _tell(sign_ins, key)
    click.echo(
        f"The office's signing keys are in {office_key}: move them to a USB stick, keep it locked away, and"
    )
    click.echo("delete them here. They are needed to add staff and every 35 days to renew the roster.")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print the sign-ins as JSON.")
def seed(as_json: bool) -> None:
    """Fill an empty DATA_DIR with a demo office: desks, staff, keys. Asks nothing, prints the sign-ins."""
    key, sign_ins = _found(Settings.from_env(), DESKS, PEOPLE)
    if as_json:
        people = [sign_in.__dict__ for sign_in in sign_ins]
        click.echo(
            json.dumps(
                {"fingerprint": fingerprint_text(key.fingerprint), "sign_ins": people}, ensure_ascii=False
            )
        )
    else:
        _tell(sign_ins, key)


@cli.command()
def migrate() -> None:
    """Bring the database's tables to this version. Needed once after an update."""
    from storage import schema

    schema.upgrade(Settings.from_env().database_url)


@cli.command()
@click.option(
    "--workers", default=1, show_default=True, help="Web processes; more than one is for PostgreSQL."
)
def serve(workers: int) -> None:
    """Run the web process. Example: python app.py serve"""
    from granian import Granian
    from granian.constants import Interfaces

    settings = Settings.from_env()
    Context.open(settings)
    Granian(
        "app:create_app",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=WEB_THREADS,
        respawn_failed_workers=True,
        log_access=False,
        websockets=False,
    ).serve()


@cli.command("clock")
def run_clock() -> None:
    """Run the time process: it delivers to LINE and purges. Example: python app.py clock"""
    import clock

    clock.run(Settings.from_env())


@cli.command("purge")
@click.option("--dry-run", is_flag=True, help="Only count what is due.")
@click.option("--now", "moment", help="Pretend it is this moment, ISO 8601 with an offset.")
def run_purge(dry_run: bool, moment: str | None) -> None:
    """Destroy what is due. Exit 0 when done, 1 when something could not be purged.

    Example: python app.py purge --dry-run --now 2026-12-24T09:00+09:00
    """
    settings = Settings.from_env()
    database = Database(settings.database_url)
    database.require_schema()
    now = _milliseconds(moment)
    due = purging.rehearse(database, now=now)
    if dry_run:
        click.echo(f"due: {due}")
        return
    keys = Keys.load(settings.keys_dir, settings.kek_file)
    try:
        with click.progressbar(length=due, label="purge", file=sys.stderr) as bar:
            done = purging.run(
                database,
                keys.kek,
                settings.retention_policy,
                now=now,
                ship=ship_to(settings.shred_table),
                progress=lambda erased: bar.update(erased - bar.pos),
            )
    except (OSError, StorageError, BlockedCheckpoint) as error:
        kind = type(error).__name__
        raise click.ClickException(
            f"The purge was hindered ({kind}). Rows may be gone, but a backup could still be read: run it again."
        ) from None
    click.echo(
        f"purged: {done.consultations} consultations, {done.entries} entries, {done.receipts} receipts"
    )


@cli.group()
def staff() -> None:
    """People of the office."""


@staff.command()
@click.argument("name")
@click.option("--display-name", required=True, help="Shown to colleagues.")
@click.option(
    "--role", type=click.Choice(["counselor", "supervisor"]), default="counselor", show_default=True
)
@click.option("--desk", "desks", multiple=True, required=True)
@click.option("--office-key", type=click.Path(path_type=Path, exists=True), required=True)
def invite(name: str, display_name: str, role: str, desks: tuple[str, ...], office_key: Path) -> None:
    """Add a person, sign the next roster, and print their passphrase once.

    Example: python app.py staff invite sato --display-name 佐藤 --desk kurashi --office-key /media/usb/office-key.json
    """
    settings, key = Settings.from_env(), _office_key(office_key)
    keys, database = Keys.load(settings.keys_dir, settings.kek_file), Database(settings.database_url)
    with database.transaction() as connection:
        sign_ins = founding.add_people(
            connection,
            keys,
            key,
            [Person(founding.sign_in_name(name), display_name, role, desks)],
            now=int(time.time()),
        )
    _tell(sign_ins, key)


@cli.group()
def roster() -> None:
    """The signed list of who works here."""


@roster.command()
@click.option("--office-key", type=click.Path(path_type=Path, exists=True), required=True)
def renew(office_key: Path) -> None:
    """Sign the present roster for another 35 days; browsers refuse one that has run out."""
    settings, key = Settings.from_env(), _office_key(office_key)
    keys, database = Keys.load(settings.keys_dir, settings.kek_file), Database(settings.database_url)
    with database.transaction() as connection:
        founding.add_people(connection, keys, key, [], now=int(time.time()))
    click.echo("The roster is valid for another 35 days.")


def _found(
    settings: Settings, desks: list[tuple[str, str]], people: list[Person], *, kept_in: Path | None = None
) -> tuple[OfficeKey, list[SignIn]]:
    return founding.set_up(
        Database(settings.database_url),
        settings.keys_dir,
        settings.kek_file,
        desks,
        people,
        kept_in=kept_in,
        now=int(time.time()),
    )


def _office_key(path: Path) -> OfficeKey:
    try:
        return OfficeKey.from_json(path.read_bytes())
    except (OSError, ValueError, KeyError) as error:
        raise click.ClickException(
            "The office key file can't be read; is it the one that `init` wrote?"
        ) from error


def _tell(sign_ins: list[SignIn], key: OfficeKey) -> None:
    click.echo(f"office fingerprint  {fingerprint_text(key.fingerprint)}")
    for person in sign_ins:
        click.echo(f"{person.role:<11} {person.name:<11} {person.passphrase}")


def _milliseconds(moment: str | None) -> int:
    if moment is None:
        return time.time_ns() // 1_000_000
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError as error:
        raise click.BadParameter("--now must look like 2026-12-24T09:00+09:00") from error
    if parsed.tzinfo is None:
        raise click.BadParameter("--now needs an offset, such as +09:00")
    return int(parsed.timestamp() * 1000)


if __name__ == "__main__":
    try:
        cli()
    except (InvalidSetting, Unready, KeystoreError, Unacceptable, purging.Busy) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
