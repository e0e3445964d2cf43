"""LINE's door: verify, read, make durable, answer. Nothing else happens in the request."""

import logging
from http import HTTPStatus

from flask import Blueprint, Response, request

from bot import events
from bot.events import Event, Unrecognised
from bot.signature import is_signed
from handlers.context import Context, context
from handlers.request_log import note

webhook = Blueprint("webhook", __name__)
log = logging.getLogger("hidamari.webhook")

PATH = "/callback"
LARGEST_BODY = 2 * 1024 * 1024


@webhook.post(PATH)
def callback() -> Response:
    """200 when every event is durable; 400 for a bad signature or no webhook; 413 over 2 MiB; 503 so that LINE redelivers."""
    here = context()
    body = request.get_data(cache=False)
    if not is_signed(here.settings.line_channel_secret, body, request.headers.get("x-line-signature")):
        return Response(status=HTTPStatus.BAD_REQUEST)
    try:
        received = events.parse(body)
    except events.Unreadable:
        return Response(status=HTTPStatus.BAD_REQUEST)
    outcomes = [_receive(here, event) for event in received]
    note(outcomes=outcomes)
    lost = "failed" in outcomes
    return Response(status=HTTPStatus.SERVICE_UNAVAILABLE if lost else HTTPStatus.OK)


def _receive(here: Context, event: Event) -> str:
    """One event in its own transaction: what hinders it must not cost the others of its batch."""
    if isinstance(event, Unrecognised):
        return "unrecognised"
    try:
        return here.together.run(lambda connection: here.intake.receive(connection, event, now=here.now()))
    except Exception as error:
        # Whatever it was, the event is not durable: the answer is 503 and LINE sends it again. The message of an
        # exception may quote what it failed on, so only its kind is logged.
        log.error("event not stored: %s", type(error).__name__)
        return "failed"
