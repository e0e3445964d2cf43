"""What the fuzzers of tests/fuzz once found, or should have, each with its own story."""

import pytest
from flask import Flask

from storage import referrals
from storage.contexts import b64
from storage.referrals import Place
from tests.cast import Town
from tests.handlers.desk import Desk

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)


@SQLITE
@pytest.mark.parametrize("origin", ["http://[", "https://[::1", "http://]"])
def test_an_origin_that_is_none_is_one_of_elsewhere(sato: Desk, town: Town, origin: str) -> None:
    answer = sato.client.post("/console/proof", json={}, headers=sato.headers | {"Origin": origin})
    assert (answer.status_code, (answer.json or {})["error"]) == (403, "csrf")


@SQLITE
@pytest.mark.parametrize("what", [[], {}, ["open"], None, 1, True])
def test_an_arrival_of_no_kind_is_unreadable(web: Flask, town: Town, what: object) -> None:
    answer = web.test_client().post("/flyers/arrivals", json={"what": what, "placement": "AAAA"})
    assert answer.status_code == 400


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_that_no_column_holds_is_of_nothing(web: Flask, town: Town, sato: Desk, number: int) -> None:
    kudo, about = Desk(web, "kudo"), {"ja": "", "easy": "", "en": ""}
    place = Place("legal", "法テラス", about, None, None, None, None, None, "", "2099-12-31")
    with town.database.transaction() as connection:
        referral = b64(referrals.propose(connection, place, by=sato.person.kid, now=5))
    assert kudo.post(f"referrals/{referral}/agreement", {"seen": number}).status_code == 409
    closed = f"/console/closed-days/{number}"
    assert kudo.client.delete(closed, json={}, headers=kudo.headers).status_code == 404
    for of in (
        f"{number}/pdf",
        f"{number}/pages/1/400.jpeg",
        f"1/pages/{number}/400.jpeg",
        f"1/pages/1/{number}.jpeg",
    ):
        assert kudo.get(f"flyers/AAAA/versions/{of}").status_code == 404, of
    for before in (-number, number):
        assert kudo.get(f"audit?before={before}").status_code == 200
