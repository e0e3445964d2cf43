"""`backup --rehearse`: one command that restores what was just written, and proves that survivors come back and nobody else."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete

from app import cli
from handlers.commands import rehearsing
from retention import purge
from storage import backup, shipping, shred, trial_restore
from tests.cast import Town
from tests.cast import town as town
from tests.storage.backups import ONE_KIND, back_up, everything, run_purge, talk
from tests.storage.backups import folder as folder

Rehearse = Callable[[], tuple[int, str]]


@pytest.fixture
def rehearse(town: Town, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rehearse:
    """What the command says of the folder, and its exit code; nothing of its copy may be left over."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    def run() -> tuple[int, str]:
        with contextlib.chdir(tmp_path):
            done = CliRunner().invoke(cli, ["backup", str(folder), "--rehearse"], env=town.environment)
        assert list(scratch.iterdir()) == []
        return done.exit_code, done.stdout

    return run


def test_survivors_come_back_and_the_purged_do_not(town: Town, folder: Path, rehearse: Rehearse) -> None:
    """The oldest backup there is from before the purge: that is the one which could betray somebody."""
    talk(town, "まだ話したい")
    purged = talk(town, "もう大丈夫")
    back_up(town, folder)
    town.clock.at = town.close(purged)
    run_purge(town)
    living, kek = everything(town.database), town.keys.kek.path.read_bytes()
    code, told = rehearse()
    newest, oldest = told.split("Rehearsed with ")[1:]
    assert "1 consultations, 0 bookings, 0 orders" in newest
    assert "Nothing that stands in it was erased since." in newest
    assert "1 consultations, 0 bookings, 0 orders" in oldest
    assert "1 that stand in it were erased since: none came back, and no key there opens." in oldest
    assert (code, "FAILURE" in told, "1 of them open" in oldest) == (0, False, True)
    ja, _, en = told.partition("Rehearsed with ")
    assert ja.count("から、試しに戻しました。") == 2
    assert "この控えのあとに消した1件は、一つも戻りませんでした。" in ja
    assert "復元の予行は、うまくいきました。" in ja
    assert "直す" not in ja
    assert en.strip().endswith(
        "The rehearsal holds: survivors come back, and nobody else. The copies are removed."
    )
    # The office is as it was, but for the entry that says that a backup was taken.
    after = everything(town.database)
    assert len(after.pop("audit_log")) == len(living.pop("audit_log")) + 1
    assert (after, town.keys.kek.path.read_bytes()) == (living, kek)


@ONE_KIND
def test_an_older_kek_that_was_put_back_is_found_out(town: Town, folder: Path, rehearse: Rehearse) -> None:
    """Whoever copied the KEK file away before a purge, and back after it, has undone the deletion."""
    talk(town, "まだ話したい")
    purged = talk(town, "もう大丈夫")
    back_up(town, folder)
    older = town.keys.kek.path.read_bytes()
    town.clock.at = town.close(purged)
    run_purge(town)
    newer = town.keys.kek.path.read_bytes()
    town.keys.kek.path.write_bytes(older[:4096] + newer[4096:])
    code, told = rehearse()
    assert (code, "1 that were erased can still be brought back" in told) == (1, True)
    assert "THE REHEARSAL DOES NOT HOLD" in told
    assert "  直す  消したはずの1件を、まだもとに戻せてしまいます。" in told
    assert "【重要】 復元の予行が、うまくいきませんでした。" in told
    town.keys.kek.path.write_bytes(newer)
    assert rehearse()[0] == 0


@ONE_KIND
def test_a_deletion_that_never_became_final_is_told(town: Town, folder: Path, rehearse: Rehearse) -> None:
    """The purge was hindered after the rows had gone: the key of a backup still opens."""
    purged = talk(town, "もう大丈夫")
    back_up(town, folder)
    town.clock.at = town.close(purged)

    def full(_table: shred.ShredTable) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        purge.run(town.database, town.keys, town.settings.retention_policy, now=town.clock(), ship=full)
    code, told = rehearse()
    assert (code, "the deletion is not final" in told) == (1, True)
    run_purge(town)
    assert rehearse()[0] == 0


@ONE_KIND
def test_a_wish_that_turns_the_key_meanwhile_is_no_older_kek(town: Town, folder: Path) -> None:
    """Hanako's wish is done within seconds, also while the rehearsal of the night is under way."""
    talk(town, "まだ話したい")
    purged = talk(town, "もう大丈夫")
    back_up(town, folder)
    town.clock.at = town.close(purged)
    beside = shipping.ship_to(folder / backup.SHIPPED, town.database)
    policy, turned = town.settings.retention_policy, list[int]()

    def purge_meanwhile(_written: int, _rows: int) -> None:
        if not turned:
            turned.append(1)
            purge.run(town.database, town.keys, policy, now=town.clock(), ship=beside)

    (found,) = rehearsing.rehearse(
        folder, town.database, town.keys, now=town.clock(), progress=purge_meanwhile
    )
    assert (set(town.keys.kek.live()), found.holds) == ({2}, True)


@ONE_KIND
def test_what_is_lost_or_broken_is_told(town: Town, folder: Path, rehearse: Rehearse) -> None:
    case = talk(town, "まだ話したい")
    back_up(town, folder)
    with town.database.transaction() as connection:
        connection.execute(delete(shred.shred_keys).where(shred.shred_keys.c.id == case))
    code, told = rehearse()
    assert (code, "1 are lost: no key opens them any more" in told) == (1, True)
    broken = backup.newest(folder)
    broken.write_bytes(broken.read_bytes()[:-50])
    with pytest.raises(Exception, match="damaged"):
        trial_restore.try_out(broken, town.database, town.keys, now=town.clock())


@ONE_KIND
def test_backups_of_another_version_are_passed_over(town: Town, folder: Path, rehearse: Rehearse) -> None:
    talk(town, "まだ話したい")
    first = back_up(town, folder)
    first.write_bytes(first.read_bytes().replace(b'"schema":"', b'"schema":"1', 1))
    code, told = rehearse()
    assert (code, told.count("Rehearsed with ")) == (0, 1)
