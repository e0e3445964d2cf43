"""Numbers for whoever keeps the office running: the same from every process, and of nobody; and what they are watched for."""

import platform
import re
import threading
from pathlib import Path

import pytest
import yaml
from flask import Flask

from bot.counted import Counted
from bot.refusals import DeliveryError
from handlers.times import milliseconds
from retention import purge
from storage import backlog, backup, quota
from storage.database import SCHEMA
from storage.tallies import OUTCOMES, Tallies
from tests.cast import Resident, Town
from tests.handlers.doors import opened
from tests.handlers.line import Callback
from tests.handlers.scraping import told

ROOT = Path(__file__).parents[2]
ALERTS, RUNBOOK = ROOT / "deploy" / "alerts.rules.yml", ROOT / "docs" / "operations.md"
on_sqlite = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""What is counted in a file is the same beside every database."""


@on_sqlite
def test_two_web_processes_tell_the_same(web: Flask, town: Town, hanako: Resident) -> None:
    """Each has taken a part of what LINE sent; whichever is asked tells all of it, and goes on after a restart."""
    with opened(town.settings) as other:
        Callback(web).events(hanako.says("きいて"))
        Callback(other).events(hanako.says("ください"), hanako.says("予約"))
        Callback(other).signed(b"no webhook")
        for one in (web, other):
            found = told(one)
            events = {o: found[f'hidamari_webhook_events_total{{outcome="{o}"}}'] for o in OUTCOMES}
            assert {o: n for o, n in events.items() if n} == {"stored": 2, "keyword": 1}
            assert found["hidamari_webhooks_refused_total"] == 1
            assert (
                found["hidamari_webhook_seconds_count"]
                == found['hidamari_webhook_seconds_bucket{le="+Inf"}']
                == 2
            )
    with opened(town.settings) as restarted:
        assert told(restarted)['hidamari_webhook_events_total{outcome="stored"}'] == 2


@on_sqlite
def test_what_many_count_at_the_same_moment_is_counted_whole(town: Town) -> None:
    town.settings.data_dir.mkdir(exist_ok=True)
    tallies = Tallies.of(town.settings.data_dir)
    assert set(tallies.read().values()) == {0}

    def count() -> None:
        for _ in range(100):
            Tallies.of(town.settings.data_dir).add({"event.stored": 1, "webhook.microseconds": 7})

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tallies.read()["event.stored"], tallies.read()["webhook.microseconds"]) == (800, 5600)


@on_sqlite
def test_what_line_answers_is_counted(web: Flask, town: Town) -> None:
    class Line:
        answers = iter(
            [None, DeliveryError("refused", permanent=True), DeliveryError("busy", permanent=False)]
        )

        def leave(self, chat_kind: str, chat: str) -> None:
            if error := next(self.answers):
                raise error

    counted = Counted(Line(), Tallies.of(town.settings.data_dir))  # type: ignore[arg-type]  # it only ever leaves
    counted.leave("group", "C1")
    for _ in range(2):
        with pytest.raises(DeliveryError):
            counted.leave("group", "C1")
    found = told(web)
    answers = ("accepted", "refused", "again")
    assert [found[f'hidamari_line_calls_total{{call="leave",answer="{one}"}}'] for one in answers] == [
        1,
        1,
        1,
    ]
    assert sum(number for name, number in found.items() if name.startswith("hidamari_line_calls_total")) == 3


@on_sqlite
def test_a_file_that_cannot_be_written_costs_nobody_an_answer(
    callback: Callback, town: Town, hanako: Resident, caplog: pytest.LogCaptureFixture
) -> None:
    (town.settings.data_dir / "tallies").mkdir(parents=True)
    assert callback.events(hanako.says("きいて")) == 200
    assert [record.name for record in caplog.records if "not_counted" in record.getMessage()] == [
        "hidamari.tallies"
    ]


def test_what_waits_and_what_was_done_have_an_age(
    web: Flask, town: Town, callback: Callback, hanako: Resident
) -> None:
    callback.events(hanako.says("きいて"))
    with town.database.reading() as connection:
        since = backlog.waiting(connection)["turn"].since
    assert since is not None
    found = told(web)
    assert found['hidamari_outbox_oldest_age_seconds{reason="turn"}'] >= 0
    assert found["hidamari_last_event_age_seconds"] >= 0
    assert "hidamari_purge_last_success_age_seconds" not in found
    assert "hidamari_backup_age_seconds" not in found
    kind, python = "sqlite" if town.database.sqlite else "postgresql", platform.python_version()
    runs = f'version="0.1.0",schema="{SCHEMA}",database="{kind}",python="{python}"'
    assert found[f"hidamari_info{{{runs}}}"] == 1


@on_sqlite
def test_a_backup_of_a_time_still_to_come_is_not_young_and_a_disk_that_is_away_takes_no_other_number(
    town: Town, tmp_path: Path
) -> None:
    """After one night with a wrong clock nobody would have heard for a year that no backup is taken any more."""
    taken = milliseconds() - 40 * 3600 * 1000
    for at in (taken, taken + 365 * 24 * 3600 * 1000):
        backup.write(town.database, town.keys, tmp_path / "backups", town.settings.shred_table, now=at)
    with opened(town.but(BACKUP_DIR=str(tmp_path / "backups"))) as web:
        assert told(web)["hidamari_backup_age_seconds"] >= 40 * 3600
    with opened(town.but(BACKUP_DIR=str(tmp_path / ("x" * 300)))) as web:
        found = told(web)
        assert found['hidamari_disk_free_bytes{place="data"}'] > 0
        assert "hidamari_backup_age_seconds" not in found


@on_sqlite
def test_every_alert_watches_a_number_that_is_told_and_leads_into_the_runbook(
    town: Town, hanako: Resident, tmp_path: Path
) -> None:
    """In an office in which everything has happened once. And every alarm wakes somebody."""
    told_here = set(in_an_office_that_has_seen_everything(town, hanako, tmp_path / "backups"))
    names = {name.partition("{")[0] for name in told_here}
    codes = {name.split('"')[1] for name in told_here if name.startswith("hidamari_alarm")}
    headings = {anchor(line) for line in RUNBOOK.read_text("utf-8").splitlines() if line.startswith("#")}
    (group,) = yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]
    watched_codes: set[str] = set()
    for rule in group["rules"]:
        watched = set(re.findall(r"hidamari_\w+", rule["expr"]))
        assert watched or "up{" in rule["expr"]
        assert watched <= names, rule["alert"]
        assert rule["labels"]["severity"] in ("critical", "warning")
        page, _, part = rule["annotations"]["runbook"].partition("#")
        assert (page, part in headings) == ("docs/operations.md", True), rule["alert"]
        for named in re.findall(r'code=~?"([^"]+)"', rule["expr"]):
            watched_codes |= set(named.split("|"))
    assert watched_codes == codes


def in_an_office_that_has_seen_everything(town: Town, hanako: Resident, backups: Path) -> dict[str, float]:
    backup.write(town.database, town.keys, backups, town.settings.shred_table, now=town.clock())
    policy = town.settings.retention_policy
    purge.run(town.database, town.keys, policy, now=town.clock(), ship=lambda table: None)
    with town.database.transaction() as connection:
        quota.note(connection, quota=200, used=1, now=town.clock())
    with opened(town.but(BACKUP_DIR=str(backups))) as web:
        Callback(web).events(hanako.says("きいて"))
        return told(web)


def anchor(heading: str) -> str:
    """As the pages of a forge make it: small letters, hyphens for spaces, no other signs."""
    plain = re.sub(r"[^\w\- ]", "", heading.lstrip("#").strip().lower())
    return plain.replace(" ", "-")
