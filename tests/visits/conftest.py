"""Visits: a place with times, and the people who book there, on both databases."""

import pytest

from tests.cast import Town
from tests.cast import town as town
from tests.visits.booking import Visits


@pytest.fixture
def visits(town: Town) -> Visits:
    return Visits(town)
