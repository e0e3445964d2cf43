"""A seeded town for each journey. Making its keys takes seconds, so on SQLite they are copies of one that was seeded for real."""

import functools
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.harness.service import Service


def seed(service: Service, data_dir: Path, database_url: str) -> dict[str, Any]:
    """What `python app.py seed --json` answers, with DATA_DIR and database as it leaves them."""
    if not database_url.startswith("sqlite:///"):
        return service.seed()
    folder, seeded = _once()
    for name in ("keys", "sheets"):
        shutil.copytree(Path(folder.name) / name, data_dir / name)
    database = Path(database_url.removeprefix("sqlite:///"))
    database.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(folder.name) / "hidamari.db", database)
    return seeded


@functools.cache
def _once() -> tuple["tempfile.TemporaryDirectory[str]", dict[str, Any]]:
    folder = tempfile.TemporaryDirectory(prefix="hidamari-seeded-")
    settings = {
        "LINE_CHANNEL_SECRET": secrets.token_hex(16),
        "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_urlsafe(32),
    }
    return folder, Service({"DATA_DIR": folder.name, **settings}).seed()
