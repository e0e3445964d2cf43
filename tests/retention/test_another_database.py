"""A database that is not the office's turns no key: on a bad day somebody starts the time process on an empty one."""

from pathlib import Path

import pytest

from retention import purge
from storage import policies, schema, shipping
from storage.database import Database
from storage.shred import NoOffice
from tests.cast import Town
from tests.storage.backups import back_up, made, restore, talk, texts
from tests.storage.backups import folder as folder
from tests.storage.backups import same as same


def test_an_empty_database_neither_destroys_the_key_nor_ships_an_empty_table(
    town: Town, folder: Path, same: Database
) -> None:
    """Its disk is lost, `migrate` has made new tables, and the time process runs the night on them, before the restore."""
    talk(town, "まだ話したい")
    back_up(town, folder)
    ship = shipping.ship_to(town.settings.shred_table, town.database)
    purge.run(
        town.database, town.keys, town.settings.retention_policy, now=town.clock(), ship=ship, rotate=True
    )
    before = town.keys.kek.path.read_bytes(), town.settings.shred_table.read_bytes()
    made(same)
    schema.upgrade(same.url.render_as_string(hide_password=False))
    onto = shipping.ship_to(town.settings.shred_table, same)
    for _ in range(2):
        with pytest.raises(NoOffice, match="restore"):
            purge.run(
                same, town.keys, town.settings.retention_policy, now=town.clock(), ship=onto, rotate=True
            )
    assert (town.keys.kek.path.read_bytes(), town.settings.shred_table.read_bytes()) == before


def test_no_process_starts_on_an_empty_database_and_a_restore_finds_it_empty_still(
    town: Town, folder: Path, same: Database
) -> None:
    kept = talk(town, "まだ話したい")
    back_up(town, folder)
    made(same)
    schema.upgrade(same.url.render_as_string(hide_password=False))
    policy = town.settings.retention_policy
    with pytest.raises(NoOffice, match="There is no office in this database"):
        policies.open_with(same, town.keys, policy.version, policy.content, now=town.clock())
    assert restore(town, same, folder).consultations == 1
    policies.open_with(same, town.keys, policy.version, policy.content, now=town.clock())
    assert texts(same, town.keys.kek, kept)[0] == "まだ話したい"
