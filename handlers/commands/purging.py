"""The purge, in the foreground."""

import sys

import click

from handlers.commands.telling import milliseconds
from retention import purge as purging
from settings import Settings
from storage.database import Database, StorageError
from storage.keystore import Keys
from storage.shipping import ship_to
from storage.shred import BlockedCheckpoint


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Only count what is due.")
@click.option("--now", "moment", help="Pretend it is this moment, ISO 8601 with an offset.")
def run_purge(dry_run: bool, moment: str | None) -> None:
    """Destroy what is due. Exit 0 when done, 1 when something could not be purged.

    Example: python app.py purge --dry-run --now 2026-12-24T09:00+09:00
    """
    settings = Settings.from_env()
    database = Database(settings.database_url)
    database.require_schema()
    now = milliseconds(moment)
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
