"""A picture comes into a room in sealed pieces, over a line that breaks; what is not finished in a day is gone."""

import os

from sqlalchemy import select

from storage import attachments, chunks, room_uploads
from storage.chunks import Cover
from storage.contexts import b64, unb64
from tests.cast import Town
from tests.handlers.at_room import SQLITE, House, told
from tests.handlers.at_room import house as house
from tests.room_resident import RoomResident

PICTURE = os.urandom(200_000)


def opened(resident: RoomResident, position: int) -> bytes:
    """What the page opens of it."""
    payload = resident.read()[position - 1].payload or {}
    ref = resident.read()[position - 2].payload or {}
    assert payload["ref"] == ref["ref"]
    pieces = resident.attachment(position)
    return chunks.open_(Cover.from_payload(payload), pieces, resident.fp, resident.id, unb64(ref["ref"]))


def test_a_picture_comes_in_pieces_and_goes_on_where_the_line_broke(house: House, town: Town) -> None:
    resident = house.stranger().open()
    ref, records, pieces = resident.sends_picture(PICTURE)
    assert len(pieces) == 4
    assert [resident.upload(ref, number, pieces[number]) for number in (0, 3, 3)] == [201, 201, 201]
    early = resident.send(records, attachments={b64(ref): 1})
    assert (told(early), (early.json or {})["ref"]) == ((409, "upload"), b64(ref))
    assert resident.texts() == ["はじめまして"]
    assert [resident.upload(ref, number, pieces[number]) for number in (1, 2, 0)] == [201, 201, 201]
    body = {"records": [record.as_dict() for record in records], "attachments": {b64(ref): 1}}
    first, again = resident.post("entries", body), resident.post("entries", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json == {"positions": [2, 3], "revision": 2}
    assert opened(resident, 3) == PICTURE
    assert town.count()["room_uploads"] == 0
    desk, case = house.desk(), b64(resident.id)
    assert desk.get(f"consultations/{case}/attachments/3").status_code == 200
    with town.database.reading() as connection:
        stored = [bytes(row.sealed) for row in connection.execute(select(attachments.attachments))]
    assert not any(piece in whole for piece in pieces for whole in stored)


@SQLITE
def test_taken_back_nothing_of_it_is_left(house: House, town: Town) -> None:
    resident = house.stranger().open()
    ref, records, pieces = resident.sends_picture(PICTURE)
    for number, piece in enumerate(pieces):
        resident.upload(ref, number, piece)
    resident.send(records, attachments={b64(ref): 1})
    assert (resident.erase(2), resident.erase(3)) == (204, 204)
    assert [entry.payload is None for entry in resident.read()] == [False, True, True]
    assert resident.get("attachments/3").status_code == 404
    assert town.count()["attachments"] == 0


def test_what_its_record_never_came_for_is_gone_after_a_day(house: House, town: Town) -> None:
    resident = house.stranger().open()
    ref, records, pieces = resident.sends_picture(PICTURE)
    resident.upload(ref, 0, pieces[0])
    town.clock.pass_(days=1)
    house.purge()
    assert town.count()["room_uploads"] == 1
    town.clock.pass_(seconds=1)
    house.purge()
    assert town.count()["room_uploads"] == 0
    assert told(resident.send(records, attachments={b64(ref): 1})) == (409, "upload")


@SQLITE
def test_no_room_can_be_filled(house: House, town: Town) -> None:
    """A piece too large, one beyond the largest file, and more than two such files on their way."""
    resident, ref = house.stranger().open(), os.urandom(16)
    largest = room_uploads.LARGEST_PIECE
    assert resident.upload(ref, 0, bytes(largest + 1)) == 413
    assert resident.upload(ref, 0, bytes(largest)) == 201
    assert resident.upload(ref, 1, b"") == 400
    assert resident.upload(ref, 1, bytes(16)) == 413
    most = room_uploads.most_pieces(25_000_000)
    assert resident.upload(ref, most, bytes(100)) == 413
    with town.database.transaction() as connection:
        row = {"consultation_id": resident.id, "sealed": b"", "stored_at": town.clock()}
        rows = [row | {"ref": bytes([1]) * 16, "number": number} for number in range(2 * most - 1)]
        connection.execute(room_uploads.room_uploads.insert(), rows)
    assert resident.upload(ref, 1, bytes(100)) == 413
    assert resident.upload(ref, 0, bytes(100)) == 201
    assert house.stranger().open().upload(ref, 1, bytes(100)) == 201
    assert (
        resident.client.put("/room/uploads/x/0", data=b"x" * 20, headers=resident.headers()).status_code
        == 400
    )


@SQLITE
def test_after_the_end_nothing_more_is_taken(house: House) -> None:
    resident = house.stranger().open()
    resident.post("closure")
    assert resident.upload(os.urandom(16), 0, bytes(100)) == 409


@SQLITE
def test_with_the_room_everything_goes(house: House, town: Town) -> None:
    resident = house.stranger().open()
    ref, _, pieces = resident.sends_picture(PICTURE)
    resident.upload(ref, 0, pieces[0])
    resident.post("deletion")
    assert house.purge().consultations == 1
    assert (town.count()["room_uploads"], town.count()["rooms"]) == (0, 0)
