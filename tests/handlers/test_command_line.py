"""The command line as a whole: every command is there under its name, each is read alone, and a start that can't go well ends."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from app import cli
from handlers.commands import COMMANDS
from tests.cast import Town
from tests.harness.shell import ROOT

LOADED = """
import sys, app
print(*sorted({"alembic", "flask", "granian", "linebot", "psycopg", "sqlalchemy", "handlers.context"} & sys.modules.keys()))
"""


def test_every_command_is_found_under_its_name() -> None:
    context = click.Context(cli)
    found = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    assert {name: command.name if command else None for name, command in found.items()} == {
        name: name for name in found
    }
    assert {*COMMANDS, "serve", "clock"} == set(found)
    assert cli.get_command(context, "servce") is None


def test_who_runs_one_command_waits_for_no_other() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_a_library_that_is_missing_stops_the_start(town: Town, tmp_path: Path) -> None:
    """Before a port is open or a worker begun, which would fail again and again."""
    (tmp_path / "segno.py").write_text("raise ModuleNotFoundError('segno is not installed')")
    done = subprocess.run(
        [sys.executable, "app.py", "serve"],
        cwd=ROOT,
        env=town.environment | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "segno is not installed" in done.stderr
    assert "granian" not in done.stderr, "the server had begun"
