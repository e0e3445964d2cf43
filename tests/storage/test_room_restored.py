"""A room after a restore: it goes on for its resident and its desk, and one that was erased stays dead."""

from pathlib import Path

from werkzeug.test import TestResponse

from storage import orphans
from storage.database import Database
from tests.cast import Town, colleague, read_transcript
from tests.handlers.at_room import House, told
from tests.handlers.doors import opened
from tests.room_resident import RoomResident
from tests.storage.backups import ONE_KIND, back_up, restore
from tests.storage.backups import folder as folder
from tests.storage.backups import same as same


@ONE_KIND
def test_a_room_goes_on_and_an_erased_one_does_not(town: Town, folder: Path, same: Database) -> None:
    with opened(town.but(LANES="talk,room"), town.clock) as app:
        house = House(town, app)
        stays, goes = house.linked(town.resident()).open("のこる"), house.stranger().open("きえる")
        ref, _, pieces = stays.sends_picture(b"half of a picture")
        assert stays.upload(ref, 0, pieces[0]) == 201
        back_up(town, folder)
        goes.post("deletion")
        house.purge(ship=town.settings.shred_table)
    done = restore(town, same, folder)
    assert (done.consultations, done.erased, done.lost) == (1, 1, 0)
    url = same.url.render_as_string(hide_password=False)
    with opened(town.but(LANES="talk,room", DATABASE_URL=url), town.clock) as app:
        for one in (stays, goes):
            one.client = app.test_client()
        assert stays.texts() == ["のこる"]
        assert stays.say("つづき").status_code == 201
        assert told(stays.claim()) == (404, "link")
        assert goes.get("consultation").status_code == goes.get("capsule").status_code == 404
        assert told(opens_again(goes)) == (410, "gone")
    entries = read_transcript(same, town.keys.kek, stays.id, colleague("sato"))
    assert [entry.payload["text"] for entry in entries if entry.payload] == ["のこる", "つづき"]
    with same.reading() as connection:
        assert not orphans.any_orphan_row(connection)


def opens_again(one: RoomResident) -> TestResponse:
    return one.post("consultations", one.opening())
