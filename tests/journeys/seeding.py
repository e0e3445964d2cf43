"""A seeded town for each journey. Making its keys takes seconds, so each is a copy of one that was seeded for real."""

import functools
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.harness.postgres import Postgres
from tests.harness.service import Service

_seeded: dict[str, tuple["tempfile.TemporaryDirectory[str]", dict[str, Any]]] = {}
"""By the address of a database in PostgreSQL: the folder of its town, and what was told about it."""


def seed(service: Service, data_dir: Path, database_url: str) -> dict[str, Any]:
    """What `python app.py seed --json` answers, with DATA_DIR and database as it leaves them."""
    in_a_file = database_url.startswith("sqlite:///")
    if not in_a_file and database_url not in _seeded:
        return service.seed()
    folder, told = _once() if in_a_file else _seeded[database_url]
    for name in ("keys", "sheets"):
        shutil.copytree(Path(folder.name) / name, data_dir / name)
    if in_a_file:
        database = Path(database_url.removeprefix("sqlite:///"))
        database.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(folder.name) / "hidamari.db", database)
    return told


@contextmanager
def seeded_database(server: Postgres) -> Iterator[str]:
    """The address of a database that a town was seeded into, for `seed`; it is dropped at the end."""
    url = server.fresh_from("seeded", _seed_template)
    _seeded[url] = _seeded["template"]
    yield url
    server.drop(url)


def _seed_template(url: str) -> None:
    _seeded["template"] = _seed(DATABASE_URL=url)


@functools.cache
def _once() -> tuple["tempfile.TemporaryDirectory[str]", dict[str, Any]]:
    return _seed()


def _seed(**database: str) -> tuple["tempfile.TemporaryDirectory[str]", dict[str, Any]]:
    folder = tempfile.TemporaryDirectory(prefix="hidamari-seeded-")
    settings = {
        "LINE_CHANNEL_SECRET": secrets.token_hex(16),
        "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_urlsafe(32),
    }
    return folder, Service({"DATA_DIR": folder.name, **settings, **database}).seed()
