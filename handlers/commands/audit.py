"""The audit log from the command line."""

import click

from handlers.commands.ledger import does_not_hold, here, read_hex
from handlers.commands.refused import Refused
from handlers.times import moment_text
from storage import audit as log
from storage import audit_chain
from storage.certificates import Broken


@click.group()
def audit() -> None:
    """The audit log: who did what and when, chained so that nobody can change it unnoticed."""


@audit.command()
@click.option("--head", metavar="HASH", help="The hash of a head that was printed earlier.")
def verify(head: str | None) -> None:
    """Check every event: hashes, seals, order.

    Example: python app.py audit verify --head 7f3c…
    """
    printed = read_hex("--head", head, 32)
    try:
        with here() as (_, database, keys), database.reading() as connection:
            checked = audit_chain.verify(connection, keys, head=printed)
    except Broken as broken:
        raise does_not_hold(broken) from None
    if printed is None:
        click.echo("--head がないので、終わりの記録が切り取られていても、わかりません。")
        click.echo("No --head was given: events cut off at the end would not be noticed.")
    click.echo(f"操作の記録は、正しくつながっています。{checked.first}番から{checked.count}件です。")
    click.echo(f"The log holds: {checked.count} events, beginning with number {checked.first}.")


@audit.command("head")
def print_head() -> None:
    """Print the newest event's number and hash, to be put on paper with the ledger's.

    Example: python app.py audit head
    """
    with here() as (settings, database, _), database.reading() as connection:
        newest = log.head(connection)
    if newest is None:
        raise Refused("The audit log is still empty.", "操作の記録には、まだ何も書かれていません。")
    click.echo("操作の記録（監査ログ）の最後の番号          Head of the audit log")
    click.echo(f"  番号 / number    {newest.number}")
    click.echo(f"  日時 / time      {moment_text(newest.at, settings.timezone)}")
    click.echo(f"  ハッシュ / hash  {newest.hash.hex()}")
