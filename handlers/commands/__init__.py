"""The command line's doors: one file per noun. `serve` and `clock`, which start a process, stand in app.py."""

import contextlib
import importlib
from collections.abc import Iterator
from typing import Any

import click

from handlers.commands import help_ja
from handlers.commands.refused import Refused, of_the_machine
from storage.refusal import Refusal

COMMANDS = {
    "init": "office:init",
    "seed": "office:seed",
    "migrate": "office:migrate",
    "purge": "purging:run_purge",
    "staff": "people:people",
    "doctor": "doctor:doctor",
    "hours": "hours:hours",
    "notice": "notices:notice",
    "richmenu": "richmenu:richmenu",
    "room": "rooms:room",
    "ledger": "ledger:ledger",
    "audit": "audit:audit",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "manifest": "manifest:manifest",
    "papers": "papers:papers",
}
"""What is typed, and where its door stands: module:name."""


class Named(click.Group):
    """Imports the command that was asked for, and no other: all of them together cost most of a second.

    What stops one is said in Japanese first.
    """

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _japanese_first():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _japanese_first():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            # Click knows only those that are imported, and would suggest none of the others.
            raise click.NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from None

    def get_help(self, ctx: click.Context) -> str:
        help_ja.explain(self, "")
        return super().get_help(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *COMMANDS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        if cmd_name in COMMANDS:
            module, _, name = COMMANDS[cmd_name].partition(":")
            found = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        if found is not None:
            help_ja.explain(found, cmd_name)
        return found


@contextlib.contextmanager
def _japanese_first() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise Refused(str(refusal), refusal.ja) from None
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        from handlers.commands import misuse

        click.echo(misuse.explained(error), err=True)
        # Click says it in English, below.
        raise
    except Exception as error:
        failed = of_the_machine(error)
        if failed is None:
            raise
        raise failed from None
