"""What tests write lies in memory, where the machine has room for it: with every commit as durable as the programs ask for, but
no disk to wait for. No story cuts the power; what survives a killed program survives there as well.

The common temporary directory stays what it is, and is watched as before (tests/harness/watch.py).
"""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 4 << 30
"""Bytes for all workers: their databases, and the files of stories that still run."""


def roomy() -> Path | None:
    """The folder in memory; None on a machine that has none, or a small one, as in many a container."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH else None


if (_folder := roomy()) is not None:
    # Where pytest makes the folders of `tmp_path`; workers have it from the run that started them.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_folder))
