"""One town per database for all journeys of a file; its processes are ended after each story."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.world import World


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, module_database_url: str) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("town"), module_database_url, free_port())
    yield world
    world.end()


@pytest.fixture
def world(town: World) -> Iterator[World]:
    yield town
    town.rest()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
