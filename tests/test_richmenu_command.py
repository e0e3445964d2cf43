"""`richmenu` as an operator uses it, against the fake LINE."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import cli
from simulator.app import create_simulator
from simulator.platform import Platform
from simulator.rehearsal import serve
from tests.cast import CHANNEL_ID, SECRET
from tests.harness.shell import Shell
from tests.harness.shell import local as local

Command = Callable[..., Result]


@pytest.fixture
def platform(local: Shell) -> Iterator[Platform]:
    """The fake LINE; the shell reaches it with stateless tokens, as an office should."""
    simulator = create_simulator(
        channel_secret=SECRET,
        callback_url="http://town.invalid/callback",
        channel_id=CHANNEL_ID,
        post=lambda *_: 200,
    )
    with serve(simulator) as origin:
        local.environment |= {"LINE_API_ORIGIN": f"{origin}/line", "LINE_CHANNEL_ID": CHANNEL_ID}
        yield simulator.platform


@pytest.fixture
def richmenu(local: Shell) -> Command:
    """The command in this process: starting one takes longer than all it does."""

    def run(*arguments: str) -> Result:
        return CliRunner(env=local.environment).invoke(cli, ["richmenu", *arguments])

    return run


def test_the_menu_is_published_by_a_process_of_its_own(local: Shell, platform: Platform) -> None:
    published = local.run("richmenu", "publish").splitlines()
    assert [line.split()[0] for line in published] == ["published"] * 3
    assert platform.rich_menus.default is not None
    assert platform.rich_menus.aliases.keys() == {"hidamari-ja", "hidamari-easy", "hidamari-en"}


def test_the_menu_is_kept_shown_and_taken_away(richmenu: Command, platform: Platform) -> None:
    names = [line.split()[1] for line in richmenu("publish").stdout.splitlines()]
    shown = richmenu("show").stdout.splitlines()
    assert [line.split()[0] for line in shown] == names
    assert [line.split()[2:] for line in shown] == [
        ["complete", "hidamari-ja", "default"],
        ["complete", "hidamari-easy"],
        ["complete", "hidamari-en"],
    ]
    assert richmenu("publish").stdout == "".join(f"kept       {name}\n" for name in names)
    assert richmenu("remove").stdout == "".join(f"removed    {name}\n" for name in names)
    assert platform.rich_menus.menus == {}
    assert "richmenu publish" in richmenu("show").stdout


def test_what_line_refuses_is_said_in_one_sentence(
    richmenu: Command, local: Shell, platform: Platform
) -> None:
    platform.faults.rate_limit(path="/v2/bot/richmenu")
    done = richmenu("publish")
    assert (done.exit_code, "Run the command again in an hour" in done.stderr) == (1, True)
    local.environment["LINE_CHANNEL_SECRET"] = "another-secret-of-32-characters!"
    done = richmenu("show")
    assert (done.exit_code, "refuses the channel's credentials" in done.stderr) == (1, True)


def test_without_a_way_to_line_it_says_what_is_missing(richmenu: Command) -> None:
    done = richmenu("remove")
    assert (done.exit_code, "LINE_CHANNEL_ID" in done.stderr) == (1, True)


def test_the_pictures_can_be_looked_at_without_line(richmenu: Command, tmp_path: Path) -> None:
    drawn = richmenu("draw", str(tmp_path / "menu")).stdout.splitlines()
    assert [Path(line).name for line in drawn] == ["ja.png", "easy.png", "en.png"]
    assert all(Path(line).read_bytes().startswith(b"\x89PNG") for line in drawn)
    (tmp_path / "a file").touch()
    done = richmenu("draw", str(tmp_path / "a file" / "menu"))
    assert (done.exit_code, "a file" in done.stderr) == (1, True)


@pytest.mark.parametrize("command", ["publish", "show", "remove", "draw"])
def test_every_command_shows_an_example(richmenu: Command, command: str) -> None:
    told = " ".join(richmenu(command, "--help").stdout.split())
    assert f"Example: python app.py richmenu {command}" in told
