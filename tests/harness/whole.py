"""Answers made whole, as `serve` makes them: werkzeug's own server leaves what it is sending open when a browser goes away meanwhile."""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication


def whole(app: WSGIApplication) -> WSGIApplication:
    def answered(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        answer = app(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            if close := getattr(answer, "close", None):
                close()

    return answered
