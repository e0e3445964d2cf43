"""Founding an office from the command line, and bringing its tables up to date."""

import json
import time
from pathlib import Path

import click

from handlers.commands.telling import tell
from settings import Settings
from storage import founding
from storage.contexts import fingerprint_text
from storage.database import Database
from storage.founding import OfficeKey, Person, SignIn
from storage.keystore import Keys
from storage.seed import DESKS, PEOPLE


@click.command()
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
    tell(sign_ins, key)
    click.echo(
        f"The office's signing keys are in {office_key}: move them to a USB stick, keep it locked away, and"
    )
    click.echo("delete them here. They are needed to add staff and every 35 days to renew the roster.")


@click.command()
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
        tell(sign_ins, key)


@click.command()
def migrate() -> None:
    """Bring the database's tables to this version. Needed once after an update."""
    from storage import schema

    settings = Settings.from_env()
    Keys.complete(settings.keys_dir)
    schema.upgrade(settings.database_url)


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
