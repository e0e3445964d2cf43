"""One JSON line per request: method, route, status, duration. Never a path with ids, a body, a header or a cookie."""

import json
import logging
import time
from typing import Any

from flask import Flask, Response, g, request

log = logging.getLogger("hidamari.request")


def note(**facts: Any) -> None:
    """Adds facts without content to this request's line."""
    g.facts = getattr(g, "facts", {}) | facts


def attach(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        begun = getattr(g, "begun", None)
        line = {
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - begun) * 1000, 1) if begun is not None else None,
        }
        log.info(json.dumps(line | getattr(g, "facts", {})))
        return response
