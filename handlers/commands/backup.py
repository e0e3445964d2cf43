"""Backup and restore from the command line."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from handlers.commands import rehearsing
from handlers.commands.ledger import here
from handlers.commands.telling import milliseconds
from handlers.times import moment_text
from settings import Settings
from storage import audit, restoring
from storage import backup as backups
from storage.database import Database, StorageError
from storage.keystore import Keys
from storage.linefile import Damaged
from storage.restoring import Restored, Unrestorable

ELSEWHERE = """\
A backup alone opens nothing. Keep elsewhere, each in its own place:

  once      {keys} without "{kek}": the server's own keys.
            They do not change; copy them after `init`, and again after an update that made new ones.
  never     {kek_path}
            with the backups, on the same disk, or in a machine image. It is overwritten at every purge:
            an old copy of it undoes deletions, and without any copy every consultation is lost.

Copy {directory} to another machine now. An old backup stays usable only together with the newest
{shipped}, so copy that one after every purge."""


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--rehearse", is_flag=True, help="Then prove that it can be restored, and brings back survivors only."
)
@click.pass_context
def backup(context: click.Context, directory: Path, rehearse: bool) -> None:
    """Write everything in the database to one file in DIRECTORY, and the newest table of shred keys beside it.

    With --rehearse it is then restored into a temporary place, and so is the oldest backup there that this version can take
    back; what came back is read, compared with what was erased since, and thrown away. Exit 1 when that does not hold.

    Example: python app.py backup /mnt/backup --rehearse
    """
    now = milliseconds(None)
    try:
        with here() as (settings, database, keys), _bar("backup") as told:
            with database.transaction() as connection:
                audit.note(connection, keys, "backup", now=now)
            path = backups.write(database, keys, directory, settings.shred_table, now=now, progress=told)
    except OSError as error:
        raise click.ClickException(f"The backup could not be written ({error.strerror}).") from None
    except StorageError:
        raise click.ClickException("The database failed before all was read: nothing was written.") from None
    click.echo(f"Backup of {moment_text(now, settings.timezone)}: {path}\n")
    click.echo(
        ELSEWHERE.format(
            keys=settings.keys_dir,
            kek=settings.kek_file.name,
            kek_path=settings.kek_file,
            directory=directory,
            shipped=backups.SHIPPED,
        )
    )
    if rehearse:
        with here() as (settings, database, keys), _bar("rehearse") as told:
            found = rehearsing.rehearse(directory, settings, database, keys, now=now, progress=told)
        context.exit(rehearsing.tell(found))


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False, exists=True))
def restore(directory: Path) -> None:
    """Fill an empty database from the newest backup in DIRECTORY; what was erased since then stays erased.

    The keys folder and the KEK file must be in their places. Either database takes the backup of the other.

    Example: DATABASE_URL=postgresql://… python app.py restore /mnt/backup
    """
    settings = Settings.from_env()
    keys = Keys.load(settings.keys_dir, settings.kek)
    database, now = Database(settings.database_url), milliseconds(None)
    try:
        with _bar("restore") as told:
            done = restoring.restore(database, keys, directory, settings.shred_table, now=now, progress=told)
    except (Unrestorable, Damaged) as refusal:
        raise click.ClickException(str(refusal)) from None
    except OSError as error:
        raise click.ClickException(f"The backup could not be read ({error.strerror}).") from None
    except StorageError:
        raise click.ClickException("The database failed, and is as empty as it was: run it again.") from None
    finally:
        database.engine.dispose()
    _tell(done, settings)


@contextlib.contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that is told (done, in all)."""
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def told(done: int, rows: int) -> None:
            bar.length = rows
            bar.update(done - bar.pos)

        yield told


def _tell(done: Restored, settings: Settings) -> None:
    click.echo(f"Restored the backup of {moment_text(done.backup_at, settings.timezone)}: {done.rows} rows.")
    click.echo(f"consultations: {done.consultations} are back, {done.erased} erased since then stay erased")
    click.echo(f"bookings: {done.bookings} are back; what was erased of them is among the number above")
    click.echo(f"orders of paper: {done.orders} are back")
    if done.lost:
        click.echo(
            f"WARNING: {done.lost} consultations, bookings or orders could not be opened by any key and were left out."
        )
    if done.expired:
        click.echo(
            f"{done.expired} messages may have gone since the backup and are not sent again; the console shows which."
        )
    if done.fault:
        click.echo(f"WARNING: the ledger was cut where it did not hold. {done.fault}")
    if not done.shipped:
        click.echo(
            f"WARNING: the table could not be written to {settings.shred_table}. Run `python app.py purge`."
        )
    click.echo("Everybody signs in again. Invitations that were open must be made again.")
    click.echo(
        f"The list of staff is number {done.roster}. A console that has seen a newer one refuses this one:"
    )
    click.echo("docs/backup.md (Restore) says what to do then.")
