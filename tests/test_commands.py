"""The command line as an operator uses it: real processes, real databases, and a sentence where something is refused."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from retention import purge
from settings import Settings
from storage import rosters, shipping, staff
from storage.capsules import derive_unlock
from storage.contexts import fingerprint_text, unb64
from storage.database import Database
from storage.keystore import Keys
from storage.rosters import Office
from storage.single import only_one
from tests.cast import SECRET, Town
from tests.cast import town as town

ROOT = Path(__file__).parents[1]
DESKS = ("--desk", "kurashi=くらしの窓口", "--desk", "hataraku=はたらく窓口")


class Shell:
    """Runs `python app.py …` in a directory of its own, with an environment that holds nothing else."""

    def __init__(self, directory: Path, database_url: str) -> None:
        self.directory = directory
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONDONTWRITEBYTECODE": "1",
            "DATA_DIR": str(directory / "data"),
            "DATABASE_URL": database_url,
            "LINE_CHANNEL_SECRET": SECRET,
        }

    def run(self, *arguments: str, **environment: str) -> str:
        """Output of a command that succeeds."""
        done = self._run(arguments, environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *arguments: str, **environment: str) -> str:
        """The sentence of a command that does not."""
        done = self._run(arguments, environment)
        assert done.returncode in (1, 2), (done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr, done.stderr
        assert done.stderr.strip()
        return done.stderr

    def settings(self) -> Settings:
        return Settings.from_env(self.environment)

    def keys(self) -> Keys:
        settings = self.settings()
        return Keys.load(settings.keys_dir, settings.kek_file)

    def _run(self, arguments: Sequence[str], more: dict[str, str]) -> subprocess.CompletedProcess[str]:
        command, environment = [sys.executable, str(ROOT / "app.py"), *arguments], self.environment | more
        return subprocess.run(
            command, check=False, cwd=self.directory, env=environment, capture_output=True, encoding="utf-8"
        )


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url)


@pytest.fixture
def local(tmp_path: Path) -> Shell:
    """For what happens before any database is reached."""
    return Shell(tmp_path, f"sqlite:///{tmp_path}/data/hidamari.db")


@pytest.fixture
def database(shell: Shell) -> Iterator[Database]:
    made = Database(shell.settings().database_url)
    yield made
    made.engine.dispose()


@pytest.fixture
def old_town(town: Town) -> Town:
    """A founded town with one consultation that is closed."""
    town.receive(town.resident().says("もう大丈夫"))
    town.close(town.consultations()[0])
    return town


@pytest.fixture
def there(old_town: Town, tmp_path: Path) -> Shell:
    """The shell of that town."""
    shell = Shell(tmp_path, "")
    shell.environment |= old_town.environment
    return shell


def files(directory: Path) -> dict[Path, bytes]:
    found = (path for path in directory.rglob("*") if path.is_file() and "hidamari.db" not in path.name)
    return {path: path.read_bytes() for path in found}


def signs_in(shell: Shell, database: Database, name: str, passphrase: str) -> bool:
    with database.reading() as connection:
        salt, iters = staff.unlock_parameters(connection, shell.keys(), name)
        secret = derive_unlock(passphrase, unb64(salt), iters).secret
        return staff.sign_in(connection, shell.keys(), name, secret) is not None


def roster(shell: Shell, database: Database) -> Any:
    """The newest roster, verified as the web process does; in a fresh process's mind."""
    with database.reading() as connection:
        newest = rosters.chain(connection)[-1].parsed()
        return Office(shell.keys()).trust(connection, now=newest.not_before * 1000).current


def passphrase_of(output: str, name: str) -> str:
    (line,) = (line for line in output.splitlines() if line.split()[1:2] == [name])
    return " ".join(line.split()[2:])


def test_seed_makes_a_whole_office_and_never_replaces_one(shell: Shell, database: Database) -> None:
    told = json.loads(shell.run("seed", "--json"))
    assert [person["name"] for person in told["sign_ins"]] == ["sato", "mori", "kudo"]
    assert told["fingerprint"] == fingerprint_text(shell.keys().fingerprint)
    assert signs_in(shell, database, "sato", told["sign_ins"][0]["passphrase"])
    assert not signs_in(shell, database, "mori", told["sign_ins"][0]["passphrase"])
    assert set(roster(shell, database).desks) == {"kurashi", "hataraku"}
    before = files(shell.directory)
    assert "will not be replaced" in shell.refused("seed")
    assert files(shell.directory) == before
    assert (shell.directory / "data").stat().st_mode & 0o777 == 0o700


def test_init_then_invite_then_renew(shell: Shell, database: Database) -> None:
    told = shell.run("init", *DESKS, "--supervisor", "kudo")
    office_key = shell.directory / "office-key.json"
    assert office_key.stat().st_mode & 0o777 == 0o600
    assert fingerprint_text(shell.keys().fingerprint) in told
    assert signs_in(shell, database, "kudo", passphrase_of(told, "kudo"))
    assert [member.role for member in roster(shell, database).members.values()] == ["intake", "supervisor"]

    invite = (
        "staff",
        "invite",
        "sato",
        "--display-name",
        "佐藤",
        "--desk",
        "kurashi",
        "--office-key",
        str(office_key),
    )
    told = shell.run(*invite)
    assert signs_in(shell, database, "sato", passphrase_of(told, "sato"))
    second = roster(shell, database)
    assert second.epoch == 2
    assert [len(kids) for kids in second.desks.values()] == [2, 1]

    assert "35 days" in shell.run("roster", "renew", "--office-key", str(office_key))
    third = roster(shell, database)
    assert (third.epoch, third.members, third.desks) == (3, second.members, second.desks)
    assert third.not_after - third.not_before == 35 * 24 * 3600


def test_init_overwrites_nothing(local: Shell) -> None:
    local.run("init")
    before = files(local.directory)
    assert "office-key.json" in local.refused("init")
    assert "will not be replaced" in local.refused("init", "--office-key", "another.json")
    assert files(local.directory) == before


def test_init_leaves_nothing_half_made_when_the_office_key_has_no_place(local: Shell) -> None:
    """Otherwise keys would stand there that nobody can ever sign for."""
    local.refused("init", "--office-key", "no/such/stick/office-key.json")
    local.run("init")


def test_init_does_not_take_the_tables_of_another_office(shell: Shell, tmp_path: Path) -> None:
    shell.run("init")
    elsewhere = {"DATA_DIR": str(tmp_path / "elsewhere"), "DATABASE_URL": shell.settings().database_url}
    shell.refused("init", "--office-key", "another.json", **elsewhere)
    assert not (tmp_path / "elsewhere" / "keys" / "kek").exists()
    assert not (tmp_path / "another.json").exists()


def test_who_is_invited_can_sign_in_or_is_refused(shell: Shell, database: Database) -> None:
    shell.run("init", *DESKS)
    key = ("--office-key", "office-key.json")
    told = shell.run("staff", "invite", "TANAKA", "--display-name", "田中", "--desk", "kurashi", *key)
    name = next(line.split()[1] for line in told.splitlines() if line.startswith("counselor"))
    assert name.lower() == name
    assert signs_in(shell, database, "tanaka", passphrase_of(told, name))
    assert "desk" in shell.refused(
        "staff", "invite", "abe", "--display-name", "阿部", "--desk", "nowhere", *key
    )
    assert "taken" in shell.refused(
        "staff", "invite", "tanaka", "--display-name", "田中", "--desk", "kurashi", *key
    )
    assert roster(shell, database).epoch == 2


def test_another_offices_key_signs_nothing_here(shell: Shell, database: Database, tmp_path: Path) -> None:
    """A roster that nobody accepts would stop every message at the door."""
    shell.run("init")
    other = Shell(tmp_path / "other", f"sqlite:///{tmp_path}/other/hidamari.db")
    other.directory.mkdir()
    other.run("init")
    key = ("--office-key", str(other.directory / "office-key.json"))
    assert "office" in shell.refused("roster", "renew", *key)
    shell.refused("staff", "invite", "sato", "--display-name", "佐藤", "--desk", "main", *key)
    assert roster(shell, database).epoch == 1
    (tmp_path / "broken.json").write_text("{}", "utf-8")
    shell.refused("roster", "renew", "--office-key", "broken.json")


def test_migrate_brings_an_empty_database_to_this_version_and_leaves_it_there(
    shell: Shell, database: Database
) -> None:
    (shell.directory / "data").mkdir()
    for _ in range(2):
        shell.run("migrate")
        database.require_schema()


def test_purge_counts_before_it_destroys_and_tells_what_it_did(old_town: Town, there: Shell) -> None:
    due_at = dt.datetime.fromtimestamp(old_town.clock() / 1000 + 14 * 24 * 3600 + 1, dt.UTC).isoformat()
    assert there.run("purge", "--dry-run") == "due: 0\n"
    assert there.run("purge", "--dry-run", "--now", due_at) == "due: 1\n"
    assert len(old_town.consultations()) == 1
    assert there.run("purge", "--now", due_at) == "purged: 1 consultations, 1 entries, 1 receipts\n"
    assert old_town.consultations() == []
    assert set(old_town.keys.kek.live()) == {2}
    assert len(shipping.read(old_town.settings.shred_table)) == 1
    assert there.run("purge", "--now", due_at) == "purged: 0 consultations, 0 entries, 0 receipts\n"


def test_a_purge_that_is_hindered_says_so_and_succeeds_when_run_again(old_town: Town, there: Shell) -> None:
    in_the_way = old_town.settings.shred_table.with_suffix(".new")
    in_the_way.mkdir()
    old_town.clock.pass_(days=15)
    now = dt.datetime.fromtimestamp(old_town.clock() / 1000, dt.UTC).isoformat()
    assert "run it again" in there.refused("purge", "--now", now)
    assert purge.unfinished(old_town.database, old_town.keys.kek)
    in_the_way.rmdir()
    there.run("purge", "--now", now)
    assert not purge.unfinished(old_town.database, old_town.keys.kek)


def test_a_purge_beside_another_says_so(old_town: Town, there: Shell) -> None:
    with only_one(old_town.database, "purge"):
        assert "another purge is running" in there.refused("purge")


def test_a_moment_needs_to_be_one_and_to_say_where(local: Shell) -> None:
    local.run("seed")
    for moment in ("tomorrow", "2026-12-24T09:00", ""):
        assert "--now" in local.refused("purge", "--now", moment)


def test_before_the_tables_are_there_everything_says_what_to_run(shell: Shell) -> None:
    for command in ("serve", "purge"):
        told = shell.refused(command)
        assert told == "The database is not there yet: run `python app.py init`.\n"


def test_a_setting_that_cannot_be_used_stops_every_start_with_its_sentence(local: Shell) -> None:
    for command in ("serve", "clock", "seed"):
        told = local.refused(command, LINE_CHANNEL_SECRET="changeme")
        assert told.startswith("LINE_CHANNEL_SECRET is missing, a placeholder or too short")
    assert "LINE_CHANNEL_ID" in local.refused("clock")
    assert files(local.directory) == {}


def test_keys_that_others_could_read_stop_the_start(local: Shell) -> None:
    local.run("seed")
    (local.settings().keys_dir / "courier").chmod(0o640)
    for command in ("serve", "clock", "purge"):
        assert "others may read this key file" in local.refused(command, LINE_CHANNEL_ID="1657000000")


def test_a_database_that_cannot_be_reached_is_said_and_nothing_is_half_made(local: Shell) -> None:
    nowhere = {"DATABASE_URL": "postgresql://town:canary@127.0.0.1:1/hidamari"}
    for command in ("init", "serve"):
        told = local.refused(command, **nowhere)
        assert told.count("\n") == 1
        assert "database" in told
        assert "canary" not in told
    assert files(local.directory) == {}
