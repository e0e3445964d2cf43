"""What goes onto paper: the page's address, with the fingerprint that no server can put there."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from app import cli
from storage.contexts import fingerprint_text
from tests.cast import Town
from tests.cast import town as town

CONSOLE = {"PUBLIC_ORIGIN": "https://kurashi.example.jp"}


def ask(town: Town, monkeypatch: pytest.MonkeyPatch, *words: str, lanes: str = "room") -> Result:
    for name, value in (town.environment | CONSOLE | {"LANES": lanes}).items():
        monkeypatch.setenv(name, value)
    return CliRunner().invoke(cli, ["room", "address", *words])


def test_the_address_says_whom_to_believe(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    told = ask(town, monkeypatch)
    wanted = f"https://kurashi.example.jp/room/#k={fingerprint_text(town.keys.fingerprint)}&e=1\n"
    assert (told.exit_code, told.output) == (0, wanted)


def test_a_qr_code_can_be_put_on_a_card(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = tmp_path / "room.svg"
    assert ask(town, monkeypatch, "--qr", str(drawn)).exit_code == 0
    assert ElementTree.parse(drawn).getroot().tag.endswith("svg")


def test_where_there_is_no_page_nothing_is_printed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    told = ask(town, monkeypatch, lanes="talk")
    assert (told.exit_code, "LANES" in told.output) == (1, True)
