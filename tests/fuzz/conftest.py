"""The fuzzers' room: the handlers' town, in memory where the machine has such a place. What lasts is others' business."""

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


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def sender(web: Flask, town: Town, caplog: pytest.LogCaptureFixture) -> Sender:
    return Sender(web, town, caplog)
