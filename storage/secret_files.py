"""Files that only their owner may read."""

import os
import stat
from pathlib import Path

from storage.holder import KeystoreError


def open_secret(path: Path, flags: int) -> int:
    """The descriptor of a file that is there; KeystoreError for one that others may read."""
    try:
        file = os.open(path, flags | os.O_CLOEXEC)
    except OSError as fault:
        raise KeystoreError(
            f"{path}: the key file cannot be opened ({fault.strerror})",
            f"{path}： 鍵のファイルを開けません（{fault.strerror}）。",
        ) from None
    if stat.S_IMODE(os.fstat(file).st_mode) & 0o077:
        os.close(file)
        raise KeystoreError(
            f"{path}: others may read this key file; set its mode to 0600",
            f"{path}： この鍵のファイルを、ほかの人も読めてしまいます。アクセス権を 0600 にしてください。",
        )
    return file
