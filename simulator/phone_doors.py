"""What every door of the phone needs: the platform, a resident, a JSON body, an answer."""

from typing import Any, cast

from flask import Blueprint, Response, abort, current_app, jsonify, request
from werkzeug.exceptions import HTTPException

from simulator.outcomes import Sent
from simulator.platform import Platform
from simulator.talks import Resident


def platform() -> Platform:
    return cast(Platform, current_app.extensions["platform"])


def resident(user_id: str) -> Resident:
    """KeyError, which becomes 404, for nobody."""
    return platform().residents[user_id]


def json_body() -> dict[str, Any]:
    """The JSON object of the request. Its content type also keeps other sites' forms out."""
    body = request.get_json()
    if not isinstance(body, dict):
        abort(400)
    return body


def sent(what: Sent) -> Response:
    return jsonify(event=what.event_id, message=what.message_id)


def answer_errors(blueprint: Blueprint) -> None:
    """Unknown is 404, impossible is 409, and whatever else Flask refuses keeps its status; all in JSON."""

    @blueprint.errorhandler(KeyError)
    def unknown(_error: KeyError) -> tuple[Response, int]:
        return jsonify(error="unknown"), 404

    @blueprint.errorhandler(ValueError)
    def impossible(_error: ValueError) -> tuple[Response, int]:
        return jsonify(error="impossible"), 409

    @blueprint.errorhandler(HTTPException)
    def wrong(error: HTTPException) -> tuple[Response, int]:
        return jsonify(error=error.name), error.code or 500
