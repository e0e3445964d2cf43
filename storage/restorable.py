"""Whether a backup, a table of shred keys, the keys and the clock of this machine go together: asked before anything is put back."""

from pathlib import Path

from sqlalchemy import Connection

from storage import backup, shred
from storage.backup import Header
from storage.contexts import Rejected, fingerprint_text
from storage.database import SCHEMA
from storage.holder import KeyHolder
from storage.keystore import Keys
from storage.purge_runs import AHEAD_MS
from storage.refusal import Refusal
from storage.shipping import Shipped
from storage.shred import ShredTable


class Unrestorable(Refusal, RuntimeError):
    """The backup, the table and the keys don't go together. The database is as empty as it was."""


def require_same_office(head: Header, keys: Keys) -> None:
    if head.schema != SCHEMA:
        raise Unrestorable(
            f"The backup has schema {head.schema}, this version needs {SCHEMA}: restore it with the version that made it.",
            f"控えの表は {head.schema} 版ですが、このプログラムには {SCHEMA} 版が要ります。控えを作った版のプログラムで戻してください。",
        )
    if head.office != fingerprint_text(keys.fingerprint):
        raise Unrestorable(
            "The backup is of another office than the keys folder: one of them is not the right one.",
            "控えと鍵のフォルダーが、別々の相談室のものです。どちらを取りちがえたか、確かめてください。",
        )


def require_past(path: Path, head: Header, now: int) -> None:
    """The name decides which is the newest: one of a night when the clock was ahead would hide all that came after it."""
    if head.at > now + AHEAD_MS:
        raise Unrestorable(
            f"{path.name} is of a time still to come: set this machine's clock right, or, if it was wrong that night, move the file elsewhere.",
            f"{path.name} は、これから先の日時の控えです。機械の時計を合わせてください。控えをとった夜の時計が合っていなかったなら、このファイルを"
            "別の場所に移してください。",
        )


def living_keys(kek: KeyHolder, own: ShredTable, newest: Shipped) -> dict[bytes, tuple[bytes, int, bytes]]:
    """For each owner in the backup the row whose KEK exists. Raises `Unrestorable` when this is not the right KEK file."""
    live = kek.epochs()
    epoch = max([newest.epoch, *(row[1] for row in own)])
    if epoch not in live:
        raise Unrestorable(
            f"The table of shred keys is of epoch {epoch}, and the KEK file has only {' and '.join(map(str, live))}: put"
            f" the newest {backup.SHIPPED} beside the backup, and the newest KEK file in its place.",
            f"鍵の表は{epoch}番のKEKのものですが、KEKのファイルには{'と'.join(f'{one}番' for one in live)}しかありません。いちばん新しい"
            f" {backup.SHIPPED} を控えと同じフォルダーに、いちばん新しいKEKのファイルをもとの場所に置いて、もう一度実行してください。",
        )
    owners = {owner for owner, _, _ in own}
    opening = [row for row in [*own, *newest.table] if row[0] in owners and row[1] in live]
    return {row[0]: row for row in sorted(opening, key=lambda row: row[1])}


def require_same_kek(connection: Connection, kek: KeyHolder) -> None:
    """Two keys may have one number: an older copy of the file that was turned on, on a machine of a drill, say."""
    try:
        shred.open_key(connection, kek, shred.STAFF)
    except (Rejected, shred.Erased):
        raise Unrestorable(
            "The KEK has the right number, and is another key than the one that these backups need: put the office's own in its place.",
            "KEKの番号は合っていますが、この控えのための鍵ではありません。この相談室のKEKをもとの場所に置いて、もう一度実行してください。",
        ) from None
