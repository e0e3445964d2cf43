"""「消す」 in a room: everything of it is gone for good within seconds, and whoever kept the receipt can see that."""

import os
from pathlib import Path

import pytest
from sqlalchemy import select

from retention import wishes
from storage import ledger, orphans, shred
from storage.contexts import Rejected, b64, digest
from storage.database import metadata
from storage.shred import Erased
from tests.cast import Json, Town, backup
from tests.handlers.at_room import SQLITE, House
from tests.handlers.at_room import house as house
from tests.retention.house import hold
from tests.room_resident import RoomResident


def lived_in(house: House, resident: RoomResident) -> RoomResident:
    """With words, a picture, a half uploaded one, and a choice."""
    resident.open("だれにも言わないで")
    ref, records, pieces = resident.sends_picture(os.urandom(70_000))
    for number, piece in enumerate(pieces):
        assert resident.upload(ref, number, piece) == 201
    assert resident.send(records, attachments={b64(ref): 1}).status_code == 201
    other, _, pieces = resident.sends_picture(os.urandom(70_000))
    assert resident.upload(other, 0, pieces[0]) == 201
    assert resident.say("おわり").status_code == 201
    return resident


def receipt(house: House, number: str) -> Json:
    answer = house.app.test_client().post(
        "/receipt", json={"number": number}, headers={"Accept": "application/json"}
    )
    return answer.json or {}


def test_to_the_letter(house: House, town: Town, tmp_path: Path) -> None:
    """Nothing is left in any table, and a copy of the database from before opens for nobody."""
    resident = lived_in(house, house.linked(town.resident()))
    stolen = backup(town.database, tmp_path / "stolen")
    wished = resident.post("deletion")
    number = (wished.json or {})["receipt"]
    assert (wished.status_code, number) == (201, ledger.receipt_number(resident.id))
    assert (wished.json or {})["held_until"] is None
    assert resident.look()["receipt"] == number
    assert receipt(house, number)["state"] == "unknown"
    assert wishes.due(town.database, now=town.clock())
    assert house.purge().final_at == town.clock()
    assert receipt(house, number)["state"] == "erased"
    assert resident.get("consultation").status_code == resident.get("capsule").status_code == 404
    for table, rows in left(town, resident).items():
        assert not rows, table
    with stolen.reading() as connection, pytest.raises((Erased, Rejected)):
        shred.open_key(connection, town.keys.kek, resident.id)
    stolen.engine.dispose()
    with town.database.reading() as connection:
        assert not orphans.any_orphan_row(connection)


def left(town: Town, resident: RoomResident) -> dict[str, int]:
    """Rows that say anything of this room, by table; the tombstone is a hash of its id, the audit log has another."""
    names = (resident.id, resident.key_id, digest(resident.access), resident.guest.kid)
    found = {}
    with town.database.reading() as connection:
        for table in metadata.sorted_tables:
            rows = [tuple(row) for row in connection.execute(select(table))]
            found[table.name] = sum(any(name in _bytes(row) for name in names) for row in rows)
    for empty in (
        "rooms",
        "room_links",
        "room_uploads",
        "attachments",
        "transcript_entries",
        "case_keys",
        "consultations",
    ):
        assert town.count()[empty] == 0, empty
    return found


def _bytes(row: tuple[object, ...]) -> bytes:
    return b"|".join(bytes(value) for value in row if isinstance(value, bytes | memoryview))


@SQLITE
def test_twice_is_once(house: House, town: Town) -> None:
    resident = house.stranger().open()
    first = resident.post("deletion").json
    town.clock.pass_(seconds=1)
    assert resident.post("deletion").json == first
    assert house.purge().consultations == 1


def test_whoever_came_from_the_talk_erases_that_too(house: House, town: Town) -> None:
    hanako, link = town.resident(), None
    house.line.events(hanako.says("トーク"))
    link = house.link(hanako)
    room = house.linked(hanako).open()
    other = house.linked(town.resident()).open()
    stranger = house.stranger().open()
    assert len(town.consultations()) == 4
    room.post("deletion")
    house.purge()
    assert sorted(town.consultations()) == sorted([other.id, stranger.id])
    again = house.linked(hanako, link)
    assert again.claim().status_code == 404, "a link from before the wish is gone with it"


def test_a_link_from_after_the_wish_is_good(house: House, town: Town) -> None:
    hanako = town.resident()
    room = house.linked(hanako).open()
    room.post("deletion")
    town.clock.pass_(seconds=1)
    anew = house.linked(hanako)
    house.purge()
    anew.open("はじめから")
    assert town.consultations() == [anew.id]


@SQLITE
def test_what_two_people_hold_stays_until_then(house: House, town: Town) -> None:
    resident = house.stranger().open()
    hold(town, resident.id, days=30)
    wished = resident.post("deletion").json or {}
    until = town.clock() + 30 * 24 * 3600 * 1000
    assert wished["held_until"] == resident.look()["held_until"] == until
    assert house.purge().consultations == 0
    town.clock.pass_(days=30, seconds=1)
    assert house.purge().consultations == 1


@SQLITE
def test_other_rooms_can_be_read_after_the_key_was_turned(house: House) -> None:
    stays, goes = lived_in(house, house.stranger()), house.stranger().open()
    goes.post("deletion")
    house.purge()
    assert stays.texts()[0] == "だれにも言わないで"
    assert stays.say("まだいます").status_code == 201
    assert len(stays.attachment(3)) == 2
