"""Flyers and orders after a restore: pictures and who waits for paper are back; what was erased, and who was told of what, is not."""

import os
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from retention import purge, watchdog
from storage import claims, flyer_versions, flyers, mailings, outbox, paper_orders, shred, subscribers
from storage.database import Database
from storage.flyer_versions import Picture
from storage.shred import Erased
from tests.cast import Town
from tests.handlers.test_doctor_flyers import FLYER
from tests.retention.ordering import SCHOOL, order, read
from tests.storage.backups import ONE_KIND, back_up, restore, run_purge
from tests.storage.backups import folder as folder
from tests.storage.backups import other as other
from tests.storage.backups import same as same

PDF = os.urandom(4_500_000)
"""Together with a second one more than is put in at once."""


@pytest.mark.parametrize("into", ["same", "other"])
def test_orders_come_back_and_what_was_erased_since_does_not(
    town: Town, folder: Path, into: str, request: pytest.FixtureRequest
) -> None:
    target: Database = request.getfixturevalue(into)
    purged = order(town)
    town.clock.pass_(days=2)
    waits = order(town, SCHOOL._replace(name="みなみ薬局"))
    back_up(town, folder)
    town.clock.at = purged.due_at
    run_purge(town)
    done = restore(town, target, folder)
    assert (done.orders, done.erased, done.lost) == (1, 1, 0)
    assert read(target, town.keys, purged) is None
    found = read(target, town.keys, waits)
    assert found is not None
    assert found.name == "みなみ薬局"
    with pytest.raises(Erased), target.transaction() as connection:
        shred.create(connection, town.keys.kek, purged.id)
    purge.run(target, town.keys, town.settings.retention_policy, now=town.clock(), ship=lambda table: None)
    shipped, kek = town.settings.shred_table, town.keys.kek.path
    assert watchdog.alarms(target, town.keys, now=town.clock(), shipped=shipped, kek_path=kek) == []


@ONE_KIND
def test_an_order_that_no_key_opens_is_left_out_and_counted(town: Town, folder: Path, same: Database) -> None:
    lost = order(town)
    order(town)
    with town.database.transaction() as connection:
        connection.execute(shred.shred_keys.delete().where(shred.shred_keys.c.id == lost.id))
    back_up(town, folder)
    done = restore(town, same, folder)
    assert (done.orders, done.lost) == (1, 1)
    with same.reading() as connection:
        assert paper_orders.find(connection, lost.id) is None


def test_a_flyer_comes_back_with_its_file_and_every_picture(town: Town, folder: Path, same: Database) -> None:
    pictures = [Picture(1, 480, 679, form, os.urandom(50_000)) for form in flyer_versions.FORMATS]
    with town.database.transaction() as connection:
        flyers.add(connection, FLYER)
        for number in (1, 2):
            assert flyer_versions.add(connection, FLYER.id, PDF, pictures, ["ことば"], 1) == number
    written = back_up(town, folder)
    assert written.stat().st_size < 2 * len(PDF) * 1.4, "base64url takes a third more"
    restore(town, same, folder)
    with same.reading() as connection:
        assert flyers.find(connection, FLYER.id) is not None
        assert [flyer_versions.pdf(connection, FLYER.id, number) for number in (1, 2)] == [PDF, PDF]
        for one in pictures:
            shown = flyer_versions.picture(connection, FLYER.id, 2, 1, 480, one.format)
            assert shown == one.content


@ONE_KIND
def test_nobody_is_told_of_a_flyer_by_a_restore(town: Town, folder: Path, same: Database) -> None:
    """Who has stopped being told since the backup stands in no copy; who was told since is not told again."""
    hanako = town.resident()
    pseudonym = town.intake().house.flyer_pseudonym(hanako.id)
    with town.database.transaction() as connection:
        subscribers.add(connection, town.keys.courier, pseudonym, hanako.id, language="ja", now=town.clock())
        row = {"id": bytes(16), "flyer": "f", "state": "going", "wanted": 1, "sent": 0, "failed": 0}
        connection.execute(insert(mailings.mailings), row | {"begun_at": 1, "revision": 1})
        body = {"to": hanako.id, "messages": []}
        outbox.put(connection, town.keys.courier, claims.NEWS, body, now=1, expires_at=2**60)
    content = back_up(town, folder).read_text("utf-8")
    assert '{"table":"subscribers"' not in content
    restore(town, same, folder)
    with same.reading() as connection:
        assert subscribers.number(connection) == 0
        found = mailings.find(connection, bytes(16))
        assert found is not None
        assert (found.state, found.ended_at) == ("done", town.clock())
        assert connection.execute(select(outbox.outbox)).all() == []
