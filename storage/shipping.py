"""Ships the table of shred keys to where backups are kept, so that an older backup of the database stays usable.

A backup of the database is worthless without the newest table (its own is under a KEK that no longer exists), and the
table is worthless without the KEK. Source: docs/protocol.md, "Deletion".
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from storage.contexts import b64, unb64
from storage.shred import ShredTable


def ship_to(path: Path) -> Callable[[ShredTable], None]:
    """A function that writes the table durably to `path`, in one step; it raises OSError when it can't."""

    def ship(table: ShredTable) -> None:
        rows = [[b64(owner), epoch, b64(sealed)] for owner, epoch, sealed in table]
        unfinished = path.with_suffix(".new")
        with open(unfinished, "w", encoding="utf-8", opener=_private) as file:
            json.dump({"v": 1, "shred_keys": rows}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    return ship


def read(path: Path) -> ShredTable:
    """What `ship_to` wrote. ValueError or KeyError for a file that is not such a table."""
    shipped = json.loads(path.read_text("utf-8"))
    return [(unb64(owner), int(epoch), unb64(sealed)) for owner, epoch, sealed in shipped["shred_keys"]]


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
