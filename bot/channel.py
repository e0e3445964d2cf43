"""The way to LINE: what the courier asks for, and `LineChannel`, which does it over the official SDK.

One client per process; import this module in the courier's process only, the SDK costs most of a second to load.
Source: LINE, "Retry failed API requests", "Channel access tokens", Messaging API reference.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple, Protocol, TypeVar
from urllib.parse import quote

import linebot.v3.messaging.exceptions as messaging_exceptions
import linebot.v3.oauth.exceptions as oauth_exceptions
import urllib3.exceptions
from linebot.v3 import messaging, oauth
from pydantic.v1 import ValidationError

from bot.account import Account, Webhook
from bot.refusals import DeliveryError, of_status
from bot.written import written

__all__ = ["Channel", "Credentials", "DeliveryError", "LineChannel", "Quota"]

log = logging.getLogger("hidamari.line")
# It logs paths when it tries again, and in some of them stands a user's id. (The SDK sets the level of its parent.)
logging.getLogger("urllib3.connectionpool").setLevel(logging.CRITICAL)

TIMEOUTS = (3.05, 10.0)
"""Seconds to connect, seconds to wait for the answer. The SDK's own default is to wait for ever."""

API_ERRORS = (messaging_exceptions.ApiException, oauth_exceptions.ApiException)
_TOKEN_LIFE_MS = 13 * 60 * 1000
_LINE, _CONTENT = "https://api.line.me", "https://api-data.line.me"
_PIECE = 64 * 1024
_NOT_SENT = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)
T = TypeVar("T")


class Credentials(NamedTuple):
    """Either a long-lived `access_token`, or `channel_id` and `channel_secret` for stateless tokens of 15 minutes."""

    access_token: str | None
    channel_id: str | None
    channel_secret: str


class Quota(NamedTuple):
    """LINE's own figures: the pushes of a month (None: no limit), and how many went in this one (it lags behind)."""

    limit: int | None
    used: int


class Channel(Protocol):
    """What the courier needs of a messenger. Each returns when the messenger has accepted, or raises `DeliveryError`."""

    def reply(self, token: str, messages: list[dict[str, Any]]) -> None: ...

    def push(
        self, to: str, messages: list[dict[str, Any]], *, retry_key: str, quiet: bool = False
    ) -> None: ...

    def leave(self, chat_kind: str, chat: str) -> None: ...

    def link_menu(self, to: str, language: str) -> None: ...

    def quota(self) -> Quota: ...

    def content(self, message_id: str) -> AbstractContextManager[Iterator[bytes]]: ...


class LineChannel:
    """LINE over line-bot-sdk. `clock` gives milliseconds and is asked only for the age of a stateless token."""

    def __init__(self, origin: str | None, credentials: Credentials, clock: Callable[[], int]) -> None:
        self._credentials = credentials
        self._clock = clock
        self._origin = origin or _LINE
        self._configuration = messaging.Configuration(
            host=self._origin, access_token=credentials.access_token or "unset"
        )
        self._api = messaging.MessagingApi(messaging.ApiClient(self._configuration))
        self._tokens = oauth.ChannelAccessToken(oauth.ApiClient(oauth.Configuration(host=self._origin)))
        self._token_until = 0

    def reply(self, token: str, messages: list[dict[str, Any]]) -> None:
        """Uses a reply token. LINE takes each once, so that trying again can never say it twice."""
        request = messaging.ReplyMessageRequest(
            replyToken=token, messages=written(messages), notificationDisabled=False
        )
        self._call(
            "reply", lambda: self._api.reply_message_with_http_info(request, _request_timeout=TIMEOUTS)
        )

    def push(self, to: str, messages: list[dict[str, Any]], *, retry_key: str, quiet: bool = False) -> None:
        """Pushes under a retry key: 409 means that LINE accepted an earlier attempt, which is success."""
        request = messaging.PushMessageRequest(
            to=to, messages=written(messages), notificationDisabled=quiet, customAggregationUnits=None
        )
        self._call(
            "push",
            lambda: self._api.push_message_with_http_info(
                request, x_line_retry_key=retry_key, _request_timeout=TIMEOUTS
            ),
        )

    def leave(self, chat_kind: str, chat: str) -> None:
        """Leaves a group or a multi-person talk."""
        leave = (
            self._api.leave_group_with_http_info
            if chat_kind == "group"
            else self._api.leave_room_with_http_info
        )
        self._call("leave", lambda: leave(chat, _request_timeout=TIMEOUTS))

    def link_menu(self, to: str, language: str) -> None:
        """Shows the resident the menu of their language. Where none is published, nothing is shown, and that is all right."""
        try:
            found = self._call(
                "alias",
                lambda: self._api.get_rich_menu_alias_with_http_info(
                    f"hidamari-{language}", _request_timeout=TIMEOUTS
                ),
            )
            if found is not None and found.data is not None:
                menu = found.data.rich_menu_id
                self._call(
                    "menu",
                    lambda: self._api.link_rich_menu_id_to_user_with_http_info(
                        to, menu, _request_timeout=TIMEOUTS
                    ),
                )
        except DeliveryError as error:
            if error.reason != "gone":
                raise

    def quota(self) -> Quota:
        """Raises `DeliveryError` when LINE does not say."""
        limit = self._call(
            "quota", lambda: self._api.get_message_quota_with_http_info(_request_timeout=TIMEOUTS)
        )
        used = self._call(
            "used", lambda: self._api.get_message_quota_consumption_with_http_info(_request_timeout=TIMEOUTS)
        )
        if limit is None or used is None:
            raise DeliveryError("unsendable", permanent=False)
        return Quota(limit.data.value if limit.data.type == "limited" else None, used.data.total_usage)

    @contextmanager
    def content(self, message_id: str) -> Iterator[Iterator[bytes]]:
        """What a resident sent, in pieces as they arrive; whoever has enough simply stops.

        Raises `DeliveryError`: "preparing" (LINE is not ready, ask later), "gone" (unsent, or not kept any more), and the others.
        """
        response = self._call("content", lambda: self._open_content(message_id))
        try:
            yield _pieces(response)
        finally:
            # A body that was not read to its end hangs up; otherwise what is left of it would be the next answer.
            response.close()

    def account(self) -> Account:
        """How LINE describes the account, and what time it is there. Raises `DeliveryError`."""
        ask = self._api.get_bot_info_with_http_info
        return Account.of(self._call("info", lambda: ask(_request_timeout=TIMEOUTS)))

    def webhook(self) -> Webhook:
        """Where LINE sends webhooks. Raises `DeliveryError`, "gone" where nothing is set."""
        ask = self._api.get_webhook_endpoint_with_http_info
        return Webhook.of(self._call("endpoint", lambda: ask(_request_timeout=TIMEOUTS)))

    def test_webhook(self) -> bool:
        """Lets LINE send a webhook without events there; whether it was answered well. Raises `DeliveryError`."""
        ask = self._api.test_webhook_endpoint_with_http_info
        request = messaging.TestWebhookEndpointRequest(endpoint=None)
        found = self._call("test", lambda: ask(request, _request_timeout=TIMEOUTS))
        return bool(found and found.data.success)

    def ask(self, name: str, call: Callable[[messaging.ApiClient], Any]) -> Any:
        """Any other call over the same client, with the same token, log line and errors: for bot/rich_menu.py."""
        return self._call(name, lambda: call(self._api.api_client))

    def close(self) -> None:
        """Hangs up."""
        self._api.api_client.rest_client.pool_manager.clear()

    def _call(self, name: str, call: Callable[[], Any]) -> Any:
        self._refresh_token()
        try:
            return self._once(name, call)
        except DeliveryError as error:
            if error.reason != "unauthorised" or self._credentials.channel_id is None:
                raise
            self._token_until = 0
            self._refresh_token()
            return self._once(name, call)

    def _open_content(self, message_id: str) -> Any:
        host = _CONTENT if self._origin == _LINE else self._origin
        # The same pool as for everything else; the SDK's own call would read the whole body, and takes 202 for success.
        response = self._api.api_client.rest_client.pool_manager.request(
            "GET",
            f"{host}/v2/bot/message/{quote(message_id, safe='')}/content",
            headers={"Authorization": f"Bearer {self._configuration.access_token}"},
            timeout=urllib3.Timeout(connect=TIMEOUTS[0], read=TIMEOUTS[1]),
            retries=False,
            preload_content=False,
            redirect=False,
        )
        if response.status == 200:
            return response
        response.close()
        _log("content", response.status, response.headers)
        raise of_status(response.status, None)

    def _once(self, name: str, call: Callable[[], Any]) -> Any:
        try:
            answer = call()
        except API_ERRORS as error:
            return _after_status(name, error)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            _log(name, None, None)
            reason = error.reason if isinstance(error, urllib3.exceptions.MaxRetryError) else error
            away = isinstance(reason, _NOT_SENT)
            raise DeliveryError("network", permanent=False, uncertain=not away) from None
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            return _after_confusion(name, error)
        _log(name, getattr(answer, "status_code", None) or answer.status, answer.headers)
        return answer

    def _refresh_token(self) -> None:
        if self._credentials.channel_id is None or self._clock() < self._token_until:
            return
        issue = self._tokens.issue_stateless_channel_token_with_http_info_by_client_secret
        credentials = self._credentials
        try:
            answer = self._once(
                "token",
                lambda: issue(credentials.channel_id, credentials.channel_secret, _request_timeout=TIMEOUTS),
            )
        except DeliveryError as error:
            # Without a token nothing was sent: however LINE refused it, the message itself still waits.
            raise DeliveryError(error.reason, permanent=False) from None
        if answer is None:
            raise DeliveryError("unauthorised", permanent=False)
        self._configuration.access_token = answer.data.access_token
        self._token_until = self._clock() + _TOKEN_LIFE_MS


def _after_status(name: str, error: Any) -> None:
    """LINE answered with another status than 2xx; 409 says that an earlier attempt was accepted."""
    _log(name, error.status, error.headers)
    if error.status != 409:
        raise of_status(error.status, error.body) from None


def _after_confusion(name: str, error: Exception) -> None:
    """The SDK stumbled. Only where it surely did so over the body of a 2xx does that count as accepted.

    Its own decoding of an error's body may fail too; then the error it was about is the exception's context. Anything else
    may not have been sent, and trying again is safe: LINE takes a retry key, or a reply token, once.
    """
    if isinstance(error.__context__, API_ERRORS):
        error.__context__.body = None
        _after_status(name, error.__context__)
    elif isinstance(error, ValidationError | UnicodeDecodeError):
        _log(name, 200, None)
    else:
        _log(name, None, None)
        raise DeliveryError("unsendable", permanent=False, uncertain=True) from None


def _pieces(response: Any) -> Iterator[bytes]:
    try:
        yield from response.stream(_PIECE)
    except (urllib3.exceptions.HTTPError, OSError):
        raise DeliveryError("network", permanent=False) from None


def _log(name: str, status: int | None, headers: Any) -> None:
    request_id = headers.get("x-line-request-id") if headers else None
    log.info(json.dumps({"line": name, "status": status, "request_id": request_id}))
