"""Around a room: the talk beside it, what everybody is told, what is counted, and where there are no rooms."""

from simulator.rehearsal import serve
from storage import totals
from storage.contexts import b64
from storage.ledger import receipt_number
from storage.sealing import Identity
from tests.bot.conftest import line as line
from tests.bot.line import Line
from tests.bot.media import PNG, endless
from tests.bot.talk import Talk, words
from tests.cast import Json, Town
from tests.handlers.at_room import SQLITE, House
from tests.handlers.at_room import house as house
from tests.handlers.at_room import rooms_only as rooms_only
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.room_resident import RoomResident


@SQLITE
def test_where_there_is_no_room_every_door_says_so(town: Town) -> None:
    with opened(town.settings, town.clock) as app:
        client = app.test_client()
        page = client.get("/room/", headers={"Accept": "text/html"})
        assert (page.status_code, page.mimetype) == (404, "text/html")
        assert "別の画面" not in page.text
        for rule in app.url_map.iter_rules():
            if rule.rule.startswith("/room/") and rule.rule != "/room/":
                path = (
                    rule.rule.replace("<ref>", "AAAA")
                    .replace("<int:number>", "0")
                    .replace("<int:position>", "1")
                )
                for method in rule.methods or ():
                    if method not in ("OPTIONS", "HEAD"):
                        answer = client.open(path, method=method)
                        assert (answer.status_code, (answer.json or {})["error"]) == (404, "lane-off"), path


@SQLITE
def test_where_there_are_only_rooms_a_link_makes_one_that_hears_no_talk(
    rooms_only: House, town: Town
) -> None:
    hanako = town.resident()
    room = rooms_only.linked(hanako)
    assert room.lane == "room"
    room.open()
    assert rooms_only.line.events(hanako.says("トークから")) == 200
    assert room.texts() == ["はじめまして"]
    assert len(town.consultations()) == 1


def test_what_hanako_says_on_line_comes_into_her_room(house: House, town: Town) -> None:
    hanako = town.resident()
    room = house.linked(hanako)
    assert room.lane == "both"
    room.open("ページから")
    assert house.line.events(hanako.says("LINEから")) == 200
    late = room.say("またページから")
    assert (late.status_code, (late.json or {})["error"]) == (409, "head")
    assert (late.json or {})["head"] == room.look()["head"]
    assert room.say("またページから").status_code == 201
    assert room.texts() == ["ページから", "LINEから", "またページから"]
    assert room.erase(2) == 404, "it is taken back on LINE"
    assert town.texts(room.id) == ["ページから", "LINEから", "またページから"]
    assert len(town.consultations()) == 1


@SQLITE
def test_a_picture_from_line_that_is_too_large_is_told_in_her_room_and_asked_for_once(
    house: House, line: Line, town: Town
) -> None:
    hanako = town.resident()
    hanako.id = line.hanako
    room = house.linked(hanako).open("ページから")
    line.platform.send_media(line.hanako, "image", PNG)
    line.platform.webhooks.settle()
    with serve(endless([], declared=True)) as origin:
        assert line.fetch(line.connect(origin=origin)) == 1
    last = room.read()[-1].payload
    assert last is not None
    assert (last["kind"], last["state"]) == ("attachment", "too-large")
    town.clock.pass_(minutes=10)
    line.deliver()
    assert (line.fetch(), line.pushed()) == (0, [])


@SQLITE
def test_what_comes_from_line_is_never_sealed_to_the_desk_alone(house: House, town: Town) -> None:
    hanako = town.resident()
    room = house.linked(hanako).open("ページから")
    house.add_key(room, Identity.generate(), bytes([8]) * 16, inside=True)
    assert house.line.events(hanako.says("LINEから")) == 200
    assert room.texts() == ["ページから", "LINEから"]


def test_a_talk_goes_on_beside_the_room(house: House, town: Town) -> None:
    hanako = town.resident()
    house.line.events(hanako.says("トーク"))
    room = house.linked(hanako).open("ページ")
    house.line.events(hanako.says("トークの続き"))
    assert room.texts() == ["ページ"]
    talk, _ = sorted(town.consultations(), key=lambda one: one == room.id)
    assert town.texts(talk) == ["トーク", "トークの続き"]


@SQLITE
def test_facts_are_the_same_for_everybody(house: House) -> None:
    client = house.app.test_client()
    answer = client.get("/room/facts?language=easy")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    facts = answer.json or {}
    assert set(facts) == {"days", "urgent", "answer", "notice", "largest", "danger", "innocent"}
    assert facts["days"] == 14
    calls = [row["call"] for section in facts["urgent"] for row in section["rows"]]
    assert calls[:2] == ["tel:110", "tel:119"]
    assert all(call == "" or call.startswith(("tel:", "https://")) for call in calls)
    assert not any("(?<" in pattern for pattern in facts["danger"] + facts["innocent"])
    assert set(client.get("/room/facts?language=fr").json or {}) == set(facts)


@SQLITE
def test_the_page_is_the_same_bytes_for_everybody(house: House, town: Town) -> None:
    first = house.app.test_client().get("/room/?openExternalBrowser=1", headers={"Accept-Language": "en"})
    second = house.desk().client.get("/room/?language=en", headers={"Cookie": "hidamari-language=en"})
    assert (first.status_code, first.data) == (200, second.data)
    assert "media-src blob:" in first.headers["Content-Security-Policy"]
    assert "img-src 'self' blob:" in first.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in first.headers


@SQLITE
def test_three_questions_that_are_joined_to_nobody(house: House) -> None:
    resident = house.stranger().open()
    slip = (resident.post("closure").json or {})["slip"]
    client = house.app.test_client()

    def answers(number: object, item: object, slip: str = slip) -> Json:
        answer = client.post("/room/survey", json={"slip": slip, "number": number, "item": item})
        return {"status": answer.status_code, "next": (answer.json or {}).get("next")}

    assert answers(1, "yes") == {"status": 200, "next": 2}
    assert answers(1, "yes") == {"status": 200, "next": 2}
    assert answers(2, "skip") == {"status": 200, "next": 3}
    assert answers(3, "library") == {"status": 200, "next": None}
    assert answers(3, "library") == {"status": 200, "next": None}
    assert answers(1, "yes", b64(bytes(16))) == {"status": 200, "next": None}
    for number, item in ((1, "no such"), (4, "yes"), ("1", "yes"), (True, "yes"), (1, None), (1, ["yes"])):
        assert answers(number, item)["status"] == 400, (number, item)
    found = counted(house)
    assert (found["survey-1", "yes"], found["survey-3", "library"]) == (1, 1)
    assert ("survey-2", "skip") not in found


@SQLITE
def test_what_is_counted_names_nobody(house: House, town: Town) -> None:
    house.stranger().open().say("ふたつめ")
    house.linked(town.resident()).open()
    found = counted(house)
    assert (found["opened", "room"], found["contact", "line"], found["message", "sealed"]) == (2, 2, 3)


def counted(house: House) -> dict[tuple[str, str], int]:
    with house.town.database.reading() as connection:
        zone = house.town.settings.timezone
        return totals.of_month(connection, totals.month_of(house.town.clock(), zone))


@SQLITE
def test_the_citys_table_says_what_its_row_counts(house: House, town: Town) -> None:
    kudo = house.desk("kudo")
    house.line.events(town.resident().says("トーク"))
    assert rows_of(kudo) == ["来所", "電話", "LINE(文字)", "計", "(内DV)", "(内要保護)"]
    house.stranger().open()
    assert rows_of(kudo)[2] == "LINE・別の画面(文字)"


def rows_of(desk: Desk) -> list[str]:
    tables = (desk.get("statistics").json or {})["tables"]
    return [line["label"] for table in tables if table["id"] == "contacts" for line in table["lines"]]


def linked(house: House, talk: Talk) -> RoomResident:
    """Hanako in front of the page, by a link from her own talk."""
    return house.linked(talk.resident).open("ページから")


@SQLITE
def test_the_talk_leads_back_to_a_room_that_is_there(house: House, town: Town) -> None:
    talk, p = Talk(town, room=True), town.phrases
    linked(house, talk)
    assert p.say("room.again_title") in words(talk.says("話す"))
    assert p.say("room.again_title") in words(talk.says("読む"))
    assert p.say("room.anew_body") in words(talk.taps("はじめから書く"))


@SQLITE
def test_what_is_said_on_line_is_answered_with_where_it_went(house: House, town: Town) -> None:
    talk = Talk(town, room=True)
    linked(house, talk)
    town.clock.pass_(hours=1)
    told = words(talk.says("LINEから"))
    assert told.startswith(town.phrases.say("room.got"))
    assert town.phrases.say("consent.title") not in told


@SQLITE
def test_to_be_erased_at_the_end_holds_for_the_talk_and_the_room(house: House, town: Town) -> None:
    talk = Talk(town, room=True)
    talk.says("トークから")
    room = linked(house, talk)
    told = words(talk.says("終わったらすぐ消す"))
    for consultation in town.consultations():
        assert receipt_number(consultation) in told
        assert town.row(consultation).erase_on_close
    assert room.id in town.consultations()


@SQLITE
def test_a_room_can_be_ended_from_a_talk_that_keeps_nothing(rooms_only: House, town: Town) -> None:
    talk, p = Talk(town, lane=False, room=True), town.phrases
    room = linked(rooms_only, talk)
    assert p.say("end.ask") in words(talk.says("終わる"))
    assert p.say("room.again_title") in words(talk.taps("まだつづける"))
    assert town.row(room.id).state == "open"
    assert p.say("ended.title") in words(talk.taps("区切る"))
    assert (town.row(room.id).state, town.row(room.id).ended_by) == ("closed", "resident")


@SQLITE
def test_a_room_erased_from_the_talk_is_counted_as_ended(rooms_only: House, town: Town) -> None:
    talk = Talk(town, lane=False, room=True)
    room = linked(rooms_only, talk)
    talk.says("いま全部消す")
    assert town.row(room.id).wish_at is not None
    with town.database.reading() as connection:
        month = totals.month_of(town.clock(), town.settings.timezone)
        assert totals.of_month(connection, month)["ended", "resident"] == 1
