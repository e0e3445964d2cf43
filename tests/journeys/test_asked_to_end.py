"""SIGTERM, as at every update: what is in hand is finished, and nothing is left for a lease to run out."""

import os
import signal
import socket

import pytest

from tests.harness.until import until
from tests.journeys.world import World


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One kind is enough: what is in hand is not the database's matter."""
    return f"sqlite:///{tmp_path_factory.mktemp('database') / 'hidamari.db'}"


def test_a_webhook_that_is_half_here_is_stored_and_answered(world: World) -> None:
    world.platform.webhooks.hold()
    hanako = world.resident()
    world.platform.say(hanako, "とちゅうです")
    body, signature = world.signed(world.platform.last_delivery(hanako).events)
    world.web.start()
    with socket.create_connection(("127.0.0.1", world.service.port), timeout=30) as line:
        head = f"POST /callback HTTP/1.1\r\nHost: x\r\nX-Line-Signature: {signature}\r\n"
        line.sendall(f"{head}Expect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        assert b" 100 " in line.recv(1000)
        os.kill(world.web.pid, signal.SIGTERM)
        until(lambda: _refused(world.service.port))
        line.sendall(body)
        assert b" 200 " in line.recv(1000)
    assert world.web.wait_until_done() == 0
    world.web.start()
    sato = world.sign_in("sato")
    assert sato.open(world.newcomer(sato)).texts == ["とちゅうです"]


def test_an_answer_that_is_on_its_way_arrives_and_is_noted(world: World) -> None:
    world.platform.webhooks.release()
    world.web.start()
    world.clock.start()
    hanako, sato = world.resident(), world.sign_in("sato")
    world.known(sato)
    world.platform.say(hanako, "きいてください")
    consultation = world.newcomer(sato)
    until(lambda: len(world.platform.shown_texts(hanako)) == 2)
    sato.claim(consultation)
    hanging = world.platform.faults.hang(path="/push")
    sato.reply(consultation, "ここにいます")
    assert hanging.reached.wait(30)
    os.kill(world.clock.pid, signal.SIGTERM)
    os.kill(world.clock.pid, signal.SIGTERM)
    hanging.release()
    assert world.clock.wait_until_done() == 0
    assert sato.open(consultation).delivery_states == ["accepted"]
    assert world.platform.shown_texts(hanako).count("ここにいます") == 1


def _refused(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return True
    return False
