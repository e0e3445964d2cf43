"""The fuzzers' room: the handlers' town, in memory where the machine has room for it. What lasts is others' business."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.bot.conftest import line as line
from tests.cast import Town
from tests.cast import town as town
from tests.fuzz.sending import Sender
from tests.handlers.conftest import callback as callback
from tests.handlers.conftest import web as web

MEMORY = Path("/dev/shm")
ENOUGH = 1 << 30
"""Bytes. A container's is often 64 MiB, of which the browsers of other stories take their share at any moment."""


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    with tempfile.TemporaryDirectory(dir=MEMORY if roomy else None) as folder:
        yield Path(folder)


@pytest.fixture
def sender(web: Flask, town: Town, caplog: pytest.LogCaptureFixture) -> Sender:
    return Sender(web, town, caplog)
