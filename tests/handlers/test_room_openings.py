"""How a room begins: once, by its first browser, and by nobody who may not."""

import os
import threading

from werkzeug.test import TestResponse

from storage import audit, blocks, room_links
from storage.contexts import b64
from tests.cast import Town, colleague
from tests.handlers.at_room import SQLITE, House, at_once, opens, told
from tests.handlers.at_room import house as house
from tests.room_resident import RoomResident


def test_an_answer_that_was_lost_costs_nothing(house: House, town: Town) -> None:
    """The same once more, also after other words: nothing is stored twice, nothing is counted twice."""
    hanako = house.linked(town.resident())
    assert (hanako.claim().status_code, hanako.claim().status_code) == (201, 200)
    body = hanako.opening(*hanako.text("はじめまして"))
    first = hanako.post("consultations", body)
    rows = town.count()
    again = hanako.post("consultations", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json == {"id": b64(hanako.id), "revision": 1}
    assert town.count() == rows
    hanako.look()
    assert hanako.say("つづき").status_code == 201
    later = hanako.post("consultations", body)
    assert (later.status_code, later.json) == (200, {"id": b64(hanako.id), "revision": 2})
    assert hanako.texts() == ["はじめまして", "つづき"]
    assert hanako.claim().json == {"lane": "both", "language": "easy", "room": True}


def test_both_posts_at_once_make_one_room(house: House, town: Town) -> None:
    hanako = house.linked(town.resident())
    hanako.claim()
    body = hanako.opening(*hanako.text("はじめまして"))
    answers = at_once(lambda: house.app.test_client().post("/room/consultations", json=body).status_code, 4)
    assert sorted(answers) == [200, 200, 200, 201]
    assert len(town.consultations()) == 1
    hanako.look()
    assert hanako.texts() == ["はじめまして"]


def test_of_two_browsers_with_one_link_one_has_it(house: House, town: Town) -> None:
    """The other one is told so, and so are the first, and the desk."""
    link = house.link(town.resident())
    first, second = house.linked(town.resident(), link), house.linked(town.resident(), link)
    assert first.claim().status_code == 201
    assert told(second.claim()) == (409, "claimed")
    assert told(opens(second)) == (409, "claimed")
    assert opens(first).status_code == 201
    assert first.look()["contested_at"] == town.clock()
    town.clock.pass_(minutes=5)
    assert told(second.claim()) == (409, "claimed")
    assert first.look()["contested_at"] == town.clock() - 5 * 60_000
    (line,) = house.desk().inbox()
    assert line["contested_at"] == first.look()["contested_at"]


@SQLITE
def test_who_comes_second_after_the_room_is_there_is_noted_with_the_room(house: House, town: Town) -> None:
    link = house.link(town.resident())
    first, second = house.linked(town.resident(), link), house.linked(town.resident(), link)
    first.open()
    mark = first.get("consultation").headers["ETag"]
    assert first.look()["contested_at"] is None
    assert told(second.claim()) == (409, "claimed")
    changed = first.get("consultation", headers={"If-None-Match": mark})
    assert (changed.status_code, changed.json["contested_at"]) == (200, town.clock())


def test_claims_at_once_are_decided_by_the_database(house: House, town: Town) -> None:
    link = house.link(town.resident())
    browsers = [house.linked(town.resident(), link) for _ in range(4)]
    waiting = iter(browsers)
    taken = threading.Lock()

    def claim() -> int:
        with taken:
            one = next(waiting)
        return one.claim().status_code

    assert sorted(at_once(claim, 4)) == [201, 409, 409, 409]


@SQLITE
def test_a_link_that_nobody_used_in_a_day_is_over(house: House, town: Town) -> None:
    unknown, late = house.linked(town.resident(), os.urandom(16)), house.linked(town.resident())
    assert told(unknown.claim()) == told(opens(unknown)) == (404, "link")
    town.clock.pass_(hours=23)
    claimed = house.linked(town.resident(), late.link)
    assert claimed.claim().status_code == 201
    town.clock.pass_(hours=1)
    assert told(claimed.claim()) == told(opens(claimed)) == (404, "link")
    house.purge()
    assert town.count()["room_links"] == 0


def test_a_link_with_a_room_goes_on_until_the_room_goes(house: House, town: Town) -> None:
    hanako = house.linked(town.resident()).open()
    town.clock.pass_(days=2)
    house.purge()
    assert hanako.claim().json == {"lane": "both", "language": "easy", "room": True}
    hanako.post("deletion")
    house.purge()
    assert told(hanako.claim()) == (404, "link")
    assert town.count()["room_links"] == 0


@SQLITE
def test_one_link_makes_one_room(house: House, town: Town) -> None:
    hanako = house.linked(town.resident()).open()
    again = house.linked(town.resident(), hanako.link)
    again.browser = hanako.browser
    assert again.claim().status_code == 200
    assert told(opens(again)) == (409, "claimed")


def test_a_second_room_ends_the_first(house: House, town: Town) -> None:
    hanako = town.resident()
    first, second = house.linked(hanako).open(), house.linked(hanako).open("もう一度")
    before = first.look()
    assert (before["state"], before["ended_by"], second.look()["state"]) == ("closed", "resident", "open")
    assert before["due_at"] == town.clock() + town.settings.retention_policy.consultation_after_closure
    assert told(first.say("こちらでも")) == (409, "closed")
    with town.database.reading() as connection:
        ended = [event for event in audit.events(connection) if event.action == "close"]
    assert [event.facts for event in ended] == [{"resident": True}]


def test_who_it_is_lies_under_the_rooms_key_alone(house: House, town: Town) -> None:
    hanako = town.resident()
    room = house.linked(hanako).open()
    with town.database.reading() as connection:
        row = room_links.find(connection, room.link or b"", now=town.clock())
        stranger = house.stranger().open()
        assert row is not None
        assert bytes(row.sealed_address) == b""
    assert town.row(stranger.id).pseudonym != town.row(room.id).pseudonym
    assert (room.look()["knockable"], stranger.look()["knockable"]) == (True, False)


def test_a_room_that_was_destroyed_never_comes_back(house: House, town: Town) -> None:
    resident = house.stranger().open()
    body = resident.opening()
    resident.post("deletion")
    house.purge()
    assert told(resident.post("consultations", body)) == (410, "gone")
    assert town.consultations() == []


@SQLITE
def test_another_token_for_the_same_room_is_refused(house: House) -> None:
    resident = house.stranger().open()
    body = resident.opening(access=b64(os.urandom(32)))
    assert told(resident.post("consultations", body)) == (409, "claimed")
    thief = house.stranger()
    thief.access = resident.access
    assert told(opens(thief)) == (409, "claimed")


def test_who_is_blocked_makes_no_room(house: House, town: Town) -> None:
    hanako = town.resident()
    first = house.linked(hanako).open()
    until = town.clock() + 7 * 24 * 3600 * 1000
    with town.database.transaction() as connection:
        about = {"about": first.id, "pseudonym": bytes(town.row(first.id).pseudonym)}
        block = blocks.ask(
            connection, **about, reason="spam", until=until, by=colleague("sato").kid, now=town.clock()
        )
        assert block is not None
        assert blocks.agree(connection, block, by=colleague("kudo").kid, now=town.clock())
    refused = first.say("まだ")
    assert (told(refused), (refused.json or {})["until"]) == ((403, "blocked"), until)
    assert first.upload(os.urandom(16), 0, bytes(100)) == 403
    assert first.look()["blocked_until"] == until
    second = house.linked(hanako)
    second.claim()
    assert told(opens(second)) == (403, "blocked")
    assert first.post("deletion").status_code == 201


@SQLITE
def test_many_rooms_from_one_address_become_slow_and_links_never_do(house: House, town: Town) -> None:
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}

    def opened_from(resident: RoomResident, address: dict[str, str]) -> TestResponse:
        body = resident.opening(*resident.text("はじめまして"))
        return resident.client.post("/room/consultations", json=body, environ_base=address)

    for _ in range(6):
        assert opened_from(house.stranger(), elsewhere).status_code == 201
    slow = opened_from(house.stranger(), elsewhere)
    assert (told(slow), slow.headers["Retry-After"]) == ((429, "slow-down"), "15")
    assert opened_from(house.stranger(), {"REMOTE_ADDR": "203.0.113.8"}).status_code == 201
    linked = house.linked(town.resident())
    linked.claim()
    assert opened_from(linked, elsewhere).status_code == 201
    town.clock.pass_(seconds=15)
    assert opened_from(house.stranger(), elsewhere).status_code == 201
