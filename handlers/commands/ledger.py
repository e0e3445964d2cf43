"""The ledger of deletions from the command line: written to a file, checked, and its head printed."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from handlers.commands.refused import Misused, Refused, unwritable
from handlers.commands.telling import milliseconds
from handlers.times import moment_text
from retention import ledger as certified
from settings import Settings
from storage import audit
from storage import ledger as rows
from storage.certificates import Broken
from storage.contexts import fingerprint_text, unhex
from storage.database import Database
from storage.durable import replacing
from storage.keystore import Keys

HEAD = """\
------------------------------------------------------------------------
消去の記録（台帳）の最後の番号               Head of the ledger of deletions

  番号 / number      {number}
  日時 / time        {time}
  ハッシュ / hash    {hash}

  相談室 / office    {office}
  公開鍵 / public key
{key}

この紙を、サーバーとは別の場所に保管してください。あとから台帳が
書きかえられたり、切り取られたりしていないかを、次のようにして確かめられます。
Keep this sheet away from the server. Anybody can check later that the
ledger was neither rewritten nor cut:

  python app.py ledger verify FILE --head {hash}
------------------------------------------------------------------------"""


@click.group()
def ledger() -> None:
    """The ledger: a signed and chained certificate of every deletion, without content."""


@ledger.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(file: Path) -> None:
    """Write the whole ledger to FILE, for anybody to check. Nothing in it leads to a person.

    Example: python app.py ledger export ledger-2026-12.jsonl
    """
    with here() as (_, database, keys), database.transaction() as connection:
        exported = certified.export(connection, keys)
        audit.note(connection, keys, "export", now=milliseconds(None), what="ledger")
    try:
        with replacing(file) as unfinished:
            unfinished.write(exported)
    except OSError as error:
        raise unwritable(file, error) from None
    count = len(exported.splitlines()) - 1
    click.echo(f"{count}件を {file} に書きました。")
    click.echo(f"{count} entries written to {file}.")


@ledger.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--public-key", metavar="HEX", help="The ledger's public key, as it was printed.")
@click.option("--head", metavar="HASH", help="The hash of a head that was printed earlier.")
def verify(file: TextIO, public_key: str | None, head: str | None) -> None:
    """Check every entry of FILE: hashes, signatures, order. Needs no settings, no database and no server.

    Example: python app.py ledger verify ledger-2026-12.jsonl --public-key 04a1… --head 7f3c…
    """
    key, printed = read_hex("--public-key", public_key, 65), read_hex("--head", head, 32)
    try:
        lines = file.read().splitlines()
        with click.progressbar(length=len(lines), label="verify", file=sys.stderr) as bar:
            checked = certified.verify(
                lines, key, head=printed, progress=lambda done: bar.update(done - bar.pos)
            )
    except UnicodeDecodeError:
        raise _no_ledger() from None
    except Broken as broken:
        is_none = (broken.number, broken.fault) == (0, "malformed")
        raise (_no_ledger() if is_none else does_not_hold(broken)) from None
    if key is None:
        click.echo(
            "【注意】 --public-key がないので、ファイルの中の鍵を信じました。ファイルにくいちがいがないことだけがわかり、"
        )
        click.echo("だれの台帳かはわかりません。下の鍵を、相談室が紙に刷ったものと見くらべてください。")
        click.echo(
            "WARNING: no --public-key was given, so the key in the file itself was believed. This proves that"
        )
        click.echo(
            "the file agrees with itself, not whose it is. Compare this key with the one that the office printed:"
        )
        click.echo(_block(certified.header(lines[0]).public_key))
    if printed is None:
        click.echo("--head がないので、終わりの記録が切り取られていても、わかりません。")
        click.echo("No --head was given: entries cut off at the end would not be noticed.")
    click.echo(
        f"台帳は、正しくつながっています。全部で{checked.count}件、消したもの{checked.erased}件、控えから戻したこと{checked.restored}回。"
    )
    click.echo(
        f"The chain holds: {checked.count} entries, {checked.erased} erasures, {checked.restored} restorations."
    )
    if checked.head is not None and checked.first_at is not None and checked.last_at is not None:
        click.echo(f"from  {moment_text(checked.first_at)}\nuntil {moment_text(checked.last_at)}")
        click.echo(f"head  {checked.head.hex()}")


@ledger.command("head")
def print_head() -> None:
    """Print the newest entry's number and hash, to be put on paper once a month.

    Example: python app.py ledger head | lp
    """
    with here() as (settings, database, keys), database.reading() as connection:
        newest = rows.head(connection)
    if newest is None:
        raise Refused("The ledger is still empty.", "消去のあかし（台帳）には、まだ何も書かれていません。")
    click.echo(
        HEAD.format(
            number=newest.number,
            time=moment_text(newest.certificate["at"], settings.timezone),
            hash=newest.hash.hex(),
            office=fingerprint_text(keys.fingerprint),
            key=_block(keys.ledger.public),
        )
    )


@ledger.command("key")
def print_key() -> None:
    """Print the ledger's public key: publish it where it can't be changed unnoticed, such as in print.

    Example: python app.py ledger key
    """
    with here() as (_, _, keys):
        click.echo(keys.ledger.public.hex())


@contextlib.contextmanager
def here() -> Iterator[tuple[Settings, Database, Keys]]:
    """The office of the settings, for as long as the command runs."""
    settings = Settings.from_env()
    database = Database(settings.database_url)
    try:
        database.require_schema()
        yield settings, database, Keys.load(settings.keys_dir, settings.kek)
    finally:
        database.engine.dispose()


def does_not_hold(broken: Broken) -> Refused:
    """What an operator reads of a chain that was cut or written anew."""
    en, ja = (
        (" After a restore this may be so.", "復元のあとなら、そうなることもあります。")
        if broken.fault == "head"
        else ("", "")
    )
    return Refused(
        f"DOES NOT HOLD. {broken}{en} What to do: docs/operations.md (Ledger or audit log do not hold).",
        f"【重要】 書きかえられたおそれがあります。{broken.ja}{ja}"
        "何も変えずに、docs/operations.md の「Ledger or audit log do not hold」を見てください。",
    )


def _no_ledger() -> Refused:
    return Refused("The file is no ledger.", "このファイルは、消去のあかし（台帳）ではありません。")


def read_hex(option: str, given: str | None, length: int) -> bytes | None:
    """Bytes from hex as people copy it from paper: with spaces, in either case."""
    if given is None:
        return None
    try:
        read = unhex("".join(given.split()).lower())
    except ValueError:
        read = b""
    if len(read) != length:
        raise Misused(
            f"{option} must be {2 * length} digits and letters a to f.",
            f"{option} は、数字とaからfまでの英字で、{2 * length}文字です。足りない文字がないか、紙と見くらべてください。",
        )
    return read


def _block(key: bytes) -> str:
    """Hex in lines of 64, so that it fits on paper."""
    return "\n".join(f"    {key.hex()[at : at + 64]}" for at in range(0, 2 * len(key), 64))
