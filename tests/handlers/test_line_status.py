"""「LINEの状態」: what the office learns about its line to LINE, and that it learns nothing of anybody."""

import time
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from storage import outbox, quota
from storage.contexts import b64
from storage.outbox import outbox as table
from tests.cast import DAY, Json, Resident, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.line import Callback
from tests.handlers.supervising import Supervisor, refused
from tests.joining import newcomer

SignIn = Callable[[str], Desk]
SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
MINUTE = 60 * 1000
NOTHING = {"number": 0, "since": None}


def status(desk: Desk) -> Json:
    answer = desk.get("line")
    assert answer.status_code == 200, answer.text
    return answer.json or {}


def now() -> int:
    return time.time_ns() // 1_000_000


def put(town: Town, *, at: int, kind: str = "push", **more: object) -> int:
    """Queues something as of that moment; returns its row."""
    with town.database.transaction() as connection:
        body = {"to": "U" + "1" * 32, "messages": [{"type": "text", "text": "ひみつのことば"}]}
        lasts: int = int(str(more.pop("expires_at", at + 30 * DAY)))
        outbox.put(connection, town.keys.courier, kind, body, now=at, expires_at=lasts, position=1, **more)  # type: ignore[arg-type]  # names of its own arguments
        return int(connection.execute(table.select().order_by(table.c.id.desc())).first().id)  # type: ignore[union-attr]  # the row just made


def give_up(town: Town, row: int, reason: str) -> None:
    with town.database.transaction() as connection:
        outbox.failed(connection, [row], reason)


def test_before_anything_happened_it_says_so(web: Flask, town: Town, sato: Desk) -> None:
    found = status(sato)
    assert (found["quota"], found["last_event"], found["given_up"]) == (None, None, [])
    assert found["waiting"] == dict.fromkeys(("turn", "quota", "hours", "ask"), NOTHING)
    assert found["fetching"] == NOTHING
    assert (found["remembered_days"], found["slow_after"]) == (3, 5 * MINUTE)


def test_what_waits_is_counted_by_what_it_waits_for(town: Town, sato: Desk) -> None:
    began = now() - 20 * MINUTE
    for minute, more in ((1, {}), (0, {}), (2, {"waits_for": "hours"}), (3, {"held": True})):
        put(town, at=began + minute * MINUTE, **more)
    put(town, at=began, kind="menu")
    put(town, at=began + 4 * MINUTE, kind="fetch")
    found = status(sato)
    assert found["waiting"] == {
        "turn": {"number": 2, "since": began},
        "quota": NOTHING,
        "hours": {"number": 1, "since": began + 2 * MINUTE},
        "ask": {"number": 1, "since": began + 3 * MINUTE},
    }
    assert found["fetching"] == {"number": 1, "since": began + 4 * MINUTE}


def test_what_was_given_up_in_a_week_is_counted_by_reason(town: Town, sato: Desk) -> None:
    week = 7 * DAY
    for _ in range(2):
        give_up(town, put(town, at=now() - DAY), "unreachable")
    give_up(town, put(town, at=now() - week - DAY), "refused")
    # It waited for a month and had its last attempt yesterday; another's time ran out yesterday.
    late = put(town, at=now() - 30 * DAY)
    with town.database.transaction() as connection:
        connection.execute(update(table).where(table.c.id == late).values(next_attempt_at=now() - DAY))
    give_up(town, late, "unknown")
    give_up(town, put(town, at=now() - 31 * DAY, expires_at=now() - DAY), "expired")
    give_up(town, put(town, at=now() - 60 * DAY, expires_at=now() - 25 * DAY), "expired")
    found = [(one["reason"], one["number"]) for one in status(sato)["given_up"]]
    assert found == [("unreachable", 2), ("expired", 1), ("unknown", 1)]


def test_the_quota_and_the_last_webhook(town: Town, sato: Desk, callback: Callback, hanako: Resident) -> None:
    began = now()
    assert callback.events(hanako.says("きいてください")) == 200
    with town.database.transaction() as connection:
        quota.note(connection, quota=200, used=161, now=began)
    found = status(sato)
    assert began <= found["last_event"] <= now()
    shown = found["quota"]
    assert (shown["quota"], shown["used"], shown["percent"], shown["level"]) == (200, 161, 80, "quota-80")
    assert began < shown["renewed_at"] <= began + 31 * DAY
    assert shown["read_at"] == began


@SQLITE
def test_it_tells_nothing_of_anybody_and_nothing_to_whom_it_does_not_concern(
    web: Flask, town: Town, case: bytes, callback: Callback, hanako: Resident, sign_in: SignIn
) -> None:
    give_up(town, put(town, at=now()), "refused")
    sato, boss = sign_in("sato"), Supervisor(web)
    for desk in (sato, sign_in("mori"), boss, boss.join(newcomer("auditor", "iwai"), "auditor")):
        said = desk.get("line").text
        for secret in ("ひみつ", "U1111", b64(case), case.hex(), b64(colleague("sato").kid), hanako.id):
            assert secret not in said
    assert refused(boss.join(newcomer("clerk", "abe"), "clerk").get("line")) == (403, "role")
