"""The command line's doors: one file per noun. `serve` and `clock`, which start a process, stand in app.py."""

import click

from handlers.commands import (
    audit,
    backup,
    doctor,
    hours,
    ledger,
    manifest,
    notices,
    office,
    papers,
    people,
    purging,
    richmenu,
    rooms,
)

COMMANDS = (
    office.init,
    office.seed,
    office.migrate,
    purging.run_purge,
    people.people,
    doctor.doctor,
    hours.hours,
    notices.notice,
    richmenu.richmenu,
    rooms.room,
    ledger.ledger,
    audit.audit,
    backup.backup,
    backup.restore,
    manifest.manifest,
    papers.papers,
)


def attach(cli: click.Group) -> None:
    for command in COMMANDS:
        cli.add_command(command)
