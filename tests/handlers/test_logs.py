"""Logs tell what happened, never what was said, by whom, or with which secret."""

import json
import logging
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from bot.signature import signature_of
from storage.contexts import b64
from tests.cast import SECRET, Resident, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.line import Callback


@pytest.fixture(autouse=True)
def verbose(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Everything that the most talkative permitted LOG_LEVEL lets through, of every library."""
    with caplog.at_level(logging.INFO):
        yield


def everything(caplog: pytest.LogCaptureFixture) -> str:
    """All that any handler could print of the records."""
    formatter = logging.Formatter("%(message)s")
    return "\n".join(f"{formatter.format(record)} {record.__dict__}" for record in caplog.records)


def requests(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(r.getMessage()) for r in caplog.records if r.name == "hidamari.request"]


def test_no_line_of_a_whole_story_holds_a_word_a_name_or_a_secret(
    web: Flask, town: Town, callback: Callback, hanako: Resident, caplog: pytest.LogCaptureFixture
) -> None:
    said, odd = hanako.says("カナリアのことば"), {"type": "カナリア", "source": {"userId": "U-カナリア"}}
    body = json.dumps({"events": [said, odd]}).encode()
    signature = signature_of(SECRET, body)
    callback.post(body, {"x-line-signature": signature})
    callback.post(body, {"x-line-signature": signature[::-1]})
    callback.signed(b"canary, not json")
    sato = Desk(web, "sato")
    (consultation,) = sato.ids()
    sato.claim(consultation)
    sato.reply(consultation, "カナリアへの返事")
    sato.send(consultation, sato.seal(sato.whole(consultation), "x", epoch=9), "カナリアの失敗")
    sato.post(f"consultations/{consultation}/replies", {"record": "カナリア", "text": "カナリア"})
    sato.get("sign-in?name=kanariya")
    sato.client.post("/console/sessions", json={"name": "sato", "secret": "canary"})
    lost = sato.seal(sato.whole(consultation), "カナリア")
    for table in ("receipts", "transcript_entries"):
        with town.database.transaction() as connection:
            connection.execute(text(f"ALTER TABLE {table} RENAME TO away_{table}"))
    callback.events(hanako.says("カナリアを失う"))
    assert sato.send(consultation, lost, "カナリアを失う").status_code == 503
    cookie = sato.client.get_cookie("hidamari")
    assert cookie is not None

    told = everything(caplog)
    for canary in (
        "カナリア", "canary", "kanariya", hanako.id, said["webhookEventId"], said["replyToken"], said["message"]["id"],
        signature, signature[::-1], cookie.value, sato.session["csrf"], b64(colleague("sato").secret), SECRET,
        consultation, "sato", b64(town.keys.courier),
    ):  # fmt: skip
        assert canary not in told
        assert ascii(canary)[1:-1] not in told
    assert len(requests(caplog)) >= 14


def test_a_request_is_one_line_with_route_status_and_duration(
    callback: Callback, hanako: Resident, sato: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    said = hanako.says("こんにちは")
    callback.events(said, said, None)
    sato.get("consultations/AAAAAAAAAAAAAAAAAAAAAA?name=canary")
    sato.client.get("/nowhere/canary")
    told = requests(caplog)
    assert [set(line) - {"outcomes"} for line in told] == [{"method", "route", "status", "ms"}] * 3
    assert [(line["method"], line["route"], line["status"]) for line in told] == [
        ("POST", "/callback", 200),
        ("GET", "/console/consultations/<consultation>", 404),
        ("GET", None, 404),
    ]
    assert told[0]["outcomes"] == ["stored", "duplicate", "unrecognised"]
    assert all(isinstance(line["ms"], float) for line in told)
    assert "canary" not in everything(caplog)


def test_a_fault_is_logged_by_its_kind_and_place(
    sato: Desk, town: Town, case: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    town.keys.kek.path.write_bytes(b"canary")
    assert sato.get(f"consultations/{b64(case)}").status_code == 503
    (record,) = (record for record in caplog.records if record.name == "hidamari.error")
    assert re.fullmatch(r"KeystoreError at keystore\.py:\d+", record.getMessage())
    assert record.exc_info is None


def test_an_event_that_could_not_be_stored_is_logged_by_its_kind(
    callback: Callback, town: Town, hanako: Resident, caplog: pytest.LogCaptureFixture
) -> None:
    with town.database.transaction() as connection:
        connection.execute(text("DELETE FROM rosters"))
    assert callback.events(hanako.says("カナリア")) == 503
    (record,) = (record for record in caplog.records if record.name == "hidamari.webhook")
    assert record.getMessage() == "event not stored: Rejected"
    assert requests(caplog)[-1]["outcomes"] == ["failed"]
