"""The phone's JSON, the control doors, and the simulator mounted under a prefix."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client
from werkzeug.wrappers import Response

from simulator.app import Simulator
from simulator.mount import mounted
from simulator.platform import Platform
from simulator.rehearsal import Callback, Clock
from simulator.sending import push
from simulator.talks import Resident


@pytest.fixture
def client(simulator: Simulator) -> FlaskClient:
    return simulator.test_client()


@pytest.fixture
def home(hanako: Resident) -> str:
    return f"/phone/residents/{hanako.id}"


def tell(platform: Platform, to: str, *messages: dict[str, Any]) -> None:
    push(platform, {"to": to, "messages": list(messages)}, None, "request")


def test_the_page_allows_nothing_foreign(client: FlaskClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert page.mimetype == "text/html"
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
    )
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-store"
    assert client.get("/static/js/phone.js").mimetype == "text/javascript"
    assert client.get("/static/../app.py").status_code == 404


def test_what_a_phone_shows(
    client: FlaskClient, platform: Platform, clock: Clock, hanako: Resident, home: str
) -> None:
    client.post(f"{home}/messages", json={"text": "こんにちは"})
    platform.webhooks.settle()
    tell(platform, hanako.id, {"type": "text", "text": "はい"})
    answered = client.get(home)
    assert answered.headers["Cache-Control"] == "no-store"
    view = answered.get_json()
    assert (view["account"], view["now"], view["resident"]["following"]) == ("ひだまり", clock.at, True)
    own, office = view["entries"]
    assert (own["author"], own["message"]["text"], own["arrived"], own["notice"]) == (
        "resident",
        "こんにちは",
        True,
        None,
    )
    assert (office["author"], office["message"]["text"], office["notice"]) == ("office", "はい", "はい")
    assert client.get(f"{home}?seen={view['revision']}").status_code == 204
    client.post(f"{home}/messages", json={"sticker": "hello"})
    assert client.get(f"{home}?seen={view['revision']}").status_code == 200


def test_a_lock_screen_shows_alt_text_and_no_quiet_message(
    client: FlaskClient, platform: Platform, hanako: Resident, home: str
) -> None:
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}
    tell(platform, hanako.id, {"type": "flex", "altText": "お知らせ", "contents": bubble})
    tell(platform, hanako.id, {"type": "sticker", "packageId": "446", "stickerId": "1988"})
    quiet = {"to": hanako.id, "messages": [{"type": "text", "text": "静かに"}], "notificationDisabled": True}
    push(platform, quiet, None, "request")
    notices = [entry["notice"] for entry in client.get(home).get_json()["entries"]]
    assert notices == ["お知らせ", "スタンプが届きました", None]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"sticker": "thanks"}, "sticker"),
        ({"picture": "tea"}, "image"),
        ({"media": "audio"}, "audio"),
        ({"media": "video"}, "video"),
        ({"media": "file"}, "file"),
        ({"location": True}, "location"),
    ],
)
def test_what_can_be_sent(
    client: FlaskClient, platform: Platform, callback: Callback, home: str, body: dict[str, Any], kind: str
) -> None:
    assert client.post(f"{home}/messages", json=body).status_code == 201
    platform.webhooks.settle()
    assert callback.events[-1]["message"]["type"] == kind


def test_a_photo_is_kept_in_memory_until_it_is_unsent(client: FlaskClient, home: str) -> None:
    message = client.post(f"{home}/messages", data=b"jpeg", content_type="image/jpeg").get_json()["message"]
    shown = client.get(f"{home}/messages/{message}/picture")
    assert (shown.data, shown.mimetype) == (b"jpeg", "image/jpeg")
    client.delete(f"{home}/messages/{message}")
    assert client.get(f"{home}/messages/{message}/picture").status_code == 404
    (entry,) = client.get(home).get_json()["entries"]
    assert (entry["unsent"], entry["unsendable"], entry["message"]) == (True, False, {})


@pytest.mark.parametrize("body", [{"text": " "}, {"text": "あ" * 10_001}])
def test_what_cannot_be_typed(client: FlaskClient, home: str, body: dict[str, str]) -> None:
    assert client.post(f"{home}/messages", json=body).status_code == 409


@pytest.mark.parametrize("body", [{}, [], {"sticker": "../phone"}, {"media": "image/svg"}, {"text": 5}])
def test_what_is_no_message(client: FlaskClient, home: str, body: Any) -> None:
    assert client.post(f"{home}/messages", json=body).status_code == 400


def test_a_form_from_another_site_is_refused(client: FlaskClient, platform: Platform, home: str) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        assert client.post(f"{home}/messages", data=b'{"text":"x"}', content_type=kind).status_code == 415
    assert platform.webhooks.all() == []


def test_nobody_and_nothing(client: FlaskClient, home: str) -> None:
    assert client.get("/phone/residents/U0").status_code == 404
    assert client.delete(f"{home}/messages/1").status_code == 404
    assert client.get("/phone/pictures/nothing").status_code == 404


def test_friendship_comes_and_goes(client: FlaskClient, platform: Platform, callback: Callback) -> None:
    mori = client.post("/phone/residents", json={"name": "もり"}).get_json()["id"]
    friendship = f"/phone/residents/{mori}/friendship"
    client.put(friendship, json={})
    client.delete(friendship)
    assert client.post(f"/phone/residents/{mori}/messages", json={"text": "ねえ"}).status_code == 409
    client.put(friendship, json={})
    platform.webhooks.settle()
    assert [event["type"] for event in callback.events] == ["follow", "unfollow", "follow"]
    assert callback.events[2]["follow"] == {"isUnblocked": True}
    assert [one["name"] for one in client.get("/phone/residents").get_json()["residents"]] == [
        "はなこ",
        "もり",
    ]


ASK = {"type": "message", "label": "はい", "text": "はい、そうです"}
TAP = {"type": "postback", "label": "予約", "data": "v1:book", "displayText": "予約します"}
DAY = {"type": "datetimepicker", "label": "日をえらぶ", "data": "v1:day", "mode": "date"}
LINK = {"type": "uri", "label": "部屋", "uri": "https://example.org"}


def test_tapping_what_the_bot_offers(
    client: FlaskClient, platform: Platform, callback: Callback, hanako: Resident, home: str
) -> None:
    template = {"type": "buttons", "text": "どうしますか", "actions": [ASK, TAP, DAY, LINK]}
    tell(platform, hanako.id, {"type": "template", "altText": "お知らせ", "template": template})
    message = hanako.entries[0].id
    for action, more in ((ASK, {}), (TAP, {}), (DAY, {"time": "2026-12-01"}), (LINK, {})):
        assert (
            client.post(f"{home}/taps", json={"message": message, "action": action, **more}).status_code
            == 200
        )
    platform.webhooks.settle()
    said, tapped, picked = callback.events
    assert said["message"]["text"] == "はい、そうです"
    assert tapped["postback"] == {"data": "v1:book"}
    assert picked["postback"] == {"data": "v1:day", "params": {"date": "2026-12-01"}}
    assert [entry.message["text"] for entry in hanako.entries[1:]] == ["はい、そうです", "予約します"]


@pytest.mark.parametrize(
    "action", [TAP | {"data": "v1:forged"}, DAY, LINK | {"type": "message", "text": "x"}]
)
def test_tapping_what_it_does_not_offer(
    client: FlaskClient, platform: Platform, hanako: Resident, home: str, action: dict[str, Any]
) -> None:
    template = {"type": "buttons", "text": "どうしますか", "actions": [TAP, DAY]}
    tell(platform, hanako.id, {"type": "template", "altText": "お知らせ", "template": template})
    body = {"message": hanako.entries[0].id, "action": action}
    assert client.post(f"{home}/taps", json=body).status_code == 409


def test_a_group_invitation(client: FlaskClient, platform: Platform, hanako: Resident, home: str) -> None:
    group = client.post(f"{home}/groups", json={}).get_json()["group"]
    assert client.get(home).get_json()["group"] == {"id": group, "joined": True}
    platform.leave(group)
    assert client.get(home).get_json()["group"] == {"id": group, "joined": False}


def test_deliveries_can_be_watched_and_repeated(
    client: FlaskClient, platform: Platform, callback: Callback, home: str
) -> None:
    callback.statuses = [503]
    client.post(f"{home}/messages", json={"text": "ひみつのことば"})
    platform.webhooks.settle()
    listed = client.get("/control/deliveries")
    assert "ひみつ" not in listed.get_data(as_text=True)
    (delivery,) = listed.get_json()["deliveries"]
    assert [attempt["status"] for attempt in delivery["attempts"]] == [503]
    attempts = f"/control/deliveries/{delivery['events'][0]['id']}/attempts"
    assert client.post(attempts, json={"redelivery": False}).get_json() == {"status": 200}
    assert client.post(attempts, json={}).get_json() == {"status": 200}
    assert [e["deliveryContext"]["isRedelivery"] for e in callback.events] == [False, False, True]
    assert client.post("/control/deliveries/none/attempts", json={}).status_code == 404


def test_the_switches(client: FlaskClient, platform: Platform) -> None:
    switched = client.put("/control/webhooks", json={"held": True, "pauses": [0, 1.5], "twice": True})
    assert switched.get_json()["pauses"] == [0, 1.5]
    assert (platform.webhooks.held, platform.webhooks.twice) == (True, True)
    client.put("/control/webhooks", json={"held": False})
    assert platform.webhooks.held is False
    assert client.put("/control/quota", json={"limit": 3}).get_json() == {"limit": 3, "used": 0}


def test_faults_and_calls_over_http(client: FlaskClient) -> None:
    bearer = {"Authorization": "Bearer long-lived"}
    assert client.post("/control/faults", json={"kind": "refuse", "status": 502}).status_code == 201
    assert client.get("/line/v2/bot/info", headers=bearer).status_code == 502
    for kind in ("drop", "empty"):
        client.post("/control/faults", json={"kind": kind})
    client.delete("/control/faults")
    assert client.get("/line/v2/bot/info", headers=bearer).status_code == 200
    assert client.post("/control/faults", json={"kind": "earthquake"}).status_code == 400
    calls = client.get("/control/calls").get_json()["calls"]
    assert [(call["path"], call["status"]) for call in calls] == [
        ("/v2/bot/info", 502),
        ("/v2/bot/info", 200),
    ]
    assert set(calls[0]) == {"at", "method", "path", "status", "request_id"}


def test_mounted_beside_the_product(simulator: Simulator) -> None:
    client = Client(mounted(Response("the product"), simulator))
    assert client.get("/").get_data(as_text=True) == "the product"
    assert client.get("/simulators").get_data(as_text=True) == "the product"
    moved = client.get("/simulator")
    assert (moved.status_code, moved.location) == (307, "simulator/")
    assert client.get("/simulator/").mimetype == "text/html"
    info = client.get("/simulator/line/v2/bot/info", headers={"Authorization": "Bearer long-lived"})
    assert info.status_code == 200
    assert client.get("/simulator/line/v2/bot/info/").status_code == 401
