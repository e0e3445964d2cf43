"""Moving everybody who sees one menu to another, by one request."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from simulator.limits import rich_menus as limits
from simulator.line_api.doors import json_body, platform
from simulator.line_api.rich_menus import at_most, existing
from simulator.refusals import Refusal, invalid_body
from simulator.rich_menus import BATCHES_IN_AN_HOUR, Batch, Phase

blueprint = Blueprint("menu_batches", __name__, url_prefix="/v2/bot/richmenu")


@blueprint.post("/batch")
def batch() -> tuple[Response, int]:
    """Done at once here, even where it is said to go on; LINE takes its time. Its request id asks for the progress."""
    at_most(BATCHES_IN_AN_HOUR, "batch")
    operations, line = _valid(), platform()
    with line.changed:
        for one in operations:
            line.rich_menus.move(one.get("from"), one.get("to"))
        phase: Phase = "ongoing" if line.rich_menus.batches_take_long else "succeeded"
        line.rich_menus.batches[g.request_id] = Batch(line.clock(), phase)
    return jsonify({}), 202


@blueprint.post("/validate/batch")
def validate() -> Response:
    _valid()
    return jsonify({})


@blueprint.get("/progress/batch")
def progress() -> Response:
    done = platform().rich_menus.batches.get(request.args.get("requestId", ""))
    if done is None:
        raise Refusal(404, "Not found")
    at = datetime.fromtimestamp(done.at / 1000, UTC).isoformat(timespec="milliseconds")
    times = {"acceptedTime": at.replace("+00:00", "Z")}
    if done.phase != "ongoing":
        times["completedTime"] = times["acceptedTime"]
    return jsonify(phase=done.phase, **times)


def _valid() -> list[dict[str, Any]]:
    body = json_body()
    problems = list(limits.batch(body, ""))
    if problems:
        raise invalid_body(problems)
    operations: list[dict[str, Any]] = body["operations"]
    for one in operations:
        if "from" in one:
            existing(one["from"], status=400)
        if "to" in one:
            existing(one["to"], status=400, with_picture=True)
    return operations
