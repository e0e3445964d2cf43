"""Files of this version are answered from memory: a page asks for two hundred, and Flask would make each answer anew.

It stands in front of Flask. The first answers are Flask's (handlers/files.py); what they were, they stay, as long as the file does.
"""

import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Flask

from handlers import counting, files, request_log
from handlers.context import Context, context_of

MOST = 2000
"""Answers: of each file, packed in each way."""
_PREFIX = "/static/v-"
_ROUTE = "/static/v-<version>/<path:name>"
_ASKS_FOR_MORE = (
    "HTTP_RANGE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_RANGE",
    "HTTP_IF_MATCH",
)


class _Answer(NamedTuple):
    name: str
    headers: list[tuple[str, str]]
    content: bytes


class Kept:
    """Around the application, which answers whatever is not asked for here, or not for the first time."""

    def __init__(self, app: Flask) -> None:
        self._inner, self._app = app.wsgi_app, app

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if not path.startswith(_PREFIX) or environ["REQUEST_METHOD"] != "GET" or _asks_for_more(environ):
            return self._inner(environ, start_response)
        here, begun = context_of(self._app), time.perf_counter()
        key = (path, files.wanted(environ.get("HTTP_ACCEPT_ENCODING", "")))
        known: _Answer | None = here.kept.get(key)
        if known is None or not files.is_known(known.name):
            return self._asked(here, key, environ, start_response)
        request_log.tell("GET", _ROUTE, HTTPStatus.OK, time.perf_counter() - begun)
        counting.count(here, HTTPStatus.OK)
        start_response("200 OK", known.headers)
        return [known.content]

    def _asked(
        self, here: Context, key: tuple[str, str | None], environ: Any, start_response: Any
    ) -> Iterable[bytes]:
        """Flask's answer, which is kept when it will be the same the next time."""
        told: list[Any] = []

        def heard(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            told[:] = [status, headers]
            return start_response(status, headers, *more)

        answer = self._inner(environ, heard)
        name = environ.get(files.LASTS)
        if name is None or len(here.kept) >= MOST:
            return answer
        content = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        here.kept[key] = _Answer(name, [*told[1]], content)
        return [content]


def attach(app: Flask) -> None:
    app.wsgi_app = Kept(app)  # type: ignore[method-assign]  # as Flask's documentation says to do


def _asks_for_more(environ: Any) -> bool:
    return any(name in environ for name in _ASKS_FOR_MORE)
