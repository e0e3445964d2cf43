"""The watchdog: each trouble of deletion raises its own alarm, and an office in order raises none."""

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, insert, text, update

from retention import purge, watchdog
from retention.watchdog import MISSED_MS, PATIENCE_MS, Alarm
from storage import audit, ledger, purge_runs, shipping, shred
from storage.audit import audit_log
from storage.consultations import consultations
from storage.generations import case_keys
from storage.holds import holds
from storage.outbox import outbox
from storage.transcripts import staff_heads, transcript_entries
from tests.cast import Town
from tests.retention.house import talk

ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)


def alarms(town: Town, **changed: Path) -> list[Alarm]:
    where = {"shipped": town.settings.shred_table, "kek_path": town.keys.kek.path} | changed
    return watchdog.alarms(town.database, town.keys, now=town.clock(), **where)


def codes(town: Town, **changed: Path) -> list[str]:
    return [alarm.code for alarm in alarms(town, **changed)]


def run_purge(town: Town, *, rotate: bool = False) -> None:
    ship = shipping.ship_to(town.settings.shred_table, town.database)
    purge.run(
        town.database, town.keys, town.settings.retention_policy, now=town.clock(), ship=ship, rotate=rotate
    )


def change(town: Town, *statements: Executable) -> None:
    with town.database.transaction() as connection:
        for statement in statements:
            connection.execute(statement)


def test_an_office_in_order_raises_none_through_its_whole_life(town: Town) -> None:
    assert alarms(town) == []
    talk(town, "まだ")
    gone = talk(town, "もう大丈夫")
    assert alarms(town) == []
    run_purge(town, rotate=True)
    town.clock.pass_(hours=25)
    run_purge(town)
    assert alarms(town) == []
    town.clock.at = town.close(gone)
    run_purge(town)
    assert alarms(town) == []


@ONE_KIND
def test_a_missed_run_is_told_a_day_after_the_founding_or_the_last_run(town: Town) -> None:
    founded = town.clock() - 1000
    town.clock.at = founded + MISSED_MS
    assert alarms(town) == []
    town.clock.at += 1
    assert alarms(town) == [Alarm("missed-run", founded + MISSED_MS)]
    run_purge(town)
    last = town.clock()
    assert alarms(town) == []
    town.clock.at += MISSED_MS + 1
    with town.database.transaction() as connection:
        purge_runs.begin(connection, now=town.clock())
    assert alarms(town) == [Alarm("missed-run", last + MISSED_MS)]


@ONE_KIND
def test_a_run_of_a_time_still_to_come_hides_no_missed_one(town: Town) -> None:
    """The clock was a year ahead for an hour, or somebody purged with `--now`: else nobody would hear of it for a year."""
    run_purge(town)
    last = town.clock()
    town.clock.pass_(hours=365 * 24)
    run_purge(town)
    town.clock.at = last + MISSED_MS
    assert alarms(town) == []
    town.clock.at += 1
    assert alarms(town) == [Alarm("missed-run", last + MISSED_MS)]
    run_purge(town)
    assert alarms(town) == []


@pytest.mark.parametrize(
    "table", [transcript_entries, case_keys, staff_heads, outbox, holds], ids=lambda t: t.name
)
def test_a_row_whose_consultation_is_gone_is_told(town: Town, table: object) -> None:
    """Whichever table it is in, and wherever among the others it stands."""
    for said in ("ひとつ", "ふたつ", "みっつ"):
        talk(town, said)
    case = sorted(town.consultations())[1]
    hold = {"id": bytes(16), "reason": "court", "until": 1, "asked_by": bytes(16), "asked_at": 1}
    change(town, insert(holds).values(hold | {"consultation_id": case}))
    assert alarms(town) == []
    others = [t for t in (transcript_entries, case_keys, staff_heads, outbox, holds) if t is not table]
    change(town, *[delete(t).where(t.c.consultation_id == case) for t in others])
    assert alarms(town) == []
    change(
        town,
        delete(consultations).where(consultations.c.id == case),
        delete(shred.shred_keys).where(shred.shred_keys.c.id == case),
    )
    assert alarms(town) == [Alarm("orphan-rows", None)]


def test_a_consultation_without_a_key_and_a_key_without_a_consultation_are_told(town: Town) -> None:
    case = talk(town, "ひとつ")
    keys = shred.shred_keys
    change(town, update(keys).where(keys.c.id == case).values(id=bytes(16)))
    assert codes(town) == ["consultation-without-key", "key-without-consultation"]
    change(town, delete(keys).where(keys.c.id == bytes(16)))
    assert codes(town) == ["consultation-without-key"]


@ONE_KIND
def test_a_table_that_was_not_shipped_is_told(town: Town) -> None:
    shipped = town.settings.shred_table
    run_purge(town, rotate=True)
    at = town.clock()
    assert alarms(town) == []
    older = shipped.read_bytes()
    town.clock.pass_(hours=1)
    run_purge(town, rotate=True)
    later = town.clock()
    shipped.write_bytes(older)
    assert alarms(town) == [Alarm("unshipped-table", later)]
    shipped.write_bytes(b"{}")
    assert codes(town) == ["unshipped-table"], "a disk's damage is nobody's forgery"
    away = shipped.with_name("x" * 300)
    assert codes(town, shipped=away) == ["unshipped-table"], "nor is a disk that can't be read"
    shipped.unlink()
    assert alarms(town) == [Alarm("unshipped-table", later)]
    assert at < later


@ONE_KIND
def test_a_rotation_that_hangs_is_told_and_one_under_way_is_not(town: Town) -> None:
    """The backup disk is full: the old key must stay, and somebody must hear of it."""

    def cut(table: shred.ShredTable) -> None:
        raise OSError("the backup disk is full")

    policy, at = town.settings.retention_policy, town.clock()
    with pytest.raises(OSError, match="disk is full"):
        purge.run(town.database, town.keys, policy, now=at, ship=cut, rotate=True)
    town.clock.at += PATIENCE_MS
    assert alarms(town) == []
    town.clock.at += 1
    assert alarms(town) == [Alarm("unshipped-table", at), Alarm("unfinished-rotation", at)]
    run_purge(town)
    assert alarms(town) == []


def test_something_erased_that_is_not_final_after_an_hour_is_told(town: Town) -> None:
    case = talk(town, "もう大丈夫")
    change(
        town,
        *[
            delete(t).where(t.c.consultation_id == case)
            for t in (transcript_entries, case_keys, staff_heads, outbox)
        ],
    )
    change(town, delete(consultations).where(consultations.c.id == case))
    with town.database.transaction() as connection:
        shred.erase(connection, town.keys.kek, [case], now=town.clock())
    town.clock.at += PATIENCE_MS
    assert alarms(town) == []
    town.clock.at += 1
    assert codes(town) == ["unfinished-rotation"]


@ONE_KIND
def test_a_ledger_that_was_changed_is_told(town: Town) -> None:
    for number in range(60):
        with town.database.transaction() as connection:
            ledger.append(connection, town.keys, "policy", now=number, version=str(number), hash="00")
    run_purge(town, rotate=True)
    assert alarms(town) == []
    shipped = shipping.read_head(town.settings.shred_table)
    rows = ledger.ledger
    with town.database.reading() as connection:
        newest = ledger.head(connection)
    assert newest is not None
    assert shipped.ledger is not None
    assert shipped.ledger.number == newest.number
    change(town, delete(rows).where(rows.c.number == newest.number))
    assert codes(town) == ["ledger-broken"], "what was shipped is not there any more"
    town.settings.shred_table.unlink()
    assert codes(town) == ["unshipped-table"]
    change(town, update(rows).where(rows.c.number == 30).values(entry=b"{}"))
    assert codes(town) == ["unshipped-table", "ledger-broken"]


@ONE_KIND
def test_an_audit_log_that_was_changed_is_told(town: Town) -> None:
    for number in range(60):
        with town.database.transaction() as connection:
            audit.note(connection, town.keys, "open", now=number)
    assert alarms(town) == []
    change(town, update(audit_log).where(audit_log.c.number == 40).values(action="close"))
    assert alarms(town) == [Alarm("audit-broken", None)]


@ONE_KIND
def test_an_audit_log_that_was_cut_is_told_from_what_was_shipped(town: Town) -> None:
    for number in range(3):
        with town.database.transaction() as connection:
            audit.note(connection, town.keys, "open", now=number)
    change(town, delete(audit_log).where(audit_log.c.number == 3))
    assert alarms(town) == []
    run_purge(town, rotate=True)
    assert alarms(town) == []
    change(town, delete(audit_log).where(audit_log.c.number > 0))
    assert codes(town) == ["audit-broken"]


@ONE_KIND
def test_what_can_not_be_looked_at_is_an_alarm_too(town: Town, tmp_path: Path) -> None:
    town.keys.kek.path.chmod(0o644)
    assert codes(town) == ["unfinished-rotation"]


@ONE_KIND
def test_the_alarm_of_the_volume_is_one_of_the_watchdogs(town: Town, tmp_path: Path) -> None:
    mountinfo = tmp_path / "mountinfo"
    mountinfo.write_text("27 1 254:0 / / rw - zfs tank rw\n", "utf-8")
    assert codes(town, mountinfo=mountinfo) == ["kek-volume"]


MANY_ENTRIES = """
INSERT INTO transcript_entries (consultation_id, position, sealed)
WITH RECURSIVE place(number) AS (SELECT 3 UNION ALL SELECT number + 1 FROM place WHERE number < 252)
SELECT id, number, id FROM consultations, place
"""


def test_a_look_is_cheap_in_an_office_with_a_hundred_thousand_entries(town: Town) -> None:
    """Readiness is asked every ten seconds, beside residents who write."""
    cases = [os.urandom(16) for _ in range(400)]
    talk(town, "ひとつ")
    (template,) = town.consultations()
    row = dict(town.row(template)._mapping) | {"state": "closed"}
    with town.database.transaction() as connection:
        connection.execute(insert(consultations), [row | {"id": case} for case in cases])
        connection.execute(
            insert(shred.shred_keys), [{"id": case, "epoch": 1, "sealed": b""} for case in cases]
        )
        connection.execute(text(MANY_ENTRIES))
    assert alarms(town) == []
    begun = time.perf_counter()
    for _ in range(3):
        assert alarms(town) == []
    assert (time.perf_counter() - begun) / 3 < 0.25
