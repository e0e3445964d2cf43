"""Bookings after a restore: they and their seats are back; what was given up or purged since stays dead."""

from pathlib import Path

import pytest
from sqlalchemy import select

from retention import purge, watchdog
from storage import booking_details, bookings, shred
from storage.database import Database
from storage.shred import Erased
from storage.slots import seats
from tests.cast import Town
from tests.retention.visiting import book, give_up, open_place, wish
from tests.storage.backups import ONE_KIND, back_up, holds, restore, run_purge
from tests.storage.backups import folder as folder
from tests.storage.backups import other as other
from tests.storage.backups import same as same


@pytest.mark.parametrize("into", ["same", "other"])
def test_bookings_come_back_and_what_was_erased_since_does_not(
    town: Town, folder: Path, into: str, request: pytest.FixtureRequest
) -> None:
    """The backup is from before: Hanako's visit was purged since, Natsuki has given up, the others still come."""
    target: Database = request.getfixturevalue(into)
    open_place(town)
    hanako, natsuki = town.resident(), town.resident()
    purged = book(town, hanako, note="車いすです")
    given_up = book(town, natsuki, note="声をかけないで", days=3)
    comes = book(town, town.resident(), note="二人で行きます", days=3)
    wished, silent = wish(town, town.resident(), note="午前だけ"), book(town, town.resident(), days=3)
    back_up(town, folder)
    give_up(town, natsuki, given_up.id)
    town.clock.at = purged.due_at
    run_purge(town)

    done = restore(town, target, folder)
    assert (done.consultations, done.bookings, done.erased, done.lost) == (0, 3, 2, 0)
    for one in (purged, given_up):
        assert holds(target, one.id) == []
        with pytest.raises(Erased), target.transaction() as connection:
            shred.create(connection, town.keys.kek, one.id)
    with target.reading() as connection:
        seated = {bytes(row.booking) for row in connection.execute(select(seats.c.booking))}
        assert seated == {comes.id, silent.id}
        assert booking_details.open_(connection, town.keys, comes.id)[0].note == "二人で行きます"
        assert booking_details.open_(connection, town.keys, wished.id)[0].note == "午前だけ"
        assert bookings.find(connection, wished.id) == wished
    purge.run(target, town.keys, town.settings.retention_policy, now=town.clock(), ship=lambda table: None)
    shipped, kek = town.settings.shred_table, town.keys.kek.path
    assert watchdog.alarms(target, town.keys, now=town.clock(), shipped=shipped, kek_path=kek) == []


@ONE_KIND
def test_a_booking_whose_details_no_key_opens_is_left_out_and_counted(
    town: Town, folder: Path, same: Database
) -> None:
    open_place(town)
    lost, kept = book(town, town.resident(), note="なくした"), book(town, town.resident())
    with town.database.transaction() as connection:
        connection.execute(shred.shred_keys.delete().where(shred.shred_keys.c.id == lost.id))
    back_up(town, folder)
    done = restore(town, same, folder)
    assert (done.bookings, done.lost) == (1, 1)
    with same.reading() as connection:
        assert [bookings.find(connection, one.id) is None for one in (lost, kept)] == [True, False]
