"""`richmenu`: publishes the menu on LINE, shows what is there, takes it away, or draws it into a folder."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handlers.commands.refused import Refused
from handlers.times import milliseconds
from settings import Settings
from storage.refusal import Refusal

if TYPE_CHECKING:
    from bot.menu_publishing import Shelf


@click.group()
def richmenu() -> None:
    """The menu below the talk, in three languages. Example: python app.py richmenu publish"""


@richmenu.command()
def publish() -> None:
    """Put the menu on the account, or what has changed of it. Example: python app.py richmenu publish

    May be run at any time, and again after an interruption: what is there already is kept, and the old menu stays
    until the new one is complete. Menus that were made elsewhere are left alone.
    """
    from bot.menu_publishing import publish as put
    from bot.menus import menus

    with _in_a_sentence():
        done = put(_shelf(), menus())
    for word, names in (("published", done.created), ("kept", done.kept), ("removed", done.removed)):
        for name in names:
            click.echo(f"{word:<9}  {name}")
    if done.waiting:
        click.echo(
            "ことばを選んだ人には、まだ前のメニューが出ています。LINEが入れかえるのに、時間がかかります。"
        )
        click.echo("1時間ほどあとに、もう一度実行してください。そのとき、前のメニューを外します。")
        click.echo("People who chose a language still see the old menu, and LINE needs time to move them.")
        click.echo("Run this again in an hour: it removes the old menu then.")


@richmenu.command()
def show() -> None:
    """List our menus on the account. Example: python app.py richmenu show"""
    from bot.menu_publishing import show as ours

    with _in_a_sentence():
        found = ours(_shelf())
    for menu in found:
        state = "complete" if menu.complete else "without picture"
        marks = [*menu.aliases, *(["default"] if menu.default else [])]
        click.echo(f"{menu.name}  {menu.id}  {state}  {' '.join(marks)}".rstrip())
    if not found:
        click.echo("載せたメニューはありません。`python app.py richmenu publish` で載せられます。")
        click.echo("There is no menu of ours. Publish it: python app.py richmenu publish")


@richmenu.command()
def remove() -> None:
    """Take our menus off the account. Example: python app.py richmenu remove"""
    from bot.menu_publishing import remove as take

    with _in_a_sentence():
        gone = take(_shelf())
    for name in gone:
        click.echo(f"removed    {name}")


@richmenu.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def draw(folder: Path) -> None:
    """Draw the three pictures into FOLDER, without LINE. Example: python app.py richmenu draw /tmp/menu"""
    from bot.menus import menus

    with _in_a_sentence():
        folder.mkdir(parents=True, exist_ok=True)
        for menu in menus():
            path = folder / f"{menu.language}.png"
            path.write_bytes(menu.picture)
            click.echo(str(path))


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    try:
        yield
    except Refusal:
        raise
    except OSError as error:
        raise Refused(
            f"A file can't be read or written: {error}",
            f"ファイルを読み書きできません。場所と権限を確かめてください： {error}",
        ) from None
    except ValueError as problem:
        raise Refused(
            f"The menu can't be drawn or published: {problem}",
            f"メニューを作れません。変えたことばや絵を、もとに戻してみてください： {problem}",
        ) from None


def _shelf() -> "Shelf":
    """LINE's SDK costs most of a second, so that it is loaded only here."""
    from bot.channel import Credentials, LineChannel
    from bot.rich_menu import LineShelf

    settings = Settings.from_env()
    settings.require_line()
    logging.basicConfig(level=settings.log_level, format="%(message)s")
    credentials = Credentials(
        settings.line_channel_access_token, settings.line_channel_id, settings.line_channel_secret
    )
    return LineShelf(LineChannel(settings.line_api_origin, credentials, milliseconds))
