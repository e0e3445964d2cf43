"""Every console door: only with a session, only from this site, and nothing for who does not sit at the desk."""

import re
from collections.abc import Callable

from flask import Flask

from storage.contexts import b64
from tests.cast import Town, colleague
from tests.handlers.desk import Desk

ID = "AAAAAAAAAAAAAAAAAAAAAA"
GUARDED = [
    ("GET", "roster"),
    ("POST", "roster"),
    ("GET", "consultations"),
    ("GET", f"consultations/{ID}"),
    ("POST", f"consultations/{ID}/assignment"),
    ("POST", f"consultations/{ID}/replies"),
    ("POST", f"consultations/{ID}/closure"),
    ("POST", f"consultations/{ID}/wrapsets"),
    ("GET", "keys"),
    ("POST", "prekeys"),
    ("GET", "people"),
    ("GET", f"people/{ID}/hand-over"),
    ("POST", "invitations"),
    ("DELETE", f"invitations/{ID}"),
    ("GET", "sheets"),
    ("POST", "sheets/rehearsals"),
    ("DELETE", "session"),
    ("GET", "sessions"),
    ("DELETE", "sessions"),
    ("DELETE", f"sessions/{ID}"),
    ("GET", "capsule"),
    ("POST", "capsule"),
    ("GET", "passkeys"),
    ("POST", "passkeys"),
    ("POST", "passkeys/challenge"),
    ("DELETE", f"passkeys/{ID}"),
    ("GET", "totp"),
    ("POST", "totp"),
    ("POST", "totp/offer"),
    ("GET", "totp/offer.png"),
    ("DELETE", "totp"),
    ("GET", "holds"),
    ("POST", f"consultations/{ID}/holds"),
    ("POST", f"holds/{ID}/agreement"),
    ("DELETE", f"holds/{ID}"),
    ("GET", "retention"),
    ("GET", "audit"),
    ("GET", "alarms"),
    ("GET", f"consultations/{ID}/attachments/1"),
]
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

CHANGING = [(method, path) for method, path in GUARDED if method != "GET"]
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


def test_every_console_door_is_in_this_list(web: Flask) -> None:
    """A door that somebody adds is guarded too, or stands here with a reason."""
    found = {
        (method, re.sub(r"<\w+>", ID, rule.rule.replace("<int:position>", "1")))
        for rule in web.url_map.iter_rules()
        if rule.rule.startswith("/console/") and rule.methods
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert found == OPEN_TO_ALL | {(method, f"/console/{path}") for method, path in GUARDED}


def test_without_a_session_every_door_is_shut(web: Flask) -> None:
    for cookie in (None, "", "AAAA", "\xe9"):
        client = web.test_client()
        if cookie is not None:
            client.set_cookie("hidamari", cookie)
        for method, path in GUARDED:
            answer = client.open(f"/console/{path}", method=method, json={})
            assert (answer.status_code, (answer.json or {})["error"]) == (401, "session"), path


def test_what_another_site_could_send_changes_nothing(sato: Desk, town: Town, case: bytes) -> None:
    before, revision, (consultation,) = town.count(), town.row(case).revision, sato.ids()
    for method, path in CHANGING:
        for forged in FORGED:
            token = {} if "X-CSRF-Token" in forged or not forged else sato.headers
            address = f"/console/{path.replace(ID, consultation)}"
            answer = sato.client.open(address, method=method, json={}, headers=token | forged)
            assert (answer.status_code, (answer.json or {})["error"]) == (403, "csrf"), (path, forged)
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
