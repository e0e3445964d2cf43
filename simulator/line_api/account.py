"""The official account: bot info, quota, webhook endpoint, loading animation."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request

from simulator.limits.shapes import shape, text, whole
from simulator.limits.values import USER
from simulator.line_api.doors import json_body, platform
from simulator.refusals import Refusal, invalid_body

blueprint = Blueprint("account", __name__, url_prefix="/v2/bot")
_LOADING = shape({"chatId": USER}, {"loadingSeconds": whole(5, 60, step=5)})
_TEST = shape({}, {"endpoint": text(500)})


@blueprint.get("/info")
def info() -> Response:
    line = platform()
    return jsonify(
        userId=line.bot_id,
        basicId="@000hidam",
        displayName=line.channel.account_name,
        chatMode=line.chat_mode,
        markAsReadMode="auto" if line.chat_mode == "bot" else "manual",
    )


@blueprint.get("/message/quota")
def quota() -> Response:
    limit = platform().quota.limit
    return jsonify({"type": "none"} if limit is None else {"type": "limited", "value": limit})


@blueprint.get("/message/quota/consumption")
def consumption() -> Response:
    return jsonify(totalUsage=platform().quota.used(platform().clock()))


@blueprint.get("/channel/webhook/endpoint")
def endpoint() -> Response:
    webhooks = platform().webhooks
    return jsonify(endpoint=webhooks.callback_url, active=webhooks.active)


@blueprint.post("/channel/webhook/test")
def test() -> Response:
    """Send an empty webhook to the callback. Another endpoint is refused: the simulator calls nobody else."""
    body = json_body() if request.get_data(cache=True) else {}
    problems = list(_TEST(body, ""))
    line = platform()
    if problems or body.get("endpoint", line.webhooks.callback_url) != line.webhooks.callback_url:
        raise invalid_body(problems or [("endpoint", "The value is invalid")])
    status = line.webhooks.verify()
    good = status is not None and 200 <= status < 300
    reason = HTTPStatus(status).phrase if status in set(HTTPStatus) else "COULD_NOT_CONNECT"
    at = datetime.fromtimestamp(line.clock() / 1000, UTC).isoformat(timespec="milliseconds")
    return jsonify(
        success=good,
        timestamp=at.replace("+00:00", "Z"),
        statusCode=status or 0,
        reason=reason if status else "COULD_NOT_CONNECT",
        detail=str(status or "no answer"),
    )


@blueprint.post("/chat/loading/start")
def loading() -> tuple[Response, int]:
    body = json_body()
    problems = list(_LOADING(body, ""))
    if problems:
        raise invalid_body(problems)
    line = platform()
    resident = line.residents.get(body["chatId"])
    if resident is None:
        raise Refusal(400, "The value for the 'chatId' parameter is invalid")
    resident.typing_until = line.clock() + 1000 * int(body.get("loadingSeconds", 20))
    line.touch()
    return jsonify({}), 202
