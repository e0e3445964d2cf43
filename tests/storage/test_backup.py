"""A restored backup: survivors can be read, the dead stay dead; alone it opens nothing."""

import json
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot import events
from retention import purge, watchdog
from storage import (
    audit,
    audit_chain,
    backup,
    certificates,
    ledger,
    outbox,
    shipping,
    shred,
)
from storage.contexts import b64
from storage.database import Database, metadata
from storage.ledger import receipt_hash, receipt_number
from storage.linefile import Damaged
from storage.receipts import unsent_messages
from storage.shred import Erased
from tests.cast import Town, colleague
from tests.storage.backups import (
    ONE_KIND,
    back_up,
    everything,
    holds,
    restore,
    run_purge,
    talk,
    texts,
)
from tests.storage.backups import folder as folder
from tests.storage.backups import other as other
from tests.storage.backups import same as same


@pytest.mark.parametrize("into", ["same", "other"])
def test_survivors_can_be_read_and_the_purged_stay_dead(
    town: Town, folder: Path, into: str, request: pytest.FixtureRequest
) -> None:
    """The backup is from before the purge, the table from after it."""
    target: Database = request.getfixturevalue(into)
    kept, purged = talk(town, "まだ話したい"), talk(town, "もう大丈夫")
    back_up(town, folder)
    town.clock.at = town.close(purged)
    run_purge(town)
    done = restore(town, target, folder)
    assert (done.consultations, done.erased, done.lost, done.fault) == (1, 1, 0, None)
    assert texts(target, town.keys.kek, kept)[0] == "まだ話したい"
    with pytest.raises(Erased):
        texts(target, town.keys.kek, purged)
    assert holds(target, purged) == []
    assert holds(target, kept)
    with pytest.raises(Erased), target.transaction() as connection:
        shred.create(connection, town.keys.kek, purged)
    with target.reading() as connection:
        assert ledger.erasure(connection, receipt_hash(receipt_number(purged))) is not None
        audit_chain.verify(connection, town.keys)


def test_what_comes_back_is_what_was_there(town: Town, folder: Path, other: Database) -> None:
    """In every table, from one kind of database into the other."""
    talk(town, "ひとつ")
    with town.database.transaction() as connection:
        audit.note(connection, town.keys, "backup", now=town.clock(), actor=colleague("kudo").kid)
        ledger.append(connection, town.keys, "policy", now=town.clock(), version="town-1", hash="00")
    back_up(town, folder)
    before = everything(town.database)
    restore(town, other, folder)
    after = everything(other)
    assert after["ledger"][:-1] == before["ledger"]
    assert after["audit_log"][:-1] == before["audit_log"]
    for grown in ("ledger", "audit_log"):
        assert len(after.pop(grown)) == len(before.pop(grown)) + 1
    # What waits for LINE comes back with a doubt: the columns after `expires_at`.
    assert after["outbox"] != before["outbox"]
    for rows in (before, after):
        rows["outbox"] = [row[:14] for row in rows["outbox"]]
    assert after == before
    said = events.parse_event(town.resident().says("あたらしい"))
    with other.transaction() as connection:
        assert town.intake().receive(connection, said, now=town.clock()) == "stored"


def test_a_backup_from_after_the_last_rotation_keeps_what_is_newer_than_the_shipped_table(
    town: Town, folder: Path, same: Database
) -> None:
    gone, kept = talk(town, "もう大丈夫"), talk(town, "まだ")
    town.clock.at = town.close(gone)
    run_purge(town)
    newer = talk(town, "そのあと")
    back_up(town, folder)
    assert restore(town, same, folder).consultations == 2
    assert (texts(same, town.keys.kek, kept)[0], texts(same, town.keys.kek, newer)[0]) == ("まだ", "そのあと")


@ONE_KIND
def test_a_restore_leaves_nothing_over(town: Town, folder: Path, same: Database) -> None:
    """Neither of what came after the backup nor of what was purged since: the watchdog finds nothing."""
    kept, purged = talk(town, "まだ"), talk(town, "もう大丈夫")
    back_up(town, folder)
    talk(town, "そのあと")
    town.clock.at = town.close(purged)
    run_purge(town)
    restore(town, same, folder)
    purge.run(same, town.keys, town.settings.retention_policy, now=town.clock(), ship=lambda table: None)
    shipped, kek = town.settings.shred_table, town.keys.kek.path
    assert watchdog.alarms(same, town.keys, now=town.clock(), shipped=shipped, kek_path=kek) == []
    assert texts(same, town.keys.kek, kept)[0] == "まだ"


@ONE_KIND
def test_the_purged_stay_dead_when_an_older_version_shipped_no_tombstones(
    town: Town, folder: Path, same: Database
) -> None:
    purged = talk(town, "もう大丈夫")
    back_up(town, folder)
    town.clock.at = town.close(purged)
    run_purge(town)
    rows = [
        [b64(owner), epoch, b64(sealed)] for owner, epoch, sealed in shipping.read(town.settings.shred_table)
    ]
    town.settings.shred_table.write_text(json.dumps({"v": 1, "shred_keys": rows}), "utf-8")
    done = restore(town, same, folder)
    assert (done.consultations, done.erased, done.lost) == (0, 0, 1)
    assert holds(same, purged) == []


@ONE_KIND
def test_the_newest_backup_is_taken_and_the_table_from_where_it_is_newest(
    town: Town, folder: Path, same: Database
) -> None:
    kept = talk(town, "まだ")
    back_up(town, folder)
    later = talk(town, "あとから")
    back_up(town, folder)
    for text_ in ("ひとつめ", "ふたつめ"):
        town.clock.at = max(town.clock.at, town.close(talk(town, text_)))
        run_purge(town)
    (folder / backup.SHIPPED).write_bytes(town.settings.shred_table.read_bytes())
    town.settings.shred_table.unlink()
    assert restore(town, same, folder).consultations == 2
    assert texts(same, town.keys.kek, later)[0] == "あとから"
    assert texts(same, town.keys.kek, kept)[0] == "まだ"
    assert shipping.read_head(town.settings.shred_table).epoch == 3


@ONE_KIND
def test_the_ledger_that_comes_back_is_the_longer_one_and_goes_on(
    town: Town, folder: Path, same: Database
) -> None:
    purged = talk(town, "もう大丈夫")
    back_up(town, folder)
    town.clock.at = town.close(purged)
    run_purge(town)
    restore(town, same, folder)
    with same.reading() as connection:
        chain = ledger.entries(connection)
        found = ledger.erasure(connection, receipt_hash(receipt_number(purged)))
    certificates.check(chain, town.keys.ledger.public)
    assert [entry.certificate["t"] for entry in chain][-3:] == ["purged", "final", "restored"]
    assert found is not None
    assert found.final_at is not None


@ONE_KIND
def test_a_broken_ledger_is_cut_where_it_breaks_and_that_is_told(
    town: Town, folder: Path, same: Database
) -> None:
    for number in range(3):
        with town.database.transaction() as connection:
            ledger.append(connection, town.keys, "policy", now=number, version=str(number), hash="00")
    with town.database.transaction() as connection:
        connection.execute(
            update(ledger.ledger).where(ledger.ledger.c.number == 3).values(entry=b'{"t":"x"}')
        )
    back_up(town, folder)
    done = restore(town, same, folder)
    assert done.fault is not None
    assert (done.fault.number, done.fault.fault) == (3, "edited")
    with same.reading() as connection:
        assert [e.certificate["t"] for e in ledger.entries(connection)] == ["policy", "policy", "restored"]


def test_what_waited_for_line_goes_again_while_line_would_recognise_it(
    town: Town, folder: Path, same: Database
) -> None:
    """Between the backup and the loss it may have gone: the first under its own key, the next perhaps along with it."""
    case = talk(town, "きいて")
    town.answer(case, "もうひとつ")
    back_up(town, folder)
    backup_at = town.clock()
    town.clock.pass_(hours=4)
    done = restore(town, same, folder)
    table = outbox.outbox.c
    with same.reading() as connection:
        states = outbox.deliveries(connection, case)
        (first,) = connection.execute(select(outbox.outbox).where(table.position == 2))
    assert states == {2: {"state": "queued", "reason": None}, 3: {"state": "failed", "reason": "unknown"}}
    assert (done.expired, first.uncertain_at, first.bundle) == (1, backup_at, first.retry_key)


def test_what_waited_too_long_for_line_is_not_sent_again(town: Town, folder: Path, same: Database) -> None:
    case = talk(town, "きいて")
    back_up(town, folder)
    town.clock.pass_(hours=24)
    done = restore(town, same, folder)
    with same.reading() as connection:
        states = outbox.deliveries(connection, case)
    assert states == {2: {"state": "failed", "reason": "unknown"}}
    assert done.expired == 1


@ONE_KIND
def test_sign_ins_and_prepared_keys_do_not_come_back(town: Town, folder: Path, same: Database) -> None:
    begun_anew = "attempts sessions challenges invitations prekeys room_links room_uploads booking_links"
    begun_anew += " subscribers mailing_recipients spent_proofs"
    assert set(begun_anew.split()) == backup.LEFT_OUT
    path = back_up(town, folder)
    told = {json.loads(line)["table"] for line in path.read_text().splitlines() if '"table"' in line}
    assert told == {table.name for table in metadata.sorted_tables} - backup.LEFT_OUT


@ONE_KIND
def test_a_backup_opens_nothing_without_the_kek(town: Town, folder: Path) -> None:
    talk(town, "きいて")
    content = back_up(town, folder).read_text("utf-8")
    keys = town.keys
    secrets = [
        *keys.kek.live().values(),
        keys.courier,
        keys.pepper,
        keys.pseudonym,
        keys.audit,
        keys.ledger.to_pkcs8(),
    ]
    for secret in secrets:
        assert b64(secret)[:40] not in content
        assert secret.hex() not in content
    assert "きいて" not in content


def test_a_backup_is_whole_for_its_owner_only_and_of_one_moment(town: Town, folder: Path) -> None:
    """Hanako writes while it is under way: what she says is in the next one."""
    talk(town, "ひとつ")
    rows = [{"id_hash": number.to_bytes(32, "big"), "erased_at": 1, "epoch": 1} for number in range(600)]
    with town.database.transaction() as connection:
        connection.execute(insert(shred.tombstones), rows)
    seen = []

    def write_beside(written: int, rows: int) -> None:
        seen.append((written, rows))
        if len(seen) == 1:
            with town.database.transaction() as connection:
                connection.execute(update(unsent_messages).values(unsent_at=9))

    with town.database.transaction() as connection:
        connection.execute(insert(unsent_messages), {"message_ref": bytes(32), "unsent_at": 1})
    town.clock.pass_(seconds=1)
    path = backup.write(
        town.database, town.keys, folder, town.settings.shred_table, now=town.clock(), progress=write_beside
    )
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in folder.iterdir()] == [path.name]
    assert len(seen) > 1
    assert seen[-1] == (backup.header(path).rows, backup.header(path).rows)
    (kept,) = (row for table, row in backup.rows(path) if table is unsent_messages)
    assert kept["unsent_at"] == 1


def test_a_shipped_file_tells_what_it_is_up_to_and_holds_the_ledger(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "shipped.json"
    with town.database.transaction() as connection:
        ledger.append(connection, town.keys, "policy", now=1, version="town-1", hash="00")
        connection.execute(insert(shred.tombstones), {"id_hash": bytes(32), "erased_at": 5, "epoch": 1})
    shred.rotate(town.database, town.keys.kek, ship=shipping.ship_to(path, town.database))
    whole, head = shipping.read_whole(path), shipping.read_head(path)
    assert [entry.certificate["t"] for entry in whole.ledger] == ["policy"]
    assert whole.tombstones == [(bytes(32), 5, 1)]
    assert (head.epoch, head.ledger, head.audit) == (2, (1, whole.ledger[-1].hash), None)
    with town.database.reading() as connection:
        assert sorted(whole.table) == sorted(shred.table(connection))
    spoilt = path.read_bytes()
    path.write_bytes(spoilt[:-30])
    with pytest.raises(Damaged):
        shipping.read(path)


def test_a_file_of_the_first_format_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "shipped.json"
    path.write_text(json.dumps({"v": 1, "shred_keys": [[b64(bytes(16)), 7, b64(b"sealed")]]}), "utf-8")
    assert shipping.read(path) == [(bytes(16), 7, b"sealed")]
    assert shipping.read_head(path) == (7, None, None)
