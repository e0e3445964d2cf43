"""One town per database for all journeys of a file; its processes are ended after each story."""

from collections.abc import Iterator

import pytest

from tests.journeys.world import World


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, module_database_url: str) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("town"), module_database_url)
    yield world
    world.end()


@pytest.fixture
def world(town: World) -> Iterator[World]:
    yield town
    town.rest()
