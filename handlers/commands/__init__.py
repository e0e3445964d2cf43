"""The command line's doors: one file per noun. `serve` and `clock`, which start a process, stand in app.py."""

import importlib

import click

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
    """Imports the command that was asked for, and no other: all of them together cost most of a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *COMMANDS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        door: click.Command = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        return door
