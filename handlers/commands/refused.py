"""What a command refuses, said in Japanese and below it in English, as storage/refusal.py has it for the rest."""

import errno
from pathlib import Path
from typing import IO, Any

import click

_OF_A_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG, errno.ESTALE)


class Refused(click.ClickException):
    """Ends the command with 1. Says what to do next; nothing secret, nothing of a person."""

    def __init__(self, sentence: str, ja: str) -> None:
        super().__init__(sentence)
        self.ja = ja

    def format_message(self) -> str:
        return f"{self.ja}\n{self.message}"

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.format_message(), file=file, err=True)


class Misused(click.UsageError):
    """Ends the command with 2: what was typed can't be done. How to type it is shown beside the sentence (misuse.py)."""

    def __init__(self, sentence: str, ja: str) -> None:
        super().__init__(sentence)
        self.ja = ja


def unwritable(path: Path, error: OSError) -> Refused:
    return Refused(
        f"{path} can't be written ({error.strerror}).",
        f"{path} に書けません（{error.strerror}）。場所が合っているか、空きと権限があるかを確かめてください。",
    )


def _unusable(error: OSError) -> Refused:
    what, ja = (error.filename, error.filename) if error.filename else ("A file", "ファイル")
    return Refused(
        f"{what} can't be read or written ({error.strerror}): look at the place, its room, and whose it is.",
        f"{ja} を読み書きできません（{error.strerror}）。場所が合っているか、空きと権限があるかを確かめてください。",
    )


def of_the_machine(error: Exception) -> Refused | None:
    """The sentence for a database or a file that fails under any command; None for what is a fault of ours.

    The text of a database's error is not passed on: it may quote what was written.
    """
    if isinstance(error, OSError):
        # A reader that has gone, as in `… | head`, is Click's business, and a port that is taken no file.
        return _unusable(error) if error.filename or error.errno in _OF_A_DISK else None
    # SQLAlchemy takes a fifth of a second to load; who has met its error has loaded it.
    from sqlalchemy.exc import InterfaceError, OperationalError

    from storage.database import StorageError

    if type(error) is not StorageError and not isinstance(error, InterfaceError | OperationalError):
        return None
    return Refused(
        "The database failed, and what was under way was taken back: look whether it runs and has room, then run it again.",
        "データベースが使えませんでした。途中までのことは、取り消しました。動いているか、空きがあるかを確かめて、もう一度実行してください。",
    )
