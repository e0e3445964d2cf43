"""The fake Messaging API, data API and token endpoint, all under one origin."""

import socket
import uuid
from datetime import UTC, datetime

from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from simulator.calls import Call
from simulator.line_api import (
    account,
    content,
    groups,
    menu_aliases,
    menu_batches,
    messages,
    rich_menus,
    tokens,
)
from simulator.line_api.doors import answer_refusal
from simulator.platform import Platform
from simulator.refusals import Refusal

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes; above it LINE answers 413."""
_WITH_RETRY_KEY = "/v2/bot/message/push"
_WITHOUT_TOKEN = "/oauth2/v3/token"  # noqa: S105 (a path)


def create_line_api(platform: Platform) -> Flask:
    """A Flask app that answers as api.line.me and api-data.line.me do, for the channel of `platform`."""
    api = Flask("simulator.line_api", static_folder=None)
    api.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    api.url_map.merge_slashes = False
    api.extensions["platform"] = platform
    api.before_request(lambda: _before(platform))
    api.after_request(lambda response: _after(platform, response))
    api.register_error_handler(Refusal, answer_refusal)
    api.register_error_handler(HTTPException, _answer_http)
    for blueprint in (
        messages.blueprint,
        account.blueprint,
        content.blueprint,
        groups.blueprint,
        rich_menus.blueprint,
        menu_aliases.blueprint,
        menu_batches.blueprint,
        tokens.blueprint,
    ):
        api.register_blueprint(blueprint)
    return api


def _before(platform: Platform) -> None:
    g.request_id, g.fault = str(uuid.uuid4()), None
    if request.path != _WITHOUT_TOKEN and not platform.access_tokens.accepts(
        request.headers.get("Authorization"), platform.clock()
    ):
        raise Refusal(401, "Authentication failed due to the following reason: invalid token.")
    g.fault = fault = platform.faults.take(request.path)
    if fault is not None and fault.kind == "refuse":
        raise Refusal(fault.status, fault.message)
    if fault is not None and fault.kind == "hang-before":
        fault.wait()
    if "X-Line-Retry-Key" in request.headers and request.path != _WITH_RETRY_KEY:
        raise Refusal(400, "The retry key is not supported by this API.")


def _after(platform: Platform, response: Response) -> Response:
    fault = g.fault
    body = b"" if response.status_code == 413 else request.get_data(cache=True)
    call = Call(platform.clock(), request.method, request.path, response.status_code, g.request_id, body)
    platform.calls.add(call)
    platform.touch()
    response.headers["x-line-request-id"] = g.request_id
    response.date = datetime.fromtimestamp(platform.clock() / 1000, UTC)
    if fault is not None and fault.kind == "hang-after":
        fault.wait()
    elif fault is not None and fault.kind == "empty":
        response.set_data(b"{}")
    elif fault is not None and fault.kind == "drop":
        return _drop(response)
    return response


def _drop(response: Response) -> Response:
    connection: socket.socket | None = request.environ.get("werkzeug.socket")
    if connection is None:
        response.status_code = 500
        response.set_data(b'{"message":"Internal server error"}')
    else:
        connection.shutdown(socket.SHUT_RDWR)
    return response


def _answer_http(error: HTTPException) -> Response:
    message = "Not found" if error.code == 404 else error.name
    answer = jsonify(message=message)
    answer.status_code = error.code or 500
    return answer
