"""From the talk to the page where only two browsers can read: which ways are offered, and what a link is."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from storage import room_links
from storage.contexts import fingerprint_text, unb64
from tests.bot.talk import Talk, words
from tests.cast import Json, Town

OPEN = "別の画面をひらく"


def open_button(shown: list[Json]) -> Json:
    """The newest button that opens the page, whether it stands on a card or below the talk."""
    found = [one for one in _actions(shown) if one.get("label") == OPEN]
    assert found, "nothing opens the page"
    return found[-1]


def _actions(part: Any) -> list[Json]:
    if isinstance(part, list):
        return [one for inner in part for one in _actions(inner)]
    if isinstance(part, dict):
        mine = [part] if part.get("type") == "uri" else []
        return mine + [one for inner in part.values() for one in _actions(inner)]
    return []


def found(town: Town, button: Json) -> Any:
    """The stored link behind that button."""
    link = parse_qs(urlsplit(button["uri"]).fragment)["t"][0]
    with town.database.reading() as connection:
        return room_links.find(connection, unb64(link), now=town.clock())


def links(town: Town) -> list[Any]:
    with town.database.reading() as connection:
        return list(connection.execute(select(room_links.room_links)))


def test_who_wants_to_talk_chooses_where_in_one_card(town: Town) -> None:
    talk = Talk(town, room=True)
    shown = talk.says("話す")
    assert town.phrases.say("room.choose_title") in words(shown)
    assert "LINEを通ります" in words(shown)
    talk.taps("このままLINEで書く")
    assert town.phrases.say("consent.title") in words(talk.shown)


def test_an_address_carries_the_link_behind_the_hash_and_says_whom_to_believe(town: Town) -> None:
    talk = Talk(town, room=True)
    button = open_button(talk.says("話す"))
    address = urlsplit(button["uri"])
    behind = parse_qs(address.fragment)
    assert (address.path, address.query) == ("/room/", "openExternalBrowser=1")
    assert behind["k"] == [fingerprint_text(town.keys.fingerprint)]
    assert behind["e"] == ["1"]
    (row,) = links(town)
    assert found(town, button) == row
    assert talk.resident.id.encode() not in bytes(row.sealed_address)


def test_nothing_begins_by_looking_at_the_card(town: Town) -> None:
    Talk(town, room=True).says("話す")
    assert town.consultations() == []


def test_both_links_are_good_when_she_taps_twice(town: Town) -> None:
    talk = Talk(town, room=True)
    for _ in range(2):
        assert found(town, open_button(talk.says("話す"))) is not None


def test_a_link_is_over_after_a_day(town: Town) -> None:
    address = open_button(Talk(town, room=True).says("話す"))
    town.clock.pass_(days=1)
    assert found(town, address) is None


def test_what_has_begun_in_the_talk_goes_on_there(town: Town) -> None:
    talk = Talk(town, room=True)
    talk.says("きいてください")
    talk.says("話す")
    assert links(town) == []
    assert town.phrases.say("room.title") in words(talk.says("別の画面"))


def test_without_rooms_the_word_leads_to_the_menu(town: Town) -> None:
    talk = Talk(town)
    assert town.phrases.say("menu.title") in words(talk.says("別の画面"))
    assert links(town) == []


@pytest.mark.parametrize("kind", ["text", "image"])
def test_where_the_talk_keeps_nothing_words_lead_to_the_page(town: Town, kind: str) -> None:
    talk = Talk(town, lane=False, room=True)
    told = talk.says("ここに書いても") if kind == "text" else talk.sends(kind)
    assert (talk.outcome, town.consultations()) == ("lane-off", [])
    assert town.phrases.say("room.not_here") in words(told)
    assert open_button(told)


def test_one_tap_leads_there_where_there_is_only_the_page(town: Town) -> None:
    talk = Talk(town, lane=False, room=True)
    shown = talk.says("話す")
    assert town.phrases.say("room.title") in words(shown)
    assert open_button(shown)


def test_about_says_what_is_true_where_it_is(town: Town) -> None:
    both, talk_only, room_only = (
        words(Talk(town, lane=lane, room=room).says("この場所について"))
        for lane, room in ((True, True), (True, False), (False, True))
    )
    passes, apart = town.phrases.say("about.talk"), town.phrases.say("about.room")
    assert (passes in both, apart in both) == (True, True)
    assert (passes in talk_only, apart in talk_only) == (True, False)
    assert (passes in room_only, apart in room_only) == (False, True)
