"""Orders of paper: a school asks, clerks send it, and nothing of it is left; whoever means harm is refused clearly."""

import ipaddress
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from handlers.slowing import ORDERS_BY_ADDRESS
from storage import attempts, audit, flyers, ledger, order_details, paper_orders, shred
from storage.contexts import Rejected, unb64
from storage.database import metadata
from storage.paper_orders import Order, spent_proofs
from tests.cast import Json, Town
from tests.cast import town as town
from tests.flyers.ordering import HIDDEN, SAID, SHOWN, School, filled, furnish, new_id, why
from tests.handlers.at_visits import abe_of
from tests.handlers.desk import Desk
from tests.handlers.doors import opened

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
DAY = 24 * 3600 * 1000
OFFICE = "203.0.113.7"


@pytest.fixture
def web(town: Town) -> Iterator[Flask]:
    # Kudo signs the roster that has Abe in it by the machine's own clock.
    town.clock.at = int(time.time() * 1000) + 60_000
    furnish(town)
    with opened(town.settings, town.clock) as app:
        yield app


@pytest.fixture
def school(web: Flask) -> School:
    return School(web)


def listed(desk: Desk) -> list[Json]:
    found: list[Json] = (desk.get("orders").json or {})["orders"]
    return found


def marks(desk: Desk, order: Json, state: object, revision: object = None) -> tuple[int, Json]:
    body = {"state": state, "revision": order["revision"] if revision is None else revision}
    answer = desk.client.put(f"/console/orders/{order['id']}", json=body, headers=desk.headers)
    return answer.status_code, answer.json or {}


def erases(desk: Desk, order: Json) -> int:
    return desk.client.delete(f"/console/orders/{order['id']}", headers=desk.headers).status_code


def stored(town: Town) -> str:
    """Every byte of every row, as text."""
    with town.database.reading() as connection:
        rows = [tuple(row) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    return " ".join(
        bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)
        for row in rows
        for value in row
    )


def count(town: Town) -> tuple[int, int]:
    """Orders, and proofs that were taken."""
    with town.database.reading() as connection:
        orders = connection.scalar(select(func.count()).select_from(paper_orders.paper_orders))
        spent = connection.scalar(select(func.count()).select_from(spent_proofs))
    return orders or 0, spent or 0


def test_a_school_orders_and_the_clerks_send_it(school: School, web: Flask, town: Town) -> None:
    abe = abe_of(web, town)
    first = (school.orders().json or {})["code"]
    town.clock.pass_(minutes=1)
    second = (school.orders(kind="clinic", items=[["card", 300]], contact="", note="").json or {})["code"]
    known = abe.get("orders")
    newest, order = listed(abe)
    assert (newest["code"], order["code"]) == (second, first)
    assert {name: order[name] for name in SAID} == SAID
    assert (order["state"], order["kind"], order["ended_at"]) == ("new", "school", None)
    assert order["due_at"] == order["asked_at"] + 30 * DAY
    assert order["items"] == [
        {"flyer": SHOWN, "title": "くらしと気持ちのメモ", "copies": 30},
        {"flyer": "card", "title": "小さいカード", "copies": 100},
    ]
    assert abe.get("orders", if_none_match=known.headers["ETag"]).status_code == 304

    kudo = Desk(web, "kudo")
    assert marks(abe, order, "packed")[0] == 200
    status, told = marks(kudo, order, "declined")
    assert (status, told["error"], told["order"]["state"]) == (409, "stale", "packed")
    status, told = marks(kudo, told["order"], "sent")
    assert (status, told["order"]["ended_at"]) == (200, town.clock())
    status, told = marks(abe, told["order"], "new")
    assert (status, told["order"]["ended_at"], told["order"]["revision"]) == (200, None, 4)
    assert abe.get("orders", if_none_match=known.headers["ETag"]).status_code == 200
    for state, revision in (("gone", 4), (None, 4), ("sent", "4"), ("sent", True)):
        assert marks(abe, order, state, revision)[0] == 422

    assert erases(abe, order) == 204
    assert erases(kudo, order) == 404
    assert marks(kudo, order, "sent")[0] == 404
    assert [one["code"] for one in listed(kudo)] == [second]
    with town.database.reading() as connection:
        states = [one.facts["state"] for one in audit.events(connection, action="paper-order")]
        newest_entry = ledger.head(connection)
        with pytest.raises(shred.Erased):
            shred.open_key(connection, town.keys.kek, unb64(order["id"]))
    assert states == ["deleted", "new", "sent", "packed"]
    assert newest_entry is not None
    assert b'"kind":"paper-order"' in newest_entry.entry
    assert b'"why":"desk"' in newest_entry.entry


@SQLITE
def test_who_answers_talks_sees_no_orders(school: School, web: Flask) -> None:
    school.orders()
    sato = Desk(web, "sato")
    assert sato.get("orders").status_code == 403
    assert marks(sato, {"id": new_id(), "revision": 1}, "sent")[0] == 403
    assert erases(sato, {"id": new_id()}) == 403
    assert web.test_client().get("/console/orders").status_code == 401


def test_a_tap_too_many_and_a_lost_answer_make_one_order(school: School, town: Town, web: Flask) -> None:
    body = filled(proof=school.proof())
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: School(web).sends(body), range(4)))
    assert {answer.status_code for answer in answers} == {201}
    (code,) = {(answer.json or {})["code"] for answer in answers}
    assert count(town) == (1, 1)
    town.clock.pass_(hours=1)
    assert (school.sends(body).json or {})["code"] == code
    other = school.sends(body | {"items": [["card", 1]]})
    assert (*why(other), (other.json or {})["order"]) == (409, "already", code)
    kudo = Desk(web, "kudo")
    erases(kudo, listed(kudo)[0])
    assert why(school.sends(body | {"proof": school.proof()})) == (409, "gone")
    assert count(town) == (0, 1)


def test_a_proof_is_taken_once_whoever_shows_it(school: School, town: Town, web: Flask) -> None:
    proof = school.proof()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: School(web).sends(filled(proof=proof)), range(4)))
    assert sorted(map(why, answers)) == [(201, "")] + [(409, "proof-spent")] * 3
    assert count(town) == (1, 1)


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_orders_of_one_moment_have_codes_of_their_own(town: Town) -> None:
    # On SQLite one writes at a time anyhow.
    at_once = threading.Barrier(4)

    def ordered(number: int) -> str:
        order = Order(bytes([number] * 16), "", 1, "school", "new", (), town.clock(), None, town.clock())
        with town.database.transaction() as connection:
            at_once.wait()
            made = paper_orders.add(connection, order, codes=iter("ABCD"))
        return made.code if made else ""

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ordered, range(4))) == ["A", "B", "C", "D"]


def test_after_thirty_days_it_is_due(school: School, town: Town) -> None:
    school.orders()
    town.clock.pass_(days=1)
    school.orders()
    keys, now = town.keys, town.clock() + 29 * DAY
    with town.database.transaction() as connection:
        (first,) = paper_orders.due(connection, now=now, limit=10)
        assert len(paper_orders.due(connection, now=now + DAY, limit=1)) == 1
        gone = paper_orders.destroy(connection, keys, [first, b"?" * 16], policy="1", why="due", now=now)
        paper_orders.forget_spent(connection, now=town.clock())
    assert gone == 1
    assert count(town) == (1, 1)
    with town.database.transaction() as connection:
        paper_orders.forget_spent(connection, now=now)
    assert count(town) == (1, 0)


def test_nothing_of_it_stands_in_the_database_or_a_log(
    school: School, web: Flask, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    school.orders()
    school.orders(name="二重\u202e", reach="ない")
    kudo = Desk(web, "kudo")
    marks(kudo, listed(kudo)[0], "sent")
    kept, logged = stored(town), "".join(str(record.__dict__) for record in caplog.records)
    for told in ("あさつゆ中学校", "あさつゆ町1番", "山下", "0000-55", "文化祭", "二重"):
        assert told not in kept
        assert told not in logged


@SQLITE
def test_details_of_one_order_do_not_open_in_another(school: School, town: Town) -> None:
    for _ in range(2):
        school.orders()
    with town.database.transaction() as connection:
        one, other = (order.id for order in paper_orders.all_of(connection))
        table = paper_orders.paper_orders
        taken = select(table.c.sealed_details).where(table.c.id == other).scalar_subquery()
        connection.execute(table.update().where(table.c.id == one).values(sealed_details=taken))
        with pytest.raises(Rejected, match="outer"):
            order_details.open_(connection, town.keys, [one])


@SQLITE
def test_whoever_orders_again_and_again_waits_and_is_not_remembered(web: Flask, town: Town) -> None:
    busy, other = School(web, OFFICE), School(web, "198.51.100.23")
    bucket = attempts.bucket(town.keys, "orders", ipaddress.ip_address(OFFICE).packed, ORDERS_BY_ADDRESS)
    with town.database.transaction() as connection:
        assert not any(attempts.begin(connection, bucket, now=town.clock()) for _ in range(5))
    assert busy.orders().status_code == 201
    waits = busy.orders()
    assert (*why(waits), waits.headers["Retry-After"]) == (429, "slow-down", "60")
    assert other.orders().status_code == 201
    town.clock.pass_(seconds=61)
    assert busy.orders().status_code == 201
    with town.database.reading() as connection:
        rows = str([tuple(row) for row in connection.execute(select(attempts.attempts))])
    assert OFFICE not in rows


@SQLITE
def test_a_flyer_that_is_withdrawn_meanwhile_is_named(school: School, town: Town) -> None:
    with town.database.transaction() as connection:
        found = flyers.find(connection, SHOWN)
        assert found is not None
        flyers.change(connection, found._replace(shown_until=town.clock()), revision=found.revision)
    refused = school.sends(filled())
    assert (refused.json or {})["fields"] == {
        f"copies:{SHOWN}": "この資料は、いまお送りできません。数を消してください。"
    }
    assert why(school.sends(filled(items=[[HIDDEN, 1]]))) == (422, "fields")
