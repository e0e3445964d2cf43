"""What every endpoint needs: the platform, a JSON body, and refusals as answers."""

import json
from typing import Any, NoReturn, cast

from flask import Response, current_app, jsonify, request

from simulator.platform import Platform
from simulator.refusals import Refusal


def platform() -> Platform:
    return cast(Platform, current_app.extensions["platform"])


def json_body() -> dict[str, Any]:
    """The request's JSON object; Refusal 415 for another content type, 400 for what is no object."""
    if request.mimetype != "application/json":
        raise Refusal(415, f"The content type, {request.mimetype or '(none)'}, is not supported")
    try:
        body = json.loads(request.get_data(cache=True), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, "The request body could not be parsed as JSON (line: 1, column: 1)")
    return body


def answer_refusal(refusal: Refusal) -> Response:
    answer = jsonify(refusal.body)
    answer.status_code = refusal.status
    answer.headers.update(refusal.headers)
    return answer


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
