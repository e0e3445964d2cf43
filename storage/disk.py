"""The disk on which everything lies: whether it takes what residents write."""

import os
import shutil
from pathlib import Path

ENOUGH, LITTLE = 2_000_000_000, 200_000_000
"""Bytes that are free: below the first somebody should make room, below the second nobody should wait for it."""


def free(folder: Path) -> int:
    """Bytes that an ordinary user may still write. OSError when the folder is not there."""
    return shutil.disk_usage(folder).free


def can_be_written(folder: Path) -> bool:
    """False also where the kernel has made the file system read-only, as it does after an error."""
    return os.access(folder, os.W_OK | os.X_OK)
