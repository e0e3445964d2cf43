"""What every answer says about itself, judged by the rules of the MDN HTTP observatory as if it stood behind the TLS proxy.

The redirection from plain HTTP is the proxy's: docs/operations.md has it.
"""

import dataclasses
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from storage.contexts import b64
from tests.cast import Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.harness.observatory import grade, marks

PAGES = (
    "/console/",
    "/console/?language=en",
    "/console/enrol",
    "/receipt",
    "/privacy",
    "/console/nothing-here",
    "/health/live",
    "/console/consultations",
    "/room/",
    "/flyers/",
    "/flyers/places/",
    "/flyers/order/",
    "/static/img/icon.svg",
)


@pytest.fixture
def behind_tls(town: Town) -> Iterator[Flask]:
    settings = dataclasses.replace(town.settings, public_origin="https://madoguchi.example.jp")
    with opened(settings) as app:
        yield app


def judged(answer: Response) -> tuple[int, str, dict[str, int]]:
    given = marks(dict(answer.headers), answer.headers.getlist("Set-Cookie"), redirects=True)
    return *grade(given), given


def test_every_page_and_file_gets_the_best_grade(behind_tls: Flask) -> None:
    client = behind_tls.test_client()
    for page in PAGES:
        with client.get(page, headers={"accept": "text/html"}) as answer:
            score, letter, given = judged(answer)
        assert (letter, score >= 130) == ("A+", True), (page, given)


@pytest.mark.parametrize("file", ["js/console/main.js", "css/theme.css"])
def test_what_is_no_page_says_only_what_a_browser_needs(behind_tls: Flask, file: str) -> None:
    with behind_tls.test_client().get(f"/static/{file}") as answer:
        told = answer.headers
        assert (told["X-Content-Type-Options"], told["Cross-Origin-Resource-Policy"]) == (
            "nosniff",
            "same-origin",
        )
        assert len(str(told)) < 400


def test_so_does_the_answer_to_a_sign_in_and_what_follows_it(behind_tls: Flask) -> None:
    client = behind_tls.test_client()
    secret = b64(colleague("sato").secret)
    answer = client.post(
        "/console/sessions",
        json={"name": "sato", "secret": secret},
        base_url="https://madoguchi.example.jp",
    )
    assert answer.status_code == 201, answer.text
    score, letter, given = judged(answer)
    assert (letter, given["cookies"], score) == ("A+", 5, 135)
    assert all(cookie.startswith("__Host-") for cookie in answer.headers.getlist("Set-Cookie"))
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_tls_nobody_promises_it(sato: Desk) -> None:
    """A demo on this machine: HTTPS is not asked for, because there is none."""
    answer = sato.get("consultations")
    assert "Strict-Transport-Security" not in answer.headers
    assert marks(dict(answer.headers), [], redirects=False)["strict-transport-security"] == -20


def test_the_language_is_kept_for_this_host_and_no_script(behind_tls: Flask) -> None:
    client = behind_tls.test_client()
    with client.get("/console/?language=en", base_url="https://madoguchi.example.jp") as answer:
        (kept,) = answer.headers.getlist("Set-Cookie")
    assert kept.startswith("__Host-hidamari-language=en;")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(kept.split("; "))
    with client.get("/console/", base_url="https://madoguchi.example.jp") as again:
        assert 'lang="en"' in again.get_data(as_text=True)
