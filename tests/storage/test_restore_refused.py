"""A restore that can not be whole is refused in one sentence, and nothing is half made."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from retention import purge
from storage import (
    backup,
    restoring,
    schema,
    shipping,
    shred,
)
from storage.contexts import digest
from storage.database import Database, Unready
from storage.keystore import KekFile
from storage.linefile import Damaged
from storage.restorable import Unrestorable
from tests.cast import Town
from tests.storage.backups import (
    ONE_KIND,
    back_up,
    holds,
    is_empty,
    made,
    restore,
    run_purge,
    talk,
    texts,
)
from tests.storage.backups import folder as folder
from tests.storage.backups import other as other
from tests.storage.backups import same as same


def test_a_database_that_is_not_empty_is_never_replaced(town: Town, folder: Path, same: Database) -> None:
    back_up(town, folder)
    before = town.count()
    with pytest.raises(Unready, match="not empty"):
        restore(town, town.database, folder)
    assert town.count() == before
    with same.transaction() if not same.sqlite else made(same).transaction() as connection:
        connection.execute(text("CREATE TABLE staff (somebody_elses INTEGER)"))
    with pytest.raises(Unready, match="not empty"):
        restore(town, same, folder)
    with same.reading() as connection:
        connection.execute(text("SELECT somebody_elses FROM staff"))


@ONE_KIND
def test_a_restore_that_was_killed_can_be_begun_again(town: Town, folder: Path, same: Database) -> None:
    talk(town, "まだ")
    back_up(town, folder)
    made(same)
    schema.upgrade(same.url.render_as_string(hide_password=False))
    assert restore(town, same, folder).consultations == 1


@ONE_KIND
@pytest.mark.parametrize("how", ["cut", "altered", "appended", "empty", "none"])
def test_a_damaged_backup_is_refused(town: Town, folder: Path, same: Database, how: str) -> None:
    talk(town, "まだ")
    path = back_up(town, folder)
    whole = path.read_bytes()
    spoilt = {
        "cut": whole[: len(whole) // 2],
        "altered": whole.replace(b"kurashi", b"hataraku", 1),
        "appended": whole + whole.splitlines(keepends=True)[-2],
        "empty": b"",
    }
    if how == "none":
        path.unlink()
    else:
        path.write_bytes(spoilt[how])
    with pytest.raises(Damaged):
        restore(town, same, folder)
    assert not same.sqlite or not Path(str(same.url.database)).exists()


@ONE_KIND
def test_a_damaged_table_is_refused(town: Town, folder: Path, same: Database) -> None:
    back_up(town, folder)
    (folder / backup.SHIPPED).write_text('{"v": 2, "epoch": 1, "ledger": null}\n{"shred', "utf-8")
    with pytest.raises(Damaged, match="shred-table"):
        restore(town, same, folder)


def test_a_table_without_its_kek_is_refused_and_nothing_is_half_made(
    town: Town, folder: Path, same: Database, tmp_path: Path
) -> None:
    """An old copy of the KEK file opens an old table; with it what was purged would be back."""
    old = tmp_path / "old-kek"
    old.write_bytes(town.keys.kek.path.read_bytes())
    old.chmod(0o600)
    talk(town, "まだ")
    back_up(town, folder)
    town.clock.at = town.close(talk(town, "もう大丈夫"))
    run_purge(town)
    town.keys.kek.path.write_bytes(old.read_bytes())
    with pytest.raises(Unrestorable, match="of epoch 2, and the KEK file has only 1"):
        restore(town, same, folder)
    assert is_empty(same)


@ONE_KIND
def test_an_old_table_does_not_open_a_newer_kek(town: Town, folder: Path, same: Database) -> None:
    talk(town, "まだ")
    back_up(town, folder)
    for _ in range(2):
        shred.rotate(town.database, town.keys.kek, ship=lambda table: None)
    with pytest.raises(Unrestorable, match="of epoch 1, and the KEK file has only 3"):
        restore(town, same, folder)
    assert is_empty(same)


@ONE_KIND
def test_a_restore_in_the_middle_of_a_rotation_keeps_both_keys_until_the_next_run(
    town: Town, folder: Path, same: Database
) -> None:
    """The machine died after the shred keys had moved and before the old key was destroyed."""

    def cut(table: shred.ShredTable) -> None:
        raise OSError("the power is gone")

    kept, purged = talk(town, "まだ"), talk(town, "もう大丈夫")
    back_up(town, folder)
    town.clock.at = town.close(purged)
    policy, now = town.settings.retention_policy, town.clock()
    with pytest.raises(OSError, match="power"):
        purge.run(town.database, town.keys, policy, now=now, ship=cut)
    assert set(town.keys.kek.live()) == {1, 2}
    assert restore(town, same, folder).consultations == 2, (
        "not shipped, so not final: the backup brings it back"
    )
    purge.run(
        same, town.keys, policy, now=town.clock(), ship=shipping.ship_to(town.settings.shred_table, same)
    )
    assert set(town.keys.kek.live()) == {2}
    assert texts(same, town.keys.kek, kept)[0] == "まだ"


@ONE_KIND
def test_a_table_that_can_not_be_shipped_after_a_restore_is_told(
    town: Town, folder: Path, same: Database, tmp_path: Path
) -> None:
    talk(town, "まだ")
    back_up(town, folder)
    nowhere = tmp_path / "nowhere" / backup.SHIPPED
    done = restoring.restore(same, town.keys, folder, nowhere, now=town.clock())
    assert (done.consultations, done.shipped) == (1, False)


@ONE_KIND
def test_a_kek_of_the_right_number_that_is_another_key_is_refused(
    town: Town, folder: Path, same: Database, tmp_path: Path
) -> None:
    """Its rows would all come back, and nobody could open one or sign in."""
    talk(town, "まだ")
    back_up(town, folder)
    kek = town.keys.kek.path.read_bytes()
    town.keys.kek.path.write_bytes(KekFile.create(tmp_path / "drill").path.read_bytes())
    with pytest.raises(Unrestorable, match="is another key"):
        restore(town, same, folder)
    assert is_empty(same)
    town.keys.kek.path.write_bytes(kek)
    assert restore(town, same, folder).consultations == 1


@ONE_KIND
def test_a_backup_of_a_night_when_the_clock_was_ahead_hides_no_newer_one(
    town: Town, folder: Path, same: Database
) -> None:
    now = town.clock()
    town.clock.pass_(hours=24 * 365)
    wrong = back_up(town, folder)
    town.clock.at = now
    talk(town, "まだ")
    right = back_up(town, folder)
    with pytest.raises(Unrestorable, match=f"{wrong.name} is of a time still to come"):
        restore(town, same, folder)
    assert backup.any_ahead(folder, town.clock())
    assert backup.newest_at(folder, town.clock()) == backup.header(right).at
    wrong.unlink()
    assert restore(town, same, folder).consultations == 1


@ONE_KIND
def test_the_backup_of_another_office_is_refused(town: Town, folder: Path, same: Database) -> None:
    path = back_up(town, folder)
    lines = path.read_bytes()
    office = backup.header(path).office
    forged = lines.replace(office.encode(), b"A" * 32).splitlines(keepends=True)[:-1]
    end = {"end": {"lines": len(forged), "sha256": digest(b"".join(forged)).hex()}}
    path.write_bytes(b"".join(forged) + json.dumps(end).encode())
    with pytest.raises(Unrestorable, match="another office"):
        restore(town, same, folder)


@ONE_KIND
def test_a_consultation_that_no_key_opens_is_left_out_and_counted(
    town: Town, folder: Path, same: Database
) -> None:
    kept, lost = talk(town, "まだ"), talk(town, "なくした")
    with town.database.transaction() as connection:
        connection.execute(shred.shred_keys.delete().where(shred.shred_keys.c.id == lost))
    back_up(town, folder)
    done = restore(town, same, folder)
    assert (done.consultations, done.lost) == (1, 1)
    assert holds(same, lost) == []
    assert texts(same, town.keys.kek, kept)[0] == "まだ"
