"""The command line as an operator uses it: real processes, real databases, and a sentence where something is refused."""

import datetime as dt
from pathlib import Path

import pytest

from retention import purge
from storage import shipping
from storage.database import Database
from storage.single import only_one
from tests.cast import Town
from tests.cast import town as town
from tests.harness.shell import Shell, files
from tests.harness.shell import database as database
from tests.harness.shell import local as local
from tests.harness.shell import shell as shell


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


def test_migrate_brings_an_empty_database_to_this_version_and_leaves_it_there(
    shell: Shell, database: Database
) -> None:
    (shell.directory / "data").mkdir()
    for _ in range(2):
        shell.run("migrate")
        database.require_schema()


def test_migrate_makes_no_new_tables_for_an_office_that_is_lost(
    old_town: Town, there: Shell, tmp_path: Path
) -> None:
    """Empty tables would be purged by the next night, and with the KEK every backup would be gone."""
    nowhere = {"DATABASE_URL": f"sqlite:///{tmp_path}/empty/hidamari.db"}
    (tmp_path / "empty").mkdir()
    ja, en = there.refused("migrate", **nowhere).splitlines()
    assert "いちばん新しい控えを `restore` で戻すか" in ja
    assert "restore the newest backup" in en
    assert list((tmp_path / "empty").iterdir()) == []
    there.run("migrate")


def test_purge_counts_before_it_destroys_and_tells_what_it_did(old_town: Town, there: Shell) -> None:
    due_at = dt.datetime.fromtimestamp(old_town.clock() / 1000 + 14 * 24 * 3600 + 1, dt.UTC).isoformat()
    assert there.run("purge", "--dry-run").splitlines() == [
        "消える日が来ているもの： 相談0件、予約0件、資料の取り寄せ0件",
        "due: 0 consultations, 0 bookings, 0 orders",
    ]
    ja, due, *_, overdue, today = there.run("purge", "--dry-run", "--days", "1", "--now", due_at).splitlines()
    assert (ja, due, overdue.split(), today.split()[1:]) == (
        "消える日が来ているもの： 相談1件、予約0件、資料の取り寄せ0件",
        "due: 1 consultations, 0 bookings, 0 orders",
        ["overdue", "1", "0", "0"],
        ["0", "0", "0"],
    )
    assert len(old_town.consultations()) == 1
    ja, final_ja, _, done, final = there.run("purge", "--now", due_at).splitlines()
    assert ja.startswith("消去しました： 相談1件（中の記録1件）、予約0件、")
    assert final_ja.startswith(f"これまでに消したものは、{due_at[:4]}年")
    assert done == "purged: 1 consultations, 1 entries, 1 receipts, 0 bookings, 0 orders"
    assert final.startswith(f"final: {due_at[:4]}-")
    assert old_town.consultations() == []
    assert set(old_town.keys.kek.live()) == {2}
    assert len(shipping.read(old_town.settings.shred_table)) == 1
    assert there.run("purge", "--now", due_at).splitlines() == [
        "消去するものは、ありませんでした。",
        "",
        "purged: 0 consultations, 0 entries, 0 receipts, 0 bookings, 0 orders",
    ]


def test_a_purge_that_is_hindered_says_so_and_succeeds_when_run_again(old_town: Town, there: Shell) -> None:
    in_the_way = old_town.settings.shred_table
    in_the_way.mkdir()
    old_town.clock.pass_(days=15)
    now = dt.datetime.fromtimestamp(old_town.clock() / 1000, dt.UTC).isoformat()
    *_, ja, en = there.refused("purge", "--now", now).splitlines()
    assert ja.startswith(
        "消去が、途中で止まりました（IsADirectoryError）。ファイルに書けません。控えの置き場所（BACKUP_DIR）"
    )
    assert "run it again" in en
    assert purge.unfinished(old_town.database, old_town.keys.kek)
    in_the_way.rmdir()
    there.run("purge", "--now", now)
    assert not purge.unfinished(old_town.database, old_town.keys.kek)


def test_a_purge_beside_another_says_so(old_town: Town, there: Shell) -> None:
    with only_one(old_town.database, "purge"):
        assert "another purge is running" in there.refused("purge")


def test_a_moment_needs_to_be_one_and_to_say_where(local: Shell) -> None:
    local.run("seed", "--no-flyers")
    for moment in ("tomorrow", "2026-12-24T09:00", ""):
        assert "--now" in local.refused("purge", "--now", moment)


def test_before_the_tables_are_there_everything_says_what_to_run(shell: Shell) -> None:
    for command in ("serve", "purge"):
        told = shell.refused(command)
        ja, en = told.splitlines()
        assert ja.startswith("データベースが、ありません。新しい相談室なら `python app.py init` を、")
        assert en.startswith(
            "The database is not there: run `python app.py init` for a new office, or `restore`"
        )


def test_before_the_folder_is_there_everything_says_what_to_run_too(local: Shell) -> None:
    nowhere = {"DATA_DIR": str(local.directory / "nowhere")}
    for command in ("serve", "purge"):
        assert "python app.py init" in local.refused(command, **nowhere)
    _, told = local.ends("doctor", **nowhere)
    assert "データベースが、ありません。" in told
    assert files(local.directory) == {}


def test_a_setting_that_cannot_be_used_stops_every_start_with_its_sentence(local: Shell) -> None:
    for command in ("serve", "clock", "seed"):
        told = local.refused(command, LINE_CHANNEL_SECRET="changeme")
        ja, en = told.splitlines()
        assert ja.startswith("LINE_CHANNEL_SECRET がないか、見本のままか、短すぎます。")
        assert en.startswith("LINE_CHANNEL_SECRET is missing, a placeholder or too short")
    assert "LINE_CHANNEL_ID" in local.refused("clock")
    assert files(local.directory) == {}


def test_keys_that_others_could_read_stop_the_start(local: Shell) -> None:
    local.run("seed", "--no-flyers")
    (local.settings().keys_dir / "courier").chmod(0o640)
    for command in ("serve", "clock", "purge"):
        assert "others may read this key file" in local.refused(command, LINE_CHANNEL_ID="1657000000")


def test_a_database_that_cannot_be_reached_is_said_and_nothing_is_half_made(local: Shell) -> None:
    nowhere = {"DATABASE_URL": "postgresql://town:canary@127.0.0.1:1/hidamari"}
    for command in ("init", "serve", "migrate"):
        told = local.refused(command, **nowhere)
        ja, en = told.splitlines()
        assert ja.startswith(("データベースにつながりません。", "データベースが使えませんでした。"))
        assert "database" in en
        assert "canary" not in told
    assert files(local.directory) == {}


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_a_machine_that_fails_under_a_command_is_told_in_a_sentence(
    old_town: Town, there: Shell, tmp_path: Path
) -> None:
    """No page of Python, whichever command it was; and what was under way is not half done."""
    (lock,) = old_town.settings.data_dir.parent.rglob("*.db.lock")
    lock.unlink()
    lock.mkdir()
    for command in (("hours", "close", "2027-01-04"), ("staff", "invite", "mori", "--display-name", "森")):
        ja, en = there.refused(*command).splitlines()
        assert ja.startswith("データベースが使えませんでした。途中までのことは、取り消しました。")
        assert en.startswith("The database failed, and what was under way was taken back")
    lock.rmdir()
    assert "休み" not in there.run("hours", "show")


def test_a_kek_volume_that_is_not_there_is_told_by_init_and_leaves_nothing_in_the_way(local: Shell) -> None:
    volume = local.directory / "volume"
    told = local.refused("init", KEK_FILE=str(volume / "kek"))
    assert f"{volume / 'kek'}" in told
    assert "No such file or directory" in told
    volume.mkdir()
    local.run("init", KEK_FILE=str(volume / "kek"))
