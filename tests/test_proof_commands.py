"""Ledger, audit log, backup and restore from the command line, as an operator and a stranger use them."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import cli
from retention import purge
from storage import audit, ledger, shipping
from storage.database import Database
from storage.ledger import receipt_hash, receipt_number
from tests.cast import Town, colleague, read_transcript
from tests.cast import town as town

ROOT = Path(__file__).parents[1]
ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)


class Terminal:
    """Runs commands in a directory of its own, with this environment over the test's."""

    def __init__(self, directory: Path, environment: dict[str, str]) -> None:
        self.directory = directory
        self.environment = environment

    def run(self, *arguments: str, **more: str) -> str:
        done = self._run(arguments, more)
        assert done.exit_code == 0, done.output
        return done.stdout

    def refused(self, *arguments: str, **more: str) -> str:
        """What it says: in Japanese, and below that in English."""
        done = self._run(arguments, more)
        assert done.exit_code in (1, 2), done.output
        assert isinstance(done.exception, SystemExit), done.exception
        return done.stderr

    def _run(self, arguments: tuple[str, ...], more: dict[str, str]) -> Result:
        with contextlib.chdir(self.directory):
            return CliRunner().invoke(cli, arguments, env=self.environment | more)


@pytest.fixture
def operator(town: Town, tmp_path: Path) -> Terminal:
    return Terminal(tmp_path, town.environment)


@pytest.fixture
def stranger(tmp_path: Path) -> Terminal:
    """Somebody with this program and a file, and no setting, key or database of the office."""
    directory = tmp_path / "elsewhere"
    directory.mkdir()
    return Terminal(directory, {})


def certify(town: Town, count: int) -> None:
    for number in range(count):
        receipt = receipt_hash(receipt_number(number.to_bytes(16, "big")))
        with town.database.transaction() as connection:
            ledger.append(
                connection, town.keys, "purged", now=town.clock(), receipt_hash=receipt,
                kind="consultation", policy="town-1", why="due", epoch=1,
            )  # fmt: skip


def printed_hash(block: str) -> str:
    (line,) = (line for line in block.splitlines() if "ハッシュ" in line and "hash" in line)
    return line.split()[-1]


def in_a_process_without_settings(directory: Path, arguments: list[str]) -> str:
    command, environment = [sys.executable, str(ROOT / "app.py"), *arguments], {"PATH": os.environ["PATH"]}
    return subprocess.run(
        command, check=True, cwd=directory, env=environment, capture_output=True, encoding="utf-8"
    ).stdout


@ONE_KIND
def test_a_stranger_checks_the_ledger_with_the_file_and_the_printed_key_and_head(
    town: Town, operator: Terminal, stranger: Terminal
) -> None:
    assert "still empty" in operator.refused("ledger", "head")
    certify(town, 3)
    block, key = operator.run("ledger", "head"), operator.run("ledger", "key").strip()
    head = printed_hash(block)
    assert "Keep this sheet away from the server" in block
    assert key in block.replace("\n    ", "").replace("    ", "")
    file = stranger.directory / "ledger.jsonl"
    assert "3 entries" in operator.run("ledger", "export", str(file))
    command = ["ledger", "verify", "ledger.jsonl", "--public-key", key.upper(), "--head", head]
    told = in_a_process_without_settings(stranger.directory, command)
    assert "The chain holds: 3 entries, 3 erasures" in told
    assert "WARNING" not in told
    trusting = stranger.run("ledger", "verify", "ledger.jsonl")
    assert "WARNING: no --public-key was given" in trusting
    assert "No --head was given" in trusting

    whole = file.read_text("utf-8").splitlines()
    file.write_text("\n".join(whole[:-1]), "utf-8")
    assert "DOES NOT HOLD" in stranger.refused("ledger", "verify", "ledger.jsonl", "--head", head)
    file.write_text("\n".join([*whole[:2], whole[3]]), "utf-8")
    assert "Entry 2: an entry is missing" in stranger.refused("ledger", "verify", "ledger.jsonl")
    file.write_bytes(b"\xff\xfe\x00")
    assert "no ledger" in stranger.refused("ledger", "verify", "ledger.jsonl")
    assert "130 digits" in stranger.refused("ledger", "verify", "ledger.jsonl", "--public-key", "04")
    assert list(stranger.directory.iterdir()) == [file]
    with town.database.reading() as connection:
        assert [event.facts for event in audit.events(connection, action="export")] == [{"what": "ledger"}]


@ONE_KIND
def test_the_audit_log_is_checked_against_its_printed_head(town: Town, operator: Terminal) -> None:
    for action in ("sign-in", "open"):
        with town.database.transaction() as connection:
            audit.note(connection, town.keys, action, now=town.clock())
    head = printed_hash(operator.run("audit", "head"))
    assert "The log holds: 2 events" in operator.run("audit", "verify", "--head", head)
    with town.database.transaction() as connection:
        connection.execute(audit.audit_log.delete().where(audit.audit_log.c.number == 2))
    assert "The log holds: 1 events" in operator.run("audit", "verify")
    assert "DOES NOT HOLD" in operator.refused("audit", "verify", "--head", head)


def test_a_backup_is_restored_on_another_machine_of_either_kind(
    town: Town, operator: Terminal, tmp_path: Path
) -> None:
    """The drill of docs/operations.md: backup, keys once, KEK from its own place, the newest table."""
    town.receive(town.resident().says("まだ話したい"))
    (case,) = town.consultations()
    folder, machine = tmp_path / "backups", tmp_path / "machine"
    told = operator.run("backup", str(folder))
    assert "never" in told
    assert str(town.keys.kek.path) in told
    ship = shipping.ship_to(town.settings.shred_table, town.database)
    purge.run(
        town.database, town.keys, town.settings.retention_policy, now=town.clock(), ship=ship, rotate=True
    )
    shutil.copytree(town.settings.keys_dir, machine / "keys")

    there = {"DATA_DIR": str(machine), "DATABASE_URL": f"sqlite:///{machine}/hidamari.db"}
    assert "put the newest shred-table.json beside the backup" in operator.refused(
        "restore", str(folder), **there
    )
    shutil.copy(town.settings.shred_table, folder)
    told = operator.run("restore", str(folder), **there)
    assert "戻ったもの： 相談1件、予約0件、" in told
    assert "Back: 1 consultations, 0 bookings" in told
    restored = Database(there["DATABASE_URL"])
    (entry,) = read_transcript(restored, town.keys.kek, case, colleague("sato"))
    assert entry.payload is not None
    assert entry.payload["text"] == "まだ話したい"
    with restored.reading() as connection:
        assert audit.events(connection)[0].action == "restore"
    restored.engine.dispose()
    assert shipping.read_whole(machine / "shred-table.json").ledger[-1].certificate["t"] == "restored"
    *_, ja, en = operator.refused("restore", str(folder), **there).splitlines()
    assert (
        ja == "このデータベースは空ではありません。上書きはしないので、新しいデータベースに戻してください。"
    )
    assert "not empty" in en
    (newest,) = folder.glob("*.backup")
    newest.write_bytes(newest.read_bytes()[:-100])
    elsewhere = {"DATABASE_URL": f"sqlite:///{machine}/another.db"}
    *_, ja, en = operator.refused("restore", str(folder), **(there | elsewhere)).splitlines()
    assert ja.startswith(f"{newest} は、壊れているか、途中で切れています。")
    assert "damaged" in en
    assert not (machine / "another.db").exists()
