"""LINE's door: verify, read, make durable, answer. Nothing else happens in the request.

It stands in front of Flask: LINE sends no form, asks for no page and reads no words, and all that a page needs to be answered
costs more than a message needs to be stored. What every door does is done here too: headers, one line of log, a count.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import get_input_stream

from bot import events
from bot.events import Event, Unrecognised
from bot.signature import is_signed
from handlers import counting, request_log, security
from handlers.context import Context, context_of
from storage import tallies

log = logging.getLogger("hidamari.webhook")

PATH = "/callback"
LARGEST_BODY = 2 * 1024 * 1024


class Webhook:
    """Around the application, which answers whatever is not posted to this address."""

    def __init__(self, app: Flask) -> None:
        self._inner, self._app = app.wsgi_app, app

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """200 when every event is durable; 400 for a bad signature or no webhook; 413 over 2 MiB; 503 so that LINE redelivers."""
        if environ["PATH_INFO"] != PATH or environ["REQUEST_METHOD"] != "POST":
            return self._inner(environ, start_response)
        here, begun = context_of(self._app), time.perf_counter()
        outcomes: list[str] = []
        try:
            status, outcomes = _taken(here, environ)
        except HTTPException as error:
            status = HTTPStatus(error.code or HTTPStatus.BAD_REQUEST)
        except Exception as error:
            security.tell(error)
            status = HTTPStatus.INTERNAL_SERVER_ERROR
        _told(here, status, outcomes, time.perf_counter() - begun)
        headers = {"Content-Length": "0", **security.strictest(here)}
        start_response(f"{status.value} {status.phrase}", list(headers.items()))
        return [b""]


def attach(app: Flask) -> None:
    # Without a view: Flask knows the address, so that it refuses other methods there.
    app.add_url_rule(PATH, "webhook.callback", methods=["POST"])
    app.wsgi_app = Webhook(app)  # type: ignore[method-assign]  # as Flask's documentation says to do


def _taken(here: Context, environ: Any) -> tuple[HTTPStatus, list[str]]:
    """The answer, and what became of each event. HTTPException for a body that is too large, or does not come."""
    # Of a body whose length is told, the end is not waited for as well.
    told = environ | {"wsgi.input_terminated": environ.get("CONTENT_LENGTH") is None}
    body = get_input_stream(told, max_content_length=LARGEST_BODY).read()
    if not is_signed(here.settings.line_channel_secret, body, environ.get("HTTP_X_LINE_SIGNATURE")):
        return HTTPStatus.BAD_REQUEST, []
    try:
        received = events.parse(body)
    except events.Unreadable:
        return HTTPStatus.BAD_REQUEST, []
    outcomes = [_receive(here, event) for event in received]
    return HTTPStatus.SERVICE_UNAVAILABLE if "failed" in outcomes else HTTPStatus.OK, outcomes


def _receive(here: Context, event: Event) -> str:
    """One event in its own transaction: what hinders it must not cost the others of its batch."""
    if isinstance(event, Unrecognised):
        return "unrecognised"
    now = here.now()
    try:
        return here.together.run(
            lambda connection: here.intake.receive(connection, event, now=now),
            lambda connection: here.intake.asks(connection, event, now=now),
        )
    except Exception as error:
        # Whatever it was, the event is not durable: the answer is 503 and LINE sends it again. The message of an
        # exception may quote what it failed on, so only its kind is logged.
        log.error("event not stored: %s", type(error).__name__)
        return "failed"


def _told(here: Context, status: HTTPStatus, outcomes: list[str], seconds: float) -> None:
    """To the log and to the tallies: its events by outcome, and how long it took; or that it was none."""
    if status in (HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE):
        request_log.tell("POST", PATH, status, seconds, {"outcomes": outcomes})
        counted = Counter(map(tallies.of_event, outcomes))
        counted[tallies.of_webhook(seconds * 1000)] += 1
        counted["webhook.microseconds"] += round(seconds * 1_000_000)
    else:
        request_log.tell("POST", PATH, status, seconds)
        counted = Counter(["webhook.refused"])
    counting.count(here, status, counted)
