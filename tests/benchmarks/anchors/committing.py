"""Checks the signature and makes the body durable with one commit of its own: what no honest webhook can do without.

DATABASE_URL names an SQLite file (`sqlite:///…`) or a PostgreSQL server. The body is kept as it is, unread and unsealed.
"""

import base64
import hashlib
import hmac
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any

SECRET = os.environ["LINE_CHANNEL_SECRET"].encode()
URL = os.environ["DATABASE_URL"]
_here = threading.local()
_writing = threading.Lock()

Start = Callable[[str, list[tuple[str, str]]], Any]


def app(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    expected = base64.b64encode(hmac.digest(SECRET, body, hashlib.sha256)).decode()
    if not hmac.compare_digest(expected, environ.get("HTTP_X_LINE_SIGNATURE", "")):
        start("400 Bad Request", [("Content-Length", "0")])
        return [b""]
    _keep(body)
    start("200 OK", [("Content-Length", "0")])
    return [b""]


def _keep(body: bytes) -> None:
    if URL.startswith("sqlite"):
        with _writing:
            _connection().execute("INSERT INTO bodies (body) VALUES (?)", (body,))
        return
    with _connection().cursor() as cursor:
        cursor.execute("INSERT INTO bodies (body) VALUES (%s)", (body,))


def _connection() -> Any:
    if not hasattr(_here, "connection"):
        _here.connection = _opened()
    return _here.connection


def _opened() -> Any:
    if URL.startswith("sqlite"):
        connection = sqlite3.connect(URL.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection
    import psycopg

    return psycopg.connect(URL.replace("postgresql+psycopg", "postgresql"), autocommit=True)


def prepare() -> None:
    """The one table, once, before it is served."""
    kind = (
        "INTEGER PRIMARY KEY, body BLOB" if URL.startswith("sqlite") else "bigserial PRIMARY KEY, body bytea"
    )
    _opened().execute(f"CREATE TABLE IF NOT EXISTS bodies (id {kind})")
