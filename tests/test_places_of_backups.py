"""Where backups are kept: a disk that is gone, a new folder, two who write at once, and what a killed one left."""

import contextlib
import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import cli
from storage import backup, shipping
from storage.database import Database
from storage.durable import replacing
from tests.cast import Town
from tests.cast import town as town
from tests.storage.backups import ONE_KIND, back_up, restore, run_purge, talk, texts
from tests.storage.backups import folder as folder
from tests.storage.backups import same as same

Run = Callable[..., Result]


@pytest.fixture
def run(town: Town, tmp_path: Path) -> Run:
    """A command, with BACKUP_DIR at that place."""

    def run(place: Path, *arguments: str) -> Result:
        with contextlib.chdir(tmp_path):
            return CliRunner().invoke(cli, arguments, env=town.environment | {"BACKUP_DIR": str(place)})

    return run


def wished_away(town: Town, text: str) -> bytes:
    """What somebody said, closed and due."""
    case = talk(town, text)
    town.clock.at = town.close(case)
    return case


@ONE_KIND
def test_a_mount_point_without_its_disk_takes_no_table_and_no_backup(
    town: Town, folder: Path, same: Database, run: Run, tmp_path: Path
) -> None:
    """The key that the table on the lost disk needs stays, so that what lies there can be restored."""
    kept = talk(town, "まだ話したい")
    folder.mkdir()
    assert run(folder, "backup", str(folder)).exit_code == 0
    wished_away(town, "もう大丈夫")
    assert run(folder, "purge", "--now", moment(town)).exit_code == 0
    disk = folder.rename(tmp_path / "disk")
    folder.mkdir()
    wished_away(town, "これも消して")
    purge = run(folder, "purge", "--now", moment(town))
    assert (purge.exit_code, "mount its disk" in purge.stderr) == (1, True)
    assert "ディスクがつながっているか" in purge.stderr
    assert run(folder, "backup", str(folder)).exit_code == 1
    assert list(folder.iterdir()) == []
    assert set(town.keys.kek.live()) == {2, 3}
    assert restore(town, same, disk).consultations == 1
    assert texts(same, town.keys.kek, kept)[0] == "まだ話したい"
    folder.rmdir()
    disk.rename(folder)
    assert run(folder, "purge", "--now", moment(town)).exit_code == 0
    assert (set(town.keys.kek.live()), shipping.read_head(folder / backup.SHIPPED).epoch) == ({3}, 3)


@ONE_KIND
def test_a_new_place_is_one_when_somebody_says_so(town: Town, folder: Path, run: Run, tmp_path: Path) -> None:
    folder.mkdir()
    wished_away(town, "もう大丈夫")
    assert run(folder, "purge", "--now", moment(town)).exit_code == 0, "the first table of an office"
    other = tmp_path / "other"
    refused = run(other, "backup", str(other))
    assert (refused.exit_code, f"backup {other} --new-place" in refused.stderr) == (1, True)
    assert run(other, "backup", str(other), "--new-place").exit_code == 0
    wished_away(town, "これも消して")
    assert run(other, "purge", "--now", moment(town)).exit_code == 0
    assert shipping.read_head(other / backup.SHIPPED).epoch == 3


@ONE_KIND
def test_an_older_table_never_takes_the_place_of_a_newer_one(town: Town, folder: Path) -> None:
    """Whoever types `backup` without BACKUP_DIR has the table at hand that lay in DATA_DIR before it was set."""
    wished_away(town, "もう大丈夫")
    run_purge(town)
    older = town.settings.shred_table.read_bytes()
    wished_away(town, "これも消して")
    run_purge(town)
    back_up(town, folder)
    assert shipping.read_head(folder / backup.SHIPPED).epoch == 3
    town.settings.shred_table.write_bytes(older)
    back_up(town, folder)
    assert shipping.read_head(folder / backup.SHIPPED).epoch == 3
    (folder / backup.SHIPPED).write_bytes(b"{}")
    back_up(town, folder)
    assert shipping.read_head(folder / backup.SHIPPED).epoch == 2, "better than none that can be read"


def test_of_two_who_write_at_once_each_leaves_it_whole(tmp_path: Path) -> None:
    path = tmp_path / backup.SHIPPED
    with replacing(path) as slow:
        slow.write(b"slow " * 10_000)
        with replacing(path) as fast:
            fast.write(b"fast")
        assert path.read_bytes() == b"fast"
    assert path.read_bytes() == b"slow " * 10_000
    assert list(tmp_path.iterdir()) == [path]


@ONE_KIND
def test_what_a_killed_backup_left_is_removed_a_day_later(town: Town, folder: Path) -> None:
    back_up(town, folder)
    left = [folder / "hidamari-1.0a.new", folder / "shred-table.0c.new"]
    under_way = folder / "hidamari-2.0b.new"
    for one in (*left, under_way):
        one.write_bytes(b"half")
    long_ago = under_way.stat().st_mtime - 25 * 3600
    for one in left:
        os.utime(one, (long_ago, long_ago))
    back_up(town, folder)
    assert [one for one in folder.iterdir() if one.suffix == ".new"] == [under_way]


def moment(town: Town) -> str:
    """Now, as the command takes it."""
    return dt.datetime.fromtimestamp(town.clock() / 1000, dt.UTC).isoformat()
