"""Webhooks leave signed, complete and in order, and come again when they were not answered."""

import base64
import hashlib
import hmac
import threading

import pytest
from linebot.v3 import WebhookParser
from linebot.v3.webhooks import (
    FollowEvent,
    JoinEvent,
    LeaveEvent,
    MessageEvent,
    PostbackEvent,
    UnfollowEvent,
    UnsendEvent,
)

from simulator.app import create_simulator
from simulator.platform import Platform
from simulator.rehearsal import Callback, Clock
from simulator.talks import Resident

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"


def test_an_empty_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="channel_secret"):
        create_simulator(channel_secret=" ", callback_url="http://127.0.0.1:1/callback")


def test_lines_own_signature_vector(platform: Platform) -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert platform.webhooks.sign(body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_the_body_is_signed_as_it_is_sent(platform: Platform, callback: Callback, hanako: Resident) -> None:
    platform.say(hanako.id, "相談したいことがあります 🌻")
    platform.webhooks.settle()
    (received,) = callback.received
    expected = base64.b64encode(hmac.digest(SECRET.encode(), received.body, hashlib.sha256)).decode()
    assert received.signature == expected
    assert received.headers["content-type"] == "application/json; charset=utf-8"
    assert received.json["destination"] == platform.bot_id


def test_a_text_event_has_everything_line_sends(
    platform: Platform, callback: Callback, clock: Clock, hanako: Resident
) -> None:
    sent = platform.say(hanako.id, "こんばんは")
    platform.webhooks.settle()
    (event,) = callback.events
    assert event.keys() == {
        "type", "message", "webhookEventId", "deliveryContext", "timestamp", "source", "replyToken", "mode"
    }  # fmt: skip
    assert event["webhookEventId"] == sent.event_id
    assert len(sent.event_id) == 26
    assert event["timestamp"] == clock.at
    assert event["mode"] == "active"
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert event["source"] == {"type": "user", "userId": hanako.id}
    assert event["message"]["id"] == sent.message_id
    assert sent.message_id.isdigit()
    assert event["message"]["quoteToken"]
    assert event["message"]["text"] == "こんばんは"


def test_the_sdk_knows_every_event(platform: Platform, callback: Callback) -> None:
    mori = platform.add_resident("Mori").id
    platform.follow(mori)
    word = platform.say(mori, "あの")
    platform.send_sticker(mori)
    for kind in ("image", "video", "audio", "file"):
        platform.send_media(mori, kind, b"bytes")
    platform.send_location(mori)
    platform.unsend(mori, word.message_id)
    platform.postback(mori, "v1:menu", {"date": "2026-12-01"})
    platform.block(mori)
    platform.webhooks.settle()
    for one in (group := platform.invite(mori), platform.invite(mori, room=True)):
        platform.say_in_group(one.id, mori, "みんなへ")
    platform.leave(group.id)
    platform.webhooks.settle()

    parser = WebhookParser(SECRET)
    seen = [event for one in callback.received for event in parser.parse(one.body.decode(), one.signature)]
    kinds = [type(event) for event in seen if event.source and event.source.type == "user"]
    assert kinds == [FollowEvent] + [MessageEvent] * 7 + [UnsendEvent, PostbackEvent, UnfollowEvent]
    messages = [event.message.type for event in seen if isinstance(event, MessageEvent)]
    assert messages[:7] == ["text", "sticker", "image", "video", "audio", "file", "location"]
    in_groups = [type(event) for event in seen if event.source and event.source.type == "group"]
    assert in_groups == [JoinEvent, MessageEvent, LeaveEvent]
    assert sum(bool(event.source and event.source.type == "room") for event in seen) == 2


def test_follow_says_whether_it_was_an_unblock(platform: Platform, callback: Callback) -> None:
    hanako = platform.add_resident("Hanako").id
    platform.follow(hanako)
    platform.block(hanako)
    platform.unblock(hanako)
    platform.webhooks.settle()
    first, unfollow, again = callback.events
    assert first["follow"] == {"isUnblocked": False}
    assert "replyToken" not in unfollow
    assert again["follow"] == {"isUnblocked": True}
    assert again["replyToken"] != first["replyToken"]


def test_what_one_person_does_arrives_in_order(
    platform: Platform, callback: Callback, hanako: Resident
) -> None:
    platform.webhooks.hold()
    words = [platform.say(hanako.id, f"{number}つめ").event_id for number in range(12)]
    assert callback.received == []
    platform.webhooks.release()
    platform.webhooks.settle()
    assert [event["webhookEventId"] for event in callback.events] == words


def test_one_slow_person_does_not_keep_another_waiting(clock: Clock) -> None:
    released, arrived = threading.Event(), threading.Event()

    def post(_url: str, body: bytes, _headers: object) -> int:
        if "ゆっくり".encode() in body:
            released.wait(10)
        else:
            arrived.set()
        return 200

    platform = create_simulator(
        channel_secret=SECRET, callback_url="http://callback.invalid/", clock=clock, post=post
    ).platform
    platform.say(platform.add_resident().id, "ゆっくり")
    platform.say(platform.add_resident().id, "いそぎ")
    assert arrived.wait(10)
    released.set()
    platform.webhooks.settle()


def test_an_unanswered_event_is_redelivered(
    platform: Platform, callback: Callback, clock: Clock, hanako: Resident
) -> None:
    callback.statuses = [503, 500]
    platform.webhooks.pauses = (0, 0, 0)
    platform.say(hanako.id, "聞こえますか")
    platform.webhooks.settle()
    first, second, third = callback.events
    assert [e["deliveryContext"]["isRedelivery"] for e in (first, second, third)] == [False, True, True]
    for again in (second, third):
        assert again | {"deliveryContext": first["deliveryContext"]} == first
    assert [attempt.status for attempt in platform.last_delivery().attempts] == [503, 500, 200]


def test_redelivery_ends_and_can_be_switched_off(
    platform: Platform, callback: Callback, hanako: Resident
) -> None:
    platform.webhooks.pauses = (0, 0)
    callback.statuses = [500] * 10
    platform.say(hanako.id, "一度目")
    platform.webhooks.settle()
    assert len(callback.received) == 3
    platform.webhooks.redelivers = False
    platform.say(hanako.id, "二度目")
    platform.webhooks.settle()
    assert len(callback.received) == 4


def test_what_failed_is_delivered_once_the_callback_is_back(
    platform: Platform, callback: Callback, hanako: Resident
) -> None:
    callback.statuses = [503, 503]
    platform.say(hanako.id, "ひとつ")
    platform.say(hanako.id, "ふたつ")
    platform.webhooks.settle()
    assert platform.webhooks.redeliver_failed() == 2
    platform.webhooks.settle()
    assert [event["message"]["text"] for event in callback.events[2:]] == ["ひとつ", "ふたつ"]
    assert platform.webhooks.redeliver_failed() == 0


def test_a_callback_that_is_down_counts_as_no_answer(clock: Clock) -> None:
    platform = create_simulator(
        channel_secret=SECRET, callback_url="http://127.0.0.1:9/callback", clock=clock
    ).platform
    platform.webhooks.pauses = ()
    platform.say(platform.add_resident().id, "もしもし")
    platform.webhooks.settle()
    assert [attempt.status for attempt in platform.last_delivery().attempts] == [None]


def test_a_redirect_is_not_followed(platform: Platform, callback: Callback, hanako: Resident) -> None:
    callback.statuses = [302]
    platform.say(hanako.id, "どこへ")
    platform.webhooks.settle()
    assert [attempt.status for attempt in platform.last_delivery().attempts] == [302]
    assert len(callback.received) == 1


def test_the_same_bytes_can_come_twice(platform: Platform, callback: Callback, hanako: Resident) -> None:
    event_id = platform.say(hanako.id, "一度だけ").event_id
    platform.webhooks.settle()
    assert platform.repeat(event_id) == 200
    first, second = callback.received
    assert first.body == second.body
    assert first.signature == second.signature
    platform.redeliver(event_id)
    assert callback.events[2]["deliveryContext"] == {"isRedelivery": True}
    platform.webhooks.twice = True
    platform.say(hanako.id, "いつも二度")
    platform.webhooks.settle()
    assert callback.received[3].body == callback.received[4].body


def test_several_events_in_one_webhook(platform: Platform, callback: Callback, hanako: Resident) -> None:
    with platform.together():
        platform.say(hanako.id, "あれと")
        platform.say(platform.add_resident("Mori", following=True).id, "これ")
        platform.happen(hanako.id, "somethingNew", novelty={"deep": True})
    platform.webhooks.settle()
    (received,) = callback.received
    assert [event["type"] for event in received.events] == ["message", "message", "somethingNew"]


def test_inactive_webhooks_lose_events(platform: Platform, callback: Callback, hanako: Resident) -> None:
    platform.webhooks.active = False
    platform.say(hanako.id, "だれか")
    platform.webhooks.active = True
    platform.webhooks.settle()
    assert callback.received == []


def test_any_bytes_with_any_signature(platform: Platform, callback: Callback) -> None:
    platform.webhooks.post(b"not json")
    platform.webhooks.post(b"{}", "forged")
    platform.webhooks.post(b"{}", signed=False)
    good, forged, missing = callback.received
    assert good.signature == platform.webhooks.sign(b"not json")
    assert forged.signature == "forged"
    assert "x-line-signature" not in missing.headers


def test_a_blocked_person_cannot_write(platform: Platform, hanako: Resident) -> None:
    platform.block(hanako.id)
    with pytest.raises(ValueError, match="blocked"):
        platform.say(hanako.id, "もう一度")


def test_what_can_be_typed_and_unsent(platform: Platform, callback: Callback, hanako: Resident) -> None:
    for text in (" \n", "", "あ" * 10_001):
        with pytest.raises(ValueError, match="text"):
            platform.say(hanako.id, text)
    message = platform.say(hanako.id, "やっぱりやめる").message_id
    platform.unsend(hanako.id, message)
    with pytest.raises(ValueError, match="unsent"):
        platform.unsend(hanako.id, message)
    with pytest.raises(KeyError):
        platform.unsend(hanako.id, "1")
    platform.webhooks.settle()
    assert callback.events[-1]["unsend"] == {"messageId": message}
    assert "replyToken" not in callback.events[-1]
