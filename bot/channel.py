"""The way to LINE: what the courier asks for, and `LineChannel`, which does it over the official SDK.

One client per process; import this module in the courier's process only, the SDK costs most of a second to load.
Source: LINE, "Retry failed API requests", "Channel access tokens", Messaging API reference.
"""

import json
import logging
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol, TypeVar

import linebot.v3.messaging.exceptions as messaging_exceptions
import linebot.v3.oauth.exceptions as oauth_exceptions
import urllib3.exceptions
from linebot.v3 import messaging, oauth
from pydantic.v1 import ValidationError

log = logging.getLogger("hidamari.line")

TIMEOUTS = (3.05, 10.0)
"""Seconds to connect, seconds to wait for the answer. The SDK's own default is to wait for ever."""

API_ERRORS = (messaging_exceptions.ApiException, oauth_exceptions.ApiException)
_TOKEN_LIFE_MS = 13 * 60 * 1000
_LINE = "https://api.line.me"
T = TypeVar("T")


class DeliveryError(Exception):
    """LINE did not take it. `permanent`: trying again is useless. `reason` is a short code, never LINE's text."""

    def __init__(self, reason: str, *, permanent: bool, token_spent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.token_spent = token_spent


class Credentials(NamedTuple):
    """Either a long-lived `access_token`, or `channel_id` and `channel_secret` for stateless tokens of 15 minutes."""

    access_token: str | None
    channel_id: str | None
    channel_secret: str


class Channel(Protocol):
    """What the courier needs of a messenger. Each returns when the messenger has accepted, or raises `DeliveryError`."""

    def reply(self, token: str, messages: list[dict[str, Any]]) -> None: ...

    def push(self, to: str, messages: list[dict[str, Any]], *, retry_key: str) -> None: ...

    def leave(self, chat_kind: str, chat: str) -> None: ...


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
        self._token_until = 0

    def reply(self, token: str, messages: list[dict[str, Any]]) -> None:
        """Uses a reply token. LINE takes each once, so that trying again can never say it twice."""
        request = messaging.ReplyMessageRequest(
            replyToken=token, messages=_objects(messages), notificationDisabled=False
        )
        self._call(
            "reply", lambda: self._api.reply_message_with_http_info(request, _request_timeout=TIMEOUTS)
        )

    def push(self, to: str, messages: list[dict[str, Any]], *, retry_key: str) -> None:
        """Pushes under a retry key: 409 means that LINE accepted an earlier attempt, which is success."""
        request = messaging.PushMessageRequest(
            to=to, messages=_objects(messages), notificationDisabled=False, customAggregationUnits=None
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

    def bot_info(self) -> dict[str, Any]:
        """LINE's own description of the account, for `doctor`."""
        found = self._call("info", lambda: self._api.get_bot_info_with_http_info(_request_timeout=TIMEOUTS))
        return (
            {"chat_mode": found.data.chat_mode, "mark_as_read_mode": found.data.mark_as_read_mode}
            if found
            else {}
        )

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

    def _once(self, name: str, call: Callable[[], Any]) -> Any:
        try:
            answer = call()
        except API_ERRORS as error:
            return _after_status(name, error)
        except (urllib3.exceptions.HTTPError, OSError):
            _log(name, None, None)
            raise DeliveryError("network", permanent=False) from None
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            return _after_confusion(name, error)
        _log(name, answer.status_code, answer.headers)
        return answer

    def _refresh_token(self) -> None:
        if self._credentials.channel_id is None or self._clock() < self._token_until:
            return
        client = oauth.ApiClient(oauth.Configuration(host=self._origin))
        issue = oauth.ChannelAccessToken(client).issue_stateless_channel_token_with_http_info_by_client_secret
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


def _objects(messages: list[dict[str, Any]]) -> list[messaging.Message]:
    return [messaging.Message.from_dict(message) for message in messages]


def _after_status(name: str, error: Any) -> None:
    """LINE answered with another status than 2xx; 409 says that an earlier attempt was accepted."""
    _log(name, error.status, error.headers)
    if error.status != 409:
        raise _refusal(error.status, error.body) from None


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
        raise DeliveryError("unsendable", permanent=False) from None


def _refusal(status: int, body: object) -> DeliveryError:
    """Decides by status; the text is read only to tell the two kinds of 429 apart, and the reply token's 400."""
    told = body.lower() if isinstance(body, str) else ""
    if status == 429 and "monthly limit" in told:
        return DeliveryError("quota", permanent=True)
    if status == 429 or status >= 500:
        return DeliveryError("busy", permanent=False)
    if status == 401:
        return DeliveryError("unauthorised", permanent=False)
    return DeliveryError("refused", permanent=True, token_spent="reply token" in told)


def _log(name: str, status: int | None, headers: Any) -> None:
    request_id = headers.get("x-line-request-id") if headers else None
    log.info(json.dumps({"line": name, "status": status, "request_id": request_id}))
