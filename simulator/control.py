"""Switches and counters of the platform over HTTP: for the desk beside the phones, and for tests in another process.

No text and no body comes out here.
"""

from typing import Any

from flask import Blueprint, Response, abort, jsonify

from simulator import control_view
from simulator.moved_clock import MovedClock
from simulator.phone_doors import answer_errors, json_body, platform
from simulator.refusals import MONTHLY_LIMIT, RATE_LIMIT, SAME_USER_LIMIT

blueprint = Blueprint("control", __name__, url_prefix="/control")
answer_errors(blueprint)
LAST = 12
"""Calls that the desk shows."""
_LIMITS = {"rate": RATE_LIMIT, "monthly": MONTHLY_LIMIT, "same-user": SAME_USER_LIMIT}


@blueprint.get("/desk")
def desk() -> Response:
    """Everything the desk shows: the clock, every switch, what waits, and the last calls."""
    line = platform()
    return jsonify(
        clock=control_view.clock(line),
        faults=[control_view.fault(one) for one in line.faults.waiting()],
        quota=control_view.quota(line),
        webhooks=control_view.webhooks(line),
        media=line.media.everything,
        calls=[control_view.call(one) for one in line.calls.all()[-LAST:]],
    )


@blueprint.put("/clock")
def clock() -> Response:
    """`{"ahead_ms"}`: how far the platform and the product are ahead of the real time; 409 where the clock can't be moved."""
    line = platform()
    if not isinstance(line.clock, MovedClock):
        raise ValueError("this clock stands by itself")
    line.clock.move(int(json_body()["ahead_ms"]))
    line.touch()
    return jsonify(control_view.clock(line))


@blueprint.get("/calls")
def calls() -> Response:
    """Every API call: when, method, path, status, request id."""
    return jsonify(calls=[control_view.call(one) for one in platform().calls.all()])


@blueprint.get("/deliveries")
def deliveries() -> Response:
    """Every webhook: its event ids and types, and the status of each attempt."""
    return jsonify(deliveries=[control_view.delivery(one) for one in platform().webhooks.all()])


@blueprint.post("/deliveries/<event_id>/attempts")
def attempt(event_id: str) -> Response:
    """Deliver once more: `{"redelivery": true}` as a redelivery, false as the same bytes."""
    webhooks = platform().webhooks
    again = webhooks.redeliver if json_body().get("redelivery", True) else webhooks.repeat
    return jsonify(status=again(event_id))


@blueprint.put("/webhooks")
def webhooks() -> Response:
    """`{"held"?, "redelivers"?, "twice"?, "active"?: bool, "pauses"?: [seconds]}`; answers with all."""
    switches, body = platform().webhooks, json_body()
    for name in {"redelivers", "twice", "active"} & body.keys():
        setattr(switches, name, bool(body[name]))
    if "pauses" in body:
        switches.pauses = tuple(float(pause) for pause in body["pauses"])
    if "held" in body:
        (switches.hold if body["held"] else switches.release)()
    return jsonify(control_view.webhooks(platform()))


@blueprint.put("/quota")
def quota() -> Response:
    """`{"limit"?: messages a month, or null, "used"?: so many of them}`"""
    line, body = platform(), json_body()
    if "limit" in body:
        line.quota.limit = None if body["limit"] is None else int(body["limit"])
    if "used" in body:
        line.quota.use(int(body["used"]), line.clock())
    return jsonify(control_view.quota(line))


@blueprint.put("/media")
def media() -> Response:
    """`{"status": "processing" | "succeeded" | "failed"}` of everything that residents send."""
    status = json_body().get("status")
    if status not in ("processing", "succeeded", "failed"):
        abort(400)
    platform().media.everything = status
    return jsonify(status=status)


@blueprint.post("/faults")
def fault() -> tuple[Response, int]:
    """`{"kind": "refuse" | "limit" | "drop" | "empty" | "hang", "times"?, "path"?}` and what belongs to the kind.

    refuse: `"status"?, "message"?` · limit: `"which": "rate" | "monthly" | "same-user"` · hang: `"executed"?: bool`
    """
    body = json_body()
    _arm(body, int(body.get("times", 1)), str(body.get("path", "")))
    return jsonify({}), 201


@blueprint.delete("/faults")
def no_faults() -> Response:
    """Nothing misbehaves any more, and what hangs goes on."""
    platform().faults.clear()
    platform().faults.release()
    return jsonify({})


def _arm(body: dict[str, Any], times: int, path: str) -> None:
    faults = platform().faults
    match body:
        case {"kind": "refuse", **more}:
            message = str(more.get("message", "Internal server error"))
            faults.refuse(int(more.get("status", 500)), times, path=path, message=message)
        case {"kind": "limit", "which": str(which)} if which in _LIMITS:
            faults.refuse(429, times, path=path, message=_LIMITS[which])
        case {"kind": "drop"}:
            faults.drop_answer(times, path=path)
        case {"kind": "empty"}:
            faults.empty_answer(times, path=path)
        case {"kind": "hang", **more}:
            faults.hang(times, path=path, executed=bool(more.get("executed", True)))
        case _:
            abort(400)
