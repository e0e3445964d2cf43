"""After a purge: nothing in the files, and nothing in a stolen backup, not even with every key that still exists."""

from pathlib import Path

import pytest
from sqlalchemy import select

from storage import shipping, shred
from storage.contexts import Rejected
from storage.database import Database, metadata
from storage.keystore import KekFile
from storage.shred import Erased, ShredTable
from tests.cast import Town, backup, colleague, read_transcript
from tests.retention.house import run, talk


def bytes_of(town: Town, case: bytes) -> list[bytes]:
    """Everything long enough to recognise that the database stores for a consultation."""
    found = [case]
    with town.database.reading() as connection:
        for table in metadata.sorted_tables:
            for name in {"consultation_id", "id"} & set(table.c.keys()):
                if table.c[name].type.python_type is bytes:
                    rows = connection.execute(select(table).where(table.c[name] == case))
                    found += [bytes(v) for row in rows for v in row if isinstance(v, bytes) and len(v) >= 16]
    return [value for value in found if any(value)]


def opens(copy: Database, kek: KekFile, case: bytes) -> list[str | None]:
    """What all counselors together can read of a copy."""
    refused = (Rejected, Erased)
    for name in ("sato", "kudo", "mori"):
        try:
            return [
                e.payload["text"] if e.payload else None
                for e in read_transcript(copy, kek, case, colleague(name))
            ]
        except refused:
            continue
    return []


def test_no_byte_of_it_is_left_in_the_files(town: Town) -> None:
    """SQLite deletes by overwriting, and empties its write-ahead log. (Of PostgreSQL's files: docs/decisions/deletion.md.)"""
    kept, case = talk(town, "まだ", "います"), talk(town, *[f"{number}つめのことば" for number in range(20)])
    town.clock.at = town.close(case)
    living = bytes_of(town, kept)
    canaries = [value for value in bytes_of(town, case) if value not in living]
    assert len(canaries) > 60
    run(town)
    if town.database.sqlite:
        folder = Path(str(town.database.url.database)).parent
        on_disk = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
        assert [canary for canary in canaries if canary in on_disk] == []
        assert [value for value in living if value in on_disk] != []
    else:
        assert bytes_of(town, case) == [case]
    assert town.texts(kept)[:3:2] == ["まだ", "います"]


def test_a_stolen_backup_opens_nothing_of_it_and_still_everything_else(town: Town, tmp_path: Path) -> None:
    kept, purged = talk(town, "まだ話したい"), talk(town, "もう大丈夫")
    town.clock.at = town.close(purged)
    copy, own_table = backup(town.database, tmp_path / "stolen"), table_of(town.database)
    assert opens(copy, town.keys.kek, purged)[0] == "もう大丈夫"
    run(town, ship=shipping.ship_to(tmp_path / "shipped.json"))

    # The backup's own table is under a KEK that exists no more.
    assert (opens(copy, town.keys.kek, purged), opens(copy, town.keys.kek, kept)) == ([], [])
    # The newest table opens the living in the same backup, which is what backups are for.
    put_in(copy, shipping.read(tmp_path / "shipped.json"))
    assert opens(copy, town.keys.kek, purged) == []
    assert opens(copy, town.keys.kek, kept)[0] == "まだ話したい"
    # Both together help no more than either.
    mixed = {row[0]: row for row in own_table} | {
        row[0]: row for row in shipping.read(tmp_path / "shipped.json")
    }
    put_in(copy, list(mixed.values()))
    assert opens(copy, town.keys.kek, purged) == []
    copy.engine.dispose()


def test_a_backup_opens_until_the_killed_run_is_finished_and_then_no_more(town: Town, tmp_path: Path) -> None:
    """Deletion is final when the old key is destroyed, and not a moment earlier: nobody may be told so before."""

    def cut(table: ShredTable) -> None:
        raise OSError("the backup disk is full")

    purged = talk(town, "もう大丈夫")
    town.clock.at = town.close(purged)
    copy = backup(town.database, tmp_path / "stolen")
    with pytest.raises(OSError, match="disk is full"):
        run(town, ship=cut)
    assert town.consultations() == []
    assert opens(copy, town.keys.kek, purged)[0] == "もう大丈夫"
    run(town)
    assert opens(copy, town.keys.kek, purged) == []
    copy.engine.dispose()


def test_several_purges_later_the_first_backup_still_opens_for_who_is_still_there(
    town: Town, tmp_path: Path
) -> None:
    kept, purged = talk(town, "ずっと"), [talk(town, str(number)) for number in range(3)]
    copy, shipped = backup(town.database, tmp_path / "stolen"), tmp_path / "shipped.json"
    for case in purged:
        town.clock.at = town.close(case)
        run(town, ship=shipping.ship_to(shipped))
    assert set(town.keys.kek.live()) == {4}
    put_in(copy, shipping.read(shipped))
    assert [opens(copy, town.keys.kek, case) for case in purged] == [[], [], []]
    assert opens(copy, town.keys.kek, kept)[0] == "ずっと"
    copy.engine.dispose()


def table_of(database: Database) -> ShredTable:
    with database.reading() as connection:
        return shred.table(connection)


def put_in(copy: Database, table: ShredTable) -> None:
    with copy.transaction() as connection:
        shred.restore(connection, table)
