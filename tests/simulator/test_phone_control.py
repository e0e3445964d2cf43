"""The switches of the desk: failures that wait, quota, deliveries, what becomes of pictures."""

import threading

import pytest
import urllib3
from flask.testing import FlaskClient

from simulator.app import Simulator
from simulator.platform import Platform
from simulator.refusals import MONTHLY_LIMIT, RATE_LIMIT
from simulator.talks import Resident

BEARER = {"Authorization": "Bearer long-lived"}
INFO = "/line/v2/bot/info"


@pytest.fixture
def client(simulator: Simulator) -> FlaskClient:
    return simulator.test_client()


def test_each_kind_of_429(client: FlaskClient) -> None:
    for which, words in (("rate", RATE_LIMIT), ("monthly", MONTHLY_LIMIT)):
        client.post("/control/faults", json={"kind": "limit", "which": which, "times": 2})
        (waiting,) = client.get("/control/desk").get_json()["faults"]
        assert (waiting["status"], waiting["times"]) == (429, 2)
        for _ in range(2):
            refused = client.get(INFO, headers=BEARER)
            assert (refused.status_code, refused.get_json()["message"]) == (429, words)
    assert client.get("/control/desk").get_json()["faults"] == []
    assert client.post("/control/faults", json={"kind": "limit", "which": "sunday"}).status_code == 400


def test_a_call_hangs_until_the_desk_lets_it_go(client: FlaskClient, platform: Platform, origin: str) -> None:
    client.post("/control/faults", json={"kind": "hang"})
    (fault,) = platform.faults.waiting()
    answers: list[int] = []

    def ask() -> None:
        answers.append(urllib3.request("GET", f"{origin}{INFO}", headers=BEARER).status)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    assert fault.reached.wait(10)
    assert answers == []
    client.delete("/control/faults")
    asking.join(10)
    assert answers == [200]


def test_quota_used_and_limit(client: FlaskClient) -> None:
    assert client.put("/control/quota", json={"used": 190}).get_json() == {"limit": 5000, "used": 190}
    assert client.put("/control/quota", json={"limit": 200}).get_json() == {"limit": 200, "used": 190}
    consumed = client.get("/line/v2/bot/message/quota/consumption", headers=BEARER).get_json()
    assert consumed == {"totalUsage": 190}


def test_pictures_that_are_not_ready_or_never_will_be(
    client: FlaskClient, platform: Platform, hanako: Resident
) -> None:
    message = platform.send_media(hanako.id, "image").message_id
    for status, answer in (("processing", 202), ("failed", 404), ("succeeded", 200)):
        assert client.put("/control/media", json={"status": status}).get_json() == {"status": status}
        content = client.get(f"/line/v2/bot/message/{message}/content", headers=BEARER)
        assert content.status_code == answer
    assert client.put("/control/media", json={"status": "lost"}).status_code == 400


def test_the_desk_never_shows_words(client: FlaskClient, platform: Platform, hanako: Resident) -> None:
    platform.say(hanako.id, "ひみつのことば")
    push = {"to": hanako.id, "messages": [{"type": "text", "text": "ないしょ"}]}
    client.post("/line/v2/bot/message/push", json=push, headers=BEARER)
    shown = client.get("/control/desk")
    assert shown.get_json()["calls"][-1]["path"] == "/v2/bot/message/push"
    assert not {"ひみつ", "ないしょ", hanako.id} & set(shown.get_data(as_text=True).split('"'))
