"""Files of JSON lines that tell by themselves whether they are whole: the last line carries the hash of all before it."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from storage.refusal import Refusal

_written = json.JSONEncoder(separators=(",", ":")).encode


class Damaged(Refusal):
    """The file is cut, altered, or not such a file."""


class Writer:
    """Writes one line after the other; `end` must come last."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._count = 0

    def line(self, content: Any) -> None:
        line = _written(content).encode() + b"\n"
        self._hash.update(line)
        self._count += 1
        self._file.write(line)

    def end(self) -> None:
        last = {"lines": self._count, "sha256": self._hash.hexdigest()}
        self._file.write(json.dumps({"end": last}).encode() + b"\n")


def read(path: Path) -> Iterator[Any]:
    """Every line but the last, parsed. Raises `Damaged` at the end of a file that is not whole, OSError.

    Nothing of it may be used before all has been read: call `check` first, or collect.
    """
    running, count, expected = hashlib.sha256(), 0, None
    with path.open("rb") as file:
        for line in file:
            content = _parsed(path, line)
            if isinstance(content, dict) and "end" in content:
                expected = content["end"]
                continue
            running.update(line)
            count += 1
            yield content
    if expected != {"lines": count, "sha256": running.hexdigest()}:
        raise _damaged(path)


def check(path: Path) -> None:
    """Reads it all and keeps nothing. Raises `Damaged`, OSError."""
    for _ in read(path):
        pass


def _parsed(path: Path, line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise _damaged(path) from None


def _damaged(path: Path) -> Damaged:
    return Damaged(
        f"{path} is damaged or was cut off: put another copy of it in its place.",
        f"{path} は、壊れているか、途中で切れています。別の場所にある写しと入れかえてください。",
    )
