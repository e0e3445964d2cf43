"""LINE's door: what is not LINE's changes nothing, what is LINE's is durable before the answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from bot.signature import signature_of
from storage import shred
from tests.cast import SECRET, Json, Resident, Town
from tests.handlers.doors import opened
from tests.handlers.line import Callback

MIB = 1024 * 1024
GOOD = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'


@contextmanager
def storage_away(town: Town) -> Iterator[None]:
    """One table cannot be written for a while."""
    with town.database.transaction() as connection:
        connection.execute(text("ALTER TABLE receipts RENAME TO away"))
    yield
    with town.database.transaction() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO receipts"))


@pytest.fixture(autouse=True)
def before(town: Town, web: Flask) -> dict[str, int]:
    return town.count()


def test_what_line_did_not_sign_is_refused_without_a_trace(
    town: Town, callback: Callback, hanako: Resident, before: dict[str, int]
) -> None:
    elsewhere = [signature_of(SECRET, b"other"), signature_of(SECRET[::-1], GOOD)]
    for signature in (None, "", "wrong", *elsewhere, "\xe9" * 44):
        for body in (GOOD, json.dumps({"events": [hanako.says("にせもの")]}).encode(), b"not json"):
            answer = callback.post(body, {} if signature is None else {"x-line-signature": signature})
            assert (answer.status_code, answer.data) == (400, b""), (signature, body)
    assert town.count() == before


def test_what_is_no_webhook_is_refused_though_it_is_signed(
    town: Town, callback: Callback, before: dict[str, int]
) -> None:
    shapes = [b"[]", b"{}", b"null", b'{"events":{}}', b'{"events":"no"}']
    for body in (b"", b"{", *shapes, b"\xff\xfe\xfd", b"[" * 100_000, b'{"events":[NaN'):
        assert callback.signed(body).status_code == 400, body[:20]
    assert town.count() == before


def test_a_body_may_have_two_mebibytes_and_no_more(
    town: Town, callback: Callback, hanako: Resident, before: dict[str, int]
) -> None:
    body = json.dumps({"events": [hanako.says("おおきい")]}).encode()
    for size in (2 * MIB + 1, 3 * MIB):
        assert callback.signed(body.ljust(size)).status_code == 413
        assert callback.post(body.ljust(size), {}).status_code == 413
    assert town.count() == before
    assert callback.signed(body.ljust(2 * MIB)).status_code == 200
    assert town.texts(town.consultations()[0]) == ["おおきい"]


def test_lines_verify_button_gets_200(town: Town, callback: Callback, before: dict[str, int]) -> None:
    assert callback.events() == 200
    assert callback.events(destination="U" + "0" * 32) == 200
    assert callback.events(destination=None, new=[1]) == 200
    assert town.count() == before


def test_the_header_is_found_in_any_case(town: Town, callback: Callback, hanako: Resident) -> None:
    body = json.dumps({"events": [hanako.says("とどいて")]}).encode()
    assert callback.post(body, {"X-LINE-SIGNATURE": signature_of(SECRET, body)}).status_code == 200
    assert town.texts(town.consultations()[0]) == ["とどいて"]


def test_what_line_invents_is_answered_200(
    town: Town, callback: Callback, hanako: Resident, before: dict[str, int]
) -> None:
    odd: list[Any] = [
        None,
        1,
        [],
        {},
        {"type": None},
        {"type": "message"},
        hanako.event("newThing"),
        {"source": {"userId": 7}},
    ]
    assert callback.events(*odd) == 200
    after = town.count()
    assert after | {"receipts": 0} == before


def test_a_good_event_beside_odd_ones_is_kept(town: Town, callback: Callback, hanako: Resident) -> None:
    odd = hanako.event("newThing", timestamp="soon")
    assert callback.events(None, odd, hanako.says("ひとつ"), {"type": {}}, hanako.says("ふたつ")) == 200
    assert town.texts(town.consultations()[0]) == ["ひとつ", "ふたつ"]


def test_what_could_not_be_stored_as_it_is_does_not_make_line_deliver_for_ever(
    town: Town, callback: Callback
) -> None:
    odd: list[Json] = [
        {"webhookEventId": "0" * 600},
        {"webhookEventId": "nul\0"},
        {"webhookEventId": "half \ud83d"},
        {"source": {"type": "user", "userId": "half \ud83d"}},
        {"source": {"type": "user", "userId": "U" * 10_000}},
        {"message": {"type": "text", "id": "half \ud83d", "text": "ここにいます"}},
        {"replyToken": "half \ud83d"},
        {"replyToken": "nul\0" * 200},
    ]
    for number, oddity in enumerate(odd, start=1):
        assert callback.events(town.resident().says("ここにいます") | oddity) == 200, oddity
        assert [town.texts(case) for case in town.consultations()] == [["ここにいます"]] * number


def test_while_storage_is_away_line_is_asked_to_come_again(
    town: Town, callback: Callback, hanako: Resident
) -> None:
    said = hanako.says("なくさないで")
    with storage_away(town):
        assert callback.events(said) == 503
        assert callback.events() == 200
    assert town.consultations() == []
    for _ in range(2):
        assert callback.events(said | {"deliveryContext": {"isRedelivery": True}}) == 200
    assert town.texts(town.consultations()[0]) == ["なくさないで"]


def test_an_event_that_fails_costs_the_others_of_its_batch_nothing(
    town: Town, callback: Callback, hanako: Resident
) -> None:
    taro = town.resident()
    callback.events(taro.says("たろう"))
    (case,) = town.consultations()
    with town.database.transaction() as connection:
        (row,) = (row for row in shred.table(connection) if row[0] == case)
        connection.execute(shred.shred_keys.update().where(shred.shred_keys.c.id == case).values(epoch=9))
    batch = [taro.says("まだとどかない"), hanako.says("はなこ")]
    assert callback.events(*batch) == 503
    hers = next(found for found in town.consultations() if found != case)
    assert town.texts(hers) == ["はなこ"]

    with town.database.transaction() as connection:
        connection.execute(
            shred.shred_keys.update().where(shred.shred_keys.c.id == case).values(epoch=row[1])
        )
    assert callback.events(*batch) == 200
    assert (town.texts(case), town.texts(hers)) == (["たろう", "まだとどかない"], ["はなこ"])


def test_a_town_without_the_talk_lane_stores_no_word(town: Town, hanako: Resident) -> None:
    with opened(town.but(LANES="room")) as app:
        assert Callback(app).events(hanako.says("ここに書いても")) == 200
    assert town.consultations() == []
    rows = town.count()
    assert (rows["receipts"], rows["outbox"], rows["transcript_entries"]) == (1, 1, 0)


def test_the_callback_is_for_posting(web: Any) -> None:
    for method in ("GET", "PUT", "DELETE", "TRACE"):
        assert web.test_client().open("/callback", method=method).status_code == 405
