"""Reply, push, and the validation of message objects."""

from flask import Blueprint, Response, g, jsonify, request

from simulator import sending
from simulator.limits.messages import validate_problems
from simulator.line_api.doors import json_body, platform
from simulator.refusals import invalid_body

blueprint = Blueprint("messages", __name__, url_prefix="/v2/bot/message")


@blueprint.post("/reply")
def reply() -> Response:
    return jsonify(sending.reply(platform(), json_body()))


@blueprint.post("/push")
def push() -> Response:
    key = request.headers.get("X-Line-Retry-Key")
    return jsonify(sending.push(platform(), json_body(), key, g.request_id))


@blueprint.post("/validate/<any(reply, push, multicast, narrowcast, broadcast):how>")
def validate(how: str) -> Response:
    problems = list(validate_problems(json_body()))
    if problems:
        raise invalid_body(problems)
    return jsonify({})
