"""The handlers' room: the town's web application, LINE's side of the callback, and the people at their browsers."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.cast import Resident, Town
from tests.cast import town as town
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.handlers.line import Callback


@pytest.fixture
def web(town: Town) -> Iterator[Flask]:
    with opened(town.settings) as app:
        yield app


@pytest.fixture
def callback(web: Flask) -> Callback:
    return Callback(web)


@pytest.fixture
def hanako(town: Town) -> Resident:
    return town.resident()


@pytest.fixture
def sign_in(web: Flask) -> Callable[[str], Desk]:
    return lambda name: Desk(web, name)


@pytest.fixture
def sato(web: Flask) -> Desk:
    return Desk(web, "sato")


@pytest.fixture
def case(callback: Callback, hanako: Resident, town: Town) -> bytes:
    """Hanako has said 「きいてください」."""
    assert callback.events(hanako.says("きいてください")) == 200
    (case,) = town.consultations()
    return case
