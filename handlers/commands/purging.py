"""The purge, in the foreground."""

import sys
import time

import click

from handlers.commands.refused import Refused
from handlers.commands.telling import milliseconds
from handlers.times import japanese_moment, moment_text
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
    click.echo(_told_ja(done))
    if done.final_at is not None:
        moment = japanese_moment(done.final_at, settings.timezone)
        click.echo(f"これまでに消したものは、{moment}から先、控えからも戻せません。")
    click.echo(
        f"\npurged: {done.consultations} consultations, {done.entries} entries, {done.receipts} receipts, "
        f"{done.bookings} bookings, {done.orders} orders"
    )
    if done.final_at is not None:
        click.echo(f"final: {moment_text(done.final_at, settings.timezone)}")


def _told_ja(done: purging.Outcome) -> str:
    if not (done.consultations or done.bookings or done.orders or done.receipts):
        return "消去するものは、ありませんでした。"
    return (
        f"消去しました： 相談{done.consultations}件（中の記録{done.entries}件）、予約{done.bookings}件、"
        f"資料の取り寄せ{done.orders}件、LINEからの通信の受付番号{done.receipts}件"
    )


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
                ship=ship_to(settings.shred_table, database, known=settings.backup_dir is not None),
                progress=lambda erased: bar.update(erased - bar.pos),
                clock=lambda: milliseconds(None) + ahead,
                pause=time.sleep,
            )
    except (OSError, StorageError, BlockedCheckpoint) as error:
        kind = type(error).__name__
        en, ja = _hindrance(error)
        raise Refused(
            f"The purge was hindered ({kind}): {en}. Rows may be gone, but a backup could still be read: run it again.",
            f"消去が、途中で止まりました（{kind}）。{ja}消えた相談があっても、控えからは、まだ戻せてしまいます。もう一度実行してください。"
            "何度実行してもかまいません。",
        ) from None


def _hindrance(error: Exception) -> tuple[str, str]:
    """What to look at, in English and Japanese."""
    if isinstance(error, OSError):
        return (
            "a file can't be written, look at the room and the rights where BACKUP_DIR and the KEK are",
            "ファイルに書けません。控えの置き場所（BACKUP_DIR）とKEKのある場所の、空きと権限を確かめてください。",
        )
    if isinstance(error, BlockedCheckpoint):
        return (
            "something reads the database for long, end it or wait",
            "ほかのプログラムが、データベースを長く読んでいます。それを止めるか、終わるのを待ってください。",
        )
    return "the database failed", "データベースが使えませんでした。動いているかを確かめてください。"


def _rehearse(settings: Settings, database: Database, days: int | None, now: int) -> None:
    talks, visits, orders = _due(database, now)
    click.echo(f"消える日が来ているもの： 相談{talks}件、予約{visits}件、資料の取り寄せ{orders}件")
    click.echo(f"due: {talks} consultations, {visits} bookings, {orders} orders")
    if days is None:
        return
    click.echo("\n日ごとの数（相談、予約、資料の取り寄せの順。overdue は、もう消える日が来ているもの）")
    click.echo("day by day: consultations, bookings, orders")
    for one in rehearsal.forecast(database, now=now, days=days, timezone=settings.timezone):
        click.echo(f"{one.day or 'overdue'!s:<10}  {one.count:>5}  {one.bookings:>5}  {one.orders:>5}")


def _due(database: Database, now: int) -> tuple[int, int, int]:
    """Consultations, bookings, orders of paper."""
    counts = (rehearsal.count_due, rehearsal.count_bookings_due, rehearsal.count_orders_due)
    talks, visits, orders = (count(database, now=now) for count in counts)
    return talks, visits, orders
