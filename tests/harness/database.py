"""Everything that touches rows runs twice: once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.postgres import Postgres

BOTH = ["sqlite", "postgresql"]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database for one test, as DATABASE_URL takes it: `sqlite:///…` or `postgresql://…`."""
    yield from _empty(request, tmp_path)


@pytest.fixture(scope="module", params=BOTH)
def module_database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An empty database for all tests of one file."""
    yield from _empty(request, tmp_path_factory.mktemp("database"))


@pytest.fixture
def database_files(request: pytest.FixtureRequest) -> Path:
    """The directory in which the database of this test keeps its files."""
    name = "module_database_url" if "module_database_url" in request.fixturenames else "database_url"
    url: str = request.getfixturevalue(name)
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///")).parent
    server: Postgres = request.getfixturevalue("postgres")
    return server.directory


def _empty(request: pytest.FixtureRequest, directory: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{directory / 'hidamari.db'}"
        return
    # Asked for only here, so that a run on SQLite alone starts no server.
    server: Postgres = request.getfixturevalue("postgres")
    url = server.fresh()
    yield url
    server.drop(url)
