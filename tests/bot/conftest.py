"""The bot's room: the town, and the fake LINE."""

import json
from collections.abc import Iterator, Mapping

import pytest

from bot.signature import is_signed
from simulator.app import create_simulator
from simulator.rehearsal import serve
from tests.bot.line import Line
from tests.cast import CHANNEL_ID, SECRET, TOKEN, Town
from tests.cast import town as town


@pytest.fixture
def line(town: Town) -> Iterator[Line]:
    def post(_url: str, body: bytes, headers: Mapping[str, str]) -> int:
        assert is_signed(SECRET, body, headers["x-line-signature"])
        for event in json.loads(body)["events"]:
            town.receive(event)
        return 200

    simulator = create_simulator(
        channel_secret=SECRET,
        callback_url="http://town.invalid/callback",
        access_token=TOKEN,
        channel_id=CHANNEL_ID,
        clock=town.clock,
        post=post,
    )
    simulator.platform.webhooks.pauses = ()
    with serve(simulator) as origin:
        yield Line(town, simulator.platform, origin)
        simulator.platform.webhooks.settle()
