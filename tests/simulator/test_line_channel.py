"""Everything else the channel offers: tokens, bot info, webhook endpoint, content, groups, strict paths."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3
from linebot.v3.messaging import (
    MessagingApi,
    MessagingApiBlob,
    PushMessageRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
)
from linebot.v3.messaging import TestWebhookEndpointRequest as EndpointCheck
from linebot.v3.messaging.exceptions import ApiException
from linebot.v3.oauth import ApiClient, ChannelAccessToken, Configuration

from simulator.app import LARGEST_PICTURE
from simulator.line_api import LARGEST_BODY
from simulator.platform import Platform
from simulator.rehearsal import Callback, Clock
from simulator.talks import Resident

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BEARER = {"Authorization": "Bearer long-lived"}


def call(method: str, url: str, **more: Any) -> urllib3.BaseHTTPResponse:
    return urllib3.request(method, url, headers=more.pop("headers", BEARER), redirect=False, **more)


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer other"}, {"Authorization": "long-lived"}])
def test_without_the_right_token_nothing_works(
    platform: Platform, origin: str, header: dict[str, str]
) -> None:
    for method, path in (("GET", "info"), ("POST", "message/push"), ("GET", "nowhere")):
        assert call(method, f"{origin}/line/v2/bot/{path}", headers=header).status == 401
    assert [one.status for one in platform.calls.all()] == [401, 401, 401]


def test_a_stateless_token_works_for_fifteen_minutes(origin: str, bot: MessagingApi, clock: Clock) -> None:
    oauth = ChannelAccessToken(ApiClient(Configuration(host=f"{origin}/line")))
    issued = oauth.issue_stateless_channel_token_by_client_secret("1657000000", SECRET)
    assert (issued.token_type, issued.expires_in) == ("Bearer", 900)
    bot.api_client.configuration.access_token = issued.access_token
    clock.pass_(seconds=899)
    assert bot.get_bot_info().user_id
    clock.pass_(seconds=1)
    with pytest.raises(ApiException) as caught:
        bot.get_bot_info()
    assert caught.value.status == 401


@pytest.mark.parametrize(
    "form",
    [
        {"grant_type": "client_credentials", "client_id": "1657000000", "client_secret": "wrong"},
        {"grant_type": "client_credentials", "client_id": "1", "client_secret": SECRET},
        {"grant_type": "password", "client_id": "1657000000", "client_secret": SECRET},
        {},
    ],
)
def test_no_token_for_a_stranger(origin: str, form: dict[str, str]) -> None:
    refused = call("POST", f"{origin}/line/oauth2/v3/token", body=urlencode(form), headers=FORM)
    assert (refused.status, "error" in refused.json()) == (400, True)
    assert refused.headers["x-line-request-id"]


def test_bot_info_tells_the_chat_mode(platform: Platform, bot: MessagingApi) -> None:
    info = bot.get_bot_info()
    assert (info.user_id, info.chat_mode, info.mark_as_read_mode) == (platform.bot_id, "bot", "auto")
    platform.chat_mode = "chat"
    assert bot.get_bot_info().mark_as_read_mode == "manual"


def test_the_webhook_endpoint_and_its_check(
    platform: Platform, bot: MessagingApi, callback: Callback
) -> None:
    endpoint = bot.get_webhook_endpoint()
    assert (endpoint.endpoint, endpoint.active) == (platform.webhooks.callback_url, True)
    good = bot.test_webhook_endpoint(EndpointCheck())
    assert (good.success, good.status_code, good.reason) == (True, 200, "OK")
    assert callback.received[0].json == {"destination": platform.bot_id, "events": []}
    callback.statuses = [503]
    bad = bot.test_webhook_endpoint(EndpointCheck(endpoint=endpoint.endpoint))
    assert (bad.success, bad.status_code) == (False, 503)
    with pytest.raises(ApiException):
        bot.test_webhook_endpoint(EndpointCheck(endpoint="https://elsewhere.example"))


def test_content_comes_back_until_it_is_unsent(
    platform: Platform, blob: MessagingApiBlob, hanako: Resident
) -> None:
    message = platform.send_media(hanako.id, "image", b"the picture").message_id
    assert bytes(blob.get_message_content(message)) == b"the picture"
    platform.unsend(hanako.id, message)
    with pytest.raises(ApiException) as caught:
        blob.get_message_content(message)
    assert caught.value.status == 410


def test_text_and_unknown_messages_have_no_content(
    platform: Platform, blob: MessagingApiBlob, hanako: Resident
) -> None:
    for message in ("12345", platform.say(hanako.id, "文字だけ").message_id):
        with pytest.raises(ApiException) as caught:
            blob.get_message_content(message)
        assert caught.value.status == 404


def test_content_that_is_being_prepared(platform: Platform, blob: MessagingApiBlob, hanako: Resident) -> None:
    message = platform.send_media(hanako.id, "video", b"moving").message_id
    medium = platform.media.find(message)
    assert medium is not None
    medium.status = "processing"
    assert blob.get_message_content_with_http_info(message).status_code == 202
    assert blob.get_message_content_transcoding_by_message_id(message).status == "processing"
    medium.status = "succeeded"
    assert bytes(blob.get_message_content(message)) == b"moving"


@pytest.mark.parametrize("room", [False, True])
def test_leaving_a_group(
    platform: Platform, bot: MessagingApi, callback: Callback, hanako: Resident, room: bool
) -> None:
    group = platform.invite(hanako.id, room=room)
    bot.push_message(PushMessageRequest(to=group.id, messages=[TextMessage(text="失礼します")]))
    assert platform.shown_texts(group.id) == ["失礼します"]
    leave, wrong = (bot.leave_room, bot.leave_group) if room else (bot.leave_group, bot.leave_room)
    for leave_with, there in ((wrong, True), (leave, False), (leave, False)):
        if leave_with is leave and group.joined:
            leave(group.id)
        else:
            with pytest.raises(ApiException) as caught:
                leave_with(group.id)
            assert caught.value.status == 404
        assert group.joined is there
    with pytest.raises(ValueError, match="not in this group"):
        platform.say_in_group(group.id, hanako.id, "もういない")
    with pytest.raises(ApiException):
        bot.push_message(PushMessageRequest(to=group.id, messages=[TextMessage(text="まだ?")]))
    platform.webhooks.settle()
    assert [event["type"] for event in callback.events] == ["join", "leave"]


def test_the_loading_animation(platform: Platform, bot: MessagingApi, clock: Clock, hanako: Resident) -> None:
    answered = bot.show_loading_animation_with_http_info(ShowLoadingAnimationRequest(chatId=hanako.id))
    assert answered.status_code == 202
    assert hanako.typing_until == clock.at + 20_000
    bot.push_message(PushMessageRequest(to=hanako.id, messages=[TextMessage(text="はい")]))
    assert hanako.typing_until == 0


@pytest.mark.parametrize(
    "body", [{}, {"chatId": "U" + "0" * 32}, {"chatId": "hanako"}, {"chatId": "me", "loadingSeconds": 7}]
)
def test_a_wrong_loading_animation(origin: str, hanako: Resident, body: dict[str, Any]) -> None:
    asked = {name: hanako.id if value == "me" else value for name, value in body.items()}
    assert call("POST", f"{origin}/line/v2/bot/chat/loading/start", json=asked).status == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v2/bot/info/", 404),
        ("POST", "/v2/bot/message/push/", 404),
        ("POST", "/v2/bot//message/push", 404),
        ("GET", "/v2/bot/profile/U00000000000000000000000000000000", 404),
        ("GET", "/v2/bot/message/push", 405),
    ],
)
def test_paths_are_exact(origin: str, method: str, path: str, status: int) -> None:
    answered = call(method, f"{origin}/line{path}")
    assert answered.status == status
    assert answered.headers["x-line-request-id"]
    assert answered.json()["message"]


def test_a_body_above_two_megabytes(origin: str, hanako: Resident) -> None:
    assert LARGEST_BODY < LARGEST_PICTURE
    url = f"{origin}/line/v2/bot/message/push"
    refused = call(
        "POST", url, body=b" " * (LARGEST_BODY + 1), headers=BEARER | {"Content-Type": "application/json"}
    )
    assert refused.status == 413
    assert refused.headers["x-line-request-id"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"", "application/json", 400),
        (b'{"to": NaN}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "text/plain", 415),
    ],
)
def test_what_is_no_json(origin: str, body: bytes, kind: str, status: int) -> None:
    url = f"{origin}/line/v2/bot/message/push"
    assert call("POST", url, body=body, headers=BEARER | {"Content-Type": kind}).status == status


def test_calls_are_remembered(platform: Platform, bot: MessagingApi, clock: Clock, hanako: Resident) -> None:
    request_id = bot.get_bot_info_with_http_info().headers["x-line-request-id"]
    (one,) = platform.calls.to("/info")
    assert (one.at, one.method, one.path, one.status) == (clock.at, "GET", "/v2/bot/info", 200)
    assert one.request_id == request_id
    bot.push_message(PushMessageRequest(to=hanako.id, messages=[TextMessage(text="ひみつ")]))
    (sent,) = platform.calls.to("/push")
    assert json.loads(sent.body)["messages"] == [{"type": "text", "text": "ひみつ"}]
    assert "ひみつ" not in repr(platform.calls.all()) + repr(platform.residents)
