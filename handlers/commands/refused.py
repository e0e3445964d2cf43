"""What a command refuses, said in Japanese and below it in English, as storage/refusal.py has it for the rest."""

from pathlib import Path
from typing import IO, Any

import click


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
