"""What `doctor` sees around the program: whether backups are taken, and whether the proxy in front is believed."""

from collections.abc import Iterator

from handlers.commands.doctor.finding import Finding, good, looked, warn
from handlers.times import japanese_moment, moment_text
from settings import Settings
from storage import backup

_HOUR_MS = 3600 * 1000
LATE_HOURS = 36
"""Backups are taken each night: after one and a half days one was missed."""


def look(settings: Settings, now: int) -> Iterator[Finding]:
    yield looked("backups", lambda: _backups(settings, now))
    if settings.public_origin.startswith("https://"):
        yield _proxy(settings)


def _backups(settings: Settings, now: int) -> Finding:
    if settings.backup_dir is None:
        return warn(
            "backups",
            "BACKUP_DIR が設定されていないので、控えがとれているか、わかりません。控えの置き場所を設定してください（docs/backup.md）。",
            "BACKUP_DIR is not set: nobody sees whether backups are taken. Name the folder they go to: docs/backup.md.",
        )
    if backup.any_ahead(settings.backup_dir, now):
        return warn(
            "backups",
            "これから先の日時の控えが、BACKUP_DIR にあります。機械の時計が合っていなかった夜のものです。別の場所に移してください。そのままだと、"
            "復元のとき、いちばん新しい控えとして扱われます。",
            "BACKUP_DIR holds a backup of a time still to come, of a night when the clock was wrong: move it elsewhere, or a restore "
            "takes it for the newest.",
        )
    newest = backup.newest_at(settings.backup_dir, now)
    if newest is None:
        return warn(
            "backups",
            "BACKUP_DIR に、控えがひとつもありません： python app.py backup BACKUP_DIR --rehearse",
            "There is none in BACKUP_DIR: python app.py backup BACKUP_DIR --rehearse",
        )
    taken = f"The newest is of {moment_text(newest, settings.timezone)}"
    ja = f"いちばん新しい控えは、{japanese_moment(newest, settings.timezone)}のものです。"
    if now - newest > LATE_HOURS * _HOUR_MS:
        return warn(
            "backups",
            f"{ja}そのあとの控えが、とれていません。毎晩控えをとるしくみを見てください（docs/operations.ja.md）。",
            f"{taken}: one was missed. Look at what takes them each night (docs/operations.md).",
        )
    return good("backups", ja, f"{taken}.")


def _proxy(settings: Settings) -> Finding:
    if settings.trusted_proxies:
        return good(
            "proxy",
            "前に立つプロキシが伝える接続元を、使っています。",
            "The proxy is believed when it says where somebody comes from.",
        )
    return warn(
        "proxy",
        "TRUSTED_PROXIES が設定されていないので、合言葉のあてずっぽうを、接続元ごとには遅らせられません。同じ機械に nginx か Caddy が"
        "あるなら： TRUSTED_PROXIES=127.0.0.1",
        "TRUSTED_PROXIES is not set, so that guessing passphrases is slowed for each account only. With nginx or Caddy on this "
        "machine: TRUSTED_PROXIES=127.0.0.1",
    )
