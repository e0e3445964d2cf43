"""The log of the real processes, from their start to their end: each line one JSON object of fields that the documentation lists."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.world import World

PAGE = Path(__file__).parents[2] / "docs" / "watching.md"
ROW = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \| (?:every line|any|`hidamari\.\w+`) \|", re.MULTILINE)


@pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True)
def test_every_line_of_web_and_clock_is_json_of_fields_that_are_written_down(world: World) -> None:
    web, clock = len(world.web.output), len(world.clock.output)
    world.web.start()
    world.clock.start()
    hanako, sato = world.resident(), world.sign_in("sato")
    world.platform.say(hanako, "きいてください")
    world.newcomer(sato)
    world.post_webhook(b"{}", "forged")
    world.settle()
    world.web.stop()
    world.clock.stop()
    said = {"web": lines(world.web.output[web:]), "clock": lines(world.clock.output[clock:])}
    listed = {field for row in ROW.findall(PAGE.read_text("utf-8")) for field in re.findall(r"`(\w+)`", row)}
    for line in said["web"] + said["clock"]:
        assert list(line)[:3] == ["at", "level", "from"]
        assert set(line) <= listed
    speakers = {who: {line["from"] for line in told} for who, told in said.items()}
    # The web server itself speaks at start and end: it must not break into another form.
    assert {"hidamari.request", "_granian"} <= speakers["web"]
    assert {"hidamari.line", "hidamari.clock"} <= speakers["clock"]
    outcomes = [
        line["outcomes"] for line in said["web"] if line.get("route") == "/callback" and "outcomes" in line
    ]
    assert ["stored"] in outcomes


def lines(output: bytearray) -> list[dict[str, Any]]:
    """Every line; what is no JSON object fails here."""
    found = [json.loads(line) for line in bytes(output).decode().splitlines()]
    assert all(isinstance(line, dict) for line in found)
    return found
