"""How a webhook leaves the platform."""

import http.client
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

Post = Callable[[str, bytes, Mapping[str, str]], int]
"""(URL, body, headers) → HTTP status; raises OSError or http.client.HTTPException when there is no answer."""

TIMEOUT = 2.0
"""Seconds that LINE waits for the 200 (LINE development guidelines)."""


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """POST without following redirects or using a proxy; the status, or OSError after `TIMEOUT`."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body=body, headers=dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()
