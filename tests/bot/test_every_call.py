"""Every call to LINE at once: it is given up in time, it is one of those that are meant, and it goes to nobody but the fake LINE."""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.channel import Credentials, DeliveryError, LineChannel
from bot.messages import text_message
from simulator.rehearsal import Clock
from tests.bot.line import Line
from tests.bot.media import sends
from tests.cast import CHANNEL_ID, SECRET, TOKEN
from tests.handlers.doors import opened
from tests.handlers.line import Callback

HELLO = [text_message("こんにちは")]
CALLS: dict[str, Callable[[LineChannel], object]] = {
    "reply": lambda channel: channel.reply("token", HELLO),
    "push": lambda channel: channel.push("U1", HELLO, retry_key="123e4567-e89b-42d3-a456-426614174000"),
    "leave a group": lambda channel: channel.leave("group", "C1"),
    "leave a room": lambda channel: channel.leave("room", "R1"),
    "menu": lambda channel: channel.link_menu("U1", "en"),
    "quota": lambda channel: channel.quota(),
    "content": lambda channel: channel.content("1").__enter__(),
    "account": lambda channel: channel.account(),
    "webhook": lambda channel: channel.webhook(),
    "test": lambda channel: channel.test_webhook(),
}
MEANT = {
    "/v2/bot/message/reply",
    "/v2/bot/message/push",
    "/v2/bot/message/quota",
    "/v2/bot/message/quota/consumption",
}
"""Of everything LINE offers, what a talk needs; besides, the content of a message, and the way out of a group."""


@pytest.mark.parametrize("stateless", [False, True])
@pytest.mark.parametrize("call", CALLS)
def test_no_call_waits_for_ever(monkeypatch: pytest.MonkeyPatch, call: str, stateless: bool) -> None:
    """LINE takes the connection and says nothing; without a limit this test would never end."""
    monkeypatch.setattr("bot.channel.TIMEOUTS", (0.05, 0.05))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        origin = f"http://127.0.0.1:{silent.getsockname()[1]}"
        credentials = Credentials(None if stateless else TOKEN, CHANNEL_ID if stateless else None, SECRET)
        with pytest.raises(DeliveryError) as raised:
            CALLS[call](LineChannel(origin, credentials, Clock()))
    assert not raised.value.permanent


def test_while_line_hangs_every_webhook_is_answered(line: Line) -> None:
    """The courier is held by LINE in the middle of a reply; the callback asks nobody."""
    line.says("きこえますか")
    hanging = line.platform.faults.hang(path="/message/reply")
    courier = threading.Thread(target=line.deliver)
    courier.start()
    assert hanging.reached.wait(10)
    calls = len(line.platform.calls.all())
    with opened(line.town.settings) as app:
        people = [line.town.resident() for _ in range(20)]
        with ThreadPoolExecutor(4) as threads:
            post = Callback(app).events
            statuses = list(threads.map(lambda person: post(person.says("たすけて")), people))
    assert courier.is_alive()
    assert statuses == [200] * 20
    assert len(line.platform.calls.all()) == calls
    hanging.release()
    courier.join(20)
    assert not courier.is_alive()


def test_a_refusal_after_a_lost_answer_is_no_proof_that_nothing_arrived(line: Line) -> None:
    case = line.consultation()
    line.platform.faults.drop_answer(path="/message/push")
    line.platform.faults.refuse(400, path="/message/push")
    line.push(case, "ここにいます")
    line.deliver()
    line.town.clock.pass_(seconds=5)
    line.deliver()
    assert line.shown().count("ここにいます") == 1
    assert line.deliveries(case) == [("failed", "unknown")]


def test_line_is_asked_for_nothing_that_a_talk_does_not_need(line: Line) -> None:
    """Above all not for the profile: nobody here wants to know who it is."""
    platform = line.platform
    platform.follow(line.hanako)
    case, _ = sends(line)
    for words in ("話す", "いそぐとき", "この場所について", "終わる", "消す"):
        line.says(words)
    platform.send_sticker(line.hanako)
    platform.send_location(line.hanako)
    platform.invite(line.hanako)
    platform.block(line.hanako)
    platform.unblock(line.hanako)
    platform.webhooks.settle()
    line.push(case, "おへんじ")
    for _ in range(3):
        line.deliver()
        line.fetch()
        line.town.clock.pass_(seconds=5)
    paths = {call.path for call in platform.calls.all()}
    others = {path for path in paths - MEANT if not path.endswith(("/content", "/leave"))}
    assert {"/v2/bot/message/reply", "/v2/bot/message/push"} <= paths
    assert others == set()


def test_the_tests_reach_no_line_but_the_fake_one() -> None:
    """Without LINE_API_ORIGIN the product would go to LINE; tests/harness/loopback.py stands in its way."""
    real = LineChannel(None, Credentials(TOKEN, None, SECRET), Clock())
    with pytest.raises(AssertionError, match="loopback"):
        real.account()
