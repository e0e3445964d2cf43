"""What every answer carries: the headers of a page that holds secrets, and refusals that say something to a person."""

import dataclasses

import pytest
from flask import Flask
from sqlalchemy import text

from handlers.security import CONTENT_SECURITY_POLICY, WITH_PLAYERS
from storage.contexts import b64
from tests.cast import Town
from tests.handlers.desk import Desk
from tests.handlers.doors import opened

PATHS = [
    "/console/",
    "/console/sign-in?name=sato",
    "/console/consultations",
    "/console/roster",
    "/console/consultations/AAAAAAAAAAAAAAAAAAAAAA",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/callback",
    "/nowhere",
    "/static/css/nowhere.css",
    "/static/img/icon.svg",
]
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_every_answer_is_hardened(web: Flask, method: str) -> None:
    for path in PATHS:
        for accept in ("*/*", "text/html"):
            with web.test_client().open(path, method=method, headers={"Accept": accept}) as answer:
                page = path == "/console/" and method == "GET"
                expected = ALWAYS | ({"Content-Security-Policy": WITH_PLAYERS} if page else {})
                assert {name: answer.headers.get(name) for name in ALWAYS} == expected, path
                assert answer.headers.get("Cache-Control") == "no-store" or path.startswith("/static/"), path
                assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert rules.pop("require-trusted-types-for") == "'script'"
    assert set(rules.values()) == {"'none'", "'self'"}
    assert {name for name, value in rules.items() if value == "'none'"} == {
        "default-src",
        "base-uri",
        "frame-ancestors",
    }


def test_only_the_consoles_page_may_play_sound_and_only_from_its_own_memory(web: Flask) -> None:
    """No page at all may take a picture from anywhere else: they are drawn, not loaded."""
    assert f"{CONTENT_SECURITY_POLICY}; media-src blob:" == WITH_PLAYERS
    client = web.test_client()
    for path in ["/console/enrol", "/receipt", "/nowhere"]:
        answer = client.get(path, headers={"Accept": "text/html"})
        assert "blob:" not in answer.headers["Content-Security-Policy"], path
    assert "img-src 'self'" in client.get("/console/").headers["Content-Security-Policy"].split("; ")


def test_a_refusal_speaks_json_to_a_script_and_a_page_to_a_person(web: Flask) -> None:
    client = web.test_client()
    for path, method, status in (
        ("/nowhere", "GET", 404),
        ("/callback", "GET", 405),
        ("/console/", "DELETE", 405),
    ):
        told = client.open(path, method=method)
        assert (told.status_code, set(told.json or {})) == (status, {"error", "message"})
        page = client.open(path, method=method, headers={"Accept": "text/html,*/*;q=0.8"})
        assert (page.status_code, page.mimetype) == (status, "text/html")
        assert (told.json or {})["message"] in page.text


def test_the_console_is_one_page_without_secrets(web: Flask, town: Town) -> None:
    page = web.test_client().get("/console/")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert '<html lang="ja"' in page.text
    assert "set-cookie" not in page.headers
    assert "http:" not in page.text.replace("http://www.w3.org/", "")
    for name in ("佐藤", "工藤", "くらしの窓口"):
        assert name not in page.text
    with web.test_client().get("/static/js/crypto/hpke.js") as script:
        assert (script.status_code, script.mimetype) == (200, "text/javascript")


def test_while_storage_is_away_the_console_says_so_and_loses_nothing(
    sato: Desk, town: Town, case: bytes
) -> None:
    consultation = b64(case)
    sato.claim(consultation)
    record = sato.seal(sato.whole(consultation), "あとで届く返事")
    with town.database.transaction() as connection:
        connection.execute(text("ALTER TABLE transcript_entries RENAME TO away"))
    answer = sato.send(consultation, record, "あとで届く返事")
    assert (answer.status_code, (answer.json or {})["error"]) == (503, "storage")
    assert sato.get(f"consultations/{consultation}").status_code == 503
    with town.database.transaction() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO transcript_entries"))
    assert sato.send(consultation, record, "あとで届く返事").status_code == 201
    assert town.texts(case) == ["きいてください", "あとで届く返事"]


def test_a_fault_of_our_own_tells_nothing_of_itself(sato: Desk, town: Town, case: bytes) -> None:
    """A row that was meddled with, and then a damaged key file: a sentence, and no word of where or why."""
    with town.database.transaction() as connection:
        connection.execute(text("UPDATE consultations SET sealed_genesis = sealed_address"))
    altered = sato.get(f"consultations/{b64(case)}")
    with town.keys.kek.path.open("r+b") as file:
        file.seek(20)
        file.write(b"damaged")
    damaged = sato.get(f"consultations/{b64(case)}")
    for answer, expected in ((altered, (500, "failed")), (damaged, (503, "storage"))):
        assert (answer.status_code, (answer.json or {})["error"]) == expected
        telling = ("Keystore", "Rejected", "kek", "slot", "outer", "Traceback", str(town.settings.data_dir))
        assert not any(word in answer.text for word in telling)


def test_nobody_is_redirected_or_told_of_another_origin(web: Flask) -> None:
    elsewhere = {"Origin": "https://elsewhere.example", "Host": "elsewhere.example"}
    for path in PATHS:
        with web.test_client().get(path, headers=elsewhere) as answer:
            assert not any(name.lower().startswith("access-control") for name, _ in answer.headers)
            assert "location" not in answer.headers


DOORS_THAT_READ = (
    "/receipt",
    "/room/claims",
    "/room/consultations",
    "/room/survey",
    "/booking/claims",
    "/console/sessions",
)
NESTED = (b"[" * 16_000, b'{"a":' * 3_000, b"[" * 8_000 + b"]" * 8_000)


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_what_is_nested_too_deep_is_refused_as_unreadable(town: Town) -> None:
    """Never as a fault of ours, and nothing of it is told. Python's own reader gives up on these with a RecursionError."""
    with opened(dataclasses.replace(town.settings, lanes=frozenset({"talk", "room"}))) as app:
        for path in DOORS_THAT_READ:
            for body in NESTED:
                answer = app.test_client().post(path, data=body, content_type="application/json")
                assert answer.status_code in (200, 400, 401, 413), (path, answer.status_code)
