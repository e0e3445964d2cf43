"""LINE's side of the callback: signed bodies, and bodies that are not."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from bot.signature import signature_of
from tests.cast import SECRET


class Callback:
    """Posts webhooks to the application."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def events(self, *events: Any, **webhook: Any) -> int:
        """A webhook with these events, rightly signed; the status."""
        return self.signed(json.dumps({"events": list(events)} | webhook).encode()).status_code

    def signed(self, body: bytes) -> TestResponse:
        return self.post(body, {"x-line-signature": signature_of(SECRET, body)})

    def post(self, body: bytes, headers: Mapping[str, str]) -> TestResponse:
        return self._client.post("/callback", data=body, headers=dict(headers))
