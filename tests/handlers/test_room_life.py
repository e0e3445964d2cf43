"""A whole room, from a link or a flyer to its destruction, and what the server has of it meanwhile."""

from typing import Any

import pytest

from bot.announcements import Announcements
from retention import silence
from storage import ledger, rooms, shred
from storage.contexts import b64, unb64
from tests.cast import DAY, Town
from tests.handlers.at_room import SQLITE, House
from tests.handlers.at_room import house as house
from tests.handlers.at_room import rooms_only as rooms_only
from tests.handlers.test_room_around import counted


def test_a_stranger_with_a_flyer_is_heard_and_forgotten(house: House, town: Town) -> None:
    flyer = house.stranger().open("だれにも言えなくて")
    sato = house.desk()
    (line,) = sato.inbox()
    assert (line["lane"], line["state"], line["entries"], line["language"]) == ("room", "open", 1, "ja")
    assert line["waiting_since"] == town.clock()
    assert flyer.say("もうひとつ").status_code == 201
    assert flyer.texts() == ["だれにも言えなくて", "もうひとつ"]
    told = flyer.look()
    assert (told["answered"], told["knockable"], told["receipt"]) == (
        False,
        False,
        ledger.receipt_number(flyer.id),
    )
    ended = flyer.post("closure")
    assert ended.status_code == 201
    assert (ended.json or {})[
        "due_at"
    ] == town.clock() + town.settings.retention_policy.consultation_after_closure
    told = flyer.look()
    assert (told["state"], told["ended_by"], told["due_at"]) == (
        "closed",
        "resident",
        (ended.json or {})["due_at"],
    )
    town.clock.pass_(days=31)
    assert house.purge().consultations == 1
    assert flyer.get("consultation").status_code == 404
    assert house.desk().inbox() == []


@SQLITE
def test_another_browser_goes_on_with_the_resume_code(house: House) -> None:
    first = house.stranger().open()
    again = house.stranger()
    again.secret, again.access = first.secret, first.access
    told = again.get("capsule", status=200)
    assert set(told) == {"id", "capsule", "genesis"}
    assert unb64(told["capsule"]) == first.capsule
    assert told["genesis"] == first.genesis.as_dict()


@SQLITE
def test_a_wrong_token_opens_nothing_and_is_told_so_alike(house: House) -> None:
    resident = house.stranger().open()
    nobody = house.stranger()
    for path in ("consultation", "capsule", "attachments/1"):
        for headers in (
            nobody.headers(),
            {},
            {"Authorization": "Bearer x"},
            {"Authorization": b64(resident.access)},
        ):
            answer = resident.client.get(f"/room/{path}", headers=headers)
            assert (answer.status_code, (answer.json or {})["error"]) == (404, "room"), path
    for path, body in (
        ("entries", {"records": []}),
        ("choices", {"knock": True}),
        ("closure", {}),
        ("deletion", {}),
    ):
        answer = nobody.post(path, body)
        assert (answer.status_code, (answer.json or {})["error"]) == (404, "room"), path
    assert nobody.erase(1) == 404
    assert nobody.upload(bytes(16), 0, bytes(100)) == 404


@SQLITE
def test_nothing_new_is_one_look_and_no_word(house: House, town: Town) -> None:
    resident = house.stranger().open()
    answer = resident.get("consultation?after=1")
    mark, rows = answer.headers["ETag"], town.count()
    unchanged = resident.get("consultation?after=1", headers={"If-None-Match": mark})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert town.count() == rows
    sato = house.desk()
    assert sato.claim(b64(resident.id)) == 201
    changed = resident.get("consultation?after=1", headers={"If-None-Match": mark})
    assert (changed.status_code, changed.json["answered"], changed.json["records"]) == (200, True, [])


def test_a_page_that_is_looked_at_writes_nothing_unless_it_wants_to_be_told(house: House, town: Town) -> None:
    hanako = house.linked(town.resident()).open()

    def seen() -> int:
        with town.database.reading() as connection:
            row = rooms.of(connection, hanako.id)
        assert row is not None
        return int(row.seen_at)

    begun = seen()
    town.clock.pass_(minutes=5)
    hanako.look()
    assert seen() == begun
    assert hanako.post("choices", {"knock": True}).status_code == 200
    town.clock.pass_(seconds=30)
    hanako.look()
    assert seen() == begun + 5 * 60_000
    town.clock.pass_(seconds=31)
    hanako.look()
    assert seen() == town.clock()


@SQLITE
def test_somebody_typing_shows_for_a_moment(house: House, town: Town) -> None:
    resident, sato, mori = house.stranger().open(), house.desk(), house.desk("mori")
    case = b64(resident.id)
    assert sato.claim(case) == 201
    mark = resident.get("consultation").headers["ETag"]
    assert mori.post(f"consultations/{case}/typing").status_code == 404
    assert sato.post(f"consultations/{case}/typing").status_code == 204
    told = resident.get("consultation", headers={"If-None-Match": mark})
    assert (told.status_code, told.json["typing"]) == (200, True)
    town.clock.pass_(seconds=8)
    assert resident.look()["typing"] is False
    assert resident.get("consultation").headers["ETag"] == mark


def test_what_is_taken_back_is_gone_and_its_place_stays(house: House, town: Town) -> None:
    resident = house.stranger().open("やっぱり消したい")
    resident.say("これは残す")
    assert resident.erase(1) == 204
    assert resident.texts() == [None, "これは残す"]
    assert resident.erase(3) == resident.erase(0) == 404
    with town.database.reading() as connection:
        case = shred.open_key(connection, town.keys.kek, resident.id)
        assert case.owner == resident.id


def test_writing_after_the_end_goes_on_until_it_is_gone(house: House, town: Town) -> None:
    resident = house.stranger().open()
    resident.post("closure")
    town.clock.pass_(days=3)
    assert resident.say("もう少し").status_code == 201
    told = resident.look()
    assert (told["state"], told["due_at"], told["ended_by"]) == ("open", None, None)
    resident.post("closure")
    town.clock.pass_(days=31)
    late = resident.say("まだいますか")
    assert (late.status_code, (late.json or {})["error"]) == (409, "closed")
    assert resident.look()["entries"] == 2


@SQLITE
def test_ended_twice_it_ends_once(house: House, town: Town) -> None:
    resident = house.stranger().open()
    first = resident.post("closure").json or {}
    town.clock.pass_(days=1)
    again = resident.post("closure").json or {}
    assert again == {"due_at": first["due_at"], "slip": None}
    assert counted(house)["ended", "resident"] == 1


def test_whoever_chose_so_is_gone_as_soon_as_it_ends(house: House, town: Town) -> None:
    resident = house.stranger().open()
    assert resident.post("choices", {"erase_on_close": True}).status_code == 200
    assert resident.look()["erase_on_close"] is True
    assert (resident.post("closure").json or {})["due_at"] == town.clock()
    refused = resident.post("choices", {"erase_on_close": False})
    assert (refused.status_code, (refused.json or {})["error"]) == (409, "closed")
    late = resident.say("待って")
    assert (late.status_code, (late.json or {})["error"]) == (409, "closed")
    assert house.purge().consultations == 1


@SQLITE
def test_choices_that_are_none_change_nothing(house: House) -> None:
    resident = house.stranger().open()
    before = resident.look()
    bodies: tuple[Any, ...] = (
        {}, {"knock": "yes"}, {"contact_hours": "never"}, {"language": "fr"}, {"language": "en", "id": 1}, [],
        {"contact_hours": []}, {"language": {}},
    )  # fmt: skip
    for body in bodies:
        assert resident.post("choices", body).status_code == 400, body
    refused = resident.post("choices", {"knock": True})
    assert (refused.status_code, (refused.json or {})["error"]) == (422, "knock")
    assert {**resident.look(), "now": 0} == {**before, "now": 0}
    assert resident.post("choices", {"language": "en"}).json == {"language": "en"}
    assert resident.look()["language"] == "en"


@SQLITE
def test_silence_is_announced_on_the_page(house: House, town: Town) -> None:
    resident = house.stranger().open()
    assert resident.look()["silence_ends_at"] is None
    policy = town.settings.retention_policy
    town.clock.pass_(days=(policy.consultation_silence - policy.silence_notice) // DAY + 1)
    close_silent(house)
    mark = resident.get("consultation").headers["ETag"]
    told = resident.look()
    assert told["silence_ends_at"] >= town.clock() + policy.silence_notice
    town.clock.pass_(days=policy.silence_notice // DAY + 1)
    close_silent(house)
    changed = resident.get("consultation", headers={"If-None-Match": mark})
    assert (changed.json["state"], changed.json["ended_by"]) == ("closed", "silence")


def close_silent(house: House) -> None:
    town = house.town
    silence.run(
        town.database, town.keys, town.settings.retention_policy,
        now=town.clock(), tell=Announcements(town.keys, town.settings.timezone).silence, timezone=town.settings.timezone,
    )  # fmt: skip


@SQLITE
def test_the_log_names_doors_and_nothing_else(
    house: House, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """No id, token, link or address, however it is spelt."""
    with caplog.at_level("INFO"):
        hanako = town.resident()
        room = house.linked(hanako).open("だれにも言わないで")
        room.say("ふたつめ")
        room.upload(bytes(16), 0, bytes(100))
        room.post("choices", {"knock": True, "contact_hours": "day"})
        room.get("capsule")
        room.post("closure")
        room.post("deletion")
        house.stranger().get("consultation")
        house.purge()
    secrets = (room.id, room.access, room.link or b"", room.browser, room.guest.kid, room.key_id)
    spelt = [one for secret in secrets for one in (b64(secret), secret.hex())]
    said = caplog.text
    assert "/room/entries" in said
    assert [one for one in (*spelt, hanako.id, "だれにも", "127.0.0.1") if one in said] == []
