"""Backup and restore from the command line."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from handlers.commands import rehearsing
from handlers.commands.ledger import here
from handlers.commands.refused import Refused
from handlers.commands.telling import milliseconds
from handlers.times import japanese_moment, moment_text
from settings import Settings
from storage import audit, restoring
from storage import backup as backups
from storage.database import Database, StorageError
from storage.keystore import Keys
from storage.restoring import Restored

ELSEWHERE = """\
控えをとりました（{at_ja}）。
{path}

控えだけでは、何も開けません。次のものを、それぞれ別の場所に置いてください。

  一度だけ写すもの    {keys} の中身（「{kek}」は除きます）。サーバーの鍵です。
                      変わらないので、`init` のあとと、更新で新しい鍵ができたあとに写します。
  【写さないもの】    {kek_path}
                      控えのある場所にも、同じディスクにも、機械の複製にも、入れないでください。消去のたびに上書きされる鍵です。
                      古い写しがあると、消したはずの相談がもとに戻せてしまいます。このファイルがなくなると、これまでの相談は、だれにも開けなくなります。

すぐに {directory} を、別の機械に写してください。古い控えを使うには、いちばん新しい {shipped}（鍵の表）が要ります。
消去のたびに、これも写してください。

Backup of {at}:
{path}

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
@click.option(
    "--new-place",
    is_flag=True,
    help="DIRECTORY is empty on purpose: put the table of shred keys there first.",
)
@click.pass_context
def backup(context: click.Context, directory: Path, rehearse: bool, new_place: bool) -> None:
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
            if new_place:
                backups.begin(database, directory)
            path = backups.write(database, keys, directory, settings.shred_table, now=now, progress=told)
    except OSError as error:
        raise Refused(
            f"The backup could not be written ({error.strerror}): look at the room there, and who may write.",
            f"控えを書けませんでした（{error.strerror}）。{directory} の空きと、書く権限を確かめてください。",
        ) from None
    except StorageError:
        raise Refused(
            "The database failed before all was read: nothing was written. Run it again.",
            "データベースを終わりまで読めなかったので、控えは書いていません。もう一度実行してください。",
        ) from None
    click.echo(
        ELSEWHERE.format(
            at_ja=japanese_moment(now, settings.timezone),
            at=moment_text(now, settings.timezone),
            path=path,
            keys=settings.keys_dir,
            kek=settings.kek_file.name,
            kek_path=settings.kek_file,
            directory=directory,
            shipped=backups.SHIPPED,
        )
    )
    if rehearse:
        with here() as (settings, database, keys), _bar("rehearse") as told:
            found = rehearsing.rehearse(directory, database, keys, now=now, progress=told)
        context.exit(rehearsing.tell(found, settings))


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
    except OSError as error:
        raise Refused(
            f"The backup could not be read ({error.strerror}): look whether its disk is mounted, and who may read it.",
            f"控えを読めませんでした（{error.strerror}）。ディスクがつながっているか、読む権限があるかを確かめてください。データベースは空のままです。",
        ) from None
    except StorageError:
        raise Refused(
            "The database failed, and is as empty as it was: run it again.",
            "データベースが途中で使えなくなりました。中身は空のままなので、もう一度実行してください。",
        ) from None
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
    click.echo("\n".join([*_told_ja(done, settings), "", *_told_en(done, settings)]))


def _told_ja(done: Restored, settings: Settings) -> Iterator[str]:
    yield f"{japanese_moment(done.backup_at, settings.timezone)}の控えから戻しました（全部で{done.rows}行）。"
    yield f"戻ったもの： 相談{done.consultations}件、予約{done.bookings}件、資料の取り寄せ{done.orders}件"
    yield f"控えのあとに消したもの： {done.erased}件（消えたままで、戻りません）"
    if done.lost:
        yield (
            f"【注意】 相談、予約、資料の取り寄せのうち{done.lost}件は、開ける鍵がないので、戻していません。"
            "古いKEKのファイルを置いていないか、確かめてください（docs/operations.ja.md）。"
        )
    if done.fault:
        yield f"【注意】 消去のあかし（台帳）は、正しくつながっているところまでを残し、その先は除きました。{done.fault.ja}"
    if not done.shipped:
        yield f"【注意】 鍵の表を {settings.shred_table} に書けませんでした。`python app.py purge` を実行してください。"
    if done.expired:
        yield f"LINEに送る文のうち{done.expired}件は、もう届いているかもしれないので、送りなおしません。どれかは、画面でわかります。"
    yield ""
    yield "このあと、全員がサインインしなおします。まだ使われていない招待は、作りなおしてください。"
    yield f"職員名簿は{done.roster}番です。もっと新しい名簿を見たことのある画面は、これを受けつけません。"
    yield "そのときは、窓口の番号を紙と見くらべ、そのブラウザーに残っているこのサイトのデータを消して、サインインしなおしてください（docs/backup.md の「Restore」）。"


def _told_en(done: Restored, settings: Settings) -> Iterator[str]:
    yield f"Restored the backup of {moment_text(done.backup_at, settings.timezone)}: {done.rows} rows."
    yield f"Back: {done.consultations} consultations, {done.bookings} bookings, {done.orders} orders of paper."
    yield f"Erased since then, and stay so: {done.erased}."
    if done.lost:
        yield (
            f"WARNING: {done.lost} consultations, bookings or orders could not be opened by any key and were left out."
            " Was an older KEK file put there? See docs/operations.md."
        )
    if done.fault:
        yield f"WARNING: the ledger was cut where it did not hold. {done.fault}"
    if not done.shipped:
        yield f"WARNING: the table could not be written to {settings.shred_table}. Run `python app.py purge`."
    if done.expired:
        yield f"{done.expired} messages may have gone since the backup and are not sent again; the console shows which."
    yield ""
    yield "Everybody signs in again. Invitations that were open must be made again."
    yield (
        f"The list of staff is number {done.roster}. A console that has seen a newer one refuses this one:"
        " docs/backup.md (Restore) says what to do then."
    )
