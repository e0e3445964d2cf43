"""A year in one test: hundreds of residents, random behaviour, restarts, a restore. Nothing is lost, told twice, or kept too long,
and nothing is looked for in a way that would be longer in the next town.

`YEARS` (seeds) and `RESIDENTS` make it longer: `make year`. One that failed is run again by `-k "year-7-"` with the same numbers.
"""

import logging
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.cast import Town
from tests.cast import town as town
from tests.harness.postgres import Postgres
from tests.year.a_year import Year
from tests.year.city import city
from tests.year.plans import heard, undecided
from tests.year.residents import CANARY

YEARS = int(os.environ.get("YEARS", "0"))
SHORT = {"sqlite": 30, "postgresql": 10}
"""Residents of the short year that is part of every run of the tests."""
SEEDS = (
    [(seed, kind) for seed in range(1, YEARS + 1) for kind in ("sqlite", "postgresql")]
    if YEARS
    else [(1, "sqlite"), (2, "postgresql")]
)


@pytest.mark.parametrize(
    ("seed", "town"), SEEDS, indirect=["town"], ids=[f"year-{seed}-{kind}" for seed, kind in SEEDS]
)
def test_a_year(
    seed: int, town: Town, tmp_path: Path, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server: Postgres | None = None if town.database.sqlite else request.getfixturevalue("postgres")
    with city(town, tmp_path / "backups", _empties(tmp_path, server)) as made:
        kind = town.database.engine.dialect.name
        residents = int(os.environ.get("RESIDENTS", SHORT[kind]))
        year = Year(made, seed, residents, server, short=not YEARS)
        with heard() as asked:
            year.run()
        assert CANARY not in caplog.text
        assert [user for user in year.believed.people if user in caplog.text] == []
        assert [
            r.getMessage()
            for r in caplog.records
            if r.levelno > logging.INFO and r.name.startswith("hidamari")
        ] == []
    if server is None:
        assert len(asked) > 400
        assert undecided(asked, tmp_path) == {}


def _empties(folder: Path, server: Postgres | None) -> Callable[[], str]:
    numbers = count(1)
    if server is not None:
        return server.fresh
    return lambda: f"sqlite:///{folder}/restored-{next(numbers)}/hidamari.db"
