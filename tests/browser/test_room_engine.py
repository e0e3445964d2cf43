"""The resident's page without its face: a whole life in the room, by every way in."""

import io
import os
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page

from storage.contexts import b64
from tests.browser.pictures import colour_of, given, photograph, see_through
from tests.browser.room_house import Phone, RoomHouse, served
from tests.harness.browser import PHONE, OpenPage


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomHouse]:
    with served(tmp_path_factory.mktemp("house")) as opened:
        yield opened


def test_a_life_in_the_room(house: RoomHouse, hanakos_phone: Page) -> None:
    hanako = Phone(hanakos_phone, house.paper)
    assert hanakos_phone.url == house.page
    view = hanako.view
    assert (view["phase"], view["pinned"], view["kept"]) == ("welcome", True, False)
    assert house.town.consultations() == []

    # Keys and talk begin at once; the server hears of it with the first words, all in one request.
    hanako.begin()
    hanako.act("tell", {"kind": "topic", "topic": "moya"})
    assert house.town.consultations() == []
    hanako.says("きいてほしいことがあります")
    view = hanako.view
    assert (view["phase"], view["kept"], view["room"]["lane"]) == ("open", True, "room")
    posts = hanakos_phone.evaluate(
        "asked.filter(({ method }) => method === 'POST').map(({ address }) => address)"
    )
    assert posts == ["/room/consultations"]

    sato = house.at(house.desk())
    assert sato.said() == [("topic", ""), ("text", "きいてほしいことがあります")]
    sato.note("声がふるえていた")
    assert sato.reply("読みました。ゆっくりどうぞ。").status_code == 201
    hanako.hears("読みました。ゆっくりどうぞ。")
    assert "声がふるえていた" not in str(hanako.view)
    assert hanako.view["failure"] is None
    assert hanako.view["room"]["answered"]

    # Only what is new is fetched; after a reload everything is read again, by the keys that this browser kept.
    hanako.act("tell", {"kind": "words", "code": "みかづき", "decoy": "天気"})
    hanako.says("ありがとう")
    asked = hanakos_phone.evaluate("asked.map(({ address }) => address)")
    assert any(address.startswith("/room/consultation?after=4") for address in asked), asked
    hanako = Phone(hanakos_phone, house.page)
    hanako.until("view.phase === 'open'")
    view = hanako.view
    assert hanako.texts == ["きいてほしいことがあります", "読みました。ゆっくりどうぞ。", "ありがとう"]
    assert (view["kept"], view["pinned"], view["failure"]) == (True, True, None)
    assert view["words"] == {"code": "みかづき", "decoy": "天気"}
    mine = next(one for one in view["entries"] if one["payload"].get("text") == "ありがとう")
    hanako.act("erase", mine["key"])
    assert [one["state"] for one in hanako.view["entries"]].count("erased") == 1
    assert ("text", "ありがとう") not in sato.said()
    assert ("", "") in sato.said()

    # The end, three questions, and everything gone with a number to keep.
    hanako.act("choose", {"eraseOnClose": False, "language": "easy"})
    hanako.act("end")
    view = hanako.view
    assert view["room"]["state"] == "closed"
    assert view["room"]["endedBy"] == "resident"
    assert view["room"]["dueAt"]
    assert (view["survey"]["next"], view["language"]) == (1, "easy")
    hanako.act("answerSurvey", 1, "yes")
    assert hanako.view["survey"]["next"] == 2
    code = hanako.act("code")
    hanako.act("deleteAll")
    view = hanako.view
    assert (view["phase"], view["entries"], view["deletion"]["state"]) == ("gone", [], "waiting")
    assert hanakos_phone.evaluate("indexedDB.databases()") == []
    house.now()
    house.purge()
    hanako.looks()
    hanako.until("view.deletion.state === 'erased'")
    assert hanako.trouble("resume", code) == "room"
    hanako.begin()
    hanako.says("また来ました")
    assert hanako.view["deletion"] is None
    assert house.at(house.desk()).said() == [("text", "また来ました")]


def test_by_a_link_from_the_talk(house: RoomHouse, hanakos_phone: Page, open_page: OpenPage) -> None:
    resident = house.town.resident()
    house.now()
    way = house.way(resident)
    hanako = Phone(hanakos_phone, way)
    assert (hanako.view["phase"], hanako.view["language"]) == ("welcome", "easy")
    # Reloaded before anything was said, the page still knows how she came.
    hanako = Phone(hanakos_phone, house.page)
    hanako.begin()
    # What only a room that the server has can be asked for is not offered yet.
    assert not hanako.view["room"]["knockable"]
    # Her first words don't get through, and when they do, others sit at the desk than those whom the key was made for.
    hanakos_phone.route("**/room/consultations", lambda route: route.abort())
    hanako.act("say", "LINEから来ました")
    hanako = Phone(hanakos_phone, house.page)
    hanako.until("view.phase === 'open'")
    assert hanako.texts == ["LINEから来ました"]
    house.next_roster()
    hanakos_phone.unroute("**/room/consultations")
    hanako.looks()
    hanako.arrived("LINEから来ました")
    assert house.at(house.desk()).said() == [("text", "LINEから来ました")]
    room = hanako.view["room"]
    assert (room["lane"], room["knockable"], room["contestedAt"]) == ("both", True, None)
    hanako.act("choose", {"knock": True, "contactHours": "day"})
    assert hanako.view["room"]["knock"]

    # What she writes on LINE meanwhile comes into the same talk, and says so.
    assert house.line.events(resident.says("トークにも書きます")) == 200
    hanako.looks()
    hanako.until("view.entries.length === 2")
    assert [(one["mine"], one["lane"]) for one in hanako.view["entries"]] == [(True, "room"), (True, "line")]
    hanako.says("また、こちらで")

    # Somebody else with the same link comes too late, and she hears of it.
    stranger = Phone(open_page(**PHONE), way)
    assert stranger.view["phase"] == "elsewhere"
    hanako.looks()
    hanako.until("view.room.contestedAt !== null")
    expired = Phone(open_page(**PHONE), f"{house.paper}&t={b64(os.urandom(16))}")
    assert expired.view["phase"] == "expired"


def test_a_picture_says_what_it_shows_and_nothing_else(house: RoomHouse, hanakos_phone: Page) -> None:
    hanako = Phone(hanakos_phone, house.paper)
    hanako.begin()
    taken, voice, clear = photograph(), os.urandom(200_000), see_through()
    hanako.act("sendImage", given(taken, "旭川.jpg", "image/jpeg"), {"original": True})
    hanako.until("view.entries.length === 2 && view.entries.every(({ state }) => state === 'arrived')")
    sato = house.at(house.desk())
    shown, kept = sato.files()
    assert kept == taken
    assert hanako.view["entries"][1]["attachment"]["original"]
    picture = Image.open(io.BytesIO(shown))
    # Lying on its side it was red on the left; the right way up that is above.
    assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (1024, 2048), {})
    assert b"Exif" not in shown
    assert b"GPS" not in shown
    assert [colour_of(picture, (9, at)) for at in (9, 2039)] == ["red", "blue"]

    # A voice goes piece by piece; where the line broke off it goes on, and words overtake it.
    hanakos_phone.route("**/room/uploads/*/2", lambda route: route.abort())
    hanako.act("sendAudio", given(voice, "voice.m4a", "audio/mp4"))
    hanako.until("view.entries.some(({ attachment }) => attachment?.progress === 0.5)")
    hanako.says("声をおくります")
    hanakos_phone.unroute("**/room/uploads/*/2")
    hanako.looks()
    hanako.until("view.entries.length === 4 && view.entries.every(({ state }) => state === 'arrived')")
    assert sato.files()[-1] == voice
    pieces = hanakos_phone.evaluate(
        "asked.filter(({ method }) => method === 'PUT').map(({ address }) => address)"
    )
    numbers = [address[-1] for address in pieces if address[:-1] == pieces[-1][:-1]]
    assert sorted(set(numbers)) == ["0", "1", "2", "3"]
    assert [numbers.count(one) for one in "013"] == [1, 1, 1]

    # What can be seen through stays so; what is no picture, or nothing at all, is refused at once.
    hanako.act("sendImage", given(clear, "mark.png", "image/png"))
    hanako.until("view.entries.length === 5 && view.entries.every(({ state }) => state === 'arrived')")
    mark = Image.open(io.BytesIO(sato.files()[-1]))
    assert (mark.format, colour_of(mark, (0, 0)), colour_of(mark, (32, 32))) == ("PNG", "clear", "red")
    assert hanako.trouble("sendImage", given(os.urandom(900), "IMG_1.HEIC", "image/heic")) == "unreadable"
    assert hanako.trouble("sendAudio", given(b"", "voice.m4a", "audio/mp4")) == "empty"

    # On another day this browser opens them again, and what is taken back is gone with its pieces.
    hanako = Phone(hanakos_phone, house.page)
    hanako.until("view.entries.length === 5")
    original = hanako.view["entries"][1]["key"]
    opened = hanako.act("load", original)
    assert (opened["type"], bytes.fromhex(opened["hex"])) == ("image/jpeg", taken)
    hanako.act("erase", original)
    hanako = Phone(hanakos_phone, house.page)
    hanako.until("view.entries.length === 5")
    assert hanako.view["entries"][1]["state"] == "erased"
    assert taken not in sato.files()
