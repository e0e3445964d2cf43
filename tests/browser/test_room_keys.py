"""Rooms in real Chromium: what the resident's browser makes and the server takes, and what each opens of the other's."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage import room_keys
from storage.contexts import ZERO, b64, unb64
from storage.genesis import Genesis
from storage.inbound import accept_records, accept_room, check_wrapped_for
from storage.record import Record
from storage.records import Head
from storage.wrapsets import WrapSet, accept_wrapset, open_wrapset
from tests.browser.answers import Ask, value
from tests.protocol.office import LIFE, NOW, TAX, Office, Person
from tests.protocol.room import Room, linked_conversation, room_conversation
from tests.protocol.story import Json, Story, reader_of

PAGE = "room_keys_page"
KEPT = json.loads((Path(__file__).parents[1] / "vectors/room-1.json").read_text())
START = Head(1, ZERO, ZERO)


def house(office: Office) -> Json:
    """What every page knows of an office."""
    chain = [dict(link.as_dict()) for link in office.chain]
    return {"fingerprint": b64(office.fp), "chain": chain, "now": NOW}


def member(person: Person) -> Json:
    return reader_of(person) | {"sign": b64(person.signer.to_pkcs8())}


def test_the_browser_reads_the_code_that_was_written_down(ask: Ask) -> None:
    for written, code in [*KEPT["codes"], [KEPT["secret"], KEPT["code"]]]:
        assert value(ask("readCode", code)) == written
        assert value(ask("code", written)) == code
    asked = {"secret": KEPT["secret"], "fingerprint": KEPT["story"]["fingerprint"]}
    assert value(ask("access", asked)) == {"access": KEPT["access"], "hash": KEPT["access_hash"]}


def test_the_browser_opens_the_kept_room_with_the_code_alone(ask: Ask) -> None:
    asked = {"secret": KEPT["secret"], "story": KEPT["story"], "capsule": KEPT["capsule"]}
    assert value(ask("openCapsule", asked)) == [False, False]
    expected = [
        list(entry)
        for entry in zip(KEPT["ids"], KEPT["texts"]["hanako"], KEPT["inside"], KEPT["lanes"], strict=True)
    ]
    assert value(ask("read", KEPT["story"] | {"reader": None})) == expected


def test_the_browser_opens_the_kept_room_at_the_desk(ask: Ask) -> None:
    read = value(ask("read", KEPT["story"] | {"reader": KEPT["sato"]}))
    assert [text for _, text, _, _ in read] == KEPT["texts"]["sato"]


@pytest.mark.parametrize("change", ["secret", "capsule", "fingerprint"])
def test_a_capsule_opens_nowhere_else(ask: Ask, change: str) -> None:
    room = Room.entered(Office())
    keys = room_keys.RoomKeys(room.hanako.signer, room.hanako.identity)
    secret, other = bytes(16), Room.entered(room.office)
    capsule = room_keys.seal_capsule(secret, room.office.fp, room.hanako.kid, keys)
    asked = {"secret": b64(secret), "story": Story.of(room).as_dict(), "capsule": b64(capsule)}
    assert value(ask("openCapsule", asked)) == [False, False]
    wrong: dict[str, Json] = {
        "secret": {"secret": b64(bytes([1] * 16))},
        "capsule": {"capsule": b64(capsule[:-1] + bytes([capsule[-1] ^ 1]))},
        "fingerprint": {"story": Story.of(other).as_dict()},
    }
    assert ask("openCapsule", asked | wrong[change]) == {"refused": "capsule"}


def test_keys_of_somebody_else_in_a_capsule_are_not_taken_for_hers(ask: Ask) -> None:
    room, other = Room.entered(Office()), Person("resident", "")
    keys = room_keys.RoomKeys(other.signer, other.identity)
    capsule = room_keys.seal_capsule(bytes(16), room.office.fp, room.hanako.kid, keys)
    asked = {"secret": b64(bytes(16)), "story": Story.of(room).as_dict(), "capsule": b64(capsule)}
    assert ask("openCapsule", asked) == {"refused": "capsule"}


SLIP = KEPT["code"][:-1] + ("A" if KEPT["code"][-1] != "A" else "B")
"""The two bits that check stand in the last letter."""


@pytest.mark.parametrize("typed", ["", "A" * 25, "A" * 26 + "A", "9" * 26, "あ" * 26, SLIP])
def test_what_no_code_says_is_refused(ask: Ask, typed: str) -> None:
    assert ask("readCode", typed) == {"refused": "resume-code"}


def test_a_code_is_read_however_it_is_typed(ask: Ask) -> None:
    code = str(KEPT["code"])
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter != " " else "ー" for letter in code)
    for typed in (code.lower(), code.replace(" ", "-"), code.replace(" ", ""), wide, f" {code}\n"):
        assert value(ask("readCode", typed)) == KEPT["secret"]
        assert b64(room_keys.read_resume_code(typed)) == KEPT["secret"]


@pytest.mark.parametrize("lane", ["room", "both"])
def test_the_server_takes_the_room_that_the_browser_makes(ask: Ask, lane: str) -> None:
    office = Office()
    office.hire(Person("recovery", "予備の鍵"), LIFE)
    made = value(ask("enter", house(office) | {"lane": lane, "desk": LIFE, "text": "家に帰れません 🍀"}))
    assert (made["read"], made["extractable"]) == (["家に帰れません 🍀"], False)
    genesis, wrapset = Genesis.from_json(made["genesis"]), WrapSet.from_json(made["wrapset"])
    record = Record.from_json(made["record"])
    guest = accept_room(office.trust, genesis, wrapset)
    assert accept_records(office.trust, genesis, wrapset.key_id, START, [record]) == [record.id(office.fp)]
    story = Story(
        **house(office), genesis=made["genesis"], wrapsets=[made["wrapset"]], records=[made["record"]],
        reader=reader_of(office.sato),
    )  # fmt: skip
    assert story.texts() == ["家に帰れません 🍀"]
    keys = room_keys.open_capsule(unb64(made["secret"]), office.fp, guest, unb64(made["capsule"]))
    own = reader_of(office.sato) | {"kid": b64(guest.kid), "epk": b64(guest.epk)}
    assert replace(story, reader=own | {"enc": b64(keys.identity.to_pkcs8())}).texts() == story.texts()


def test_a_room_made_anew_is_the_same_room_with_another_key(ask: Ask) -> None:
    office = Office()
    first, again = value(ask("enterTwice", house(office) | {"lane": "room", "desk": LIFE}))
    assert first["genesis"]["case"] == again["genesis"]["case"]
    assert first["genesis"]["key_id"] != again["genesis"]["key_id"]
    assert first["wrapset"]["case_pk"] != again["wrapset"]["case_pk"]


def test_each_reads_what_is_theirs(ask: Ask) -> None:
    office = Office()
    room = linked_conversation(office)
    for reader, note in ((room.hanako, None), (office.sato, "住まいのこと。折り返しは不可")):
        story = Story.of(room, reader=reader)
        read = value(ask("read", story.as_dict()))
        assert [text for _, text, _, _ in read] == story.texts()
        assert read[1][1:] == [note, True, None]
        assert [lane for *_, lane in read if lane] == ["room"] * 3 + ["line"] * 2
        assert [id for id, *_ in read] == [b64(record.id(office.fp)) for record in room.records]


def test_a_console_keeps_her_wrap_and_never_adds_one(ask: Ask) -> None:
    office = Office()
    room = room_conversation(office)
    newcomer = Person("counselor", "新人")
    office.hire(newcomer, LIFE)
    office.dismiss(office.kudo)
    trust, shown = office.trust, [dict(wrapset.as_dict()) for wrapset in room.wrapsets]
    made = value(
        ask(
            "consoleKeys",
            house(office)
            | {"member": member(office.sato), "genesis": room.genesis.as_dict(), "wrapsets": shown},
        )
    )
    assert made["kinds"] == [False, True, False, True]
    assert made["added"] == [[newcomer.kid.hex()]] * 2
    wrapsets = [WrapSet.from_json(one) for one in (made["next"], made["inside"], *made["again"])]
    for wrapset, guest in zip(wrapsets, (room.guest, None, room.guest, None), strict=True):
        assert accept_wrapset(trust, wrapset, room.guest).kid == office.sato.kid
        check_wrapped_for(trust, wrapset, guest)
    _, _, again, inside_again = wrapsets
    for person in (room.hanako, newcomer):
        key = open_wrapset(office.fp, again, person.kid, person.identity, office.sato.spk)
        assert key.scalar() == room.key.scalar()
    assert inside_again.key_id == room.keep_inside().key_id
    room.wrapset, room.inside = again, inside_again
    room.later.append(wrapsets[0])
    newest = value(ask("newest", Story.of(room).as_dict()))
    assert newest == [b64(wrapsets[0].key_id), b64(inside_again.key_id)]


def test_a_console_that_is_told_a_tale_of_a_room_wraps_nothing(ask: Ask) -> None:
    """That it is a talk, or that it came to another desk."""
    office = Office()
    room = room_conversation(office)
    sato = {"member": member(office.sato)}
    for wrapset, code in (
        (room.wrapset, "sender"),
        (room.wrapped(room.key, room.wrapset.key_id, by=office.sato), "not-entitled"),
    ):
        told = house(office) | sato | {"wrapset": dict(wrapset.as_dict())}
        assert ask("rewrapAsTalk", told) == {"refused": code}
    elsewhere: dict[str, Any] = {"genesis": room.genesis.as_dict(), "desk": TAX}
    mori = house(office) | {"member": member(office.mori)} | elsewhere
    assert ask("makeForDesk", mori) == {"refused": "not-entitled"}
