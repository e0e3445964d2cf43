"""JSON as doors read it: what is nested too deep is as unreadable as what is no JSON at all, and no fault of ours."""

from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider


class Bodies(DefaultJSONProvider):
    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """ValueError for what can't be read, however it is made."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError:
            raise ValueError("nested too deep") from None


def attach(app: Flask) -> None:
    app.json = Bodies(app)
