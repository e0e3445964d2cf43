"""Flyers: the town on both databases, its doors, and the people who look after flyers."""

import pytest
from flask import Flask

from tests.cast import Town
from tests.cast import town as town
from tests.flyers.at_flyers import Office
from tests.handlers.conftest import web as web


@pytest.fixture
def office(town: Town, web: Flask) -> Office:
    return Office(town, web)
