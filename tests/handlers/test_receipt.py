"""The receipt: who kept the number sees that it is gone, and when for good; nobody learns anything else from it."""

import json
import logging
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect
from werkzeug.test import TestResponse

from simulator.rehearsal import serve
from storage import ledger
from storage.ledger import receipt_hash, receipt_number
from tests.cast import Town
from tests.harness.browser import PHONE, OpenPage

HANAKO, TARO = b"hanako".ljust(16, b"\0"), b"taro".ljust(16, b"\0")
ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
AT = 1_795_219_200_000
"""2026-11-21 09:00 in Japan."""


def certify(town: Town, what: str, *, at: int, case: bytes | None = None, **facts: Any) -> None:
    receipt = receipt_hash(receipt_number(case)) if case else None
    with town.database.transaction() as connection:
        ledger.append(connection, town.keys, what, now=at, receipt_hash=receipt, **facts)


def purge(town: Town, case: bytes) -> None:
    certify(town, "purged", at=AT, case=case, kind="consultation", policy="まちの版-1", why="due", epoch=3)


def ask(web: Flask, number: object, **headers: str) -> TestResponse:
    return web.test_client().post("/receipt", data={"number": number}, headers=headers)


def answer(web: Flask, number: object) -> dict[str, object]:
    found = web.test_client().post(
        "/receipt", json={"number": number}, headers={"Accept": "application/json"}
    )
    assert found.status_code == 200
    return found.get_json() or {}


def test_a_receipt_goes_from_unknown_to_waiting_to_erased(web: Flask, town: Town) -> None:
    number = receipt_number(HANAKO)
    unknown = {"state": "unknown", "erased_at": None, "final_at": None, "policy": None}
    assert answer(web, number) == unknown
    purge(town, HANAKO)
    waiting = {"state": "waiting", "erased_at": AT, "final_at": None, "policy": "まちの版-1"}
    assert answer(web, number) == waiting
    certify(town, "final", at=AT + 60_000, epoch=3)
    assert answer(web, number) == waiting
    certify(town, "final", at=AT + 120_000, epoch=4)
    assert answer(web, number) == waiting | {"state": "erased", "final_at": AT + 120_000}
    assert answer(web, receipt_number(TARO)) == unknown


@ONE_KIND
def test_a_hold_under_the_same_number_is_no_erasure(web: Flask, town: Town) -> None:
    certify(town, "hold", at=AT, case=HANAKO, until=AT + 1)
    assert answer(web, receipt_number(HANAKO))["state"] == "unknown"
    purge(town, HANAKO)
    assert answer(web, receipt_number(HANAKO))["state"] == "waiting"


@ONE_KIND
def test_the_page_tells_it_in_japanese_time_and_three_languages(web: Flask, town: Town) -> None:
    purge(town, HANAKO)
    certify(town, "final", at=AT + 3_600_000, epoch=4)
    shown = ask(web, receipt_number(HANAKO).lower().replace("-", " "))
    page = shown.text
    assert (shown.status_code, shown.mimetype) == (200, "text/html")
    for words in (
        "2026年11月21日 9時00分",
        "2026年11月21日 10時00分",
        "まちの版-1",
        "消えています",
        "Erased for good",
        "<ruby>",
    ):
        assert words in page
    assert "この番号の控えは、ありません" in ask(web, receipt_number(TARO)).text
    purge(town, TARO)
    assert "仕上げが残っています" in ask(web, receipt_number(TARO)).text


@ONE_KIND
def test_the_page_gives_nobody_away(web: Flask) -> None:
    shown = web.test_client().get("/receipt")
    assert shown.status_code == 200
    assert "<title>控え</title>" in shown.text
    assert "<script" not in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["X-Robots-Tag"] == "noindex"
    for word in ("相談", "LGBT", "DV", "宣誓", "性別", "暴力", "ひだまり"):
        assert word not in shown.text


@ONE_KIND
@pytest.mark.parametrize(
    "typed", ["", "x", "あ" * 16, "=" * 16, "A" * 5000, "<script>alert(1)</script>", "A" * 15 + "\0"]
)
def test_what_is_no_number_is_answered_like_a_wrong_one(web: Flask, typed: str) -> None:
    assert answer(web, typed)["state"] == "unknown"
    page = ask(web, typed)
    assert (page.status_code, "この番号の控えは、ありません" in page.text) == (200, True)
    assert "<script" not in page.text


@ONE_KIND
@pytest.mark.parametrize(
    "body", [b"", b"[]", b'"x"', b'{"number": 7}', b"{", b'{"number": null}', b'{"number": "\\ud800"}']
)
def test_a_body_without_a_number_is_answered_too(web: Flask, body: bytes) -> None:
    found = web.test_client().post("/receipt", data=body, content_type="application/json")
    assert found.status_code == 200


@ONE_KIND
def test_the_number_is_in_no_log_and_no_address(
    web: Flask, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    number = receipt_number(HANAKO)
    purge(town, HANAKO)
    with caplog.at_level(logging.INFO):
        shown = ask(web, number)
        web.test_client().get(f"/receipt?number={number}")
    told = "".join(str(record.__dict__) for record in caplog.records)
    assert number not in told
    assert number.replace("-", "") not in told
    assert json.loads(caplog.records[0].getMessage())["route"] == "/receipt"
    assert 'method="post"' in shown.text
    assert "location" not in shown.headers


@ONE_KIND
def test_it_works_in_a_browser_without_javascript(web: Flask, town: Town, open_page: OpenPage) -> None:
    purge(town, HANAKO)
    certify(town, "final", at=AT + 3_600_000, epoch=4)
    with serve(web) as origin:
        page = open_page(**PHONE, java_script_enabled=False)
        page.goto(f"{origin}/receipt")
        page.get_by_label("控え番号").fill(receipt_number(HANAKO).lower())
        page.get_by_role("button", name="たしかめる").click()
        expect(page.get_by_role("heading", name="消えています")).to_be_visible()
        expect(page).to_have_url(f"{origin}/receipt")
