"""Every console door: only with a session, only from this site, and nothing for who does not sit at the desk."""

from collections.abc import Callable

import pytest
from flask import Flask

from handlers.console.access import ACCESS, STRANGERS
from storage import shred
from storage.contexts import b64
from tests.cast import Town, colleague
from tests.handlers.access_table import Route, routes
from tests.handlers.desk import Desk

ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
ID = "AAAAAAAAAAAAAAAAAAAAAA"
OPEN_TO_ALL = {
    ("GET", "/console/"),
    ("GET", "/console/sign-in"),
    ("POST", "/console/sessions"),
    ("POST", "/console/sessions/challenge"),
    ("POST", "/console/sessions/passkey"),
    ("GET", "/console/enrol"),
    ("POST", "/console/enrolments"),
    ("POST", "/console/enrolments/lookup"),
    ("POST", "/console/enrolments/sheets"),
}
"""The pages themselves, signing in, and what the code of an invitation opens."""

FORGED = [
    {},
    {"X-CSRF-Token": ""},
    {"X-CSRF-Token": "wrong"},
    {"X-CSRF-Token": "\xe9"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "http://localhost:8001"},
    {"Origin": "null"},
]


def guarded(web: Flask) -> list[Route]:
    """Every door of the console that is not open to all."""
    return [one for one in routes(web) if (one.method, one.path) not in OPEN_TO_ALL]


def test_the_doors_that_are_open_to_all_are_these_and_no_others(web: Flask) -> None:
    """A door that somebody adds is guarded, or stands here with a reason."""
    open_doors = {(one.method, one.path) for one in routes(web) if ACCESS[one.endpoint] == STRANGERS}
    assert open_doors == OPEN_TO_ALL


@ONE_KIND
def test_without_a_session_every_door_is_shut(web: Flask) -> None:
    for cookie in (None, "", "AAAA", "\xe9"):
        client = web.test_client()
        if cookie is not None:
            client.set_cookie("hidamari", cookie)
        for door in guarded(web):
            answer = client.open(door.of(ID), method=door.method, json={})
            assert (answer.status_code, (answer.json or {})["error"]) == (401, "session"), door.path


@ONE_KIND
def test_what_another_site_could_send_changes_nothing(
    web: Flask, sato: Desk, town: Town, case: bytes
) -> None:
    before, revision, (consultation,) = town.count(), town.row(case).revision, sato.ids()
    for door in guarded(web):
        for forged in FORGED if door.method != "GET" else []:
            token = {} if "X-CSRF-Token" in forged or not forged else sato.headers
            answer = sato.client.open(
                door.of(consultation), method=door.method, json={}, headers=token | forged
            )
            assert (answer.status_code, (answer.json or {})["error"]) == (403, "csrf"), (door.path, forged)
    assert (town.count(), town.row(case).revision) == (before, revision)


def test_another_sessions_token_is_no_token(sato: Desk, sign_in: Callable[[str], Desk], case: bytes) -> None:
    other = sign_in("sato")
    answer = sato.client.post(
        f"/console/consultations/{sato.ids()[0]}/assignment", json={}, headers=other.headers
    )
    assert answer.status_code == 403


def test_another_site_cannot_sign_a_visitor_in(web: Flask) -> None:
    body = {"name": "sato", "secret": b64(colleague("sato").secret)}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        answer = web.test_client().post("/console/sessions", json=body, headers=headers)
        assert (answer.status_code, (answer.json or {})["error"]) == (403, "csrf")


def test_the_browser_of_this_site_is_let_in(sato: Desk, case: bytes) -> None:
    same = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    path = f"/console/consultations/{sato.ids()[0]}/assignment"
    assert sato.client.post(path, json={}, headers=sato.headers | same).status_code == 201


def test_mori_of_the_other_desk_sees_nothing_and_reaches_nothing(
    sign_in: Callable[[str], Desk], sato: Desk, case: bytes
) -> None:
    mori, (consultation,) = sign_in("mori"), sato.ids()
    assert mori.inbox() == []
    paths = [f"consultations/{consultation}{end}" for end in ("", "/assignment", "/replies", "/closure")]
    record = sato.seal(sato.whole(consultation), "のぞき見")
    body = {"record": record.as_dict(), "text": "のぞき見"}
    assert mori.get(paths[0]).status_code == 404
    assert [mori.post(path, body).status_code for path in paths[1:]] == [404, 404, 404]
    assert mori.get(paths[0]).json == mori.get(f"consultations/{ID}").json
    assert sato.claim(consultation) == 201
    assert mori.get(paths[0]).status_code == 404


def test_what_is_no_consultation_is_not_found(sato: Desk) -> None:
    for consultation in (ID, "x", "AAAA", "%00", "あ", ID + "A", "A" * 5000):
        assert sato.get(f"consultations/{consultation}").status_code == 404, consultation
        assert sato.claim(consultation) == 404, consultation


@ONE_KIND
def test_what_is_destroyed_between_two_looks_of_a_door_is_not_there(
    town: Town, web: Flask, sato: Desk, case: bytes
) -> None:
    """Hanako wishes it gone, Sato's page asks what is new, and on PostgreSQL the purge comes between the row and its key."""
    assert sato.claim(b64(case)) == 201
    with town.database.transaction() as connection:
        shred.erase(connection, town.keys.kek, [case], now=town.clock())
    for path in ("", "/attachments/1", "/handover"):
        assert sato.get(f"consultations/{b64(case)}{path}").status_code == 404, path
    assert sato.get("keys").status_code == 404
