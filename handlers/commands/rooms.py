"""The page where only two browsers can read, for paper: its address, and the same as a QR code."""

from pathlib import Path

import click

from handlers.commands.telling import milliseconds
from settings import Settings
from storage.contexts import fingerprint_text
from storage.database import Database
from storage.keystore import Keys
from storage.rosters import Office

QUIET_ZONE = 4
"""Modules of white around a QR code, as ISO/IEC 18004 asks."""


@click.group("room")
def room() -> None:
    """The page for writing without LINE."""


@room.command()
@click.option(
    "--qr", type=click.Path(path_type=Path, dir_okay=False), help="Also draw it into this SVG file."
)
def address(qr: Path | None) -> None:
    """Print the address to put on a flyer or card.

    It carries the fingerprint of the office and its present epoch, so that whoever comes by paper need not believe this server
    about whose keys are whose. Print it anew when a fingerprint or the PUBLIC_ORIGIN changes.

    Example: python app.py room address --qr room.svg
    """
    settings = Settings.from_env()
    if "room" not in settings.lanes:
        raise click.ClickException("There is no such page here: LANES does not name room.")
    database = Database(settings.database_url)
    database.require_schema()
    keys = Keys.load(settings.keys_dir, settings.kek_file)
    with database.reading() as connection:
        epoch = Office(keys).trust(connection, now=milliseconds(None)).epoch
    database.engine.dispose()
    printed = f"{settings.public_origin}/room/#k={fingerprint_text(keys.fingerprint)}&e={epoch}"
    if qr is not None:
        _draw(printed, qr)
    click.echo(printed)


def _draw(printed: str, qr: Path) -> None:
    import segno

    try:
        segno.make_qr(printed, error="m").save(str(qr), kind="svg", border=QUIET_ZONE, scale=4)
    except OSError as error:
        raise click.ClickException(f"{qr} can't be written.") from error
