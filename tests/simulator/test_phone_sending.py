"""What a resident sends from the phone: files, sounds, places; and what they change or take back."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from simulator.app import Simulator
from simulator.platform import Platform
from simulator.rehearsal import Callback
from simulator.rich_menus import Picture, RichMenu
from simulator.talks import Resident


@pytest.fixture
def client(simulator: Simulator) -> FlaskClient:
    return simulator.test_client()


@pytest.fixture
def home(hanako: Resident) -> str:
    return f"/phone/residents/{hanako.id}"


@pytest.mark.parametrize(
    ("name", "type_", "kind"),
    [
        ("umi.webp", "image/webp", "image"),
        ("koe.m4a", "audio/x-m4a", "audio"),
        ("umi.mp4", "video/mp4", "video"),
        ("memo.txt", "text/plain", "file"),
        ("nani", "", "file"),
    ],
)
def test_any_file_from_the_disk(
    client: FlaskClient, platform: Platform, callback: Callback, home: str, name: str, type_: str, kind: str
) -> None:
    about = {"name": name, "type": type_}
    sent = client.post(
        f"{home}/messages", query_string=about, data=b"content", content_type="application/octet-stream"
    )
    assert sent.status_code == 201
    platform.webhooks.settle()
    message = callback.events[-1]["message"]
    assert message["type"] == kind
    assert message.get("fileName", name) == name
    medium = platform.media.find(message["id"])
    assert medium is not None
    assert medium.content == b"content"


@pytest.mark.parametrize(
    ("kind", "begins"), [("audio", b"RIFF"), ("video", b"\0\0\0\x20ftyp"), ("file", b"%PDF-1.4")]
)
def test_what_is_made_here_is_what_it_says(
    client: FlaskClient, platform: Platform, home: str, kind: str, begins: bytes
) -> None:
    message = client.post(f"{home}/messages", json={"media": kind}).get_json()["message"]
    medium = platform.media.find(message)
    assert medium is not None
    assert medium.content.startswith(begins)
    shown = client.get(f"{home}/messages/{message}/content")
    assert (shown.status_code == 200) is (kind != "file"), "a page never opens a stranger's file"


def test_a_place_can_be_chosen(
    client: FlaskClient, platform: Platform, callback: Callback, home: str
) -> None:
    client.post(f"{home}/messages", json={"location": "library"})
    platform.webhooks.settle()
    assert callback.events[-1]["message"]["title"] == "図書館"
    assert client.post(f"{home}/messages", json={"location": "home"}).status_code == 400


def test_a_text_is_corrected(
    client: FlaskClient, platform: Platform, callback: Callback, hanako: Resident, home: str
) -> None:
    message = client.post(f"{home}/messages", json={"text": "あした"}).get_json()["message"]
    assert client.put(f"{home}/messages/{message}", json={"text": "あさって"}).status_code == 200
    platform.webhooks.settle()
    edited = callback.events[-1]
    assert (edited["type"], edited["message"]) == (
        "messageEdited",
        {"type": "text", "id": message, "text": "あさって"},
    )
    (entry,) = client.get(home).get_json()["entries"]
    assert (entry["message"]["text"], entry["edited"]) == ("あさって", True)
    assert client.put(f"{home}/messages/{message}", json={"text": " "}).status_code == 409
    client.delete(f"{home}/messages/{message}")
    assert client.put(f"{home}/messages/{message}", json={"text": "やはり"}).status_code == 409
    assert client.put(f"{home}/messages/0", json={"text": "だれ"}).status_code == 404


def menu(platform: Platform, alias: str, *actions: dict[str, Any]) -> RichMenu:
    """A menu of as many tiles as actions, known by its alias."""
    width = 2500 // len(actions)
    areas = [
        {"bounds": {"x": place * width, "y": 0, "width": width, "height": 1686}, "action": action}
        for place, action in enumerate(actions)
    ]
    size = {"width": 2500, "height": 1686}
    made = {"size": size, "selected": True, "name": alias, "chatBarText": "メニュー", "areas": areas}
    created = platform.rich_menus.create(made)
    created.picture = Picture(b"png", "image/png")
    platform.rich_menus.aliases[alias] = created.id
    return created


TALK = {"type": "message", "label": "話す", "text": "話す"}
OTHER = {"type": "richmenuswitch", "richMenuAliasId": "other", "data": "lang.other"}


def test_a_menu_and_its_tabs(
    client: FlaskClient, platform: Platform, callback: Callback, hanako: Resident, home: str
) -> None:
    assert client.get(home).get_json()["menu"] is None
    first, other = menu(platform, "first", TALK, OTHER), menu(platform, "other", TALK)
    platform.rich_menus.default = first.id
    shown = client.get(home).get_json()["menu"]
    assert shown["richMenuId"] == first.id
    picture = client.get(f"/{shown['picture']}")
    assert (picture.data, picture.mimetype) == (b"png", "image/png")
    assert client.post(f"{home}/menu-taps", json={"area": 0}).status_code == 200
    assert client.post(f"{home}/menu-taps", json={"area": 1}).status_code == 200
    assert client.get(home).get_json()["menu"]["richMenuId"] == other.id
    assert client.post(f"{home}/menu-taps", json={"area": 1}).status_code == 409
    assert client.post(f"{home}/menu-taps", json={"area": "話す"}).status_code == 400
    platform.webhooks.settle()
    said, switched = callback.events
    assert said["message"]["text"] == "話す"
    assert switched["postback"]["params"] == {"newRichMenuAliasId": "other", "status": "SUCCESS"}
    hanako.following = False
    assert client.get(home).get_json()["menu"] is None
