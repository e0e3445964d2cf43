"""The switches that make the API fail as LINE fails."""

import threading
from typing import Any

import pytest
import urllib3
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, PushMessageRequest, TextMessage
from linebot.v3.messaging.exceptions import ApiException, ServiceException

from simulator.app import Simulator
from simulator.platform import Platform
from simulator.talks import Resident

KEY = "123e4567-e89b-12d3-a456-426614174000"


def push(bot: MessagingApi, to: str, **more: Any) -> Any:
    request = PushMessageRequest(to=to, messages=[TextMessage(text="お返事です")])
    return bot.push_message(request, x_line_retry_key=KEY, **more)


def test_the_next_calls_fail_and_then_they_work(
    platform: Platform, bot: MessagingApi, hanako: Resident
) -> None:
    platform.faults.refuse(503, 2, path="/push")
    assert bot.get_bot_info()
    for _ in range(2):
        with pytest.raises(ServiceException):
            push(bot, hanako.id)
    assert platform.accepted == []
    push(bot, hanako.id)
    assert len(platform.shown(hanako.id)) == 1


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("rate_limit", "The API rate limit has been exceeded. Try again later."),
        ("monthly_limit", "You have reached your monthly limit."),
        ("same_user_limit", "Too many messages have been sent to the same user. Try again later."),
    ],
)
def test_each_kind_of_429(
    platform: Platform, bot: MessagingApi, hanako: Resident, kind: str, message: str
) -> None:
    getattr(platform.faults, kind)()
    with pytest.raises(ApiException) as caught:
        push(bot, hanako.id)
    assert (caught.value.status, message in caught.value.body) == (429, True)


def test_accepted_but_never_answered(platform: Platform, bot: MessagingApi, hanako: Resident) -> None:
    platform.faults.drop_answer()
    with pytest.raises(urllib3.exceptions.HTTPError):
        push(bot, hanako.id)
    assert platform.shown_texts(hanako.id) == ["お返事です"]
    with pytest.raises(ApiException) as caught:
        push(bot, hanako.id)
    assert caught.value.status == 409


def test_without_a_socket_to_close_the_answer_is_500(simulator: Simulator, hanako: Resident) -> None:
    simulator.platform.faults.drop_answer()
    answered = simulator.test_client().post(
        "/line/v2/bot/message/push",
        json={"to": hanako.id, "messages": [{"type": "text", "text": "はい"}]},
        headers={"Authorization": "Bearer long-lived"},
    )
    assert answered.status_code == 500
    assert simulator.platform.shown_texts(hanako.id) == ["はい"]


def test_an_empty_answer_is_an_accepted_one(platform: Platform, bot: MessagingApi, hanako: Resident) -> None:
    platform.faults.empty_answer()
    with pytest.raises(ValueError, match="sentMessages"):
        push(bot, hanako.id)
    assert len(platform.shown(hanako.id)) == 1


@pytest.mark.parametrize("executed", [True, False])
def test_an_answer_that_waits(
    platform: Platform, bot: MessagingApi, hanako: Resident, executed: bool
) -> None:
    fault = platform.faults.hang(path="/push", executed=executed)
    caller = threading.Thread(target=push, args=(bot, hanako.id))
    caller.start()
    assert fault.reached.wait(10)
    assert len(platform.shown(hanako.id)) == (1 if executed else 0)
    assert bot.get_bot_info()
    fault.release()
    caller.join(10)
    assert len(platform.shown(hanako.id)) == 1


def test_a_client_that_does_not_wait(platform: Platform, bot: MessagingApi, hanako: Resident) -> None:
    fault = platform.faults.hang()
    with pytest.raises(urllib3.exceptions.HTTPError):
        push(bot, hanako.id, _request_timeout=0.05)
    fault.release()
    platform.wait_until(lambda: bool(platform.shown(hanako.id)))


def test_faults_can_be_forgotten(platform: Platform, bot: MessagingApi) -> None:
    platform.faults.refuse(500, 100)
    platform.faults.clear()
    assert bot.get_bot_info()


def test_many_pushes_with_one_key_send_once(platform: Platform, origin: str, hanako: Resident) -> None:
    client = MessagingApi(ApiClient(Configuration(host=f"{origin}/line", access_token="long-lived")))
    outcomes: list[int] = []

    def attempt() -> None:
        try:
            push(client, hanako.id)
            outcomes.append(200)
        except ApiException as refused:
            outcomes.append(refused.status)

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == [200] + [409] * 7
    assert len(platform.shown(hanako.id)) == 1
