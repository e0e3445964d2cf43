"""Switches and counters of the platform over HTTP, for tests in another process.

No text and no body comes out here.
"""

from typing import Any, cast

from flask import Blueprint, Response, abort, current_app, jsonify, request

from simulator.deliveries import Delivery
from simulator.platform import Platform

blueprint = Blueprint("control", __name__, url_prefix="/control")


@blueprint.get("/calls")
def calls() -> Response:
    """Every API call: when, method, path, status, request id."""
    known = _platform().calls.all()
    return jsonify(
        calls=[
            {"at": c.at, "method": c.method, "path": c.path, "status": c.status, "request_id": c.request_id}
            for c in known
        ]
    )


@blueprint.get("/deliveries")
def deliveries() -> Response:
    """Every webhook: its event ids and types, and the status of each attempt."""
    return jsonify(deliveries=[_shown(delivery) for delivery in _platform().webhooks.all()])


@blueprint.post("/deliveries/<event_id>/attempts")
def attempt(event_id: str) -> Response:
    """Deliver once more: `{"redelivery": true}` as a redelivery, false as the same bytes."""
    webhooks = _platform().webhooks
    try:
        again = webhooks.redeliver if _json().get("redelivery", True) else webhooks.repeat
        return jsonify(status=again(event_id))
    except KeyError:
        abort(404)


@blueprint.put("/webhooks")
def webhooks() -> Response:
    """`{"held"?, "redelivers"?, "twice"?, "active"?: bool, "pauses"?: [seconds]}`; answers with all."""
    switches, body = _platform().webhooks, _json()
    for name in {"redelivers", "twice", "active"} & body.keys():
        setattr(switches, name, bool(body[name]))
    if "pauses" in body:
        switches.pauses = tuple(float(pause) for pause in body["pauses"])
    if "held" in body:
        (switches.hold if body["held"] else switches.release)()
    state = {name: getattr(switches, name) for name in ("held", "redelivers", "twice", "active", "pauses")}
    return jsonify(state)


@blueprint.put("/quota")
def quota() -> Response:
    """`{"limit": messages a month, or null}`"""
    limit = _json().get("limit")
    _platform().quota.limit = None if limit is None else int(limit)
    return jsonify(limit=_platform().quota.limit, used=_platform().quota.used(_platform().clock()))


@blueprint.post("/faults")
def fault() -> tuple[Response, int]:
    """`{"kind": "refuse" | "drop" | "empty", "status"?, "message"?, "times"?, "path"?}`"""
    faults, body = _platform().faults, _json()
    times, path = int(body.get("times", 1)), str(body.get("path", ""))
    match body.get("kind"):
        case "refuse":
            message = str(body.get("message", "Internal server error"))
            faults.refuse(int(body.get("status", 500)), times, path=path, message=message)
        case "drop":
            faults.drop_answer(times, path=path)
        case "empty":
            faults.empty_answer(times, path=path)
        case _:
            abort(400)
    return jsonify({}), 201


@blueprint.delete("/faults")
def no_faults() -> Response:
    _platform().faults.clear()
    return jsonify({})


def _shown(delivery: Delivery) -> dict[str, Any]:
    return {
        "events": [{"id": event["webhookEventId"], "type": event["type"]} for event in delivery.events],
        "attempts": [{"at": a.at, "status": a.status, "redelivery": a.redelivery} for a in delivery.attempts],
    }


def _platform() -> Platform:
    return cast(Platform, current_app.extensions["platform"])


def _json() -> dict[str, Any]:
    body = request.get_json()
    if not isinstance(body, dict):
        abort(400)
    return body
