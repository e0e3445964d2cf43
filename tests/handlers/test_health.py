"""Ready means that messages are taken, sealed, delivered and deleted; each trouble shows by its own name."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import text, update

from retention import watchdog
from storage import consultations, founding, outbox, quota, shred, transcripts
from storage.disk import LITTLE
from tests.cast import DAY, Town, founded
from tests.handlers.desk import Desk
from tests.handlers.line import Callback
from tests.handlers.scraping import told

CHECKS = {"disk", "database", "keys", "roster", "outbox", "deletion", *watchdog.CODES}


class Usage(NamedTuple):
    """As `shutil` tells it."""

    total: int
    used: int
    free: int


def failing(web: Flask) -> set[str]:
    """The checks that do not hold; the process itself is alive in any case."""
    client = web.test_client()
    assert (client.get("/health/live").status_code, client.get("/health/live").json) == (
        200,
        {"status": "live"},
    )
    answer = client.get("/health/ready")
    listed = {check["check"]: check["ok"] for check in answer.json or []}
    assert set(listed) == CHECKS
    assert answer.status_code == (200 if all(listed.values()) else 503)
    return {name for name, ok in listed.items() if not ok}


COUNTED = (
    "hidamari_consultations_waiting",
    "hidamari_consultations_due",
    "hidamari_bookings_due",
    "hidamari_paper_orders_due",
    "hidamari_outbox_queued",
    "hidamari_kek_epoch",
)


def metrics(web: Flask) -> dict[str, float]:
    """The numbers of `COUNTED`."""
    found = told(web)
    return {name: found[name] for name in COUNTED}


def test_a_town_in_order_is_ready(web: Flask, case: bytes) -> None:
    assert failing(web) == set()


@pytest.mark.parametrize("days", [-36, 1])
def test_a_roster_that_browsers_refuse_is_noticed(web: Flask, town: Town, days: int) -> None:
    """Run out, or not yet valid (a wrong clock)."""
    assert failing(web) == set()
    at = town.clock() // 1000 + days * 24 * 3600
    with town.database.transaction() as connection:
        founding.add_people(connection, town.keys, founded().office_key, [], now=at)
    assert failing(web) == {"roster"}
    with town.database.transaction() as connection:
        founding.add_people(connection, town.keys, founded().office_key, [], now=town.clock() // 1000)
    assert failing(web) == set()


def test_a_roster_that_the_office_did_not_sign_is_noticed(web: Flask, town: Town) -> None:
    with town.database.transaction() as connection:
        connection.execute(text("INSERT INTO rosters (epoch, signed) SELECT 2, signed FROM rosters"))
    assert failing(web) == {"roster"}
    with town.database.transaction() as connection:
        connection.execute(text("DELETE FROM rosters"))
    assert failing(web) == {"roster"}


def test_a_damaged_key_file_is_noticed(web: Flask, town: Town) -> None:
    honest = town.keys.kek.path.read_bytes()
    town.keys.kek.path.write_bytes(honest[:20] + b"damaged" + honest[27:])
    assert {"keys"} <= failing(web) <= {"keys", "deletion", "unfinished-rotation"}
    town.keys.kek.path.write_bytes(honest)
    assert failing(web) == set()
    town.keys.kek.path.chmod(0o644)
    assert "keys" in failing(web)


def test_storage_that_is_away_is_noticed(web: Flask, town: Town) -> None:
    with town.database.transaction() as connection:
        connection.execute(text("ALTER TABLE outbox RENAME TO away"))
    assert "database" in failing(web)
    assert web.test_client().get("/metrics").status_code == 503


def test_an_outbox_that_nobody_empties_is_noticed(web: Flask, town: Town, case: bytes) -> None:
    at = outbox.outbox.c.next_attempt_at
    with town.database.transaction() as connection:
        connection.execute(update(outbox.outbox).values(next_attempt_at=at - 6 * 60 * 1000))
    assert failing(web) == {"outbox"}


def test_a_deletion_that_is_a_day_late_is_noticed(web: Flask, town: Town, case: bytes) -> None:
    def overdue_by(ms: int) -> None:
        with town.database.transaction() as connection:
            values = {"state": "closed", "due_at": town.clock() - ms}
            connection.execute(update(consultations.consultations).values(values))

    overdue_by(DAY // 2)
    assert failing(web) == set()
    overdue_by(DAY)
    assert failing(web) == {"deletion"}


def test_a_deletion_that_was_never_made_final_is_noticed(web: Flask, town: Town, case: bytes) -> None:
    """The rows are gone, but the key that opens their backup is a day old and still there."""
    with town.database.transaction() as connection:
        transcripts.erase(connection, [case])
        outbox.erase(connection, [case])
        consultations.erase(connection, [case])
        shred.erase(connection, town.keys.kek, [case], now=town.clock() - DAY)
    assert failing(web) == {"deletion", "unfinished-rotation"}
    shred.rotate(town.database, town.keys.kek, ship=lambda table: None)
    assert failing(web) == set()


def test_the_numbers_count_and_tell_nothing_else(
    web: Flask, town: Town, callback: Callback, sato: Desk
) -> None:
    assert list(metrics(web).values()) == [0, 0, 0, 0, 0, 1]
    for _ in range(2):
        callback.events(town.resident().says("きいて"))
    consultation = sato.ids()[0]
    sato.claim(consultation)
    sato.reply(consultation, "はい")
    shred.rotate(town.database, town.keys.kek, ship=lambda table: None)
    assert list(metrics(web).values()) == [1, 0, 0, 0, 3, 2]


def test_an_alarm_of_the_watchdog_shows_in_readiness_metrics_and_console(
    web: Flask, town: Town, case: bytes, sato: Desk
) -> None:
    kudo = Desk(web, "kudo")
    assert (kudo.get("alarms").json, sato.get("alarms").json) == ([], [])
    with town.database.transaction() as connection:
        connection.execute(text("DELETE FROM shred_keys WHERE id IN (SELECT id FROM consultations)"))
    assert failing(web) == {"consultation-without-key"}
    assert kudo.get("alarms").json == [{"code": "consultation-without-key", "since": None}]
    assert sato.get("alarms").json == []
    raised = {name for name, number in told(web).items() if name.startswith("hidamari_alarm") and number}
    assert raised == {'hidamari_alarm{code="consultation-without-key"}'}


def test_the_quota_is_a_number_and_an_alarm_and_does_not_make_it_unready(
    web: Flask, town: Town, case: bytes, sato: Desk
) -> None:
    kudo, now = Desk(web, "kudo"), town.clock()
    for used, code in ((79, None), (80, "quota-80"), (95, "quota-95"), (100, "quota-spent")):
        with town.database.transaction() as connection:
            quota.note(connection, quota=100, used=used, now=now)
        since = now if code == "quota-spent" else None
        shown = [{"code": code, "since": since}] if code else []
        assert kudo.get("alarms").json == shown
        assert sato.get("alarms").json == (shown if code in ("quota-95", "quota-spent") else [])
        found = told(web)
        raised = {name for name, number in found.items() if name.startswith("hidamari_alarm") and number}
        assert raised == ({f'hidamari_alarm{{code="{code}"}}'} if code else set())
        assert (found["hidamari_line_quota_used"], found["hidamari_line_quota_limit"]) == (used, 100)
        assert failing(web) == set()
    with town.database.transaction() as connection:
        quota.note(connection, quota=None, used=100, now=now)
    assert kudo.get("alarms").json == []
    assert "hidamari_line_quota_limit" not in told(web)


def test_what_waits_is_counted_by_its_reason(web: Flask, town: Town, sato: Desk, case: bytes) -> None:
    sato.claim(sato.ids()[0])
    sato.reply(sato.ids()[0], "はい")
    with town.database.transaction() as connection:
        waits = update(outbox.outbox).where(outbox.outbox.c.kind == "push")
        connection.execute(waits.values(waits_for="hours"))
    found = told(web)
    assert (
        found['hidamari_outbox_waiting{reason="turn"}']
        == found['hidamari_outbox_waiting{reason="hours"}']
        == 1
    )


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_a_full_or_read_only_disk_is_not_ready_before_a_message_is_refused(
    town: Town, web: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as machine:
        machine.setattr(shutil, "disk_usage", usage(LITTLE))
        assert failing(web) == set()
        machine.setattr(shutil, "disk_usage", usage(LITTLE - 1))
        assert failing(web) == {"disk"}
        assert told(web)['hidamari_check{check="disk"}'] == 0
    with monkeypatch.context() as machine:
        machine.setattr(os, "access", lambda *_: False)
        assert failing(web) == {"disk"}
    assert failing(web) == set()


def usage(free: int) -> Callable[[Path], Usage]:
    """What the machine answers when so many bytes are free."""
    return lambda _folder: Usage(10 * LITTLE, 10 * LITTLE - free, free)
