"""Founding an office from the command line, and bringing its tables up to date."""

import datetime as dt
import json
import time
from pathlib import Path

import click

from bot.visits.model import Ground
from handlers.commands import seed_bookings, seed_flyers
from handlers.commands.printing import Folder
from handlers.commands.refused import Refused
from handlers.commands.telling import tell
from settings import Settings
from storage import founding, seed_totals, seed_visits, templates, visit_kinds
from storage.contexts import fingerprint_text
from storage.database import Database
from storage.founding import Founded, Person
from storage.keystore import Keys
from storage.seed import DESKS, OTHERS, PEOPLE, furnish, furnish_words


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
@click.option("--sheets", type=click.Path(path_type=Path), default=Path("sheets"), show_default=True)
def init(desks: tuple[str, ...], supervisor: str, sheets: Path) -> None:
    """Make database, keys, the first supervisor, and three sheets of paper that stand for the office. Refuses to overwrite.

    Example: python app.py init --desk kurashi=くらしの窓口 --supervisor kudo --sheets /media/usb/sheets
    """
    named = [(desk, name) for desk, _, name in (pair.partition("=") for pair in desks)] or [("main", "窓口")]
    name = founding.sign_in_name(supervisor)
    person = Person(name, name, "supervisor", tuple(desk for desk, _ in named))
    settings = Settings.from_env()
    founded = _found(settings, named, [person], sheets)
    with Database(settings.database_url).transaction() as connection:
        templates.furnish(connection, now=time.time_ns() // 1_000_000)
        visit_kinds.furnish(connection)
    tell(founded, sheets)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the sign-ins as JSON.")
@click.option(
    "--no-flyers", is_flag=True, help="Leave out the flyers, whose pictures take some seconds to draw."
)
def seed(as_json: bool, no_flyers: bool) -> None:
    """Fill an empty DATA_DIR with a demo office: desks, hours, staff, keys, towns, bookings, flyers. Asks nothing, prints the sign-ins."""
    settings = Settings.from_env()
    sheets = settings.data_dir / "sheets"
    founded = _found(settings, DESKS, [*PEOPLE, *OTHERS], sheets)
    now, today = time.time_ns() // 1_000_000, dt.datetime.now(settings.timezone).date()
    keys = Keys.load(settings.keys_dir, settings.kek)
    ground = Ground(keys, settings.retention_policy.booking_after_visit)
    flyers = None if no_flyers else seed_flyers.make(settings, founded.fingerprint, now=now)
    with Database(settings.database_url).transaction() as connection:
        furnish(connection)
        furnish_words(connection, now=now)
        seed_totals.furnish(connection, today=today, timezone=settings.timezone)
        seed_visits.furnish(connection, today=today, timezone=str(settings.timezone))
        seed_bookings.furnish(connection, ground, now=now)
        if flyers is not None:
            seed_flyers.furnish(connection, keys, settings, flyers, now=now, today=today)
    if not as_json:
        tell(founded, sheets)
        return
    told = {
        "fingerprint": fingerprint_text(founded.fingerprint),
        "sign_ins": [vars(sign_in) for sign_in in founded.sign_ins],
        "sheets": [sheet._asdict() for sheet in founded.sheets],
    }
    click.echo(json.dumps(told, ensure_ascii=False))


@click.command()
def migrate() -> None:
    """Bring the database's tables to this version. Needed once after an update."""
    from storage import schema

    settings = Settings.from_env()
    if Keys.are_in(settings.keys_dir) and Database(settings.database_url).schema() is None:
        # Tables that are made for an office that is not in them would hide that it is lost.
        raise Refused(
            "The keys of an office are here, and its database is empty or not there: restore the newest backup, or look at"
            " DATABASE_URL.",
            "相談室の鍵はありますが、データベースが空か、ありません。いちばん新しい控えを `restore` で戻すか、DATABASE_URL が合っているかを確かめてください。",
        )
    Keys.complete(settings.keys_dir)
    schema.upgrade(settings.database_url)
    with Database(settings.database_url).transaction() as connection:
        visit_kinds.furnish(connection)


def _found(settings: Settings, desks: list[tuple[str, str]], people: list[Person], sheets: Path) -> Founded:
    now = time.time_ns() // 1_000_000
    with Folder(sheets) as folder:
        return founding.set_up(
            Database(settings.database_url),
            settings.keys_dir,
            settings.kek,
            desks,
            people,
            hand_out=lambda fingerprint, printed: folder.put(fingerprint, printed, now=now),
            now=now // 1000,
        )
