"""The page where only two browsers can read, for paper: its address, and the same as a QR code."""

from pathlib import Path

import click

from bot.flyers import addresses
from handlers.commands.refused import Refused, unwritable
from handlers.commands.telling import milliseconds
from settings import Settings
from storage import placements
from storage.database import Database
from storage.keystore import Keys
from storage.rosters import Office


@click.group("room")
def room() -> None:
    """The page for writing without LINE."""


@room.command()
@click.option(
    "--qr", type=click.Path(path_type=Path, dir_okay=False), help="Also draw it into this SVG file."
)
@click.option(
    "--placement", metavar="CODE", help="Where the paper will lie: four signs, as the console shows them."
)
def address(qr: Path | None, placement: str | None) -> None:
    """Print the address to put on a flyer or card.

    It carries the fingerprint of the office and its present epoch, so that whoever comes by paper need not believe this server
    about whose keys are whose. Print it anew when a fingerprint or the PUBLIC_ORIGIN changes.

    \b
    python app.py room address --qr room.svg
    python app.py room address --placement K7M4    counted as opened by the paper of that placement
    """
    settings = Settings.from_env()
    if "room" not in settings.lanes:
        raise Refused(
            "There is no such page here: LANES does not name room.",
            "この相談室には、部屋のページがありません。使うには、設定の LANES に room を入れてください。",
        )
    database = Database(settings.database_url)
    database.require_schema()
    keys = Keys.load(settings.keys_dir, settings.kek)
    with database.reading() as connection:
        epoch = Office(keys).trust(connection, now=milliseconds(None)).epoch
        known = placement is None or placements.find(connection, placement) is not None
    database.engine.dispose()
    if not known:
        raise Refused(
            "No placement has this code: the console lists them.",
            "この4文字の置き場所は、ありません。画面の「置き場所」で確かめてください。",
        )
    printed = addresses.room_address(settings.public_origin, keys.fingerprint, epoch, placement)
    if qr is not None:
        _draw(printed, qr)
    click.echo(printed)


def _draw(printed: str, qr: Path) -> None:
    try:
        addresses.qr(printed).save(str(qr), kind="svg", border=addresses.QUIET_ZONE, scale=4)
    except OSError as error:
        raise unwritable(qr, error) from error
