"""What the fuzzers of tests/fuzz once found, each with its own story."""

import pytest
from flask import Flask

from tests.cast import Town
from tests.handlers.desk import Desk

pytestmark = pytest.mark.parametrize("town", ["sqlite"], indirect=True)


@pytest.mark.parametrize("origin", ["http://[", "https://[::1", "http://]"])
def test_an_origin_that_is_none_is_one_of_elsewhere(sato: Desk, town: Town, origin: str) -> None:
    answer = sato.client.post("/console/proof", json={}, headers=sato.headers | {"Origin": origin})
    assert (answer.status_code, (answer.json or {})["error"]) == (403, "csrf")


@pytest.mark.parametrize("what", [[], {}, ["open"], None, 1, True])
def test_an_arrival_of_no_kind_is_unreadable(web: Flask, town: Town, what: object) -> None:
    answer = web.test_client().post("/flyers/arrivals", json={"what": what, "placement": "AAAA"})
    assert answer.status_code == 400
