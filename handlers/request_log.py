"""One JSON line per request: method, route, status, duration. Never a path with ids, a body, a header or a cookie."""

import logging
import time
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, request

from storage.log_lines import Facts

log = logging.getLogger("hidamari.request")


def note(**facts: Any) -> None:
    """Adds facts without content to this request's line."""
    g.facts = getattr(g, "facts", {}) | facts


def tell(
    method: str, route: str | None, status: int, seconds: float | None, more: Mapping[str, Any] | None = None
) -> None:
    """Writes the line: how long it took, None where nobody knows, and what else was noted."""
    ms = None if seconds is None else round(seconds * 1000, 1)
    log.info(Facts(method=method, route=route, status=int(status), ms=ms, **(more or {})))


def attach(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        begun = getattr(g, "begun", None)
        seconds = None if begun is None else time.perf_counter() - begun
        route = request.url_rule.rule if request.url_rule else None
        tell(request.method, route, response.status_code, seconds, getattr(g, "facts", None))
        return response
