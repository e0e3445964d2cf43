"""LINE's JSON is read tolerantly: nothing odd raises, and nothing odd costs what stands beside it."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import events
from bot.events import (
    Event,
    Follow,
    Join,
    MessageEdited,
    OtherMessage,
    Postback,
    TextMessage,
    Unfollow,
    Unreadable,
    Unrecognised,
    Unsend,
)
from simulator.rehearsal import START, Clock
from tests.cast import Resident

HANAKO = Resident(Clock())
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no failure."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=20,
)
WORDS = st.sampled_from(
    ["message", "text", "unsend", "follow", "unfollow", "join", "user", "group", "room", "active"]
)
NAMES = st.sampled_from(
    [
        "type",
        "message",
        "source",
        "userId",
        "groupId",
        "roomId",
        "id",
        "text",
        "unsend",
        "messageId",
        "timestamp",
        "mode",
        "replyToken",
        "webhookEventId",
        "deliveryContext",
        "follow",
    ]
)
LIKE_AN_EVENT = st.recursive(
    WORDS | st.none() | st.integers() | st.text(max_size=5),
    lambda children: st.dictionaries(NAMES, children, max_size=6) | st.lists(children, max_size=2),
    max_leaves=25,
)


def parse(*raw: Any, **more: Any) -> list[Event]:
    return events.parse(json.dumps({"events": list(raw)} | more).encode())


@STEADY
@given(JSON | LIKE_AN_EVENT)
def test_any_json_is_a_webhook_or_unreadable(value: Any) -> None:
    body = json.dumps(value).encode()
    listed = isinstance(value, dict) and isinstance(value.get("events"), list)
    if listed:
        assert len(events.parse(body)) == len(value["events"])
    else:
        with pytest.raises(Unreadable):
            events.parse(body)


@STEADY
@given(st.binary())
def test_any_bytes_are_a_webhook_or_unreadable(body: bytes) -> None:
    with contextlib.suppress(Unreadable):
        events.parse(body)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"events"', b'{"events":{}}', b'{"events":null}', b"\xff\xfe"]
)
def test_what_is_no_webhook_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        events.parse(body)


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"events":' * 100_000, b'{"events":[' + b"1" * 5000 + b"]}"]
)
def test_what_would_exhaust_the_reader_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        events.parse(body)


@STEADY
@given(st.lists(JSON | LIKE_AN_EVENT, max_size=5), st.integers(0, 5))
def test_nothing_good_is_lost_beside_something_odd(odd: list[Any], place: int) -> None:
    raw = HANAKO.says("ここにいます", message_id="500001")
    place = min(place, len(odd))
    found = parse(*odd[:place], raw, *odd[place:])
    assert len(found) == len(odd) + 1
    assert found[place] == TextMessage(
        raw["webhookEventId"], START, True, HANAKO.id, raw["replyToken"], "500001", "ここにいます"
    )


@STEADY
@given(st.dictionaries(NAMES, JSON | LIKE_AN_EVENT, max_size=4))
def test_what_is_odd_about_a_text_does_not_cost_the_text(odd: dict[str, Any]) -> None:
    kept = {"type", "message", "source"}
    raw = HANAKO.says("ここにいます") | {name: value for name, value in odd.items() if name not in kept}
    (found,) = parse(raw)
    assert isinstance(found, TextMessage)
    assert (found.text, found.user_id) == ("ここにいます", HANAKO.id)
    assert found.id
    assert 0 <= found.timestamp < 2**53


def test_properties_that_line_may_add_change_nothing() -> None:
    raw = HANAKO.says("おはよう")
    more = raw | {"newProperty": {"deep": []}, "message": raw["message"] | {"mood": "glad", "emojis": 3}}
    assert parse(more, destination="U0", other=1) == parse(raw)


@pytest.mark.parametrize("message_id", [500_001, None, "", {}])
def test_words_are_kept_though_their_id_cannot_be_read(message_id: Any) -> None:
    """There is no way to ask LINE for a text again."""
    (found,) = parse(
        HANAKO.event("message", message={"type": "text", "id": message_id, "text": "ここにいます"})
    )
    assert isinstance(found, TextMessage)
    assert (found.text, found.message_id) == ("ここにいます", "")


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "file", "location"])
def test_each_kind_of_media_is_known(kind: str) -> None:
    (found,) = parse(HANAKO.sends(kind))
    assert isinstance(found, OtherMessage)
    assert found.kind == kind


@pytest.mark.parametrize(
    "message",
    [
        {"type": "hologram", "id": "1"},
        {"type": "text", "id": "1"},
        {"type": "text", "id": "1", "text": " \n"},
        {},
        None,
        "text",
        7,
    ],
)
def test_a_message_that_cannot_be_read_is_still_a_message(message: Any) -> None:
    """Staff must see that something came; nothing is lost silently."""
    (found,) = parse(HANAKO.event("message", message=message))
    assert isinstance(found, OtherMessage)
    assert found.kind == "other"


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("follow", {"follow": {"isUnblocked": True}}, Follow),
        ("follow", {}, Follow),
        ("unfollow", {}, Unfollow),
        ("unsend", {"unsend": {"messageId": "5"}}, Unsend),
        ("unsend", {"unsend": {}}, Unrecognised),
        ("unsend", {}, Unrecognised),
        ("postback", {"postback": {"data": "x"}}, Postback),
        ("postback", {"postback": {}}, Unrecognised),
        ("messageEdited", {"message": {"type": "text", "id": "1", "text": "いま"}}, MessageEdited),
        ("messageEdited", {"message": {"type": "image", "id": "1"}}, OtherMessage),
        ("messageEdited", {}, OtherMessage),
        ("membership", {}, Unrecognised),
        ("somethingNew", {}, Unrecognised),
        ("message", {"source": {"type": "user"}}, Unrecognised),
        ("message", {"source": None}, Unrecognised),
        ("message", {"source": {"type": "group", "groupId": "C1", "userId": "U1"}}, Unrecognised),
        ("message", {"source": {"type": "room", "roomId": "R1", "userId": "U1"}}, Unrecognised),
        ("join", {"source": {"type": "group", "groupId": "C1"}}, Join),
        ("join", {"source": {"type": "room", "roomId": "R1"}}, Join),
        ("join", {"source": {"type": "group"}}, Unrecognised),
    ],
)
def test_each_type_of_event(kind: str, body: dict[str, Any], expected: type[Event]) -> None:
    (found,) = parse(HANAKO.event(kind, **body))
    assert type(found) is expected


@pytest.mark.parametrize("sent", [-1, 2**53, 2**70, 1e300, "soon", True, None, [], {}])
def test_a_time_that_is_none_is_no_time(sent: Any) -> None:
    assert parse(HANAKO.says("いつ", timestamp=sent))[0].timestamp == 0
    assert parse(HANAKO.says("いつ", timestamp=START + 0.9))[0].timestamp == START


@pytest.mark.parametrize("sent", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_a_time_that_json_should_not_have_is_no_time(sent: str) -> None:
    body = json.dumps({"events": [HANAKO.says("いつ", timestamp="@")]}).replace('"@"', sent)
    (found,) = events.parse(body.encode())
    assert found.timestamp == 0


def test_half_a_surrogate_pair_becomes_a_mark_and_the_rest_stays() -> None:
    (found,) = parse(HANAKO.says("まえ\ud83dあと😀"))
    assert isinstance(found, TextMessage)
    assert found.text == "まえ\ufffdあと😀"


@pytest.mark.parametrize("mode", ["standby", "suspended", None, 1])
def test_only_the_active_mode_lets_the_bot_speak(mode: Any) -> None:
    assert parse(HANAKO.says("やあ", mode=mode))[0].active is False
    assert parse(HANAKO.says("やあ", mode="active"))[0].active is True


def test_an_event_without_an_id_counts_as_itself() -> None:
    """LINE always sends one; a redelivery must be recognised even if it once did not."""
    raw = HANAKO.says("ひとつ")
    del raw["webhookEventId"]
    again = raw | {"deliveryContext": {"isRedelivery": True}}
    other = raw | {"message": raw["message"] | {"id": "another"}}
    first, redelivered, second = parse(raw, again, other)
    assert first.id == redelivered.id != second.id


def test_what_line_says_of_media_is_kept_as_far_as_it_can_be_read() -> None:
    def told(kind: str, **body: Any) -> OtherMessage:
        (found,) = parse(HANAKO.event("message", message={"type": kind, "id": "1", **body}))
        assert isinstance(found, OtherMessage)
        return found

    sticker = told(
        "sticker", keywords=["なみだ", 3, "", "おつかれ"], text="ありがとう", stickerResourceType="NEW"
    )
    assert (sticker.keywords, sticker.text) == (("なみだ", "おつかれ"), "ありがとう")
    file = told("file", fileName="日記.pdf", fileSize=12_000)
    assert (file.name, file.size) == ("日記.pdf", 12_000)
    odd = told("file", fileName=7, fileSize="big")
    assert (odd.name, odd.size) == (None, None)
    assert (told("audio", duration=4_200).seconds, told("video", duration=-1).seconds) == (5, None)
    assert not told("image", contentProvider={"type": "line"}).external
    assert told("image", contentProvider={"type": "external", "originalContentUrl": "https://x"}).external
    assert told("image", contentProvider={"type": "somewhereNew"}).external
    place = told("location", title="公園", address="旭川市7条", latitude=43.7, longitude=142.3)
    assert place.text == "公園\n旭川市7条"
    assert told("location", latitude=43.7, longitude=142.3).text == "43.7, 142.3"
    assert told("location", latitude="north", longitude=None).text is None
    assert len(told("sticker", keywords=["あ" * 999] * 99).keywords) == 15


def test_a_tap_and_a_tab_are_read() -> None:
    (found,) = parse(HANAKO.event("postback", postback={"data": "lang.en", "params": {"status": "FAILED"}}))
    assert isinstance(found, Postback)
    assert (found.words, found.status) == ("lang.en", "FAILED")
    (found,) = parse(HANAKO.event("postback", postback={"data": "", "params": 7}))
    assert isinstance(found, Postback)
    assert (found.words, found.status) == ("", None)
