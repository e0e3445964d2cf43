"""What a resident says in a room: stored once, in its place, sealed, and never anything that the desk's browsers would refuse."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from storage.contexts import b64
from storage.outbox import outbox
from storage.record import Record
from storage.sealing import Identity, Signer
from tests.cast import Town, colleague
from tests.handlers.at_room import SQLITE, House, at_once, told
from tests.handlers.at_room import house as house
from tests.room_resident import RoomResident


def test_sent_again_it_is_stored_once(house: House, town: Town) -> None:
    """Also together with more, and after somebody else has written meanwhile."""
    resident = house.stranger().open()
    first = resident.text("ひとつめ")
    body = {"records": [record.as_dict() for record in first]}
    answer, again = resident.post("entries", body), resident.post("entries", body)
    assert (answer.status_code, again.status_code) == (201, 200)
    assert answer.json == again.json == {"positions": [2], "revision": 2}
    resident.look()
    second = resident.text("ふたつめ")
    both = resident.post("entries", {"records": [record.as_dict() for record in first + second]})
    assert (both.status_code, both.json) == (201, {"positions": [2, 3], "revision": 3})
    assert resident.texts() == town.texts(resident.id) == ["はじめまして", "ひとつめ", "ふたつめ"]


@SQLITE
def test_what_waited_offline_comes_together(house: House, town: Town) -> None:
    resident = house.stranger().open()
    waiting = resident.seal(*({"kind": "text", "text": f"{number}"} for number in range(20)))
    assert resident.send(waiting).json == {"positions": list(range(2, 22)), "revision": 2}
    assert town.texts(resident.id)[1:] == [f"{number}" for number in range(20)]
    assert town.row(resident.id).waiting_since == town.clock()


def test_the_same_at_once_is_stored_once(house: House, town: Town) -> None:
    resident = house.stranger().open()
    body = {"records": [record.as_dict() for record in resident.text("ひとつめ")]}
    headers = resident.headers()
    answers = at_once(
        lambda: house.app.test_client().post("/room/entries", json=body, headers=headers).status_code, 4
    )
    assert sorted(answers) == [200, 200, 200, 201]
    assert resident.texts() == ["はじめまして", "ひとつめ"]


@SQLITE
def test_of_two_pages_of_one_resident_the_second_is_told_where_it_stands(house: House) -> None:
    resident = house.stranger().open()
    here, there = resident.text("この画面"), resident.text("あの画面")
    assert resident.post("entries", {"records": [here[0].as_dict()]}).status_code == 201
    late = resident.post("entries", {"records": [there[0].as_dict()]})
    assert told(late) == (409, "head")
    assert (late.json or {})["head"] == resident.look()["head"]
    assert resident.say("あの画面").status_code == 201
    assert resident.texts() == ["はじめまして", "この画面", "あの画面"]


def test_who_is_answered_meanwhile_seals_anew(house: House, town: Town) -> None:
    resident, sato = house.stranger().open(), house.desk()
    case = b64(resident.id)
    sealed = resident.text("書いているあいだに")
    assert sato.claim(case) == 201
    reply = sato.seal(sato.whole(case), "読みました")
    assert sato.post(f"consultations/{case}/replies", {"record": reply.as_dict()}).status_code == 201
    assert told(resident.send(sealed)) == (409, "head")
    resident.look()
    assert resident.say("書いているあいだに").status_code == 201
    assert resident.texts() == town.texts(resident.id) == ["はじめまして", "読みました", "書いているあいだに"]
    assert resident.look()["answered"] is True
    with town.database.reading() as connection:
        assert connection.execute(outbox.select()).all() == []


@SQLITE
def test_a_newer_key_is_asked_for(house: House, town: Town) -> None:
    resident = house.stranger().open()
    sealed = resident.text("前の鍵で")
    fresh, key_id = Identity.generate(), bytes([7]) * 16
    house.add_key(resident, fresh, key_id)
    assert told(resident.send(sealed)) == (409, "generation")
    assert len(resident.look()["wrapsets"]) == 2
    resident.case_identity, resident.key_id = fresh, key_id
    assert resident.say("新しい鍵で").status_code == 201
    assert resident.texts() == town.texts(resident.id) == ["はじめまして", "新しい鍵で"]


def test_what_the_desk_keeps_to_itself_is_verified_and_not_shown(house: House, town: Town) -> None:
    """The resident's page gets neither its key nor its content, and goes on behind it; nothing of theirs is sealed to that key."""
    resident = house.stranger().open()
    inside, key_id = Identity.generate(), bytes([8]) * 16
    house.add_key(resident, inside, key_id, inside=True)
    desk, case = house.desk(), b64(resident.id)
    assert desk.claim(case) == 201
    note = desk.seal(desk.whole(case), "", payload={"v": 1, "kind": "note", "text": "覚え書き"})
    assert desk.post(f"consultations/{case}/notes", {"record": note.as_dict()}).status_code == 201
    shown = resident.look()
    assert [one["record"]["blob"] is None for one in shown["records"]] == [False, True]
    assert [one["key_id"] for one in shown["wrapsets"]] == [b64(resident.key_id), b64(key_id)]
    assert resident.guest.kid.hex() not in shown["wrapsets"][1]["wraps"]
    assert resident.say("つづき").status_code == 201
    assert resident.texts() == ["はじめまして", None, "つづき"]
    assert town.texts(resident.id) == ["はじめまして", "覚え書き", "つづき"]
    theirs, resident.key_id, resident.case_identity = resident.key_id, key_id, inside
    assert told(resident.say("内側へ")) == (409, "generation")
    resident.key_id = theirs


@SQLITE
def test_rules_that_the_desks_browsers_hold_too(house: House, town: Town) -> None:
    resident = house.stranger().open()
    other = house.stranger().open()
    before = town.count()
    for name, forge in FORGED.items():
        answer = resident.post("entries", {"records": [one.as_dict() for one in forge(resident, other)]})
        code = name.split(":")[0]
        assert told(answer) == (409 if code in ("head", "generation") else 422, code), name
    assert town.count() == before
    assert resident.texts() == ["はじめまして"]


Forgery = Callable[[RoomResident, RoomResident], list[Record]]


def changed(**changes: Any) -> Forgery:
    return lambda one, _: one.text("うそ", **changes)


FORGED: dict[str, Forgery] = {
    "signature": changed(signer=Signer.generate()),
    "inbound-key": changed(sender=bytes(16)),
    "inbound-key: as Sato": lambda one, _: one.text(
        "うそ", sender=colleague("sato").kid, signer=colleague("sato").signer, dir=1
    ),
    "inbound-key: as the intake": changed(sender=b"\x01" * 16),
    "transplant": lambda one, other: one.text("うそ", case=other.id),
    "transplant: a record of another room": lambda one, other: one.seal(
        {"kind": "text", "text": "うそ"}, case=other.id
    ),
    "generation": changed(key_id=bytes(16)),
    "head: a gap": changed(seq=9),
    "head: another first": changed(seq=1, prev=bytes(32), ack=bytes(32)),
    "head: another before": changed(prev=bytes([1]) * 32),
    "head: saw what never was": changed(ack=bytes([1]) * 32),
    "replay": lambda one, _: [*one.text("うそ"), *one.text("うそ")],
    "gap": lambda one, _: [*one.text("うそ"), *one.text("うそ", seq=9)],
    "header": changed(epoch=9),
    "header: none": lambda one, _: [Erased(one.text("うそ")[0])],
}


class Erased(Record):
    """A record whose content never comes."""

    def __init__(self, whole: Record) -> None:
        super().__init__(**{**vars(whole), "blob": None})


@SQLITE
def test_what_is_no_list_of_records_is_not_read(house: House) -> None:
    resident = house.stranger().open()
    record = resident.text("うそ")[0].as_dict()
    bodies: tuple[Any, ...] = (
        {}, {"records": {}}, {"records": [record], "flagged": 1}, {"records": [record], "attachments": []},
        {"records": [record], "attachments": {"x": 0}}, {"records": [record], "attachments": {b64(bytes(16)): 1}},
        {"records": [record], "attachments": {b64(bytes(16)): True}},
        {"records": [record], "attachments": {b64(bytes(16)): 0, b64(bytes([1]) * 16): 0}},
    )  # fmt: skip
    for body in bodies:
        assert told(resident.post("entries", body)) == (400, "bad-request"), body
    assert told(resident.post("entries", {"records": [record] * 51})) == (413, "full")
    assert told(resident.post("entries", {"records": ["x"]})) == (422, "header")
    assert resident.post("entries", {"records": []}).json == {"positions": [], "revision": 1}


@SQLITE
def test_the_flag_goes_up_only_when_the_resident_asks(house: House, town: Town) -> None:
    resident = house.stranger().open("死にたい")
    assert town.row(resident.id).flagged_at is None
    resident.say("いますぐ見てください", flagged=True)
    flagged_at = town.row(resident.id).flagged_at
    assert flagged_at == town.clock()
    town.clock.pass_(minutes=1)
    resident.say("もう一度", flagged=True)
    assert town.row(resident.id).flagged_at == flagged_at


def test_a_record_about_to_be_destroyed_waits_while_its_resident_writes(house: House, town: Town) -> None:
    hanako = town.resident()
    earlier = house.linked(hanako).open()
    later = house.linked(hanako).open()
    town.clock.pass_(days=14, seconds=-60)
    due_at = earlier.look()["due_at"]
    assert later.say("まだ話したい").status_code == 201
    shown = earlier.look()
    assert (shown["paused_at"], shown["due_at"] > due_at) == (town.clock(), True)


def positions(answer: TestResponse) -> list[int]:
    found: list[int] = (answer.json or {})["positions"]
    return found


@pytest.mark.parametrize("words", ["x" * 20_000, "あ" * 6_000])
@SQLITE
def test_a_long_text_fits(house: House, words: str) -> None:
    resident = house.stranger().open()
    assert positions(resident.say(words)) == [2]
    assert resident.texts()[-1] == words
