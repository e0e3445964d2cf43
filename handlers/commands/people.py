"""People of the office, from the command line."""

import time
from pathlib import Path

import click

from handlers.commands.telling import tell
from settings import Settings
from storage import founding
from storage.database import Database
from storage.founding import OfficeKey, Person
from storage.keystore import Keys


@click.group()
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
    tell(sign_ins, key)


@click.group()
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


def _office_key(path: Path) -> OfficeKey:
    try:
        return OfficeKey.from_json(path.read_bytes())
    except (OSError, ValueError, KeyError) as error:
        raise click.ClickException(
            "The office key file can't be read; is it the one that `init` wrote?"
        ) from error
