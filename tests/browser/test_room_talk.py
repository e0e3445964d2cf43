"""A room's records as lines of the talk at the desk: who is believed about what, in which order, and how long a reply may be."""

from typing import Any

import pytest

from tests.browser.answers import Ask, value
from tests.browser.test_talk import KEPT, MINUTE, PHOTO, Entry, entry, shown, text

PAGE = "talk_page"


def in_room(made: Entry, **more: Any) -> Entry:
    return made | {"lane": "room"} | more


def test_what_came_through_line_changes_nothing_that_was_said_in_the_room(ask: Ask) -> None:
    """The office's intake signs for LINE. It neither rewrites nor covers what the resident's own browser has signed."""
    said = in_room(text("a", "もとのことば"))
    found = shown(ask, said, text("b", "ちがうことば", at=1, replaces="a"), lane="both")
    assert [(line["said"], line["way"]) for line in found] == [
        ("もとのことば", "room"),
        ("ちがうことば", "line"),
    ]
    photo, forged, kept = in_room(entry("c", PHOTO)), entry("d", KEPT, at=1), in_room(entry("e", KEPT, at=2))
    (first, alone) = shown(ask, photo, forged)
    assert (first["attachment"], alone["id"]) == (["coming", 0], "d")
    assert shown(ask, photo, forged, kept)[0]["attachment"] == ["kept", 3]


def test_only_what_the_resident_has_signed_shows_that_something_reached_them(ask: Ask) -> None:
    reply, note, later = (
        text("b", "返事", dir=1),
        entry("c", {"kind": "note"}, dir=1) | {"inside": True},
        text("d", "つぎ", dir=1),
    )
    forged = text("e", "見ました") | {"ack": "d"}
    entries = [in_room(text("a", "きいて")), reply, note, in_room(text("f", "はい"), ack="c"), later, forged]
    known = value(ask("placed", entries))
    assert {name: one["state"] for name, one in known.items()} == {"b": "seen", "d": "placed"}


@pytest.mark.parametrize("kind", ["note", "handover", "words", "check", "checked"])
def test_a_note_that_the_resident_could_read_is_not_shown_as_one_that_stayed_inside(
    ask: Ask, kind: str
) -> None:
    leaked = entry("a", {"v": 1, "kind": kind}, dir=1)
    assert ask("inside", [leaked]) == {"refused": "generation"}
    assert value(ask("inside", [leaked | {"inside": True}, text("b", "返事", dir=1)])) is True


def test_a_reply_into_a_room_is_as_long_as_a_record(ask: Ask) -> None:
    longest = "あ" * 6799
    assert value(ask("measured", {"lane": "room", "text": longest}))["excess"] == 0
    over = value(ask("measured", {"lane": "both", "text": f"{longest}のの"}))
    assert (over["excess"], over["count"]) == (2, "6,801字(あと約0字)")
    assert (
        value(ask("measured", {"lane": "line", "text": "あ" * 5001}))["count"]
        == "5,001字・2通に分けて届きます"
    )


def test_in_a_room_a_wrong_clock_moves_nothing_and_what_waited_on_the_phone_says_so(ask: Ask) -> None:
    entries = [
        in_room(text("a", "いち", at=90 * MINUTE)),
        text("b", "返事", at=20 * MINUTE, dir=1),
        in_room(text("c", "に", at=19 * MINUTE)),
        in_room(text("d", "さん", at=21 * MINUTE)),
    ]
    found = shown(ask, *entries, lane="room")
    assert [(line["id"], line["late"]) for line in found] == [
        ("a", False),
        ("b", False),
        ("c", True),
        ("d", False),
    ]


def test_a_picture_that_was_taken_back_leaves_one_line(ask: Ask) -> None:
    said = in_room(text("a", "いち"))
    gone = [in_room(entry(name, None, at=at)) for name, at in (("b", 5), ("c", 5), ("d", 5), ("e", 9))]
    assert value(ask("together", [said, *gone])) == {"c": "b"}
    assert value(ask("together", [entry("f", None), entry("g", None)])) == {}
