"""Shred keys: what is destroyed in order to delete, and how an older backup stays readable for everybody else."""

from pathlib import Path

import pytest
from sqlalchemy import update

from storage import shipping, shred
from storage.contexts import Rejected
from storage.database import Database
from storage.shred import Erased, ShredKey, ShredTable, shred_keys
from tests.cast import Town, backup

HANAKO, TARO = b"hanako".ljust(16, b"\0"), b"taro".ljust(16, b"\0")


def made(town: Town, *owners: bytes) -> dict[bytes, bytes]:
    """A sealed word for each owner, under a new shred key."""
    with town.database.transaction() as connection:
        return {
            o: shred.create(connection, town.keys.kek, o).wrap("word", 1, b"words of " + o) for o in owners
        }


def opened(town: Town, owner: bytes, database: Database | None = None) -> ShredKey:
    with (database or town.database).reading() as connection:
        return shred.open_key(connection, town.keys.kek, owner)


def erase(town: Town, *owners: bytes) -> None:
    with town.database.transaction() as connection:
        shred.erase(connection, town.keys.kek, owners, now=town.clock())


def rotate(town: Town) -> ShredTable:
    """Rotates and returns the table that was shipped."""
    shipped: list[ShredTable] = []
    shred.rotate(town.database, town.keys.kek, ship=shipped.append)
    (table,) = shipped
    return table


def awaits_rotation(town: Town) -> bool:
    with town.database.reading() as connection:
        return shred.awaits_rotation(connection, town.keys.kek)


def test_each_consultation_opens_with_its_own_key_only(town: Town) -> None:
    sealed = made(town, HANAKO, TARO)
    assert opened(town, HANAKO).unwrap("word", 1, sealed[HANAKO]) == b"words of " + HANAKO
    with pytest.raises(Rejected, match="outer"):
        opened(town, TARO).unwrap("word", 1, sealed[HANAKO])
    with pytest.raises(Erased):
        opened(town, bytes(16))


def test_what_is_wrapped_is_bound_to_its_owner_kind_and_number(town: Town) -> None:
    made(town, HANAKO)
    key = opened(town, HANAKO)
    sealed = key.wrap("record", 3, b"words")
    assert key.unwrap("record", 3, sealed) == b"words"
    assert sealed != key.wrap("record", 3, b"words")
    for kind, number, stored in (
        ("record", 4, sealed),
        ("genesis", 3, sealed),
        ("record", 3, sealed[:-1] + bytes([sealed[-1] ^ 1])),
    ):
        with pytest.raises(Rejected, match="outer"):
            key.unwrap(kind, number, stored)


def test_a_moved_or_altered_row_of_the_table_is_rejected(town: Town) -> None:
    made(town, HANAKO, TARO)
    with town.database.transaction() as connection:
        (row,) = (r for r in shred.table(connection) if r[0] == HANAKO)
        connection.execute(update(shred_keys).where(shred_keys.c.id == TARO).values(sealed=row[2]))
    with pytest.raises(Rejected, match="outer"):
        opened(town, TARO)
    with town.database.transaction() as connection:
        connection.execute(update(shred_keys).where(shred_keys.c.id == HANAKO).values(epoch=99))
    with pytest.raises(Rejected, match="epoch-destroyed"):
        opened(town, HANAKO)


def test_what_was_erased_never_comes_back_under_the_same_id(town: Town) -> None:
    made(town, HANAKO, TARO)
    erase(town, HANAKO)
    erase(town, HANAKO, b"never was".ljust(16))
    with pytest.raises(Erased):
        opened(town, HANAKO)
    with pytest.raises(Erased):
        made(town, HANAKO)
    opened(town, TARO)


def test_a_rotation_moves_the_living_ships_them_and_destroys_the_old_key(town: Town) -> None:
    sealed = made(town, HANAKO, TARO)
    _, old = town.keys.kek.newest()
    assert not awaits_rotation(town)
    erase(town, HANAKO)
    assert awaits_rotation(town)
    table = rotate(town)
    assert not awaits_rotation(town)
    assert set(town.keys.kek.live()) == {2}
    assert old not in town.keys.kek.path.read_bytes()
    assert opened(town, TARO).unwrap("word", 1, sealed[TARO]) == b"words of " + TARO
    assert {(owner, epoch) for owner, epoch, _ in table} == {(TARO, 2), (shred.STAFF, 2)}
    with town.database.reading() as connection:
        assert sorted(shred.table(connection)) == sorted(table)


def test_a_deletion_that_is_not_final_for_a_day_is_noticed(town: Town) -> None:
    def stuck(before: int) -> bool:
        with town.database.reading() as connection:
            return shred.awaits_rotation_since(connection, town.keys.kek, before=before)

    made(town, HANAKO)
    erase(town, HANAKO)
    assert not stuck(town.clock())
    assert stuck(town.clock() + 1)
    rotate(town)
    assert not stuck(town.clock() + 1)


def test_the_newest_table_opens_an_older_backup_for_the_living_and_not_for_the_erased(
    town: Town, tmp_path: Path
) -> None:
    sealed = made(town, HANAKO, TARO)
    old = backup(town.database, tmp_path / "backup")
    erase(town, HANAKO)
    ship = shipping.ship_to(tmp_path / "shipped.json")
    shred.rotate(town.database, town.keys.kek, ship=ship)

    for owner in (HANAKO, TARO):
        with pytest.raises(Rejected, match="epoch-destroyed"):
            opened(town, owner, old)
    with old.transaction() as connection:
        shred.restore(connection, shipping.read(tmp_path / "shipped.json"))
    assert opened(town, TARO, old).unwrap("word", 1, sealed[TARO]) == b"words of " + TARO
    with pytest.raises(Erased):
        opened(town, HANAKO, old)
    old.engine.dispose()


def test_an_empty_table_is_restored_too(town: Town) -> None:
    made(town, HANAKO)
    with town.database.transaction() as connection:
        shred.restore(connection, [])
        assert shred.table(connection) == []


def test_the_table_is_shipped_in_one_step_and_for_the_owner_only(tmp_path: Path) -> None:
    rows: ShredTable = [(HANAKO, 3, b"sealed"), (TARO, 4, b"")]
    path = tmp_path / "shipped.json"
    shipping.ship_to(path)([])
    shipping.ship_to(path)(rows)
    assert shipping.read(path) == rows
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["shipped.json"]
    with pytest.raises(OSError, match="No such file"):
        shipping.ship_to(tmp_path / "away" / "shipped.json")(rows)
