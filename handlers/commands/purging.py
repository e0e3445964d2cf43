"""The purge, in the foreground."""

import sys
import time

import click

from handlers.commands.telling import milliseconds
from handlers.times import moment_text
from retention import purge as purging
from retention import rehearsal
from settings import Settings
from storage import policies
from storage.database import Database, StorageError
from storage.keystore import Keys
from storage.shipping import ship_to
from storage.shred import BlockedCheckpoint


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Only count what is due.")
@click.option(
    "--days", type=click.IntRange(1, 366), help="With --dry-run: what falls due on each of these days."
)
@click.option("--now", "moment", help="Pretend it is this moment, ISO 8601 with an offset.")
def run_purge(dry_run: bool, days: int | None, moment: str | None) -> None:
    """Destroy what is due. Exit 0 when done, 1 when something could not be purged.

    Example: python app.py purge --dry-run --days 30
    """
    settings = Settings.from_env()
    database = Database(settings.database_url)
    database.require_schema()
    now = milliseconds(moment)
    if dry_run:
        _rehearse(settings, database, days, now)
        return
    keys = Keys.load(settings.keys_dir, settings.kek)
    policy = settings.retention_policy
    policies.open_with(database, keys, policy.version, policy.content, now=now)
    done = _purge(settings, database, keys, now)
    click.echo(
        f"purged: {done.consultations} consultations, {done.entries} entries, {done.receipts} receipts, "
        f"{done.bookings} bookings, {done.orders} orders"
    )
    if done.final_at is not None:
        click.echo(f"final: {moment_text(done.final_at, settings.timezone)}")


def _purge(settings: Settings, database: Database, keys: Keys, now: int) -> purging.Outcome:
    ahead = now - milliseconds(None)
    try:
        due = sum(_due(database, now))
        with click.progressbar(length=due, label="purge", file=sys.stderr) as bar:
            return purging.run(
                database,
                keys,
                settings.retention_policy,
                now=now,
                ship=ship_to(settings.shred_table, database),
                progress=lambda erased: bar.update(erased - bar.pos),
                clock=lambda: milliseconds(None) + ahead,
                pause=time.sleep,
            )
    except (OSError, StorageError, BlockedCheckpoint) as error:
        kind = type(error).__name__
        raise click.ClickException(
            f"The purge was hindered ({kind}). Rows may be gone, but a backup could still be read: run it again."
        ) from None


def _rehearse(settings: Settings, database: Database, days: int | None, now: int) -> None:
    talks, visits, orders = _due(database, now)
    click.echo(f"due: {talks} consultations, {visits} bookings, {orders} orders")
    if days is None:
        return
    for one in rehearsal.forecast(database, now=now, days=days, timezone=settings.timezone):
        click.echo(f"{one.day or 'overdue'!s:<10}  {one.count:>5}  {one.bookings:>5}  {one.orders:>5}")


def _due(database: Database, now: int) -> tuple[int, int, int]:
    """Consultations, bookings, orders of paper."""
    counts = (rehearsal.count_due, rehearsal.count_bookings_due, rehearsal.count_orders_due)
    talks, visits, orders = (count(database, now=now) for count in counts)
    return talks, visits, orders
