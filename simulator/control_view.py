"""What the platform's switches and counters show, as JSON. Pure; never a text or a body."""

from typing import Any

from simulator.calls import Call
from simulator.deliveries import Delivery
from simulator.faults import Fault
from simulator.moved_clock import MovedClock
from simulator.platform import Platform

_SWITCHES = ("held", "redelivers", "twice", "active", "pauses")


def clock(platform: Platform) -> dict[str, Any]:
    """`now` in ms since 1970; `ahead` of the real time in ms, None where the clock can't be moved."""
    moved = platform.clock if isinstance(platform.clock, MovedClock) else None
    return {"now": platform.clock(), "ahead": moved.ahead if moved else None}


def quota(platform: Platform) -> dict[str, Any]:
    return {"limit": platform.quota.limit, "used": platform.quota.used(platform.clock())}


def webhooks(platform: Platform) -> dict[str, Any]:
    return {name: getattr(platform.webhooks, name) for name in _SWITCHES}


def fault(one: Fault) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "status": one.status,
        "message": one.message,
        "times": one.times,
        "path": one.path,
    }


def call(one: Call) -> dict[str, Any]:
    return {
        "at": one.at,
        "method": one.method,
        "path": one.path,
        "status": one.status,
        "request_id": one.request_id,
    }


def delivery(one: Delivery) -> dict[str, Any]:
    return {
        "events": [{"id": event["webhookEventId"], "type": event["type"]} for event in one.events],
        "attempts": [{"at": a.at, "status": a.status, "redelivery": a.redelivery} for a in one.attempts],
    }
