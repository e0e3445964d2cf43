"""`--help`, read by somebody with little English: of each command and option first in Japanese, in lines that a terminal shows whole."""

import re
import unicodedata
from collections.abc import Iterator

import click
import pytest

from app import cli
from handlers.commands.help_ja import HELP

KANA = re.compile(r"[ぁ-んァ-ヶ]")
COLUMNS = 80


def contexts(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from contexts(below, click.Context(below, info_name=name, parent=context))


EACH = {
    context.command_path.removeprefix("app.py").strip(): context
    for context in contexts(cli, click.Context(cli, info_name="app.py", terminal_width=COLUMNS))
}


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "FWA" else 1 for letter in line)


@pytest.mark.parametrize("path", EACH)
def test_each_command_and_option_is_explained_in_japanese_and_then_in_english(path: str) -> None:
    command = EACH[path].command
    told = EACH[path].get_help()
    usage, ja, en, *_ = told.split("\n\n")
    assert usage.startswith(f"Usage: {EACH[path].command_path}")
    assert KANA.search(ja)
    assert not KANA.search(en)
    assert [line for line in ja.splitlines() if columns(line) > COLUMNS] == []
    for option in command.params:
        if isinstance(option, click.Option):
            assert KANA.search(option.help or ""), f"{path} {option.opts[0]}"


@pytest.mark.parametrize("path", [path for path in EACH if isinstance(EACH[path].command, click.Group)])
def test_a_list_of_commands_has_a_japanese_line_for_each(path: str) -> None:
    command = EACH[path].command
    assert isinstance(command, click.Group)
    _, _, listed = EACH[path].get_help().partition("Commands:\n")
    lines = listed.splitlines()
    assert [line.split()[0] for line in lines] == command.list_commands(EACH[path])
    assert [line for line in lines if not KANA.search(line) or columns(line) > COLUMNS] == []


def test_nothing_is_explained_that_is_not_there() -> None:
    known = {path: {param.opts[0] for param in context.command.params} for path, context in EACH.items()}
    assert [
        path for path, said in HELP.items() if path not in known or not {*said.options} <= known[path]
    ] == []
