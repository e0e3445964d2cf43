"""One town per database for all journeys of a file; its processes are ended after each story."""

from collections.abc import Iterator

import pytest

from tests.harness.database import BOTH
from tests.journeys.seeding import seeded_database
from tests.journeys.world import World

ONE_KIND = pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True)
"""For stories about screens and processes; what lies below them is told on both databases, in other rooms."""


@pytest.fixture(scope="module", params=BOTH)
def module_database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database for all stories of one file, which `seed` furnishes or finds furnished."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'hidamari.db'}"
        return
    with seeded_database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, module_database_url: str) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("town"), module_database_url)
    yield world
    world.end()


@pytest.fixture
def world(town: World) -> Iterator[World]:
    yield town
    town.rest()
