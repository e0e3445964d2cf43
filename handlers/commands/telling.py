"""What several commands say alike."""

import time
from datetime import datetime
from pathlib import Path

import click

from handlers.commands.refused import Misused
from storage.contexts import fingerprint_text
from storage.founding import Founded


def tell(founded: Founded, sheets: Path) -> None:
    """The sign-ins of the first people and where the sheets lie, to be handed over in person."""
    click.echo(f"office fingerprint  {fingerprint_text(founded.fingerprint)}")
    for person in founded.sign_ins:
        click.echo(f"{person.role:<11} {person.name:<11} {person.passphrase}")
    click.echo(
        f"刷っておく紙3枚の中身が、{sheets} にあります。3人が1枚ずつ持ち、2枚を同じ場所に置かないでください。"
    )
    click.echo("いま刷り、2枚をコンソールでためしてから、ファイルを消してください。")
    click.echo(
        f"Three sheets to print are in {sheets}: one for each of three people, never two in one place."
    )
    click.echo("Print them now, try two of them in the console, and then delete the files.")


def milliseconds(moment: str | None, option: str = "--now") -> int:
    """A moment, given with that option, as ms since 1970; now for None."""
    if moment is None:
        return time.time_ns() // 1_000_000
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError as error:
        raise Misused(
            f"{option} must look like 2026-12-24T09:00+09:00",
            f"{option} は、2026-12-24T09:00+09:00 のように書いてください。",
        ) from error
    if parsed.tzinfo is None:
        raise Misused(
            f"{option} needs an offset, such as +09:00",
            f"{option} のおわりに、時差をつけてください。日本時間なら +09:00 です。",
        )
    return int(parsed.timestamp() * 1000)
